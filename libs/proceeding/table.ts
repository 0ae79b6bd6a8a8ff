import { z } from 'zod';
import type { AgencyKind, EventDefinition } from '#libs/shared-kernel';
import type { Facts, Text } from './facts.js';
import type { RunsOut } from './runs-out.js';

/** One step of a proceeding: what it is called, what it asks for, which event it becomes, and from which statuses to which. */
export interface Step {
  readonly label: Text;
  /** As the audit trail shows it. */
  readonly operation: string;
  /** Key of the event in the proceeding's definitions. */
  readonly event: string;
  /** Statuses that it can follow; left out, it opens the proceeding. */
  readonly from?: readonly string[];
  readonly to: string;
  /** Facts that must be given, and facts that may. Every step asks for `on`, the day it happened. */
  readonly asks: readonly string[];
  readonly may?: readonly string[];
  /** Facts that no longer hold. */
  readonly clears?: readonly string[];
}
export type Steps = Readonly<Record<string, Step>>;

export interface Status {
  readonly name: Text;
  readonly tone: 'neutral' | 'info' | 'success' | 'warning' | 'danger';
}

/** A proceeding of an agency's own (contact ban, investigation), as data: the decider, the forms and the state table follow from it. */
export interface Proceeding {
  /** Category of its streams, and its address. Stored for ever. */
  readonly name: string;
  readonly agencyKinds: readonly AgencyKind[];
  readonly title: Text;
  /** Roles of the person that it can be about. */
  readonly about: readonly string[];
  /** The side of the case that its record must be on; left out, any. */
  readonly track?: 'violence-user';
  readonly facts: Facts;
  readonly statuses: Readonly<Record<string, Status>>;
  /** Left out: it stands until somebody ends it. Otherwise the step to that status is taken by the machinery. */
  readonly runsOut?: RunsOut;
  readonly events: Readonly<Record<string, EventDefinition>>;
  readonly steps: Steps;
}

/** The step that records that its time has run out. */
export const expiryOf = ({ runsOut, steps }: Pick<Proceeding, 'runsOut' | 'steps'>): string | undefined =>
  Object.keys(steps).find((name) => runsOut && steps[name]?.to === runsOut.to && steps[name].from?.includes(runsOut.from));

/** What of a step is asked for, by name: with `on` first. */
export const askedBy = ({ asks, may = [] }: Step): readonly { readonly name: string; readonly needed: boolean }[] => [
  { name: 'on', needed: true },
  ...asks.map((name) => ({ name, needed: true })),
  ...may.map((name) => ({ name, needed: false })),
];

/** One step as a client sends it. Where it belongs goes with the first. */
export interface StepInput {
  readonly step: string;
  readonly on: string;
  readonly note?: string | undefined;
  readonly recordId?: string | undefined;
  readonly caseId?: string | undefined;
  readonly personId?: string | undefined;
  readonly [fact: string]: unknown;
}

/** The schema of what a client may send to a proceeding: one variant for each step. */
export const stepInput = ({ facts, steps }: Pick<Proceeding, 'facts' | 'steps'>): z.ZodType<StepInput> => {
  const id = z.uuid();
  const variants = Object.entries(steps).map(([name, step]) =>
    z.strictObject({
      step: z.literal(name),
      ...(step.from ? {} : { recordId: id, caseId: id, personId: id }),
      ...Object.fromEntries(
        askedBy(step).map((asked) => {
          const { schema } = facts[asked.name]!;
          return [asked.name, asked.needed ? schema : schema.optional()];
        }),
      ),
      note: z.string().trim().max(4000).optional(),
    }),
  );
  return z.discriminatedUnion('step', variants as unknown as [(typeof variants)[number]]) as unknown as z.ZodType<StepInput>;
};
