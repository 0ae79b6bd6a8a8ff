/** Answers of the API as a story looks at them: what is said of them, and no more. */

export interface Clock {
  readonly clockId: string;
  readonly deadline: string;
  readonly recordId: string;
  readonly state: 'running' | 'soon' | 'overdue' | 'ended';
  readonly dueOn: string;
}

export interface Chain {
  readonly record: { readonly recordId: string; readonly track: string };
  readonly links: readonly {
    readonly thing: string;
    readonly thingId: string;
    readonly ownerAgency: string;
    readonly own: boolean;
    readonly status?: string;
    readonly fields: Readonly<Record<string, unknown>>;
  }[];
  readonly received: readonly {
    readonly receivedId: string;
    readonly fromAgency: string;
    readonly classes: readonly string[];
    readonly ended: boolean;
  }[];
  readonly gaps: readonly { readonly gapId: string; readonly kind: string; readonly text: { readonly sv: string } }[];
}

export interface Referral {
  readonly status: string;
  readonly side: string;
  readonly outcome: string | null;
  readonly contentOpen?: boolean;
  readonly persons?: readonly { readonly personId: string; readonly identity?: { readonly name: string } }[];
  readonly conversation?: readonly { readonly kind: string; readonly questionId?: string; readonly text?: string }[];
}

/** Something that runs for a child: a concern, an inquiry, a placement. */
export interface Process {
  readonly process: string;
  readonly processId: string;
  readonly status: string;
  readonly next: readonly string[];
  readonly clocks: readonly ProcessClock[];
  readonly steps: readonly { readonly type: string; readonly at: string; readonly facts: Readonly<Record<string, unknown>> }[];
}
export interface ProcessClock {
  readonly deadline: string;
  readonly due: string;
  readonly doneAt: string | null;
  readonly state: string;
}

/** A child in the board's own records, as its worker reads it. */
export interface Child {
  readonly personId: string;
  readonly recordId: string;
  readonly caseId: string;
  readonly guardiansClosed: boolean;
  readonly processes: readonly Process[];
}

/** The process that a concern report began. */
export const concernOf = ({ processes }: Child): Process => processes.find(({ process }) => process === 'concern')!;

/** Where the steps of that process are taken. */
export const concernSteps = (child: Child): string => `/api/v1/social-services/concerns/${concernOf(child).processId}/steps`;
