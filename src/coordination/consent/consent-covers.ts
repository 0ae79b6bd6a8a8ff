import type { FieldClass } from '#libs/shared-kernel';
import type { Purpose } from './consent.events.js';

/** A part taken back: a recipient, a class, or a class for a recipient. */
export interface Denied {
  readonly recipient: string | null;
  readonly class: FieldClass | null;
}

/** What a consent covers, whatever its form. */
export interface Coverage {
  readonly recipients: readonly string[];
  readonly classes: readonly FieldClass[];
  readonly purposes: readonly Purpose[];
  readonly until: string;
  readonly denied: readonly Denied[];
}

/** The classes that a recipient may still be given. `reference` says nothing beyond that the row exists, and follows any of them. */
export const classesFor = ({ recipients, classes, denied }: Coverage, functionId: string): readonly FieldClass[] => {
  if (!recipients.includes(functionId)) return [];
  const left = classes.filter(
    (cls) =>
      cls !== 'reference' &&
      !denied.some((part) => (part.recipient ?? functionId) === functionId && (part.class === null || part.class === cls)),
  );
  const recipientOut = denied.some((part) => part.recipient === functionId && part.class === null);
  if (recipientOut) return [];
  return left.length > 0 || (classes.every((cls) => cls === 'reference') && classes.length > 0) ? ['reference', ...left] : [];
};

/** Whom the data is about. */
export interface Concerned {
  readonly personId: string;
  readonly minor: boolean;
  /** Of a child: whoever used the violence, as the record has it. Their say over the child's secrecy yields (OSL 12:3). */
  readonly yieldsFrom?: readonly string[];
}

/** Persons of a record as a judgement asks of them: the children with those whose say yields. */
export const concerned = (
  chosen: readonly { readonly personId: string; readonly minor: boolean }[],
  inRecord: readonly { readonly personId: string; readonly role: string }[],
): readonly Concerned[] => {
  const yieldsFrom = inRecord.filter(({ role }) => role === 'violence-user').map(({ personId }) => personId);
  return chosen.map(({ personId, minor }) => ({ personId, minor, ...(minor ? { yieldsFrom } : {}) }));
};

/**
 * A consent lifts the secrecy that protects whoever gives it, nobody else's (OSL 12:2): another adult's data, such as the violence user's, never goes
 * out on hers. A child's goes on a guardian's, but never on that of whoever used the violence (OSL 12:3): the child may suffer considerable harm.
 */
export const consentIsTheirs = (
  { personId: giver, givenByPersonId }: { readonly personId: string; readonly givenByPersonId?: string | undefined },
  persons: readonly Concerned[],
): boolean =>
  persons.every(({ personId, minor, yieldsFrom }) =>
    minor ? !yieldsFrom?.some((violent) => violent !== personId && (violent === giver || violent === givenByPersonId)) : personId === giver,
  );

export const recipientsLeft = (coverage: Coverage): readonly string[] =>
  coverage.recipients.filter((functionId) => classesFor(coverage, functionId).length > 0);

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
  if (at >= new Date(state.until) || !state.purposes.includes(purpose)) return false;
  const covered = classesFor(state, functionId);
  return covered.length > 0 && classes.every((cls) => covered.includes(cls));
};
