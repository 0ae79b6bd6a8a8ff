import { holdsOn, type RuleFile } from '#config/legal-grounds';
import { fold, swedishDate, type FieldClass } from '#libs/shared-kernel';
import { classesFor, lifts, type Concerned, type Denied, type GivenConsent } from './consent-covers.js';
import { consentDecider, partsOf, type ConsentState } from './consent.decider.js';
import type { ConsentEvent, Purpose } from './consent.events.js';

/** Whether a ground asks at all if the person opposes: only then is it looked up. Pure. */
export const asksOpposition = (ground: string, { grounds }: Pick<RuleFile, 'grounds'>, at: Date): boolean =>
  grounds.some(
    (rule) =>
      rule.id === ground && holdsOn(rule, swedishDate(at)) && Object.values(rule.requires.circumstances).flat().includes('person-opposes'),
  );

/** An act on a consent, when it was recorded, and its place in the order of everything. */
export interface ConsentAct {
  readonly event: ConsentEvent;
  readonly at: Date;
  readonly place: number;
}

export const stateOf = (acts: readonly ConsentAct[]): ConsentState =>
  fold(
    consentDecider,
    acts.map(({ event }) => event),
  );

export interface OppositionQuestion {
  readonly functionId: string;
  readonly classes: readonly FieldClass[];
  readonly purpose: Purpose;
  readonly persons: readonly Concerned[];
  /** Which registration stands for a person, of those that are one: held as one, or with the same number. Left out where each stands for itself. */
  readonly registration?: (personId: string) => string;
  readonly at: Date;
}
type Scope = Extract<ConsentEvent, { type: 'coordination.ConsentWithdrawn' }>['data']['scope'];
type Known = Exclude<ConsentState, { status: 'none' }>;
interface Consent {
  readonly state: Known;
  readonly acts: readonly ConsentAct[];
}
interface Denial {
  readonly at: Date;
  readonly place: number;
  readonly classes: readonly FieldClass[];
}

/** `reference` follows any other class: it counts only where nothing else is asked for. */
const counted = (classes: readonly FieldClass[]): readonly FieldClass[] =>
  classes.some((cls) => cls !== 'reference') ? classes.filter((cls) => cls !== 'reference') : classes;

const EVERYTHING: Denied = { recipient: null, class: null, purpose: null };
/** What a withdrawal has taken back by now: one that makes the end earlier all of it, once that moment has come. */
const takenBy = (scope: Scope, now: Date): readonly Denied[] =>
  scope.kind !== 'end' || now < new Date(scope.until) ? partsOf(scope) : [EVERYTHING];

/** What of the asked a consent covered for this recipient and lost, each time that something was taken back: for every purpose, or for this one. */
const denialsIn = ({ state, acts }: Consent, { functionId, classes, purpose, at: now }: OppositionQuestion): Denial[] => {
  if (!state.recipients.includes(functionId)) return [];
  const covered = counted(classes).filter((cls) => state.classes.includes(cls));
  return acts.flatMap(({ event, at, place }) => {
    if (event.type !== 'coordination.ConsentWithdrawn') return [];
    const taken = takenBy(event.data.scope, now).filter(
      (part) => (part.recipient ?? functionId) === functionId && (part.purpose ?? purpose) === purpose,
    );
    const lost = covered.filter((cls) => taken.some((part) => part.class === null || part.class === cls));
    return lost.length > 0 ? [{ at, place, classes: lost }] : [];
  });
};

/** Asked anew after that, and a yes that stands today: for all that was taken back. */
const answeredAnew = ({ state, acts }: Consent, { place, classes }: Denial, { functionId, purpose, at }: OppositionQuestion): boolean => {
  if (acts[0]!.place < place || state.status !== 'given' || at >= new Date(state.until)) return false;
  const covered = classesFor(state, functionId, purpose);
  return classes.every((cls) => covered.includes(cls));
};

/** Whether it is this one's word, under whichever registration it was said, and of whichever. A consent that is leaned on must name the very same (consentIsTheirs). */
const isTheirs = ({ givenBy, personId, givenByPersonId }: GivenConsent, person: Concerned, one: (personId: string) => string): boolean =>
  lifts(
    { givenBy, personId: one(personId), givenByPersonId: givenByPersonId && one(givenByPersonId) },
    { ...person, personId: one(person.personId), guardians: person.guardians?.map(one), parents: person.parents?.map(one) },
  );

/**
 * When somebody whose data it is about took back a consent that covered this recipient and some of these classes, and has given none since that stands: the
 * latest such moment, or null. Whose word counts for whom is as it was for the consent (consentIsTheirs), as they are today, and asked of the person rather
 * than of one registration. Who made its end earlier said so when they said it, and it counts from that end on; an end that was there from the start is no no.
 * Pure.
 */
export const takenBackAt = (consents: readonly (readonly ConsentAct[])[], question: OppositionQuestion): Date | null => {
  const known = consents.flatMap((acts): Consent[] => {
    const state = stateOf(acts);
    return state.status === 'none' ? [] : [{ state, acts }];
  });
  const { persons, registration = (personId) => personId } = question;
  const moments = persons.flatMap((person) => {
    const theirs = known.filter(({ state }) => isTheirs(state, person, registration));
    return theirs
      .flatMap((consent) => denialsIn(consent, question))
      .filter((denial) => !theirs.some((later) => answeredAnew(later, denial, question)))
      .map(({ at }) => at);
  });
  return moments.toSorted((one, other) => other.getTime() - one.getTime())[0] ?? null;
};
