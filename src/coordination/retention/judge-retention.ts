import { inForce, type RetentionConditions, type RetentionFile, type RetentionRule, type RetentionSample } from '#config/retention';
import type { AgencyKind } from '#libs/shared-kernel';

/** Somebody in a record, as far as its retention depends on them. Days are YYYY-MM-DD. */
export interface PersonKept {
  readonly personId: string;
  readonly role: string;
  /** Null: nobody knows. */
  readonly bornOn: string | null;
  readonly registeredOn: string;
  /** The same child has a record of its own (track child) at this agency in this case. */
  readonly hasOwnRecord: boolean;
}

/** What is known of a record when it is asked how long it is kept. */
export interface RetentionFacts {
  readonly agencyId: string;
  readonly agencyKind: AgencyKind;
  readonly track: 'exposed' | 'child' | 'violence-user';
  readonly openedFor: 'report' | 'referral' | 'own';
  readonly status: 'open' | 'closed';
  readonly closedAs: string | null;
  readonly openedOn: string;
  readonly lastNoteOn: string;
  readonly persons: readonly PersonKept[];
  readonly interventions: readonly { readonly personId: string; readonly kind: string }[];
}

/**
 * `never` by its rule (or because no rule fits: what nobody has thought of is kept), `preserved` for research whatever the rule says, `open` while
 * somebody works with it, `kept` until its day, `due` from its day on.
 */
export const RETENTION_STATES = ['never', 'preserved', 'open', 'kept', 'due'] as const;
export interface Judged {
  readonly state: (typeof RETENTION_STATES)[number];
  readonly rule: RetentionRule | null;
  /** The first day that it may, or must, be destroyed. */
  readonly dueOn: string | null;
  readonly sample: RetentionSample | null;
  /** A birth date is missing, so nobody can tell by machine whether the person belongs to the sample. */
  readonly birthUnknown: boolean;
}

/** Children of a record that is not a child's, and who have none of their own. */
const childrenAlone = ({ track, persons }: RetentionFacts): readonly PersonKept[] =>
  track === 'child' ? [] : persons.filter(({ role, hasOwnRecord }) => role === 'child' && !hasOwnRecord);
/** Whom the record is about: the person of its side. */
const mainPersons = ({ track, persons }: RetentionFacts): readonly PersonKept[] => persons.filter(({ role }) => role === track);

const holds = (conditions: RetentionConditions, facts: RetentionFacts): boolean => {
  const { tracks, childWithoutOwnRecord, openedFor, closedAs, interventions } = conditions;
  const alone = childrenAlone(facts);
  const concerned = (childWithoutOwnRecord ? alone : mainPersons(facts)).map(({ personId }) => personId);
  return (
    (tracks?.includes(facts.track) ?? true) &&
    (!childWithoutOwnRecord || alone.length > 0) &&
    (openedFor?.includes(facts.openedFor) ?? true) &&
    (closedAs?.some((reason) => reason === facts.closedAs) ?? true) &&
    (interventions === undefined ||
      facts.interventions.some(({ personId, kind }) => interventions.includes(kind) && concerned.includes(personId)))
  );
};

/** The first rule of the file that is in force and fits the record; the particular stands before the general there. */
const ruleFor = ({ rules }: RetentionFile, facts: RetentionFacts, today: string): RetentionRule | null =>
  rules.find(
    (rule) =>
      rule.of === 'record' &&
      inForce(rule, today) &&
      rule.agencies.includes(facts.agencyKind) &&
      (rule.when?.some((conditions) => holds(conditions, facts)) ?? true),
  ) ?? null;

/** The same day so many years later; of 29 February the first of March. */
export const yearsAfter = (day: string, years: number): string => {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  return new Date(Date.UTC(year + years, month - 1, date)).toISOString().slice(0, 10);
};

const dueOn = ({ keep }: RetentionRule, facts: RetentionFacts): string | null => {
  switch (keep.until) {
    case 'for-ever':
      return null;
    case 'years-after-last-note':
      return yearsAfter(facts.lastNoteOn, keep.years);
    case 'person-reaches-age': {
      const children = facts.track === 'child' ? mainPersons(facts) : childrenAlone(facts);
      // Nobody is older than the day they were registered; a date too late keeps too long, one too early destroys what must be kept.
      const born = children.map((child) => child.bornOn ?? child.registeredOn);
      return yearsAfter([...born].sort().at(-1) ?? facts.openedOn, keep.age);
    }
  }
};

const sampleFor = ({ samples }: RetentionFile, facts: RetentionFacts, today: string) => {
  const subjects = [...mainPersons(facts), ...childrenAlone(facts)];
  const asked = samples.filter((sample) => inForce(sample, today) && sample.agencies.includes(facts.agencyKind));
  const born = (day: string | null): number => Number(day?.slice(8) ?? NaN);
  const sample = asked.find(
    ({ wholly, bornOn }) => wholly.includes(facts.agencyId) || subjects.some((one) => bornOn.includes(born(one.bornOn))),
  );
  const unknown = asked.length > 0 && (subjects.length === 0 || subjects.some(({ bornOn }) => bornOn === null));
  return { sample: sample ?? null, birthUnknown: sample === undefined && unknown };
};

/** How long a record is kept, by the rules in force today (YYYY-MM-DD). Pure: birth dates were opened before. */
export const judgeRetention = (file: RetentionFile, facts: RetentionFacts, today: string): Judged => {
  const rule = ruleFor(file, facts, today);
  const { sample, birthUnknown } = sampleFor(file, facts, today);
  const due = rule ? dueOn(rule, facts) : null;
  const judged = { rule, dueOn: due, sample, birthUnknown };
  if (!rule || due === null) return { ...judged, state: 'never', birthUnknown: false };
  if (sample) return { ...judged, state: 'preserved' };
  if (facts.status === 'open') return { ...judged, state: 'open' };
  return { ...judged, state: due <= today ? 'due' : 'kept' };
};

/** The birth date in a Swedish personal number or coordination number of twelve digits; null when there is none in it. */
export const birthDateOf = (personNumber: unknown): string | null => {
  if (typeof personNumber !== 'string' || !/^\d{12}$/.test(personNumber)) return null;
  // A coordination number has sixty added to the day.
  const date = String(Number(personNumber.slice(6, 8)) % 60).padStart(2, '0');
  const day = `${personNumber.slice(0, 4)}-${personNumber.slice(4, 6)}-${date}`;
  const read = new Date(`${day}T00:00:00Z`);
  return Number.isNaN(read.getTime()) || read.toISOString().slice(0, 10) !== day ? null : day;
};
