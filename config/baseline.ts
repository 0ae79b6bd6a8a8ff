/**
 * Basnivå: the least that each kind of agency does in a case, checked off per case and followed up per agency and part of the county.
 * Municipalities, region, police and prosecutor in Norrbotten agreed on a baseline in November 2011. Its wording is not
 * published in our sources: these lines state in our own words what statutes and regulations ask, and the county replaces them.
 */
import { z } from 'zod';
import { AGENCY_KINDS } from '#libs/shared-kernel';
import { INTERVENTION_TARGETS, interventionKinds } from './interventions.js';
import { localTextSchema } from './local-text.js';

const baselineSchema = z.strictObject({
  kind: z.enum(AGENCY_KINDS),
  version: z.string(),
  validFrom: z.iso.date(),
  items: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[a-z]+(-[a-z]+)*$/),
        text: localTextSchema,
        source: z.string().optional(),
        target: z.enum(INTERVENTION_TARGETS),
        /** Any of these interventions in the chain fulfils the line; without them it is checked off by hand. */
        fulfilledBy: z.array(z.enum(interventionKinds.map(({ id }) => id))).default([]),
      }),
    )
    .min(1),
});
export type Baseline = Readonly<z.infer<typeof baselineSchema>>;
type BaselineInput = z.input<typeof baselineSchema>;

const agreed = { version: '1', validFrom: '2025-07-01' };

const input: BaselineInput[] = [
  {
    kind: 'social-services',
    ...agreed,
    items: [
      {
        id: 'ask-about-violence',
        target: 'exposed',
        source: 'HSLF-FS 2022:39',
        text: { sv: 'Frågar om våld och gör en strukturerad riskbedömning', en: 'Asks about violence and assesses risk with structure' },
        fulfilledBy: ['protective-measures'],
      },
      {
        id: 'offer-support',
        target: 'exposed',
        source: 'SoL 14:2, HSLF-FS 2022:39',
        text: { sv: 'Erbjuder rådgivning eller socialt stöd', en: 'Offers counselling or social support' },
        fulfilledBy: ['counselling', 'social-support', 'contact-person'],
      },
      {
        id: 'offer-shelter',
        target: 'exposed',
        source: 'HSLF-FS 2022:39',
        text: { sv: 'Erbjuder skyddat boende när risken kräver det', en: 'Offers a shelter place where the risk demands it' },
        fulfilledBy: ['shelter-placement', 'safety-plan'],
      },
      {
        id: 'assess-the-child',
        target: 'child',
        source: 'SoL 20:1–3',
        text: {
          sv: 'Bedömer varje barns behov av skydd och stöd i en egen akt',
          en: 'Assesses each child’s need of protection and support in a record of its own',
        },
        fulfilledBy: ['child-inquiry', 'child-conversation'],
      },
      {
        id: 'offer-violence-user',
        target: 'violence-user',
        text: {
          sv: 'Erbjuder våldsutövaren insatser för att sluta använda våld',
          en: 'Offers the violence user help to stop using violence',
        },
        fulfilledBy: ['violence-user-programme', 'violence-user-counselling'],
      },
    ],
  },
  {
    kind: 'health-care',
    ...agreed,
    items: [
      {
        id: 'ask-and-document',
        target: 'exposed',
        source: 'HSLF-FS 2022:39',
        text: { sv: 'Frågar om våld och dokumenterar skador', en: 'Asks about violence and documents injuries' },
        fulfilledBy: ['injury-documentation', 'health-care-contact'],
      },
      {
        id: 'offer-care',
        target: 'exposed',
        source: 'HSLF-FS 2022:39',
        text: { sv: 'Erbjuder vård eller behandling', en: 'Offers care or treatment' },
        fulfilledBy: ['treatment', 'health-care-contact', 'counselling'],
      },
      {
        id: 'attend-to-the-child',
        target: 'child',
        source: 'SoL 19:1',
        text: { sv: 'Uppmärksammar barnets behov och anmäler oro', en: 'Attends to the child’s needs and reports concern' },
        fulfilledBy: [],
      },
      {
        id: 'offer-violence-user',
        target: 'violence-user',
        text: { sv: 'Erbjuder våldsutövaren behandling', en: 'Offers the violence user treatment' },
        fulfilledBy: ['violence-user-programme', 'substance-use-treatment', 'health-care-contact'],
      },
    ],
  },
  {
    kind: 'police',
    ...agreed,
    items: [
      {
        id: 'assess-risk',
        target: 'exposed',
        text: {
          sv: 'Gör en strukturerad riskbedömning med anpassade skyddsåtgärder',
          en: 'Assesses risk with structure and adapts protective measures',
        },
        fulfilledBy: ['protective-measures'],
      },
      {
        id: 'offer-contact',
        target: 'exposed',
        text: { sv: 'Frågar om samtycke och förmedlar kontakt till stöd', en: 'Asks for consent and mediates contact with support' },
        fulfilledBy: ['information'],
      },
      {
        id: 'report-concern',
        target: 'child',
        source: 'SoL 19:1',
        text: {
          sv: 'Anmäler oro för barn som utsatts för eller bevittnat våld',
          en: 'Reports concern for children exposed to or witnessing violence',
        },
        fulfilledBy: [],
      },
      {
        id: 'inform-violence-user',
        target: 'violence-user',
        text: { sv: 'Informerar den anmälde om behandling', en: 'Informs the reported person of treatment' },
        fulfilledBy: ['information'],
      },
    ],
  },
  {
    kind: 'prosecution',
    ...agreed,
    items: [
      {
        id: 'try-contact-ban',
        target: 'exposed',
        source: 'Lag (1988:688)',
        text: { sv: 'Prövar kontaktförbud', en: 'Considers a contact ban' },
        fulfilledBy: ['contact-ban', 'joint-home-contact-ban'],
      },
      {
        id: 'request-representative',
        target: 'child',
        source: 'Lag (1999:997)',
        text: {
          sv: 'Begär särskild företrädare när en vårdnadshavare är misstänkt',
          en: 'Requests a special representative where a guardian is suspected',
        },
        fulfilledBy: ['special-representative'],
      },
    ],
  },
];

export const baselines: readonly Baseline[] = z.array(baselineSchema).parse(input);
