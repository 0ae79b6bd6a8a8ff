/**
 * Every clock as data: from which moment it runs, how long, who is warned when, who may extend it, what happens at its end. None counts working days, and
 * none of these laws lets a clock stand still. Which events start and stop them: config/clocks.ts.
 */
import { z } from 'zod';
import { AGENCY_KINDS, DUTIES } from '#libs/shared-kernel';
import { localTextSchema } from './local-text.js';

const span = z
  .strictObject({ hours: z.int().positive().optional(), days: z.int().positive().optional(), months: z.int().positive().optional() })
  .refine((value) => Object.values(value).filter((part) => part !== undefined).length === 1, 'Say hours, days or months: one of them');

const deadlineSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  title: localTextSchema,
  source: z.string(),
  agencies: z.array(z.enum(AGENCY_KINDS)).min(1),
  /** The moment that starts the clock. */
  runsFrom: localTextSchema,
  /** Where the event itself says a day (config/clocks.ts, `due`), that day prevails. Days last to midnight in Sweden; months keep the day's number. */
  within: span,
  counting: z.enum(['calendar', 'working']).default('calendar'),
  /** How long before the end to warn, and whom: on that day, or at that hour. An overdue clock goes to the supervisor. */
  warn: z.array(z.strictObject({ before: span, who: z.enum(DUTIES) })).default([]),
  extension: z.strictObject({ by: z.enum(DUTIES), atMost: span.optional(), requires: localTextSchema }).optional(),
  /** What happens at the end of its own accord. */
  atEnd: z.enum(['overdue', 'expires', 'lapses', 'locks']).default('overdue'),
  version: z.string().default('1'),
  toVerify: z.boolean().default(false),
});
export type Deadline = Readonly<z.infer<typeof deadlineSchema>>;
export type TimeSpan = Deadline['within'];
type DeadlineInput = z.input<typeof deadlineSchema>;

const AGENCIES_THAT_ANSWER = AGENCY_KINDS.filter((kind) => kind !== 'county');
const SPECIAL_REASONS = { sv: 'Särskilda skäl', en: 'Special reasons' };
const EXCEPTIONAL_REASONS = { sv: 'Synnerliga skäl', en: 'Exceptional reasons' };
const PLACEMENT_STARTS = { sv: 'Placeringen börjar', en: 'The placement starts' };
const warn = (...days: number[]) => days.map((before) => ({ before: { days: before }, who: 'caseworker' as const }));

const input: DeadlineInput[] = [
  {
    id: 'referral-answer',
    title: { sv: 'Svar på förfrågan', en: 'Answer to a referral' },
    source: 'Överenskommelse i länet',
    agencies: AGENCIES_THAT_ANSWER,
    runsFrom: { sv: 'Förfrågan skickas', en: 'The referral is sent' },
    within: { days: 5 },
    warn: warn(1),
    atEnd: 'expires',
  },
  {
    id: 'referral-answer-urgent',
    title: { sv: 'Svar på akut förfrågan', en: 'Answer to an urgent referral' },
    source: 'Överenskommelse i länet',
    agencies: AGENCIES_THAT_ANSWER,
    runsFrom: { sv: 'Förfrågan skickas', en: 'The referral is sent' },
    within: { hours: 24 },
    warn: [
      { before: { hours: 20 }, who: 'caseworker' },
      { before: { hours: 12 }, who: 'supervisor' },
    ],
    atEnd: 'expires',
  },
  {
    id: 'referral-resend',
    title: { sv: 'Skicka återsänd förfrågan vidare', en: 'Send a returned referral on' },
    source: 'Överenskommelse i länet',
    agencies: AGENCIES_THAT_ANSWER,
    runsFrom: { sv: 'Förfrågan återsänds eller går ut', en: 'The referral is returned or expires' },
    within: { hours: 48 },
    warn: [{ before: { hours: 24 }, who: 'caseworker' }],
  },
  {
    id: 'referral-information',
    title: { sv: 'Svar på begäran om komplettering', en: 'Answer to a request for information' },
    source: 'Överenskommelse i länet',
    agencies: AGENCIES_THAT_ANSWER,
    runsFrom: { sv: 'Kompletteringen begärs', en: 'Information is requested' },
    within: { days: 3 },
    warn: warn(1),
  },
  {
    id: 'referral-outcome',
    title: { sv: 'Återkoppling till den som skickade', en: 'Outcome reported to the sender' },
    source: 'Överenskommelse i länet',
    agencies: AGENCIES_THAT_ANSWER,
    runsFrom: { sv: 'Förfrågan accepteras', en: 'The referral is accepted' },
    within: { days: 30 },
    warn: warn(7),
  },
  {
    id: 'referral-outcome-requested',
    title: { sv: 'Återkoppling som avsändaren bett om', en: 'Outcome that the sender has asked for' },
    source: 'Överenskommelse i länet',
    agencies: AGENCIES_THAT_ANSWER,
    runsFrom: { sv: 'Avsändaren ber om återkoppling', en: 'The sender asks for the outcome' },
    within: { days: 7 },
    warn: warn(2),
  },
  {
    id: 'intervention-due',
    title: { sv: 'Insatsen ska vara genomförd', en: 'The intervention is to be carried out' },
    source: 'Verksamhetens planering, SoL 10:8–9',
    agencies: AGENCIES_THAT_ANSWER,
    runsFrom: { sv: 'Insatsen planeras; dagen är den planerade', en: 'The intervention is planned; the day is the planned one' },
    within: { months: 3 },
    warn: warn(7),
    extension: {
      by: 'caseworker',
      atMost: { months: 3 },
      requires: { sv: 'Ny överenskommen dag, med skäl', en: 'A new agreed day, with its reason' },
    },
  },
  {
    id: 'intervention-follow-up',
    title: { sv: 'Uppföljning av insats', en: 'Follow-up of an intervention' },
    source: 'Verksamhetens planering, SoL 10:8–9',
    agencies: AGENCIES_THAT_ANSWER,
    runsFrom: { sv: 'Insatsen planeras; dagen är den planerade', en: 'The intervention is planned; the day is the planned one' },
    within: { months: 3 },
    warn: warn(7),
    extension: {
      by: 'caseworker',
      atMost: { months: 3 },
      requires: { sv: 'Ny överenskommen dag, med skäl', en: 'A new agreed day, with its reason' },
    },
  },
  {
    id: 'plan-follow-up',
    title: { sv: 'Uppföljning av den gemensamma planen', en: 'Follow-up of the joint plan' },
    source: 'SoL 10:8–9, HSL 16:4',
    agencies: AGENCIES_THAT_ANSWER,
    runsFrom: { sv: 'Planen följs upp och nästa dag bestäms', en: 'The plan is followed up and the next day is set' },
    within: { months: 3 },
    warn: warn(7),
    extension: {
      by: 'caseworker',
      atMost: { months: 3 },
      requires: { sv: 'Ny överenskommen dag, med skäl', en: 'A new agreed day, with its reason' },
    },
  },
  {
    id: 'risk-review',
    title: { sv: 'Ny riskbedömning', en: 'Risk to be assessed again' },
    source: 'HSLF-FS 2022:39',
    agencies: AGENCIES_THAT_ANSWER,
    runsFrom: { sv: 'Riskbedömningen görs; dagen sätts av den som bedömer', en: 'The risk is assessed; the assessor sets the day' },
    within: { months: 3 },
    warn: warn(7),
    extension: {
      by: 'supervisor',
      atMost: { days: 14 },
      requires: { sv: 'Skäl till att risken inte kan bedömas på nytt i tid', en: 'Why the risk cannot be assessed again in time' },
    },
  },
  {
    id: 'safety-plan-review',
    title: { sv: 'Trygghetsplanen gås igenom', en: 'The safety plan to be gone through' },
    source: 'HSLF-FS 2022:39',
    agencies: AGENCIES_THAT_ANSWER,
    runsFrom: { sv: 'Trygghetsplanen görs; dagen sätts tillsammans med henne', en: 'The safety plan is made; the day is set with her' },
    within: { months: 3 },
    warn: warn(7),
    extension: {
      by: 'supervisor',
      atMost: { days: 14 },
      requires: { sv: 'Skäl till att planen inte kan gås igenom i tid', en: 'Why the plan cannot be gone through in time' },
    },
  },
  {
    id: 'meeting-minutes',
    title: { sv: 'Mötet hålls och antecknas', en: 'The meeting is held and noted' },
    source: 'SoL 10:8–9, HSL 16:4',
    agencies: AGENCIES_THAT_ANSWER,
    runsFrom: { sv: 'Mötet kallas; dagen är mötets', en: 'The meeting is called; the day is the meeting’s' },
    within: { months: 3 },
    warn: warn(2),
    extension: {
      by: 'caseworker',
      atMost: { days: 7 },
      requires: { sv: 'Skäl till att mötet inte är antecknat', en: 'Why the meeting is not noted' },
    },
  },
  {
    id: 'protection-assessment',
    title: { sv: 'Omedelbar skyddsbedömning', en: 'Immediate protection assessment' },
    source: 'SoL 20:1–3',
    agencies: ['social-services'],
    runsFrom: { sv: 'Orosanmälan kommer in', en: 'The concern report is received' },
    within: { hours: 24 },
    warn: [
      { before: { hours: 20 }, who: 'caseworker' },
      { before: { hours: 4 }, who: 'supervisor' },
    ],
  },
  {
    id: 'preliminary-assessment',
    title: { sv: 'Förhandsbedömning', en: 'Preliminary assessment' },
    source: 'SoL 20:1–3',
    agencies: ['social-services'],
    runsFrom: { sv: 'Orosanmälan kommer in', en: 'The concern report is received' },
    within: { days: 14 },
    warn: warn(4, 1),
    extension: { by: 'supervisor', requires: EXCEPTIONAL_REASONS },
  },
  {
    id: 'child-inquiry',
    title: { sv: 'Barnutredning', en: 'Child inquiry' },
    source: 'SoL 20:1–3',
    agencies: ['social-services'],
    runsFrom: { sv: 'Utredningen inleds', en: 'The inquiry is opened' },
    within: { months: 4 },
    warn: warn(30, 7),
    extension: { by: 'supervisor', requires: SPECIAL_REASONS },
  },
  {
    id: 'reporter-informed',
    title: { sv: 'Återkoppling till anmälaren', en: 'The reporter is told' },
    source: 'SoL 19:6',
    agencies: ['social-services'],
    runsFrom: { sv: 'Beslut om utredning fattas', en: 'The inquiry decision is made' },
    within: { days: 7 },
    warn: warn(2),
  },
  {
    id: 'relocation-answer',
    title: { sv: 'Svar på begäran om överflyttning', en: 'Answer to a request to move the case' },
    source: 'SoL 29 kap.',
    agencies: ['social-services'],
    runsFrom: { sv: 'Överflyttning begärs', en: 'The move is asked for' },
    within: { months: 1 },
    warn: warn(7),
    toVerify: true,
  },
  {
    id: 'follow-up-without-consent',
    title: { sv: 'Uppföljning utan samtycke', en: 'Follow-up without consent' },
    source: 'SoL 23:1–5',
    agencies: ['social-services'],
    runsFrom: { sv: 'Utredningen eller placeringen avslutas', en: 'The inquiry or placement ends' },
    within: { months: 6 },
    warn: warn(14),
    atEnd: 'lapses',
  },
  {
    id: 'contact-ban',
    title: { sv: 'Kontaktförbud', en: 'Contact ban' },
    source: 'Lag (1988:688)',
    agencies: ['prosecution'],
    runsFrom: { sv: 'Beslutet', en: 'The decision' },
    within: { months: 12 },
    warn: warn(14),
    extension: { by: 'caseworker', atMost: { months: 12 }, requires: { sv: 'Ny prövning', en: 'A new decision' } },
    atEnd: 'expires',
  },
  {
    id: 'contact-ban-joint-home',
    title: { sv: 'Kontaktförbud avseende gemensam bostad', en: 'Contact ban for a joint home' },
    source: 'Lag (1988:688)',
    agencies: ['prosecution'],
    runsFrom: { sv: 'Beslutet', en: 'The decision' },
    within: { months: 2 },
    warn: warn(14),
    extension: {
      by: 'caseworker',
      atMost: { days: 14 },
      requires: { sv: 'Synnerliga skäl, två veckor i taget', en: 'Exceptional reasons, two weeks at a time' },
    },
    atEnd: 'expires',
    toVerify: true,
  },
  {
    id: 'contact-ban-court-hearing',
    title: { sv: 'Tingsrättens förhandling om gemensam bostad', en: 'Court hearing on the joint home' },
    source: 'Lag (1988:688) 19 §',
    agencies: ['prosecution'],
    runsFrom: { sv: 'Begäran om prövning', en: 'The request for review' },
    within: { days: 4 },
    warn: warn(1),
  },
  {
    id: 'contact-ban-monitored',
    title: { sv: 'Kontaktförbud med elektronisk övervakning', en: 'Monitored contact ban' },
    source: 'Lag (1988:688)',
    agencies: ['prosecution'],
    runsFrom: { sv: 'Beslutet', en: 'The decision' },
    within: { months: 3 },
    warn: warn(14),
    extension: { by: 'caseworker', atMost: { months: 3 }, requires: { sv: 'Ny prövning', en: 'A new decision' } },
    atEnd: 'expires',
    toVerify: true,
  },
  {
    id: 'shelter-child-to-court',
    title: { sv: 'Skyddat boende för barn: underställning', en: 'Child in shelter: submission to court' },
    source: 'Lag (2024:79)',
    agencies: ['social-services'],
    runsFrom: { sv: 'Beslutet om omedelbar placering', en: 'The decision on immediate placement' },
    within: { days: 7 },
    warn: warn(3, 1),
    atEnd: 'lapses',
  },
  {
    id: 'shelter-child-court-ruling',
    title: { sv: 'Skyddat boende för barn: rättens prövning', en: 'Child in shelter: the court’s ruling' },
    source: 'Lag (2024:79)',
    agencies: ['social-services'],
    runsFrom: { sv: 'Handlingarna kommer in till rätten', en: 'The court receives the documents' },
    within: { days: 7 },
    warn: warn(2),
  },
  {
    id: 'shelter-child-application',
    title: { sv: 'Skyddat boende för barn: ansökan', en: 'Child in shelter: application' },
    source: 'Lag (2024:79)',
    agencies: ['social-services'],
    runsFrom: PLACEMENT_STARTS,
    within: { days: 42 },
    warn: warn(14, 3),
    extension: { by: 'supervisor', requires: { sv: 'Rättens beslut om förlängning', en: 'The court extends it' } },
    atEnd: 'lapses',
  },
  {
    id: 'shelter-child-main-case',
    title: { sv: 'Skyddat boende för barn: huvudmålet', en: 'Child in shelter: the main case' },
    source: 'Lag (2024:79)',
    agencies: ['social-services'],
    runsFrom: { sv: 'Ansökan kommer in till rätten', en: 'The court receives the application' },
    within: { days: 14 },
    warn: warn(3),
  },
  {
    id: 'shelter-child-not-started',
    title: { sv: 'Skyddat boende för barn: beslutet ska ha verkställts', en: 'Child in shelter: the decision must have been carried out' },
    source: 'Lag (2024:79)',
    agencies: ['social-services'],
    runsFrom: { sv: 'Beslutet vinner laga kraft', en: 'The decision gains legal force' },
    within: { days: 28 },
    warn: warn(7),
    atEnd: 'lapses',
  },
  {
    id: 'shelter-child-review',
    title: { sv: 'Skyddat boende för barn: övervägande', en: 'Child in shelter: review' },
    source: 'Lag (2024:79)',
    agencies: ['social-services'],
    runsFrom: PLACEMENT_STARTS,
    within: { months: 6 },
    warn: warn(30, 7),
  },
  {
    id: 'secret-whereabouts-review',
    title: { sv: 'Beslut att hemlighålla vistelseort: övervägande', en: 'Secret whereabouts: review' },
    source: 'Lag (2024:79)',
    agencies: ['social-services'],
    runsFrom: { sv: 'Beslutet om hemlighållande', en: 'The decision on secrecy' },
    within: { months: 6 },
    warn: warn(30, 7),
  },
  {
    id: 'emergency-opening',
    title: { sv: 'Nödöppning', en: 'Emergency opening' },
    source: 'PDL 4:1–3, HSLF-FS 2016:40',
    agencies: AGENCIES_THAT_ANSWER,
    runsFrom: { sv: 'Akten öppnas', en: 'The record is opened' },
    within: { hours: 1 },
    atEnd: 'expires',
  },
  {
    id: 'emergency-opening-review',
    title: { sv: 'Granskning av nödöppning', en: 'Review of an emergency opening' },
    source: 'PDL 4:3, HSLF-FS 2016:40',
    agencies: AGENCIES_THAT_ANSWER,
    runsFrom: { sv: 'Akten öppnas', en: 'The record is opened' },
    within: { hours: 72 },
    warn: [
      { before: { hours: 72 }, who: 'supervisor' },
      { before: { hours: 24 }, who: 'supervisor' },
    ],
    atEnd: 'locks',
  },
  {
    id: 'urgent-disclosure-review',
    title: { sv: 'Granskning av utlämnande under Akut', en: 'Review of a disclosure under “Akut”' },
    source: 'BrB 24:4',
    agencies: AGENCIES_THAT_ANSWER,
    runsFrom: { sv: 'Uppgiften lämnas', en: 'The data is disclosed' },
    within: { hours: 72 },
    warn: [
      { before: { hours: 72 }, who: 'supervisor' },
      { before: { hours: 24 }, who: 'supervisor' },
    ],
  },
];

export const deadlines: readonly Deadline[] = z.array(deadlineSchema).parse(input);

/** Throws when a rule asks for a clock that is not declared: found at boot, not at night. */
export const deadline = (id: string): Deadline => {
  const found = deadlines.find((candidate) => candidate.id === id);
  if (!found) throw new Error(`No deadline "${id}" in config/deadlines.ts`);
  return found;
};
