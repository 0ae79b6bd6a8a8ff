import { fold, isErased, isSealed, type Decider } from '#libs/shared-kernel';
import { concernDecider } from '../concern/concern.decider.js';
import { followUpDecider } from '../follow-up/follow-up.decider.js';
import { inquiryDecider } from '../inquiry/inquiry.decider.js';
import { placementDecider } from '../placement/placement.decider.js';
import { clocksOf, type Extended, type KnownState, type RunningClock } from './clocks.js';
import { nextSteps } from './next-steps.js';
import type { ChildStepRow, ExtensionRow } from './process.rows.js';

export interface StepView {
  readonly eventId: string;
  readonly type: string;
  readonly at: string;
  readonly takenBy: string;
  /** What the event says, by field; what is sealed and was not opened is left out. */
  readonly facts: Readonly<Record<string, unknown>>;
}
interface ExtensionOfProcess {
  readonly extensionId: string;
  readonly deadline: string;
  readonly until: string;
  readonly verdict: 'waits' | 'granted' | 'refused';
}
export interface ProcessView {
  readonly process: 'concern' | 'inquiry' | 'placement' | 'follow-up';
  readonly processId: string;
  readonly status: string;
  readonly begunAt: string;
  readonly clocks: readonly RunningClock[];
  readonly extensions: readonly ExtensionOfProcess[];
  /** Steps that make sense now, the most pressing first. */
  readonly next: readonly string[];
  readonly steps: readonly StepView[];
}
export interface ChildView {
  readonly personId: string;
  readonly recordId: string;
  readonly caseId: string;
  /** Guardians are not to be contacted before protection is assessed. */
  readonly guardiansClosed: boolean;
  readonly processes: readonly ProcessView[];
}

const HIDDEN = new Set(['ownerAgency', 'functionId', 'recordId', 'caseId', 'personId', 'stepId', 'at']);
const factsOf = (data: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(data).filter(([name, value]) => !HIDDEN.has(name) && !isSealed(value) && !isErased(value)));

const DECIDERS = { concern: concernDecider, inquiry: inquiryDecider, placement: placementDecider, 'follow-up': followUpDecider } as const;

/** How a process stands, by its own decider's rules; sealed values are never looked at. */
const stateOf = (process: ChildStepRow['process'], rows: readonly ChildStepRow[]): KnownState | null => {
  // A row is an event as its own projection stored it: its type names its decider.
  const decider = DECIDERS[process] as unknown as Decider<never, { readonly status: string }, object, never>;
  const state = fold(
    decider,
    rows.map(({ type, data }) => ({ type, data })),
  );
  return state.status === 'none' ? null : ({ process, state } as unknown as KnownState);
};

const toProcess = (rows: readonly ChildStepRow[], extensions: readonly ExtensionRow[], now: string): ProcessView[] => {
  const { process, processId } = rows[0]!;
  const known = stateOf(process, rows);
  if (!known) return [];
  const own = extensions.filter((one) => one.processId === processId);
  const extended: Extended = Object.fromEntries(
    own.filter(({ verdict }) => verdict === 'granted').map(({ deadline, until }) => [deadline, until.toISOString()]),
  );
  return [
    {
      process,
      processId,
      status: known.state.status,
      begunAt: known.state.begunAt,
      clocks: clocksOf(known, extended, now),
      extensions: own.map(({ extensionId, deadline, until, verdict }) => ({ extensionId, deadline, until: until.toISOString(), verdict })),
      next: nextSteps(known, now),
      steps: rows.map(({ eventId, type, at, takenBy, data }) => ({ eventId, type, at: at.toISOString(), takenBy, facts: factsOf(data) })),
    },
  ];
};

const guardiansClosed = (processes: readonly ProcessView[]): boolean =>
  processes.some(
    ({ process, steps }) =>
      process === 'concern' &&
      (steps[0]?.facts['worries'] as readonly string[] | undefined)?.includes('honour') === true &&
      !steps.some(({ type }) => type === 'social-services.ProtectionAssessed'),
  );

const grouped = <T>(rows: readonly T[], key: (row: T) => string): T[][] => [
  ...rows.reduce((groups, row) => groups.set(key(row), [...(groups.get(key(row)) ?? []), row]), new Map<string, T[]>()).values(),
];

/** Steps as children with their processes, in the order in which each began. Expects each process's steps in their order. */
export const toChildren = (rows: readonly ChildStepRow[], extensions: readonly ExtensionRow[], now: string): readonly ChildView[] =>
  grouped(rows, ({ recordId, personId }) => `${recordId}/${personId}`).map((own) => {
    const { personId, recordId, caseId } = own[0]!;
    const processes = grouped(own, ({ processId }) => processId)
      .flatMap((steps) => toProcess(steps, extensions, now))
      .sort((a, b) => a.begunAt.localeCompare(b.begunAt));
    return { personId, recordId, caseId, guardiansClosed: guardiansClosed(processes), processes };
  });
