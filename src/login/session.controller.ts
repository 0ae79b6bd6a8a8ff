import { Body, Controller, Get, Post, Query, Req, Res, StandardSchemaValidationPipe, UsePipes } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { dutyForm, languageForm, loginQuery, type DutyForm, type LanguageForm, type LoginQuery } from './form-schemas.js';
import { localPath } from './local-path.js';
import { LoginFlow } from './login-flow.js';
import { LoginPages } from './pages.js';
import { ProviderChoice } from './provider/provider-choice.js';
import { Public } from './public.js';
import { PublicAddress } from './public-address.js';
import { assertSameOrigin } from './same-origin.js';
import { DutyPage } from './screens/duty-page.js';
import { LoginCookies } from './session/cookies.js';
import { Sessions, type Session } from './session/sessions.js';
import { StaffDirectory } from './staff-directory.js';

const LANG_SECONDS = 365 * 24 * 3600;

/** What a person does with their session: chooses a duty, a language, logs out. Public to the route guard, since a session without a duty is nobody yet. */
@Public()
@ApiExcludeController()
@Controller()
@UsePipes(new StandardSchemaValidationPipe())
export class SessionController {
  constructor(
    private readonly flow: LoginFlow,
    private readonly pages: LoginPages,
    private readonly cookies: LoginCookies,
    private readonly sessions: Sessions,
    private readonly staff: StaffDirectory,
    private readonly choice: ProviderChoice,
    private readonly address: PublicAddress,
  ) {}

  @Get('login/duty')
  async duties(
    @Query({ schema: loginQuery }) query: LoginQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const { secret } = await this.current(request);
    if (secret && (query.lang === 'sv' || query.lang === 'en')) await this.sessions.setLanguage(secret, query.lang);
    return this.dutyPage(request, reply, localPath(query.returnTo));
  }

  @Post('login/duty')
  async chooseDuty(
    @Body({ schema: dutyForm }) form: DutyForm,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    assertSameOrigin(request, this.address.origin);
    const returnTo = localPath(form.returnTo);
    const { secret, session } = await this.current(request);
    if (!secret || !session) return this.toLogin(reply, returnTo);
    const fresh = await this.flow.chooseDuty(secret, session, form.duty, request.id);
    if (!fresh) return this.dutyPage(request, reply, returnTo, true);
    return this.pages.goTo(reply.header('set-cookie', this.cookies.write('session', fresh)), returnTo);
  }

  @Post('login/language')
  async language(
    @Body({ schema: languageForm }) form: LanguageForm,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    assertSameOrigin(request, this.address.origin);
    const { secret, session } = await this.current(request);
    if (secret && session) await this.sessions.setLanguage(secret, form.lang);
    const wanted = form.returnTo?.startsWith('/login') ? '/login' : localPath(form.returnTo);
    return this.pages.goTo(reply.header('set-cookie', this.cookies.write('lang', form.lang, LANG_SECONDS)), wanted);
  }

  @Post('logout')
  async logout(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<FastifyReply> {
    assertSameOrigin(request, this.address.origin);
    const secret = this.cookies.read(request, 'session');
    const url = secret ? await this.flow.logout(secret, request.id) : null;
    void reply.header('set-cookie', this.cookies.clear('session'));
    return url ? this.pages.leave(reply, this.pages.langOf(request), url) : this.pages.goTo(reply, '/login');
  }

  private async dutyPage(request: FastifyRequest, reply: FastifyReply, returnTo: string, refused = false): Promise<FastifyReply> {
    const { session } = await this.current(request);
    const staff = session && (await this.staff.findBySubject(session.issuer, session.subject));
    if (!session || !staff) return this.toLogin(reply, returnTo);
    const page = DutyPage({
      lang: session.lang,
      path: `/login/duty?returnTo=${encodeURIComponent(returnTo)}`,
      returnTo,
      name: staff.name,
      agency: staff.agencyName,
      duties: staff.duties,
      current: session.duty,
      refused,
      demo: await this.choice.isDemo(),
    });
    return this.pages.send(reply, page, refused ? 403 : 200);
  }

  private toLogin(reply: FastifyReply, returnTo: string): FastifyReply {
    return this.pages.goTo(reply, `/login?returnTo=${encodeURIComponent(returnTo)}`);
  }

  private async current(request: FastifyRequest): Promise<{ secret?: string; session: Session | null }> {
    const secret = this.cookies.read(request, 'session');
    return secret ? { secret, session: await this.sessions.find(secret) } : { session: null };
  }
}
