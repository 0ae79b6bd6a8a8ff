import { startOfSwedishDay, type FieldClass } from '#libs/shared-kernel';
import { comesOfAge, isChild, isUnder21 } from '#src/people/index';
import { giverRefusal, type RecordedPerson } from './consent-giver.js';
import type { GIVEN_BY, Purpose } from './consent.events.js';

/** A part taken back: a recipient, a class or a purpose, or what several of them have in common. Null: any. */
export interface Denied {
  readonly recipient: string | null;
  readonly class: FieldClass | null;
  readonly purpose: Purpose | null;
}

/** What a consent covers, whatever its form. */
export interface Coverage {
  readonly recipients: readonly string[];
  readonly classes: readonly FieldClass[];
  readonly purposes: readonly Purpose[];
  readonly until: string;
  readonly denied: readonly Denied[];
}

/** The classes that a recipient may still be given for a purpose. `reference` says nothing beyond that the row exists, and follows any of them. */
export const classesFor = (
  { recipients, classes, purposes, denied }: Coverage,
  functionId: string,
  purpose: Purpose,
): readonly FieldClass[] => {
  if (!recipients.includes(functionId) || !purposes.includes(purpose)) return [];
  const taken = denied.filter((part) => (part.recipient ?? functionId) === functionId && (part.purpose ?? purpose) === purpose);
  if (taken.some((part) => part.class === null)) return [];
  const left = classes.filter((cls) => cls !== 'reference' && !taken.some((part) => part.class === cls));
  return left.length > 0 || (classes.every((cls) => cls === 'reference') && classes.length > 0) ? ['reference', ...left] : [];
};

/** The same for any of its purposes. */
export const classesLeft = (coverage: Coverage, functionId: string): readonly FieldClass[] => {
  const left = new Set(coverage.purposes.flatMap((purpose) => classesFor(coverage, functionId, purpose)));
  return [...new Set(['reference' as const, ...coverage.classes])].filter((cls) => left.has(cls));
};

/** Whom the data is about, as the record tells it at the moment of the judgement. */
export interface Concerned {
  readonly personId: string;
  /** Under 18 today, by the number where it is known. */
  readonly minor: boolean;
  /** Under 21 today, likewise. A child is, and none needs to say so. */
  readonly under21?: boolean;
  /** Of a child whose number is known: the moment at which it comes of age. */
  readonly adultAt?: string;
  /** Of a child: whoever may consent as its guardian today. Nobody where the child is protected, and never whoever used the violence (OSL 12:3). */
  readonly guardians?: readonly string[] | undefined;
  /** Of a child: the exposed among those, whose consent for themselves carries the child that came with them. */
  readonly parents?: readonly string[] | undefined;
}

/** Persons of a record as a judgement asks of them: their age today, and whose word holds for the children. */
export const concerned = (chosen: readonly string[], inRecord: readonly RecordedPerson[], today: string): Concerned[] =>
  inRecord
    .filter(({ personId }) => chosen.includes(personId))
    .map((person) => {
      const { personId, role } = person;
      if (!isChild(person, today)) return { personId, minor: false, under21: isUnder21(person, today) };
      const guardians = inRecord.filter((guardian) => !giverRefusal({ givenBy: 'guardian', person, guardian, today }));
      const parents = role === 'child' ? guardians.filter((guardian) => guardian.role === 'exposed') : [];
      const birthday = comesOfAge(person.personNumber);
      const adult = birthday === undefined ? {} : { adultAt: startOfSwedishDay(birthday).toISOString() };
      return { personId, minor: true, ...adult, guardians: guardians.map(idOf), parents: parents.map(idOf) };
    });
const idOf = ({ personId }: RecordedPerson): string => personId;

/** Who gave a consent, and for whom. */
export interface GivenConsent {
  readonly personId: string;
  readonly givenBy: (typeof GIVEN_BY)[number];
  readonly givenByPersonId?: string | undefined;
}

/**
 * A consent lifts the secrecy that protects whoever gives it, nobody else's (OSL 12:2): another adult's data, such as the violence user's, never goes
 * out on hers, nor an adult's on what a guardian once said. A child's goes on its own by its maturity, on a special representative's, on a guardian's,
 * or on that of the exposed parent whom it came with; the last two only while the guardian's right holds (OSL 12:3). Of nobody there is no consent.
 */
export const consentIsTheirs = (consent: GivenConsent, persons: readonly Concerned[]): boolean =>
  persons.length > 0 && persons.every((person) => lifts(consent, person));

/** Whether this one's word is the person's own, as consentIsTheirs asks of each. */
export const lifts = (
  { givenBy, personId: giver, givenByPersonId }: GivenConsent,
  { personId, minor, guardians = [], parents = [] }: Concerned,
): boolean => {
  if (!minor) return giver === personId && (givenBy === 'adult' || givenBy === 'child-mature');
  if (giver !== personId) return givenBy === 'adult' && parents.includes(giver);
  switch (givenBy) {
    case 'adult':
      return false;
    case 'guardian':
      return givenByPersonId !== undefined && guardians.includes(givenByPersonId);
    case 'child-mature':
    case 'special-representative':
      return true;
  }
};

export const recipientsLeft = (coverage: Coverage): readonly string[] =>
  coverage.recipients.filter((functionId) => classesLeft(coverage, functionId).length > 0);
export const purposesLeft = (coverage: Coverage): readonly Purpose[] =>
  coverage.purposes.filter((purpose) => coverage.recipients.some((functionId) => classesFor(coverage, functionId, purpose).length > 0));

export interface CoverageQuestion {
  readonly functionId: string;
  readonly classes: readonly FieldClass[];
  readonly purpose: Purpose;
  readonly at: Date;
}

/**
 * Whether a consent covers this recipient, these classes and this purpose at this moment (OSL 10:1, 12:2: it lifts secrecy only so far).
 * Never after it was withdrawn or has run out. Free text is covered only where it was chosen by name.
 */
export const consentCovers = (
  state: { readonly status: string } | ({ readonly status: string } & Coverage),
  { functionId, classes, purpose, at }: CoverageQuestion,
): boolean => {
  if (state.status !== 'given' || !('recipients' in state)) return false;
  if (at >= new Date(state.until)) return false;
  const covered = classesFor(state, functionId, purpose);
  return covered.length > 0 && classes.every((cls) => covered.includes(cls));
};
