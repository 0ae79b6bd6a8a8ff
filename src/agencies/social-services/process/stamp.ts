import { z } from 'zod';
import { open, type Fields } from '#libs/shared-kernel';

const id = z.uuid();
const moment = z.iso.datetime({ offset: true });

/** Whose process it is and where it belongs: in the event that begins it. */
export const begun = {
  ownerAgency: open('reference', z.string().min(1)),
  functionId: open('reference', z.string().min(1)),
  recordId: open('reference', id),
  caseId: open('reference', id),
  /** The child, each with a record and processes of their own. */
  personId: open('reference', id),
  at: open('reference', moment),
} satisfies Fields;

/** One step of a process. `at` is when it happened: what clocks run from and stop at. */
export const stamped = {
  personId: open('reference', id),
  /** The same step sent twice is one. */
  stepId: open('reference', id),
  at: open('reference', moment),
} satisfies Fields;

/** What every command carries beside its input, filled in by the server. */
export interface Stamp {
  readonly stepId: string;
  /** ISO moment; never after now, which the handler sees to. */
  readonly at: string;
}

/** What every begun process remembers. */
export interface Begun {
  readonly ownerAgency: string;
  readonly functionId: string;
  readonly recordId: string;
  readonly caseId: string;
  readonly personId: string;
  readonly begunAt: string;
  /** Ids of the steps taken. */
  readonly steps: readonly string[];
}

/** The beginning of a process, out of its first event. */
export const begin = ({
  ownerAgency,
  functionId,
  recordId,
  caseId,
  personId,
  at,
}: Omit<Begun, 'begunAt' | 'steps'> & { readonly at: string }): Begun => ({
  ownerAgency,
  functionId,
  recordId,
  caseId,
  personId,
  begunAt: at,
  steps: [],
});

/** Who the step is about and when, for its event. */
export const stamp = ({ personId }: Begun, { stepId, at }: Stamp) => ({ personId, stepId, at });

/** Earlier than the process itself: a slip of the hand, which would start its clocks wrong. */
export const isBefore = (at: string, moment: string): boolean => Date.parse(at) < Date.parse(moment);

/** What a command says of its own: everything but its name and the stamp. */
export const ownOf = <C extends Stamp & { readonly step: string }>(command: C): Omit<C, keyof Stamp | 'step'> => {
  const { step: _step, stepId: _id, at: _at, ...own } = command;
  return own;
};
