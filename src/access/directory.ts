import type { AgencyKind } from '#libs/shared-kernel';

export interface DirectoryFunction {
  readonly id: string;
  readonly name: string;
  readonly agencyId: string;
  readonly agencyName: string;
  readonly agencyKind: AgencyKind;
  readonly unitId: string;
  /** False: takes part by its own channels only; a request to it is printed or copied. */
  readonly connected: boolean;
  readonly accepts: readonly string[];
  /** When somebody reads what arrives; shown to the sender. */
  readonly hours: string;
  readonly phone: string | null;
}

export interface DirectoryStaff {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly agencyId: string;
  readonly unitId: string;
}

/** Who there is to address: functions and their agencies, never persons. Public facts within the county; no case shows through. */
export abstract class Directory {
  abstract functionById(functionId: string): Promise<DirectoryFunction | null>;
  abstract functions(): Promise<readonly DirectoryFunction[]>;
  abstract staffById(staffId: string): Promise<DirectoryStaff | null>;
  /** When the duty period ends that this person is on call in at a moment, the latest of several; null when there is none, or it has no end. */
  abstract onCallUntil(staffId: string, at: Date): Promise<Date | null>;
  /** Colleagues who can be assigned, of one agency. */
  abstract staffOf(agencyId: string): Promise<readonly DirectoryStaff[]>;
  /** Everybody who is employed at one agency, under any duty: heads, liaisons and administrators too. */
  abstract employeesOf(agencyId: string): Promise<readonly DirectoryStaff[]>;
  abstract agencyName(agencyId: string): Promise<string>;
  /** The id itself where the register has no such unit. */
  abstract unitName(unitId: string): Promise<string>;
  /** Null for an agency that is not in the register. */
  abstract agencyKind(agencyId: string): Promise<AgencyKind | null>;
}
