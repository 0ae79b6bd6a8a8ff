/**
 * What counts as a gap in the chain, as data: what the line says, why it is one, and how long may pass before it is. Found at each read from what the reader
 * may see (src/coordination/gaps); a county may set other times, or leave a rule out by `off`.
 */
import { z } from 'zod';
import { baselines } from './baseline.js';
import { interventionKinds } from './interventions.js';
import { localTextSchema } from './local-text.js';

export const GAP_KINDS = [
  'referral-unread',
  'referral-unanswered',
  'intervention-overdue',
  'intervention-interrupted',
  'line-without-follow-up',
  'plan-without-follow-up',
  'plan-missing',
  'child-not-assessed',
  'risk-to-reassess',
  'violence-user-not-offered',
  'baseline-missing',
] as const;
export type GapKind = (typeof GAP_KINDS)[number];

const gapRuleSchema = z.strictObject({
  kind: z.enum(GAP_KINDS),
  /** On the line; `{{name}}` is the intervention or the line of the baseline. */
  text: localTextSchema,
  /** One sentence to whoever asks why. */
  why: localTextSchema,
  source: z.string(),
  /** Days from the record's opening before what has not been done yet is missing. */
  afterDays: z.int().min(0).default(0),
  /** Interventions any of which fills the gap, where the rule is about interventions. */
  filledBy: z.array(z.enum(interventionKinds.map(({ id }) => id))).default([]),
  off: z.boolean().default(false),
});
export type GapRule = Readonly<z.infer<typeof gapRuleSchema>>;

const AGREED = 'Överenskommelse i länet';
const offered = [
  ...new Set(
    baselines.flatMap(({ items }) => items.filter(({ target }) => target === 'violence-user').flatMap((item) => item.fulfilledBy)),
  ),
];

const input: z.input<typeof gapRuleSchema>[] = [
  {
    kind: 'referral-unread',
    text: { sv: 'Akut förfrågan är inte kvitterad. Ring mottagaren.', en: 'An urgent request is not acknowledged. Phone the recipient.' },
    why: {
      sv: 'Ingen hos mottagaren har öppnat en akut förfrågan i tid.',
      en: 'Nobody at the recipient has opened an urgent request in time.',
    },
    source: AGREED,
  },
  {
    kind: 'referral-unanswered',
    text: { sv: 'Förfrågan har inte besvarats i tid.', en: 'A request was not answered in time.' },
    why: {
      sv: 'Svarsdagen har passerat och förfrågan är varken accepterad eller återsänd.',
      en: 'The day for the answer has passed, and the request is neither accepted nor returned.',
    },
    source: AGREED,
  },
  {
    kind: 'intervention-overdue',
    text: { sv: 'Försenad insats: {{name}}', en: 'Overdue intervention: {{name}}' },
    why: {
      sv: 'Insatsen skulle ha varit genomförd, men är varken avslutad eller avbruten.',
      en: 'The intervention should have been carried out, but is neither completed nor interrupted.',
    },
    source: 'SoL 10:8–9, HSL 16:4',
  },
  {
    kind: 'intervention-interrupted',
    text: { sv: 'Avbruten insats utan ersättning: {{name}}', en: 'Interrupted intervention without a substitute: {{name}}' },
    why: {
      sv: 'Insatsen avbröts medan behovet kvarstår, och inget annat har kommit i dess ställe.',
      en: 'The intervention was interrupted while the need remains, and nothing else has taken its place.',
    },
    source: 'HSLF-FS 2022:39',
  },
  {
    kind: 'line-without-follow-up',
    text: { sv: 'Ingen uppföljning planerad: {{name}}', en: 'No follow-up planned: {{name}}' },
    why: { sv: 'En rad i den gemensamma planen saknar dag för uppföljning.', en: 'A line of the joint plan has no day of follow-up.' },
    source: 'SoL 10:8–9, HSL 16:4',
  },
  {
    kind: 'plan-without-follow-up',
    text: { sv: 'Den gemensamma planen har ingen kommande uppföljning.', en: 'The joint plan has no follow-up ahead.' },
    why: {
      sv: 'Alla dagar för uppföljning har passerat, och planen är inte avslutad.',
      en: 'All days of follow-up have passed, and the plan is not closed.',
    },
    source: 'SoL 10:8–9, HSL 16:4',
  },
  {
    kind: 'plan-missing',
    text: {
      sv: 'Förfrågan är accepterad, men ingen gemensam plan är beslutad.',
      en: 'The request is accepted, but no joint plan is agreed.',
    },
    why: {
      sv: 'Den som tagits emot genom en förfrågan behöver flera verksamheter, och planeringen ska börja utan dröjsmål.',
      en: 'Whoever came by a request needs several agencies, and planning is to begin without delay.',
    },
    source: 'SoL 10:8, HSL 16:4',
  },
  {
    kind: 'child-not-assessed',
    text: { sv: 'Barn utan egen riskbedömning.', en: 'A child without a risk assessment of its own.' },
    why: {
      sv: 'Ett barn som upplevt våld är brottsoffer och bedöms för sig: den vuxnas bedömning är inte barnets.',
      en: 'A child that has witnessed violence is a victim and is assessed apart: the adult’s assessment is not the child’s.',
    },
    source: 'SoL 1:2, 14:5',
  },
  {
    kind: 'risk-to-reassess',
    text: { sv: 'Bedöm risken på nytt: {{name}}', en: 'Assess the risk anew: {{name}}' },
    why: {
      sv: 'Något har hänt efter den senaste bedömningen som ändrar risken.',
      en: 'Something has happened since the latest assessment that changes the risk.',
    },
    source: 'HSLF-FS 2022:39',
  },
  {
    kind: 'violence-user-not-offered',
    text: { sv: 'Våldsutövaren har inte erbjudits insats.', en: 'The violence user has not been offered help.' },
    why: {
      sv: 'Akten gäller våldsutövaren, och ingen insats för att sluta använda våld är planerad eller erbjuden.',
      en: 'The record is about the violence user, and no help to stop using violence is planned or offered.',
    },
    source: 'HSLF-FS 2022:39',
    afterDays: 14,
    filledBy: offered,
  },
  {
    kind: 'baseline-missing',
    text: { sv: 'Basnivå återstår: {{name}}', en: 'Baseline not reached: {{name}}' },
    why: {
      sv: 'Basnivån anger det minsta som varje verksamhet gör, och raden är varken uppfylld av en insats eller kvitterad med skäl.',
      en: 'The baseline is the least that each agency does, and this line is neither met by an intervention nor acknowledged with a reason.',
    },
    source: 'Länets basnivå',
    afterDays: 30,
  },
];

const rules: readonly GapRule[] = z.array(gapRuleSchema).parse(input);

/** The rule of a kind; undefined where the county has left it out. */
export const gapRule = (kind: GapKind): GapRule | undefined => rules.find((rule) => rule.kind === kind && !rule.off);
