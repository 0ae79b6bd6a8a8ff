/**
 * What the chain and the pages call the proceedings of the agencies (contact ban, investigation, programme), and the states they stand in. Words alone:
 * which step follows on which is decided by each agency's own table.
 */
import type { LocalText } from './local-text.js';

export interface ProceedingWords {
  readonly title: LocalText;
  readonly statuses: Readonly<
    Record<string, { readonly name: LocalText; readonly tone: 'neutral' | 'info' | 'success' | 'warning' | 'danger' }>
  >;
  /** What came of it, said after the status. */
  readonly outcomes?: Readonly<Record<string, LocalText>>;
  /** The status that ends by itself after the last day that a field names, and what it is then. */
  readonly runsOut?: { readonly from: string; readonly after: string; readonly to: string };
}

export const proceedingWords = {
  concern: {
    title: { sv: 'Orosanmälan', en: 'Concern report' },
    statuses: {
      received: { name: { sv: 'Mottagen', en: 'Received' }, tone: 'info' },
      decided: { name: { sv: 'Beslutad', en: 'Decided' }, tone: 'neutral' },
      forwarded: { name: { sv: 'Överlämnad till rätt nämnd', en: 'Passed on to the right board' }, tone: 'neutral' },
    },
    outcomes: {
      'open-inquiry': { sv: 'utredning inleds', en: 'an inquiry is opened' },
      'no-inquiry': { sv: 'utredning inleds inte', en: 'no inquiry is opened' },
      'inquiry-under-way': { sv: 'utredning pågår redan', en: 'an inquiry is already under way' },
    },
  },
  inquiry: {
    title: { sv: 'Utredning av barnets behov', en: 'Inquiry into the child’s needs' },
    statuses: {
      open: { name: { sv: 'Pågår', en: 'Under way' }, tone: 'info' },
      closed: { name: { sv: 'Avslutad', en: 'Closed' }, tone: 'neutral' },
    },
    outcomes: {
      support: { sv: 'stöd beslutat', en: 'support decided' },
      'no-support': { sv: 'inget stöd', en: 'no support' },
    },
  },
  'support-decision': { title: { sv: 'Beslut om stöd', en: 'Decision on support' }, statuses: {} },
  'contact-ban': {
    title: { sv: 'Kontaktförbud', en: 'Contact ban' },
    statuses: {
      'in-force': { name: { sv: 'Gäller', en: 'In force' }, tone: 'success' },
      expired: { name: { sv: 'Upphört', en: 'Expired' }, tone: 'neutral' },
      lifted: { name: { sv: 'Hävt', en: 'Lifted' }, tone: 'neutral' },
    },
    runsOut: { from: 'in-force', after: 'until', to: 'expired' },
  },
  investigation: {
    title: { sv: 'Förundersökning', en: 'Preliminary investigation' },
    statuses: {
      open: { name: { sv: 'Pågår', en: 'Under way' }, tone: 'info' },
      discontinued: { name: { sv: 'Nedlagd', en: 'Discontinued' }, tone: 'warning' },
      charged: { name: { sv: 'Åtal väckt', en: 'Charges brought' }, tone: 'info' },
      judged: { name: { sv: 'Dom meddelad', en: 'Judgment given' }, tone: 'neutral' },
    },
    outcomes: {
      convicted: { sv: 'fällande', en: 'convicted' },
      'partly-convicted': { sv: 'delvis fällande', en: 'convicted in part' },
      acquitted: { sv: 'friande', en: 'acquitted' },
    },
  },
  'special-representative': {
    title: { sv: 'Särskild företrädare', en: 'Special representative' },
    statuses: {
      requested: { name: { sv: 'Begärd', en: 'Requested' }, tone: 'warning' },
      appointed: { name: { sv: 'Förordnad', en: 'Appointed' }, tone: 'success' },
      refused: { name: { sv: 'Avslagen', en: 'Refused' }, tone: 'neutral' },
      ended: { name: { sv: 'Upphört', en: 'Ended' }, tone: 'neutral' },
    },
  },
  'contact-ban-breach': {
    title: { sv: 'Överträdelse av kontaktförbud', en: 'Breach of a contact ban' },
    statuses: {
      registered: { name: { sv: 'Registrerad', en: 'Registered' }, tone: 'danger' },
      retracted: { name: { sv: 'Återtagen', en: 'Retracted' }, tone: 'neutral' },
    },
  },
  programme: {
    title: { sv: 'Insats för våldsutövare', en: 'Work with the violence user' },
    statuses: {
      contact: { name: { sv: 'Kontakt tagen', en: 'In contact' }, tone: 'info' },
      offered: { name: { sv: 'Program erbjudet', en: 'Programme offered' }, tone: 'warning' },
      accepted: { name: { sv: 'Går i program', en: 'In a programme' }, tone: 'info' },
      declined: { name: { sv: 'Tackat nej', en: 'Declined' }, tone: 'warning' },
      dropped: { name: { sv: 'Avbrutet', en: 'Dropped' }, tone: 'danger' },
      completed: { name: { sv: 'Genomfört', en: 'Completed' }, tone: 'success' },
    },
  },
  lead: {
    title: { sv: 'Håller ihop ärendet', en: 'Holds the case together' },
    statuses: {
      leads: { name: { sv: 'Har det', en: 'Has it' }, tone: 'info' },
      left: { name: { sv: 'Lämnat ifrån sig', en: 'Handed on' }, tone: 'neutral' },
    },
  },
  'partner-contact': {
    title: { sv: 'Partnerkontakt för säkerhet', en: 'Partner safety contact' },
    statuses: {
      'no-change': { name: { sv: 'Ingen ändring', en: 'No change' }, tone: 'neutral' },
      registered: { name: { sv: 'Registrerad', en: 'Registered' }, tone: 'info' },
      retracted: { name: { sv: 'Återtagen', en: 'Retracted' }, tone: 'neutral' },
      worse: { name: { sv: 'Läget är värre: bedöm risken på nytt', en: 'Things are worse: assess the risk anew' }, tone: 'danger' },
      'new-violence': { name: { sv: 'Nytt våld: bedöm risken på nytt', en: 'New violence: assess the risk anew' }, tone: 'danger' },
      'not-reached': { name: { sv: 'Gick inte att nå', en: 'Not reached' }, tone: 'warning' },
    },
  },
  'risk-change': {
    title: { sv: 'Ändrad risk hos våldsutövaren', en: 'Change of risk with the violence user' },
    statuses: {
      registered: { name: { sv: 'Registrerad', en: 'Registered' }, tone: 'info' },
      retracted: { name: { sv: 'Återtagen', en: 'Retracted' }, tone: 'neutral' },
      raised: { name: { sv: 'Högre risk', en: 'Raised' }, tone: 'danger' },
      lowered: { name: { sv: 'Lägre risk', en: 'Lowered' }, tone: 'success' },
    },
  },
} as const satisfies Readonly<Record<string, ProceedingWords>>;

/** Of whatever a row of the chain tells about; undefined for what is no proceeding. */
export const wordsOf = (thing: string): ProceedingWords | undefined =>
  (proceedingWords as Readonly<Record<string, ProceedingWords>>)[thing];
