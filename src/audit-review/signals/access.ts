/** A line of the trail, as the rules see it: who, when, what kind of act, and what it was about. Moments are milliseconds since 1970. */
export interface Access {
  readonly auditId: string;
  readonly at: number;
  readonly action: string;
  readonly outcome: 'allowed' | 'denied';
  readonly staffId: string;
  readonly unitId: string;
  readonly caseId: string | null;
  readonly personIds: readonly string[];
}

/** How somebody stands to a case at a moment: works with it, covers for somebody who does, staffs a function that it was sent to, or not at all. */
export type Relation = 'own' | 'covering' | 'function' | 'none';

/** What the rules ask of the agency around the lines. Everything within one agency: no other agency's staff, cases or persons. */
export interface Office {
  /** Cases of the agency that a person is in. */
  casesOf(personId: string): readonly string[];
  relation(staffId: string, caseId: string, at: number): Relation;
  /** Declared to somebody in the case. */
  declared(staffId: string, caseId: string): 'kin' | 'neighbour' | null;
  /** Bears the surname of somebody in the case: from 0 (does not, or half the county does) to 1 (nobody else does). */
  surname(staffId: string, caseId: string): number;
  sameAddress(staffId: string, caseId: string): boolean;
  onCall(staffId: string, at: number): boolean;
  /** Changed something in the case, between two moments. */
  worked(staffId: string, caseId: string, from: number, to: number): boolean;
  /** When anybody last changed anything in the case before a moment; null: never. */
  lastWork(caseId: string, before: number): number | null;
  /** What a day of look-ups uses to be for one person of the unit. */
  usualLookUps(unitId: string): { readonly median: number; readonly deviation: number };
}

export const DAY_MS = 86_400_000;
const LOOKS: readonly string[] = ['read', 'search', 'reveal', 'export', 'print', 'break-glass'];

/** Reads of something, and what was refused. What a page lists of itself (one's own day, one's own cases) is no look-up; nor is a change, but for a refused one. */
export const isLook = ({ action, outcome }: Pick<Access, 'action' | 'outcome'>): boolean => outcome === 'denied' || LOOKS.includes(action);

/** The cases that an access was about; a person who is in none of the agency's cases stands for themself. */
export const targetsOf = ({ caseId, personIds }: Access, office: Pick<Office, 'casesOf'>): readonly string[] => {
  if (caseId !== null) return [caseId];
  const targets = personIds.flatMap((personId) => {
    const cases = office.casesOf(personId);
    return cases.length > 0 ? cases : [`person:${personId}`];
  });
  return [...new Set(targets)];
};
