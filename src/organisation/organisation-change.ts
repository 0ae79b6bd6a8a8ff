import type { Companion } from '#libs/event-store';
import type { ProvisionedAgency, ProvisionedFunction, ProvisionedUnit } from '#config/county';
import type { RegisteredStaff } from './staff/staff.decider.js';

/** One row of the register, as `organisation.apply` writes it in the commit of its event. */
export type OrganisationChange =
  | ({ readonly op: 'agency'; readonly agencyId: string } & Omit<ProvisionedAgency, 'id'>)
  | ({ readonly op: 'unit'; readonly unitId: string } & Omit<ProvisionedUnit, 'id'>)
  | ({ readonly op: 'function'; readonly functionId: string } & Omit<ProvisionedFunction, 'id'>)
  | ({ readonly op: 'staff'; readonly name: string; readonly subject: string } & RegisteredStaff)
  | { readonly op: 'end-staff'; readonly staffId: string; readonly at: Date }
  | {
      readonly op: 'stand-in';
      readonly absentStaffId: string;
      readonly standInStaffId: string;
      readonly from: string;
      readonly until?: string;
    }
  | { readonly op: 'on-call'; readonly staffId: string; readonly functionId: string; readonly from: string; readonly until?: string }
  | {
      readonly op: 'relation';
      readonly relationId: string;
      readonly staffId: string;
      readonly relation: string;
      readonly token: string;
      readonly at: Date;
    }
  | { readonly op: 'retract'; readonly relationId: string; readonly reason: string; readonly at: Date }
  | { readonly op: 'keep-relation'; readonly relationId: string }
  /** Gone, with the lock that it was. */
  | { readonly op: 'drop-relation'; readonly relationId: string };

export const organisationRows = (...rows: OrganisationChange[]): readonly Companion[] => [{ name: 'organisation', rows }];

/** What keeps a human being out goes over to each new entry of theirs, in the commit that makes it (`organisation.carry_over`). */
export const keptOut = (staffId: string): Companion => ({ name: 'organisation-returns', rows: [{ staffId }] });
