import { fold, type FieldClass, type Personal } from '#libs/shared-kernel';
import type { ConsentState as ShownState } from '#libs/ui';
import { classesLeft, purposesLeft, recipientsLeft } from './consent-covers.js';
import { consentDecider } from './consent.decider.js';
import type { Alone, ConsentEvent, Purpose } from './consent.events.js';

type Withdrawn = Extract<ConsentEvent, { type: 'coordination.ConsentWithdrawn' }>['data'];

/** What it was extended by, and how that was said. Null: it was not told. */
export interface ConsentExtension {
  readonly at: string;
  readonly recipients: readonly string[];
  readonly classes: readonly FieldClass[];
  readonly until: string | null;
  readonly givenBy: string | null;
  readonly givenByPersonId: string | null;
  readonly form: string;
  readonly interpreterUsed: boolean | null;
  readonly alone: string;
}

/** A consent as a caseworker sees it: what it covers now, and how it was given. */
export interface ConsentView {
  readonly consentId: string;
  readonly recordId: string;
  readonly caseId: string;
  readonly personId: string;
  readonly state: Exclude<ShownState, 'missing'>;
  readonly recipients: readonly { readonly functionId: string; readonly classes: readonly FieldClass[] }[];
  readonly classes: readonly FieldClass[];
  /** What is left of them, for any recipient. */
  readonly purposes: readonly Purpose[];
  readonly until: string;
  readonly givenBy: string;
  readonly givenByPersonId: string | null;
  /** Of a special representative. */
  readonly appointment: Personal<{ readonly court: string; readonly decidedOn: string }> | null;
  readonly form: string;
  readonly alone: string;
  readonly interpreterUsed: boolean | null;
  readonly circumstances: string;
  readonly recordedAt: string;
  /** In order. */
  readonly extended: readonly ConsentExtension[];
  readonly withdrawnAt: string | null;
  /** What was taken back, in order. */
  readonly takenBack: readonly { readonly at: string; readonly scope: Withdrawn['scope']; readonly alone: Alone }[];
  /** She was not alone when she withdrew, or it isn't known: the withdrawal may have been coerced. */
  readonly withdrawnNotAlone: boolean;
  readonly safeContact: Personal<string> | null;
  readonly note: Personal<string> | null;
  /** What does not show, since somebody in the case is protected. */
  readonly withheld: readonly ('appointment' | 'safeContact')[];
}

interface Entry {
  readonly event: ConsentEvent;
  readonly recordedAt: Date;
}

const extensionIn = ({ event, recordedAt }: Entry): ConsentExtension[] => {
  if (event.type !== 'coordination.ConsentExtended') return [];
  const { recipients, classes, until = null, givenBy = null, givenByPersonId = null, form, interpreterUsed = null, alone } = event.data;
  return [{ at: recordedAt.toISOString(), recipients, classes, until, givenBy, givenByPersonId, form, interpreterUsed, alone }];
};

/** Folds the acts on one consent, in order, with the decider's own rules. Null unless they begin with its registration. */
export const viewConsent = (entries: readonly Entry[], now: Date, withheld: ConsentView['withheld'] = []): ConsentView | null => {
  const [first] = entries;
  const state = fold(
    consentDecider,
    entries.map(({ event }) => event),
  );
  if (state.status === 'none' || first.event.type !== 'coordination.ConsentRecorded') return null;
  const given = first.event.data;
  const takenBack = entries.flatMap(({ event, recordedAt }) =>
    event.type === 'coordination.ConsentWithdrawn'
      ? [{ at: recordedAt.toISOString(), scope: event.data.scope, alone: event.data.alone }]
      : [],
  );
  const partly = state.denied.length > 0 || state.shortened;
  const expired = new Date(state.until) <= now;
  return {
    consentId: state.consentId,
    recordId: state.recordId,
    caseId: state.caseId,
    personId: state.personId,
    state: state.status === 'withdrawn' ? 'withdrawn' : expired ? 'expired' : partly ? 'partly-withdrawn' : 'given',
    recipients: recipientsLeft(state).map((functionId) => ({ functionId, classes: classesLeft(state, functionId) })),
    classes: state.classes,
    purposes: purposesLeft(state),
    until: state.until,
    givenBy: given.givenBy,
    givenByPersonId: given.givenByPersonId ?? null,
    appointment: given.appointment ?? null,
    form: given.form,
    alone: given.alone,
    interpreterUsed: given.interpreterUsed ?? null,
    circumstances: given.circumstances,
    recordedAt: first.recordedAt.toISOString(),
    extended: entries.flatMap(extensionIn),
    withdrawnAt: takenBack.at(-1)?.at ?? null,
    takenBack,
    withdrawnNotAlone: takenBack.some(({ alone }) => alone !== 'yes'),
    safeContact: given.safeContact ?? null,
    note: given.note ?? null,
    withheld,
  };
};
