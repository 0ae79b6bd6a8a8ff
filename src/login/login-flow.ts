import { Injectable } from '@nestjs/common';
import { Clock, type Duty } from '#libs/shared-kernel';
import { ageOnClock } from './authenticator.js';
import { LoginAudit, type LoginAuditEntry } from './login-audit.js';
import { ABSOLUTE_MINUTES } from './login-limits.js';
import { LoginRefused } from './login-problem.js';
import { IdentityProvider, type Identity } from './provider/identity-provider.js';
import { PendingLogins } from './session/pending-logins.js';
import { newSecret } from './session/secret.js';
import { Sessions, type Language, type Session } from './session/sessions.js';
import { StaffDirectory, type StaffLogin } from './staff-directory.js';

export interface StartWish {
  readonly returnTo: string;
  readonly loginHint?: string | undefined;
  /** Step-up: the person proves anew who they are, whatever session the provider has. */
  readonly fresh: boolean;
  /** The browser's own secret from a login begun in another tab; both may then finish. */
  readonly browser?: string | undefined;
}

export interface FinishedLogin {
  readonly secret: string;
  readonly returnTo: string;
  readonly dutyChosen: boolean;
}

export interface CallbackContext {
  readonly callback: string;
  readonly state: string | undefined;
  readonly browser: string | undefined;
  readonly oldSecret: string | undefined;
  readonly lang: Language;
  readonly correlationId: string;
}

/** The steps of logging in, choosing a duty and logging out; what HTTP makes of them is the controllers' business. */
@Injectable()
export class LoginFlow {
  constructor(
    private readonly provider: IdentityProvider,
    private readonly pending: PendingLogins,
    private readonly sessions: Sessions,
    private readonly staff: StaffDirectory,
    private readonly audit: LoginAudit,
    private readonly clock: Clock,
  ) {}

  /** @throws LoginRefused not-configured | unavailable */
  async start(wish: StartWish): Promise<{ url: string; browser: string }> {
    const maxAge = wish.fresh ? 0 : ABSOLUTE_MINUTES * 60;
    const { url, state, nonce, verifier } = await this.provider.begin({ loginHint: wish.loginHint, maxAge });
    const browser = wish.browser ?? newSecret();
    await this.pending.begin(state, browser, { nonce, verifier, maxAge, returnTo: wish.returnTo });
    return { url: url.href, browser };
  }

  /**
   * The browser is back from the provider. The login under way is used up first, so nothing that follows can be tried twice.
   * @throws LoginRefused after the failure has been recorded
   */
  async finish(context: CallbackContext): Promise<FinishedLogin> {
    const failed: LoginAuditEntry = { action: 'login-failed', at: this.clock.now(), correlationId: context.correlationId };
    const refuse = async (refused: LoginRefused, staff?: StaffLogin): Promise<never> => {
      await this.audit.record({ ...failed, ...(staff && idsOf(staff)) });
      throw refused;
    };
    const { state, browser } = context;
    const pending = state && browser ? await this.pending.take(state, browser) : null;
    if (!pending || !state) return refuse(new LoginRefused('expired'));
    const identity = await this.provider.redeem(context.callback, state, pending).catch((error: unknown) => {
      if (error instanceof LoginRefused) return refuse(error);
      throw error;
    });
    const staff = await this.staff.findBySubject(identity.issuer, identity.subject);
    if (!staff || staff.duties.length === 0) return refuse(new LoginRefused('not-staff'), staff ?? undefined);
    return { ...(await this.open(context, identity, staff)), returnTo: pending.returnTo };
  }

  /** Chooses or changes the duty; answers the session's new secret, or null when the session has ended or the duty is not the person's. */
  async chooseDuty(secret: string, session: Session, duty: Duty, correlationId: string): Promise<string | null> {
    const staff = await this.staff.findBySubject(session.issuer, session.subject);
    if (staff?.staffId !== session.staffId || !staff.duties.includes(duty)) return null;
    await this.audit.record({ action: 'duty-chosen', ...idsOf(staff), duty, at: this.clock.now(), correlationId });
    return this.sessions.chooseDuty(secret, duty);
  }

  /** Ends the session; answers where to end the provider's own, when it offers that. */
  async logout(secret: string, correlationId: string): Promise<string | null> {
    const session = await this.sessions.find(secret, false);
    if (!session) return null;
    const staff = await this.staff.findBySubject(session.issuer, session.subject);
    const who = staff?.staffId === session.staffId ? idsOf(staff) : { staffId: session.staffId };
    await this.audit.record({
      action: 'logout',
      ...who,
      ...(session.duty ? { duty: session.duty } : {}),
      at: this.clock.now(),
      correlationId,
    });
    await this.sessions.close(secret);
    return this.provider.endSessionUrl(session.idToken);
  }

  private async open(context: CallbackContext, identity: Identity, staff: StaffLogin): Promise<Omit<FinishedLogin, 'returnTo'>> {
    const old = context.oldSecret ? await this.sessions.find(context.oldSecret, false) : null;
    const same = old?.staffId === staff.staffId ? old : null;
    // A step-up in the middle of work keeps the duty; another person at the same browser starts anew.
    const duty = staff.duties.length === 1 ? staff.duties[0] : staff.duties.find((held) => held === same?.duty);
    await this.audit.record({
      action: 'login',
      ...idsOf(staff),
      ...(duty ? { duty } : {}),
      at: this.clock.now(),
      correlationId: context.correlationId,
    });
    if (context.oldSecret) await this.sessions.close(context.oldSecret);
    const secret = await this.sessions.open({
      issuer: identity.issuer,
      subject: identity.subject,
      staffId: staff.staffId,
      staffName: staff.name,
      duty: duty ?? null,
      lang: same?.lang ?? context.lang,
      acr: identity.acr,
      authTime: ageOnClock(identity.authTime, this.clock),
      idToken: identity.idToken,
    });
    return { secret, dutyChosen: duty !== undefined };
  }
}

const idsOf = ({ staffId, agencyId, unitId }: StaffLogin): Pick<LoginAuditEntry, 'staffId' | 'agencyId' | 'unitId'> => ({
  staffId,
  agencyId,
  unitId,
});
