import { startOfSwedishDay, type RightsChange } from '#libs/shared-kernel';

const ADULT_AT = 18;

/** Coordination numbers (samordningsnummer) have sixty added to the day. */
const birthDay = (number: string): string => {
  const day = Number(number.slice(6, 8));
  return `${number.slice(0, 4)}-${number.slice(4, 6)}-${String(day > 60 ? day - 60 : day).padStart(2, '0')}`;
};

/** The day of the eighteenth birthday (YYYY-MM-DD), where the number tells it. Whoever was born on a leap day is of age on the first of March. */
export const comesOfAge = (personNumber: string | undefined): string | undefined => {
  if (personNumber === undefined || !/^\d{12}$/.test(personNumber)) return undefined;
  const born = birthDay(personNumber);
  const day = born.slice(5) === '02-29' ? '03-01' : born.slice(5);
  return `${Number(born.slice(0, 4)) + ADULT_AT}-${day}`;
};

/** What tells somebody's age: the number of twelve digits, where it is known; else what was ticked at registration. */
export interface AgeKnown {
  readonly personNumber?: string | undefined;
  readonly minor: boolean;
}

/** When somebody is of age or came of it; null for a child whose number nobody knows. What another allowed for them ends then. */
export const ofAge = (place: { recordId: string; caseId: string; personId: string }, known: AgeKnown, now: Date): RightsChange => {
  const birthday = comesOfAge(known.personNumber);
  const adultAt = birthday !== undefined ? startOfSwedishDay(birthday).toISOString() : known.minor ? null : now.toISOString();
  return { op: 'person-age', recordId: place.recordId, caseId: place.caseId, personId: place.personId, adultAt };
};

const younger =
  (than: number) =>
  ({ personNumber, minor }: AgeKnown, today: string): boolean => {
    if (personNumber === undefined || !/^\d{12}$/.test(personNumber)) return minor;
    const born = birthDay(personNumber);
    const years = Number(today.slice(0, 4)) - Number(born.slice(0, 4)) - (today.slice(5) < born.slice(5) ? 1 : 0);
    return years < than;
  };

/**
 * Under 18 today (YYYY-MM-DD in Sweden): by the personal number where it is known, else as the record says. On the eighteenth birthday one is an adult,
 * whatever was ticked once (docs/decisions/0011: age comes from the record, never from a tick in a box).
 */
export const isChild = younger(ADULT_AT);
/** Under 21 today, likewise: of whom no number is known, it is known of a child alone. */
export const isUnder21 = younger(21);
