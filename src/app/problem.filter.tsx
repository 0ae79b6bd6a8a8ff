import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isUnavailable } from '#libs/event-store';
import { Problem, problems, type Bilingual } from '#libs/http';
import { KeyringError } from '#libs/privacy';
import { pickLang, ProblemPage, renderPage } from '#libs/ui';
import type { AdmittedRequest } from '#src/access/index';
import { AppLog } from './log.js';

/** Every error becomes an answer: Problem Details for programs, a page for people. What was thrown by accident tells nothing but a reference. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: AppLog) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    answerProblem(this.log, error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }
}

/** For errors inside the app, and for those of the server before it: a body that can't be read, an address that can't be. */
export const answerProblem = (
  log: AppLog,
  error: unknown,
  request: FastifyRequest & Partial<AdmittedRequest>,
  reply: FastifyReply,
): void => {
  const problem = toProblem(error);
  if (problem.status >= 500)
    log.error({ event: 'problem', problem: problem.slug, correlation: request.id, route: request.routeOptions?.url ?? '' }, error);
  if (reply.raw.headersSent) return void reply.raw.end();

  const query = request.query as { lang?: string } | undefined;
  const lang = request.insatskedja?.lang ?? pickLang(query?.lang, undefined, request.headers['accept-language']);
  void reply.status(problem.status).header('cache-control', 'no-store');
  if (problem.extra.retryAfter) void reply.header('retry-after', String(problem.extra.retryAfter));
  if (wantsPage(request)) {
    if (problem.status === 401 && request.method === 'GET')
      return void reply.redirect(`/login?returnTo=${encodeURIComponent(request.url)}`, 303);
    const acknowledge = problem.slug === 'neighbour-not-acknowledged' && (problem.extra.current as { acknowledge: string }).acknowledge;
    if (acknowledge && request.method === 'GET')
      return void reply.redirect(`${acknowledge}?returnTo=${encodeURIComponent(request.url)}`, 303);
    return void reply.type('text/html; charset=utf-8').send(page(problem, lang, request));
  }
  void reply.type('application/problem+json; charset=utf-8').send(problem.toBody(lang, request.id));
};

const wantsPage = ({ url, headers }: FastifyRequest): boolean =>
  !url.startsWith('/api/') && (headers.accept?.includes('text/html') ?? false);

const toProblem = (error: unknown): Problem => {
  if (error instanceof Problem) return error;
  // Without whoever holds the wrapping keys nothing personal can be read or saved: the same as without the database.
  if (isUnavailable(error) || error instanceof KeyringError) return problems.unavailable();
  const status = error instanceof HttpException ? error.getStatus() : (error as { statusCode?: number }).statusCode;
  if (status === 404) return problems.notFound();
  if (status === 429) return problems.tooMany(60);
  if (status === 413) return new Problem(413, 'too-large', { sv: 'Innehållet är för stort.', en: 'The content is too large.' });
  if (status === 415)
    return new Problem(415, 'unsupported-content', { sv: 'Innehållets typ stöds inte.', en: 'This type of content is not supported.' });
  if (status !== undefined && status >= 400 && status < 500) return problems.malformed();
  return problems.unexpected();
};

const page = (problem: Problem, lang: keyof Bilingual, request: FastifyRequest): string => {
  const fields = problem.extra.fields?.map(({ message }) => message[lang]).join(' ');
  return renderPage(
    <ProblemPage
      title={problem.title[lang]}
      lang={lang}
      path={request.url}
      reference={request.id}
      detail={[problem.extra.detail?.[lang], fields].filter(Boolean).join(' ')}
    />,
  );
};
