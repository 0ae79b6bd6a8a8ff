import { Injectable } from '@nestjs/common';
import { Problem, problems } from '#libs/http';
import { Clock, type Actor, type Duty } from '#libs/shared-kernel';
import { BearerTokens, type BearerIdentity } from './bearer.js';
import { LoginRefused } from './login-problem.js';
import { PublicAddress } from './public-address.js';
import { assertSameOrigin, changesState, type IncomingRequest } from './same-origin.js';
import { LoginCookies } from './session/cookies.js';
import { Sessions, type Language } from './session/sessions.js';
import { StaffDirectory } from './staff-directory.js';

/** Who sends a request: the actor from the organisation's register, and how they proved it. */
export interface Authenticated {
  readonly actor: Actor;
  readonly staffName: string;
  /** Safe to log: a hash, not what the browser holds. */
  readonly sessionId?: string;
  readonly via: 'session' | 'bearer';
  /** When the person proved who they are. Step-up demands that it is recent; 1970 when a token does not tell. */
  readonly authenticatedAt: Date;
  readonly acr?: string;
  readonly lang: Language;
}

export interface AuthenticateOptions {
  /** False for streams and polls: a page left open is not activity, and must not keep the session alive. */
  readonly touch?: boolean;
}

type Request = IncomingRequest & { readonly url?: string };

@Injectable()
export class Authenticator {
  constructor(
    private readonly cookies: LoginCookies,
    private readonly sessions: Sessions,
    private readonly bearer: BearerTokens,
    private readonly staff: StaffDirectory,
    private readonly clock: Clock,
    private readonly address: PublicAddress,
  ) {}

  /**
   * The person behind a request, or null. A bearer token, when there is one, decides alone.
   * The actor is read from the register each time, so a duty that was taken away ends with the next request.
   * @throws Problem cross-site-request (a state-changing request with a session, sent by another site) |
   *   duty-ambiguous (a token whose staff has several duties, without X-Duty) | unavailable (the provider's keys cannot be read)
   */
  async authenticate(request: Request, options: AuthenticateOptions = {}): Promise<Authenticated | null> {
    const { authorization } = request.headers;
    if (authorization !== undefined) return this.byToken(request, authorization);
    const secret = this.cookies.read(request, 'session');
    if (!secret) return null;
    if (changesState(request)) assertSameOrigin(request, this.address.origin);
    return this.bySession(request, secret, options);
  }

  private async bySession(request: Request, secret: string, options: AuthenticateOptions): Promise<Authenticated | null> {
    const session = await this.sessions.find(secret, options.touch);
    if (!session?.duty) return null;
    const actor = await this.staff.actorOf(session.staffId, session.duty);
    if (!actor) return null;
    const lang = askedLanguage(request) ?? session.lang;
    if (lang !== session.lang) await this.sessions.setLanguage(secret, lang);
    return {
      actor,
      staffName: session.staffName,
      sessionId: session.id,
      via: 'session',
      authenticatedAt: session.authTime,
      ...(session.acr ? { acr: session.acr } : {}),
      lang,
    };
  }

  private async byToken(request: Request, authorization: string): Promise<Authenticated | null> {
    const token = /^Bearer ([\w~+/.-]+=*)$/i.exec(authorization)?.[1];
    const identity = token ? await this.verify(token) : null;
    if (!identity) return null;
    const staff = await this.staff.findBySubject(identity.issuer, identity.subject);
    if (!staff) return null;
    const duty = chosenDuty(request, staff.duties);
    const actor = duty && (await this.staff.actorOf(staff.staffId, duty));
    if (!actor) return null;
    return {
      actor,
      staffName: staff.name,
      via: 'bearer',
      authenticatedAt: identity.authTime === null ? new Date(0) : ageOnClock(identity.authTime, this.clock),
      ...(identity.acr ? { acr: identity.acr } : {}),
      lang: /^en\b/i.test(request.headers['accept-language'] ?? '') ? 'en' : 'sv',
    };
  }

  private async verify(token: string): Promise<BearerIdentity | null> {
    try {
      return await this.bearer.verify(token);
    } catch (error) {
      if (!(error instanceof LoginRefused)) throw error;
      throw problems.unavailable();
    }
  }
}

/** The moment of login moved to the injected clock: as long ago there as it is on the provider's. */
export const ageOnClock = (authTime: number, clock: Clock): Date => new Date(clock.now().getTime() - (Date.now() - authTime * 1000));

/** The language links of every page are plain links with ?lang=. */
function askedLanguage(request: Request): Language | undefined {
  const asked = request.url?.match(/[?&]lang=(sv|en)(?:&|$)/)?.[1];
  return asked === 'sv' || asked === 'en' ? asked : undefined;
}

/** @throws Problem duty-ambiguous: several duties and none chosen, or one that the person does not hold */
function chosenDuty(request: Request, duties: readonly Duty[]): Duty | undefined {
  const wish = request.headers['x-duty'];
  const chosen = wish === undefined && duties.length <= 1 ? duties[0] : duties.find((duty) => duty === wish);
  if (chosen || duties.length === 0) return chosen;
  const list = duties.join(', ');
  throw new Problem(
    400,
    'duty-ambiguous',
    { sv: 'Ange vilket av dina uppdrag begäran gäller.', en: 'Say which of your duties the request is for.' },
    { detail: { sv: `Skicka rubriken X-Duty med ett av: ${list}.`, en: `Send the header X-Duty with one of: ${list}.` } },
  );
}
