import type { Access, Office, Relation } from './access.js';
import { lookUpDays, usualOf } from './look-ups.js';

/** An agency's office as plain facts: from its tables, or from a generated county. Moments are milliseconds since 1970; null: always. */
export interface OfficeFacts {
  readonly staff: readonly { staffId: string; functions: readonly string[]; surname: string; addresses: readonly string[] }[];
  readonly persons: readonly { personId: string; caseId: string; names: readonly string[]; addresses: readonly string[] }[];
  readonly assignments: readonly { staffId: string; caseId: string; from: number | null; until: number | null }[];
  readonly standIns: readonly { staffId: string; absentId: string; from: number; until: number | null }[];
  readonly onCall: readonly { staffId: string; from: number; until: number | null }[];
  /** Cases that a request or a copy was sent about, to a function. */
  readonly sentTo: readonly { functionId: string; caseId: string }[];
  readonly declared: readonly { staffId: string; caseId: string; relation: 'kin' | 'neighbour' }[];
  /** Changes that somebody made. */
  readonly work: readonly { staffId: string; caseId: string; at: number }[];
}

/** The office but for what is usual, which changes from day to day. */
export type StandingOffice = Omit<Office, 'usualLookUps'>;

const grouped = <T>(rows: readonly T[], keyOf: (row: T) => string): ReadonlyMap<string, readonly T[]> => {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
};
const during = (at: number, { from, until }: { from: number | null; until: number | null }): boolean =>
  (from === null || from <= at) && (until === null || at < until);

/** Answers the rules' questions from the facts. */
export const officeOf = (facts: OfficeFacts): StandingOffice => {
  const staff = new Map(facts.staff.map((one) => [one.staffId, one]));
  const inCase = grouped(facts.persons, ({ caseId }) => caseId);
  const casesByPerson = grouped(facts.persons, ({ personId }) => personId);
  const assigned = grouped(facts.assignments, ({ staffId, caseId }) => `${staffId} ${caseId}`);
  const covered = grouped(facts.standIns, ({ staffId }) => staffId);
  const calls = grouped(facts.onCall, ({ staffId }) => staffId);
  const sent = new Set(facts.sentTo.map(({ functionId, caseId }) => `${functionId} ${caseId}`));
  const declared = grouped(facts.declared, ({ staffId, caseId }) => `${staffId} ${caseId}`);
  const workBy = grouped(facts.work, ({ staffId, caseId }) => `${staffId} ${caseId}`);
  const workIn = grouped(facts.work, ({ caseId }) => caseId);
  const bearers = new Map<string, Set<string>>();
  for (const { personId, names } of facts.persons)
    for (const name of names) bearers.set(name, (bearers.get(name) ?? new Set()).add(personId));
  const persons = casesByPerson.size;

  const own = (staffId: string, caseId: string, at: number): boolean =>
    (assigned.get(`${staffId} ${caseId}`) ?? []).some((one) => during(at, one));
  return {
    casesOf: (personId) => (casesByPerson.get(personId) ?? []).map(({ caseId }) => caseId),
    relation: (staffId, caseId, at): Relation => {
      if (own(staffId, caseId, at)) return 'own';
      const covers = (covered.get(staffId) ?? []).some((one) => during(at, one) && own(one.absentId, caseId, at));
      if (covers) return 'covering';
      return (staff.get(staffId)?.functions ?? []).some((functionId) => sent.has(`${functionId} ${caseId}`)) ? 'function' : 'none';
    },
    declared: (staffId, caseId) => {
      const relations = declared.get(`${staffId} ${caseId}`) ?? [];
      return relations.some(({ relation }) => relation === 'kin') ? 'kin' : relations.length > 0 ? 'neighbour' : null;
    },
    surname: (staffId, caseId) => {
      const surname = staff.get(staffId)?.surname;
      if (!surname || !(inCase.get(caseId) ?? []).some(({ names }) => names.includes(surname))) return 0;
      // A name that one in fifty bears says nothing; one that a single family bears says nearly all.
      return Math.max(0, 1 - (50 * ((bearers.get(surname)?.size ?? 1) - 1)) / Math.max(persons, 50));
    },
    sameAddress: (staffId, caseId) => {
      const homes = staff.get(staffId)?.addresses ?? [];
      return homes.length > 0 && (inCase.get(caseId) ?? []).some(({ addresses }) => addresses.some((one) => homes.includes(one)));
    },
    onCall: (staffId, at) => (calls.get(staffId) ?? []).some((one) => during(at, one)),
    worked: (staffId, caseId, from, to) => (workBy.get(`${staffId} ${caseId}`) ?? []).some(({ at }) => at >= from && at <= to),
    lastWork: (caseId, before) => {
      const earlier = (workIn.get(caseId) ?? []).filter(({ at }) => at < before);
      return earlier.length === 0 ? null : Math.max(...earlier.map(({ at }) => at));
    },
  };
};

/** The office on a day: with what each unit's look-ups use to be, by the lines of the days before. */
export const withUsual = (office: StandingOffice, before: readonly Access[]): Office => {
  const byUnit = grouped(lookUpDays(before, office), ({ accesses }) => accesses[0]!.unitId);
  const usual = new Map([...byUnit].map(([unitId, days]) => [unitId, usualOf(days.map(({ accesses }) => accesses.length))]));
  return { ...office, usualLookUps: (unitId) => usual.get(unitId) ?? { median: 0, deviation: 0 } };
};
