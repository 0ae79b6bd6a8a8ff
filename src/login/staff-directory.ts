import type { Actor, AgencyKind, Duty } from '#libs/shared-kernel';

/** A member of staff as the organisation's register knows them, before a duty is chosen. */
export interface StaffLogin {
  readonly staffId: string;
  readonly name: string;
  readonly agencyId: string;
  readonly agencyName: string;
  readonly agencyKind: AgencyKind;
  readonly unitId: string;
  readonly duties: readonly Duty[];
}

/**
 * Who a person is and what they are allowed to be comes from the organisation's register, asked at each request.
 * Claims in a token say only which account logged in: a role claim is never the truth about a role.
 */
export abstract class StaffDirectory {
  /** The staff behind an account, or null when the register does not know it (or it has ended). */
  abstract findBySubject(issuer: string, subject: string): Promise<StaffLogin | null>;

  /** The actor for one of the person's duties right now, or null when they no longer hold it. */
  abstract actorOf(staffId: string, duty: Duty): Promise<Actor | null>;

  /** The duties that the person holds now: more than one means a choice to offer. */
  abstract dutiesOf(staffId: string): Promise<readonly Duty[]>;
}
