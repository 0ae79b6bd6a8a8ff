import { fold, type FieldClass, type Personal } from '#libs/shared-kernel';
import type { ConsentState as ShownState } from '#libs/ui';
import { classesFor, recipientsLeft } from './consent-covers.js';
import { consentDecider } from './consent.decider.js';
import type { ConsentEvent, Purpose } from './consent.events.js';

/** A consent as a caseworker sees it: what it covers now, and how it was given. */
export interface ConsentView {
  readonly consentId: string;
  readonly recordId: string;
  readonly caseId: string;
  readonly personId: string;
  readonly state: Exclude<ShownState, 'missing'>;
  readonly recipients: readonly { readonly functionId: string; readonly classes: readonly FieldClass[] }[];
  readonly classes: readonly FieldClass[];
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
  readonly withdrawnAt: string | null;
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

/** Folds the acts on one consent, in order, with the decider's own rules. Null unless they begin with its registration. */
export const viewConsent = (entries: readonly Entry[], now: Date, withheld: ConsentView['withheld'] = []): ConsentView | null => {
  const [first] = entries;
  const state = fold(
    consentDecider,
    entries.map(({ event }) => event),
  );
  if (state.status === 'none' || first.event.type !== 'coordination.ConsentRecorded') return null;
  const given = first.event.data;
  const withdrawals = entries.filter(({ event }) => event.type === 'coordination.ConsentWithdrawn');
  const last = withdrawals.at(-1);
  const expired = new Date(state.until) <= now;
  return {
    consentId: state.consentId,
    recordId: state.recordId,
    caseId: state.caseId,
    personId: state.personId,
    state: state.status === 'withdrawn' ? 'withdrawn' : expired ? 'expired' : state.denied.length > 0 ? 'partly-withdrawn' : 'given',
    recipients: recipientsLeft(state).map((functionId) => ({ functionId, classes: classesFor(state, functionId) })),
    classes: state.classes,
    purposes: state.purposes,
    until: state.until,
    givenBy: given.givenBy,
    givenByPersonId: given.givenByPersonId ?? null,
    appointment: given.appointment ?? null,
    form: given.form,
    alone: given.alone,
    interpreterUsed: given.interpreterUsed ?? null,
    circumstances: given.circumstances,
    recordedAt: first.recordedAt.toISOString(),
    withdrawnAt: last?.recordedAt.toISOString() ?? null,
    withdrawnNotAlone: withdrawals.some(({ event }) => event.type === 'coordination.ConsentWithdrawn' && event.data.alone !== 'yes'),
    safeContact: given.safeContact ?? null,
    note: given.note ?? null,
    withheld,
  };
};
