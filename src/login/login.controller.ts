import { Body, Controller, Get, Post, Query, Req, Res, StandardSchemaValidationPipe, UsePipes } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DemoStaff } from './demo/demo-staff.js';
import { loginQuery, startForm, type LoginQuery, type StartForm } from './form-schemas.js';
import { localPath } from './local-path.js';
import { LoginFlow } from './login-flow.js';
import { LoginPages } from './pages.js';
import { ProviderChoice } from './provider/provider-choice.js';
import { Public } from './public.js';
import { PublicAddress } from './public-address.js';
import { assertSameOrigin } from './same-origin.js';
import { LoginPage } from './screens/login-page.js';
import { LoginCookies } from './session/cookies.js';
import { Sessions } from './session/sessions.js';

/** A county's staff may share one address outward: the limit stops floods, not a busy morning. Counted where @fastify/rate-limit is registered. */
const LIMIT = { rateLimit: { max: 300, timeWindow: '1 minute' } };
const LANG_SECONDS = 365 * 24 * 3600;
const PENDING_SECONDS = 600;

@Public()
@ApiExcludeController()
@Controller('login')
@UsePipes(new StandardSchemaValidationPipe())
export class LoginController {
  constructor(
    private readonly flow: LoginFlow,
    private readonly pages: LoginPages,
    private readonly cookies: LoginCookies,
    private readonly sessions: Sessions,
    private readonly choice: ProviderChoice,
    private readonly demo: DemoStaff,
    private readonly address: PublicAddress,
  ) {}

  @Get()
  @RouteConfig(LIMIT)
  async page(
    @Query({ schema: loginQuery }) query: LoginQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const returnTo = localPath(query.returnTo);
    const path = `/login?returnTo=${encodeURIComponent(returnTo)}`;
    // The provider answers to the public address, where a login begun here would be unknown.
    if (this.address.isOtherLoopbackName(request.host)) return this.pages.goTo(reply, this.address.at(path));
    const secret = this.cookies.read(request, 'session');
    const session = secret ? await this.sessions.find(secret) : null;
    if (session && !session.duty) return this.pages.goTo(reply, `/login/duty?returnTo=${encodeURIComponent(returnTo)}`);
    const provider = await this.choice.current();
    const lang = this.pages.langOf(request);
    if (query.lang === lang) void reply.header('set-cookie', this.cookies.write('lang', lang, LANG_SECONDS));
    const people = provider?.demo ? await this.demo.people() : undefined;
    const sentHere = !session && returnTo !== '/';
    const page = LoginPage({ lang, path, returnTo, sentHere, configured: provider !== null, people });
    return this.pages.send(reply, page, provider ? 200 : 503);
  }

  @Post('start')
  @RouteConfig(LIMIT)
  async start(
    @Body({ schema: startForm }) form: StartForm,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    assertSameOrigin(request, this.address.origin);
    const demo = await this.choice.isDemo();
    try {
      const { url, browser } = await this.flow.start({
        returnTo: localPath(form.returnTo),
        loginHint: demo ? form.person : undefined,
        fresh: form.fresh === '1',
        browser: this.knownBrowser(request),
      });
      return this.pages.leave(
        reply.header('set-cookie', this.cookies.write('login', browser, PENDING_SECONDS)),
        this.pages.langOf(request),
        url,
      );
    } catch (error) {
      return this.pages.refused(request, reply, error);
    }
  }

  @Get('callback')
  @RouteConfig(LIMIT)
  async callback(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<FastifyReply> {
    const { state } = request.query as { state?: unknown };
    try {
      const { secret, returnTo, dutyChosen } = await this.flow.finish({
        callback: request.url,
        state: typeof state === 'string' ? state : undefined,
        browser: this.knownBrowser(request),
        oldSecret: this.cookies.read(request, 'session'),
        lang: this.pages.langOf(request),
        correlationId: request.id,
      });
      const next = dutyChosen ? returnTo : `/login/duty?returnTo=${encodeURIComponent(returnTo)}`;
      return this.pages.goTo(reply.header('set-cookie', this.cookies.write('session', secret)), next);
    } catch (error) {
      return this.pages.refused(request, reply, error);
    }
  }

  private knownBrowser(request: FastifyRequest): string | undefined {
    const value = this.cookies.read(request, 'login');
    return value && /^[\w-]{43}$/.test(value) ? value : undefined;
  }
}
