import { accept, refuse, type DataOf, type Decider } from '#libs/shared-kernel';
import { recipientsLeft, type Coverage, type Denied } from './consent-covers.js';
import type { consentEvents, ConsentEvent } from './consent.events.js';

type Data<K extends keyof typeof consentEvents> = DataOf<(typeof consentEvents)[K]['fields']>;

/** Time arrives in the command: whether a consent has run out depends on it. */
export type ConsentCommand =
  | { type: 'RecordConsent'; data: Data<'recorded'> }
  | { type: 'ExtendConsent'; data: Data<'extended'>; at: string }
  | { type: 'WithdrawConsent'; data: Data<'withdrawn'> };

type Place = Pick<Data<'recorded'>, 'recordId' | 'caseId' | 'agencyId' | 'personId' | 'givenBy' | 'givenByPersonId'>;
export type ConsentState =
  | { readonly status: 'none' }
  | ({ readonly status: 'given' | 'withdrawn'; readonly consentId: string; readonly first: string } & Place & Coverage);

export type ConsentRefusal =
  | 'consent-unknown'
  | 'consent-exists'
  | 'consent-withdrawn'
  | 'consent-expired'
  | 'consent-not-shortened'
  | 'consent-part-withdrawn'
  | 'consent-part-unknown';

const merge = <T>(old: readonly T[], added: readonly T[]): readonly T[] => [...new Set([...old, ...added])];

/** The parts that a withdrawal takes back. */
export const partsOf = (scope: Data<'withdrawn'>['scope']): readonly Denied[] => {
  if (scope.kind === 'whole') return [{ recipient: null, class: null }];
  const recipients = scope.recipients ?? [null];
  const classes = scope.classes ?? [null];
  return recipients.flatMap((recipient) => classes.map((cls) => ({ recipient, class: cls })));
};
const same = (one: Denied, other: Denied): boolean => one.recipient === other.recipient && one.class === other.class;

/** What the first registration said, without the personal values: tells a repeated command from another one. */
const fingerprint = ({ safeContact: _, note: __, appointment: ___, ...rest }: Data<'recorded'>): string =>
  JSON.stringify(Object.entries(rest).toSorted(([one], [other]) => one.localeCompare(other)));

export const consentDecider: Decider<ConsentCommand, ConsentState, ConsentEvent, ConsentRefusal> = {
  initial: { status: 'none' },

  evolve: (state, event) => {
    if (event.type === 'coordination.ConsentRecorded') {
      const { consentId, recordId, caseId, agencyId, personId, givenBy, givenByPersonId, recipients, classes, purposes, until } =
        event.data;
      const coverage: Coverage = { recipients, classes, purposes, until, denied: [] };
      return {
        status: 'given',
        consentId,
        recordId,
        caseId,
        agencyId,
        personId,
        givenBy,
        ...(givenByPersonId ? { givenByPersonId } : {}),
        ...coverage,
        first: fingerprint(event.data),
      };
    }
    if (state.status === 'none') return state;
    switch (event.type) {
      case 'coordination.ConsentExtended':
        return {
          ...state,
          recipients: merge(state.recipients, event.data.recipients),
          classes: merge(state.classes, event.data.classes),
          until: event.data.until ?? state.until,
        };
      case 'coordination.ConsentWithdrawn': {
        const left = { ...state, denied: [...state.denied, ...partsOf(event.data.scope)] };
        const nothingLeft = event.data.scope.kind === 'whole' || recipientsLeft(left).length === 0;
        return { ...left, status: nothingLeft ? 'withdrawn' : state.status };
      }
    }
  },

  decide: (command, state) => {
    if (command.type === 'RecordConsent') {
      if (state.status === 'none') return accept({ type: 'coordination.ConsentRecorded', data: command.data });
      return state.first === fingerprint(command.data) ? accept() : refuse('consent-exists');
    }
    if (state.status === 'none') return refuse('consent-unknown');
    switch (command.type) {
      case 'ExtendConsent': {
        const { recipients, classes, until } = command.data;
        if (state.status === 'withdrawn') return refuse('consent-withdrawn');
        if (new Date(state.until) <= new Date(command.at)) return refuse('consent-expired');
        if (until && new Date(until) < new Date(state.until)) return refuse('consent-not-shortened');
        // What was taken back is not given back by the way: that is a new consent, asked for anew.
        const back = (part: Denied): boolean =>
          part.recipient === null
            ? part.class !== null && classes.includes(part.class)
            : recipients.includes(part.recipient) && (part.class === null || classes.includes(part.class));
        if (state.denied.some(back)) return refuse('consent-part-withdrawn');
        const nothingNew =
          recipients.every((one) => state.recipients.includes(one)) &&
          classes.every((one) => state.classes.includes(one)) &&
          (until === undefined || new Date(until).getTime() === new Date(state.until).getTime());
        return nothingNew ? accept() : accept({ type: 'coordination.ConsentExtended', data: command.data });
      }
      case 'WithdrawConsent': {
        if (state.status === 'withdrawn') return accept();
        const { scope } = command.data;
        if (scope.kind === 'part') {
          // `reference` says nothing of her, and follows any other class: there is nothing in it to take back.
          if ((!scope.recipients && !scope.classes) || scope.classes?.includes('reference')) return refuse('consent-part-unknown');
          const known =
            (scope.recipients ?? []).every((one) => state.recipients.includes(one)) &&
            (scope.classes ?? []).every((one) => state.classes.includes(one));
          if (!known) return refuse('consent-part-unknown');
        }
        const already = partsOf(scope).every((part) => state.denied.some((denied) => same(denied, part)));
        return already ? accept() : accept({ type: 'coordination.ConsentWithdrawn', data: command.data });
      }
    }
  },
};
