/** The catalogue of intervention kinds (insatser, for the police åtgärder) that a joint plan chooses from. */
import { z } from 'zod';
import { AGENCY_KINDS, INTERVENTION_CLASSES, type InterventionClass } from '#libs/shared-kernel';
import { localTextSchema } from './local-text.js';

/** Whom an intervention is for. The exposed person's chain and the violence user's chain are separate. */
export const INTERVENTION_TARGETS = ['exposed', 'child', 'violence-user'] as const;

const interventionKindSchema = z.strictObject({
  id: z.string().regex(/^[a-z]+(-[a-z]+)*$/),
  name: localTextSchema,
  /** What its very name tells of: a peer reads it, and who gives it, where that class was disclosed. No kind is without one. */
  class: z.enum(INTERVENTION_CLASSES),
  /** Kinds of agency whose function may be responsible. */
  responsible: z.array(z.enum(AGENCY_KINDS)).min(1),
  targets: z.array(z.enum(INTERVENTION_TARGETS)).min(1),
  /** Days from the start to the first follow-up that a plan proposes. */
  followUpDays: z.int().min(1).max(366),
});
export type InterventionKind = Readonly<z.infer<typeof interventionKindSchema>>;
export type InterventionTarget = (typeof INTERVENTION_TARGETS)[number];

type Row = [
  id: string,
  sv: string,
  en: string,
  tells: InterventionClass,
  responsible: InterventionKind['responsible'],
  targets: InterventionTarget[],
  followUpDays: number,
];

const rows: Row[] = [
  ['counselling', 'Rådgivning', 'Counselling', 'support', ['social-services', 'health-care', 'civil-society'], ['exposed', 'child'], 30],
  ['social-support', 'Socialt stöd', 'Social support', 'support', ['social-services', 'civil-society'], ['exposed', 'child'], 30],
  ['treatment', 'Behandling', 'Treatment', 'health', ['health-care', 'social-services'], ['exposed', 'child'], 60],
  [
    'protective-measures',
    'Riskanalys med anpassade skyddsåtgärder',
    'Risk analysis with adapted protective measures',
    'support',
    ['police', 'social-services'],
    ['exposed', 'child'],
    14,
  ],
  [
    'safety-plan',
    'Trygghetsplan',
    'Safety plan',
    'support',
    ['social-services', 'police', 'civil-society', 'health-care'],
    ['exposed', 'child'],
    14,
  ],
  ['personal-alarm', 'Larm eller annat tekniskt skydd', 'Alarm or other technical protection', 'support', ['police'], ['exposed'], 30],
  [
    'police-investigation',
    'Polisanmälan och utredning',
    'Police report and investigation',
    'crime',
    ['police', 'prosecution'],
    ['exposed', 'child'],
    30,
  ],
  ['contact-ban', 'Kontaktförbud', 'Contact ban', 'crime', ['prosecution'], ['exposed', 'child'], 30],
  [
    'joint-home-contact-ban',
    'Kontaktförbud avseende gemensam bostad',
    'Contact ban for a joint home',
    'crime',
    ['prosecution'],
    ['exposed', 'child'],
    14,
  ],
  [
    'special-representative',
    'Särskild företrädare för barn',
    'Special representative for a child',
    'crime',
    ['prosecution'],
    ['child'],
    14,
  ],
  ['shelter-placement', 'Skyddat boende', 'Shelter placement', 'location', ['social-services', 'civil-society'], ['exposed', 'child'], 14],
  ['relocation', 'Flytt och nytt boende', 'Relocation and new housing', 'location', ['social-services'], ['exposed', 'child'], 30],
  ['financial-support', 'Ekonomiskt stöd', 'Financial support', 'support', ['social-services', 'state-agency'], ['exposed'], 30],
  ['contact-person', 'Stödperson', 'Support person', 'support', ['social-services', 'civil-society'], ['exposed', 'child'], 60],
  [
    'child-conversation',
    'Barnsamtal',
    'Conversation with the child',
    'support',
    ['social-services', 'health-care', 'police'],
    ['child'],
    14,
  ],
  [
    'child-inquiry',
    'Utredning anpassad efter barnets behov',
    'Inquiry adapted to the child’s needs',
    'support',
    ['social-services'],
    ['child'],
    60,
  ],
  [
    'child-consultation',
    'Barnsamråd',
    'Consultation about a child',
    'support',
    ['social-services', 'police', 'prosecution', 'health-care'],
    ['child'],
    14,
  ],
  ['school-support', 'Stöd i skola och elevhälsa', 'Support at school', 'support', ['school'], ['child'], 30],
  [
    'health-care-contact',
    'Hälso- och sjukvårdskontakt',
    'Health care contact',
    'health',
    ['health-care'],
    ['exposed', 'child', 'violence-user'],
    30,
  ],
  ['injury-documentation', 'Skadedokumentation', 'Documentation of injuries', 'health', ['health-care'], ['exposed', 'child'], 14],
  ['dental-care', 'Tandvård', 'Dental care', 'health', ['health-care'], ['exposed', 'child'], 60],
  [
    'substance-use-treatment',
    'Behandling för missbruk eller beroende',
    'Treatment for substance use',
    'health',
    ['health-care', 'social-services'],
    ['exposed', 'violence-user'],
    30,
  ],
  [
    'violence-user-programme',
    'Våldsutövarprogram',
    'Programme for violence users',
    'health',
    ['social-services', 'health-care'],
    ['violence-user'],
    30,
  ],
  [
    'violence-user-counselling',
    'Rådgivning till våldsutövare',
    'Counselling for violence users',
    'health',
    ['social-services', 'health-care', 'civil-society'],
    ['violence-user'],
    30,
  ],
  // Her, and all the same of health: it says that somebody goes in a programme.
  [
    'partner-safety-contact',
    'Partnerkontakt för säkerhet',
    'Partner safety contact',
    'health',
    ['social-services', 'civil-society'],
    ['exposed'],
    14,
  ],
  [
    'coordination-meeting',
    'Samordningsmöte',
    'Coordination meeting',
    'support',
    ['social-services', 'health-care', 'police'],
    ['exposed', 'child'],
    30,
  ],
  [
    'information',
    'Information och hänvisning',
    'Information and signposting',
    'support',
    AGENCY_KINDS.filter((kind) => kind !== 'county'),
    ['exposed', 'child', 'violence-user'],
    30,
  ],
];

export const interventionKinds: readonly InterventionKind[] = z.array(interventionKindSchema).parse(
  rows.map(([id, sv, en, tells, responsible, targets, followUpDays]) => ({
    id,
    name: { sv, en },
    class: tells,
    responsible,
    targets,
    followUpDays,
  })),
);

export const interventionKind = (id: string): InterventionKind | undefined => interventionKinds.find((kind) => kind.id === id);
