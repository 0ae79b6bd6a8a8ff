import type { Duty } from '#libs/shared-kernel';

export interface LoginAuditEntry {
  readonly action: 'login' | 'logout' | 'login-failed' | 'duty-chosen';
  readonly staffId?: string;
  readonly agencyId?: string;
  readonly unitId?: string;
  readonly duty?: Duty;
  readonly at: Date;
  readonly correlationId?: string;
}

/** Written before the session exists: a login that could not be recorded does not happen. */
export abstract class LoginAudit {
  abstract record(entry: LoginAuditEntry): Promise<void>;
}
