import { deadline, type TimeSpan } from '#config/deadlines';
import { proceedingWords } from '#config/proceedings';
import { proceedingDecider, type FactsOf, type Proceeding } from '#libs/proceeding';
import { addDays, addMonths } from '#libs/shared-kernel';
import { contactBanEvents } from './contact-ban.events.js';
import { contactBanFacts } from './contact-ban.facts.js';

type Ban = FactsOf<typeof contactBanFacts>;
export type ContactBanRefusal = 'ban-too-long' | 'ban-not-ahead' | 'ban-not-over' | 'no-hearing-without-joint-home' | 'hearing-too-late';

export const contactBanTable = {
  name: 'contact-ban',
  ...proceedingWords['contact-ban'],
  agencyKinds: ['prosecution'],
  about: ['exposed', 'child'],
  facts: contactBanFacts,
  events: contactBanEvents,
  steps: {
    issue: {
      label: { sv: 'Meddela', en: 'Issue' },
      operation: 'IssueContactBan',
      event: 'issued',
      to: 'in-force',
      asks: ['kind', 'until'],
      may: ['monitored'],
    },
    extend: {
      label: { sv: 'Förläng', en: 'Extend' },
      operation: 'ExtendContactBan',
      event: 'extended',
      from: ['in-force'],
      to: 'in-force',
      asks: ['until'],
    },
    'request-review': {
      label: { sv: 'Begäran om tingsrättens prövning', en: 'Request for review by the court' },
      operation: 'RequestContactBanReview',
      event: 'reviewRequested',
      from: ['in-force'],
      to: 'in-force',
      asks: ['hearingBy'],
      clears: ['heardOn'],
    },
    hear: {
      label: { sv: 'Tingsrätten har hållit förhandling och förbudet står fast', en: 'The court has heard it and the ban stands' },
      operation: 'HearContactBan',
      event: 'heard',
      from: ['in-force'],
      to: 'in-force',
      asks: ['heardOn'],
      clears: ['hearingBy'],
    },
    expire: {
      label: { sv: 'Upphört: tiden har gått ut', en: 'Expired: its time has run out' },
      operation: 'ExpireContactBan',
      event: 'expired',
      from: ['in-force'],
      to: 'expired',
      asks: [],
    },
    lift: {
      label: { sv: 'Häv', en: 'Lift' },
      operation: 'LiftContactBan',
      event: 'lifted',
      from: ['in-force'],
      to: 'lifted',
      asks: ['lifted'],
    },
  },
} as const satisfies Proceeding;

/** What the law allows (config/deadlines): a joint home two months and two weeks at a time, monitoring three months at a time, else a year. */
const limitOf = ({ kind, monitored }: Ban) =>
  deadline(kind === 'joint-home' ? 'contact-ban-joint-home' : monitored ? 'contact-ban-monitored' : 'contact-ban');
const after = (day: string, { days = 0, months = 0 }: TimeSpan): string => addDays(addMonths(day, months), days);

export const contactBanDecider = proceedingDecider<typeof contactBanTable, ContactBanRefusal>(contactBanTable, (step, next, standing) => {
  const { on, until } = next;
  switch (step) {
    case 'issue':
      if (until < on) return 'ban-not-ahead';
      return until > after(on, limitOf(next).within) ? 'ban-too-long' : undefined;
    case 'extend': {
      const before = standing.until;
      if (until <= before) return 'ban-not-ahead';
      return until > after(before, limitOf(next).extension?.atMost ?? limitOf(next).within) ? 'ban-too-long' : undefined;
    }
    case 'request-review': {
      // 19 §: only a ban for a joint home has a hearing with a day of its own.
      if (next.kind !== 'joint-home') return 'no-hearing-without-joint-home';
      const { hearingBy = '' } = next;
      return hearingBy < on || hearingBy > after(on, deadline('contact-ban-court-hearing').within) ? 'hearing-too-late' : undefined;
    }
    case 'expire':
      // To and with its last day.
      return on <= until ? 'ban-not-over' : undefined;
    default:
      return undefined;
  }
});

export const CONTACT_BAN_REFUSALS: Readonly<Record<ContactBanRefusal, { sv: string; en: string; status: 422 }>> = {
  'ban-too-long': {
    sv: 'Längre än lagen tillåter: ett år, för gemensam bostad två månader och sedan två veckor i taget, med övervakning tre månader i taget.',
    en: 'Longer than the law allows: a year; for a joint home two months, then two weeks at a time; with monitoring three months at a time.',
    status: 422,
  },
  'ban-not-ahead': {
    sv: 'Förbudet måste gälla till en senare dag än det gör nu.',
    en: 'The ban must last to a later day than it does now.',
    status: 422,
  },
  'ban-not-over': {
    sv: 'Tiden har inte gått ut. Häv förbudet i stället.',
    en: 'Its time has not run out. Lift the ban instead.',
    status: 422,
  },
  'no-hearing-without-joint-home': {
    sv: 'Förhandling senast fjärde dagen gäller bara gemensam bostad (19 §).',
    en: 'A hearing by the fourth day is for a joint home alone (19 §).',
    status: 422,
  },
  'hearing-too-late': {
    sv: 'Förhandlingen ska hållas senast fyra dagar efter begäran (19 §).',
    en: 'The hearing is to be held no later than four days after the request (19 §).',
    status: 422,
  },
};
