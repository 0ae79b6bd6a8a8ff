/** The kinds of agency that take part. A kind decides which legal grounds apply; an agency is one legal organisation of a kind. */
export const AGENCY_KINDS = [
  'social-services',
  'health-care',
  'police',
  'prosecution',
  'school',
  'civil-society',
  'state-agency',
  'resource-centre',
  'county',
] as const;
export type AgencyKind = (typeof AGENCY_KINDS)[number];

/**
 * What a member of staff is logged in as. One person may hold several duties, but a session has exactly one:
 * a police liaison who also registers reports chooses which of the two they are doing.
 */
export const DUTIES = [
  'caseworker',
  'police-officer',
  'police-liaison',
  'supervisor',
  'county-coordinator',
  'administrator',
  'system',
] as const;
export type Duty = (typeof DUTIES)[number];

/** Who acts. Built from the organisation's register at each request, never from claims in a token. */
export interface Actor {
  readonly staffId: string;
  readonly agencyId: string;
  readonly agencyKind: AgencyKind;
  readonly unitId: string;
  readonly duty: Duty;
  /** Function addresses that this person staffs, stand-in and on-call included. */
  readonly functions: readonly string[];
  /** Staff whose assignments this person covers right now as a stand-in. */
  readonly standsInFor: readonly string[];
  readonly onCall: boolean;
}
