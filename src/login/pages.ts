import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { pickLang, renderPage, securityHeaders, type Lang } from '#libs/ui';
import { LoginRefused, STATUS_OF } from './login-problem.js';
import { ProviderChoice } from './provider/provider-choice.js';
import { PublicAddress } from './public-address.js';
import { LeavingPage, RefusedPage } from './screens/notices.js';
import { LoginCookies } from './session/cookies.js';

/** What login's controllers have in common in answering a browser. */
@Injectable()
export class LoginPages {
  constructor(
    private readonly address: PublicAddress,
    private readonly cookies: LoginCookies,
    private readonly choice: ProviderChoice,
  ) {}

  /** Before login nobody's wish is known but the browser's: ?lang=, then the cookie it left, then Accept-Language. */
  langOf(request: FastifyRequest): Lang {
    const { lang } = request.query as { lang?: unknown };
    return pickLang(typeof lang === 'string' ? lang : undefined, this.cookies.read(request, 'lang'), request.headers['accept-language']);
  }

  send(reply: FastifyReply, page: VNode, status = 200): FastifyReply {
    return reply.status(status).headers(securityHeaders()).type('text/html; charset=utf-8').send(renderPage(page));
  }

  goTo(reply: FastifyReply, path: string): FastifyReply {
    return reply.header('cache-control', 'no-store').redirect(path, 303);
  }

  /**
   * Sends the browser on to the provider. To another host not by redirect: browsers hold a form's redirects to the page's form-action,
   * and the pages would have to let their forms reach other hosts.
   */
  leave(reply: FastifyReply, lang: Lang, url: string): FastifyReply {
    if (new URL(url).origin === this.address.origin) return this.goTo(reply, url);
    return this.send(reply.header('refresh', `0;url=${url}`), LeavingPage({ lang, url }));
  }

  async refused(request: FastifyRequest, reply: FastifyReply, error: unknown): Promise<FastifyReply> {
    if (!(error instanceof LoginRefused)) throw error;
    const page = RefusedPage({
      lang: this.langOf(request),
      reason: error.reason,
      reference: request.id,
      demo: await this.choice.isDemo(),
    });
    return this.send(reply, page, STATUS_OF[error.reason]);
  }
}
