import { accept, refuse, type DataOf, type Decider, type Decision } from '#libs/shared-kernel';
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
  | ({
      readonly status: 'given' | 'withdrawn';
      readonly consentId: string;
      readonly first: string;
      /** She said that it ends sooner than it did. */
      readonly shortened: boolean;
    } & Place &
      Coverage);

export type ConsentRefusal =
  | 'consent-unknown'
  | 'consent-exists'
  | 'consent-withdrawn'
  | 'consent-expired'
  | 'consent-giver-differs'
  | 'consent-not-shortened'
  | 'consent-part-withdrawn'
  | 'consent-part-unknown'
  | 'consent-end-not-earlier';

const merge = <T>(old: readonly T[], added: readonly T[]): readonly T[] => [...new Set([...old, ...added])];

type Scope = Data<'withdrawn'>['scope'];
type Part = Extract<Scope, { kind: 'part' }>;

const parts = ({ recipients, classes, purposes }: Omit<Part, 'kind'>): readonly Denied[] =>
  (recipients ?? [null]).flatMap((recipient) =>
    (classes ?? [null]).flatMap((cls) => (purposes ?? [null]).map((purpose) => ({ recipient, class: cls, purpose }))),
  );
/** The parts that a withdrawal takes back; none where it makes the end earlier. */
export const partsOf = (scope: Scope): readonly Denied[] => (scope.kind === 'end' ? [] : parts(scope.kind === 'part' ? scope : {}));
const same = (one: Denied, other: Denied): boolean =>
  one.recipient === other.recipient && one.class === other.class && one.purpose === other.purpose;

/** Of what the consent covers, and something at all. */
const isPartOf = ({ recipients, classes, purposes }: Part, state: Coverage): boolean =>
  (recipients ?? classes ?? purposes) !== undefined &&
  // `reference` says nothing of her, and follows any other class: there is nothing in it to take back.
  !classes?.includes('reference') &&
  (recipients ?? []).every((one) => state.recipients.includes(one)) &&
  (classes ?? []).every((one) => state.classes.includes(one)) &&
  (purposes ?? []).every((one) => state.purposes.includes(one));

type Taking = Extract<ConsentCommand, { type: 'WithdrawConsent' }>['data'];
const takesBack = (data: Taking, state: Exclude<ConsentState, { status: 'none' }>): Decision<ConsentEvent, ConsentRefusal> => {
  const { scope } = data;
  if (scope.kind === 'end') {
    const sooner = new Date(state.until).getTime() - new Date(scope.until).getTime();
    if (sooner < 0) return refuse('consent-end-not-earlier');
    if (sooner === 0) return accept();
  }
  if (scope.kind === 'part') {
    if (!isPartOf(scope, state)) return refuse('consent-part-unknown');
    if (partsOf(scope).every((part) => state.denied.some((denied) => same(denied, part)))) return accept();
  }
  return accept({ type: 'coordination.ConsentWithdrawn', data });
};

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
        shortened: false,
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
        const { scope } = event.data;
        if (scope.kind === 'end') return { ...state, until: scope.until, shortened: true };
        const left = { ...state, denied: [...state.denied, ...partsOf(scope)] };
        return { ...left, status: recipientsLeft(left).length === 0 ? 'withdrawn' : state.status };
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
        const { recipients, classes, until, givenBy = state.givenBy, givenByPersonId = state.givenByPersonId } = command.data;
        if (state.status === 'withdrawn') return refuse('consent-withdrawn');
        if (new Date(state.until) <= new Date(command.at)) return refuse('consent-expired');
        // Whose word lifts whose secrecy is asked of one consent at a time: another's is one of its own.
        if (givenBy !== state.givenBy || givenByPersonId !== state.givenByPersonId) return refuse('consent-giver-differs');
        if (until && new Date(until) < new Date(state.until)) return refuse('consent-not-shortened');
        // What was taken back is not given back by the way, nor the time that she no longer wanted: that is a new consent, asked for anew.
        if (state.shortened && until && new Date(until) > new Date(state.until)) return refuse('consent-part-withdrawn');
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
      case 'WithdrawConsent':
        return state.status === 'withdrawn' ? accept() : takesBack(command.data, state);
    }
  },
};
