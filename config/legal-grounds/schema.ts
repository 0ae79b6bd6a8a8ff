import { z } from 'zod';
import { AGENCY_KINDS, FIELD_CLASSES } from '#libs/shared-kernel';
import { localTextSchema } from '../local-text.js';

/** What a decision must put in words (or, for the crime's grade and whether somebody is in a shelter, choose from a list) before a ground holds. */
export const DOCUMENTATION_KINDS = [
  'necessity',
  'harm-test',
  'balancing',
  'concrete-circumstances',
  'crime-grade',
  'reason',
  'reservation',
  'request',
  'in-shelter',
] as const;
/** Of "in-shelter": the one thing that such a duty asks. It is what crosses, instead of the record. */
export const SHELTER_ANSWERS = ['yes', 'no'] as const;
export type DocumentationKind = (typeof DOCUMENTATION_KINDS)[number];

/** Facts of the situation that open or close a ground. Stated by the one who decides, recorded with the decision. */
export const CIRCUMSTANCES = [
  'under-18',
  /** Of a former rule: what is offered now asks of the risk alone, and the age is the record's to tell. */
  'under-21-risk-of-crime',
  'risk-of-crime',
  'substance-use',
  'compulsory-psychiatric-care',
  'pregnancy',
  'cannot-consent',
  'committed-crime',
  'person-opposes',
  'harm-from-guardian',
  'inquiry-decided',
  'reporter-asks',
] as const;
export type Circumstance = (typeof CIRCUMSTANCES)[number];

/** What is true of one person, and so opens that one's data alone: nobody's secrecy falls for another's sake (OSL 12:2). */
export const ABOUT_ONE_PERSON: readonly Circumstance[] = ['substance-use', 'compulsory-psychiatric-care', 'pregnancy', 'cannot-consent'];

/** The answers to "crime-grade": what the crime would be, if the circumstances hold. */
export const CRIME_GRADES = [
  'min-one-year',
  'gross-violation-of-integrity',
  'attempt-min-two-years',
  'against-child',
  'genital-mutilation',
  'prison-in-scale',
  'lower',
  'unknown',
] as const;
export type CrimeGrade = (typeof CRIME_GRADES)[number];

export const DISCLOSURE_MODES = ['copy', 'standing', 'referral'] as const;
export type DisclosureMode = (typeof DISCLOSURE_MODES)[number];

/** What is kept about a person themself, by its name in the record. */
const PERSON_FIELD_NAMES = ['name', 'personNumber', 'address', 'municipality', 'school', 'workplace', 'phone', 'safeContact'] as const;
export type PersonFieldName = (typeof PERSON_FIELD_NAMES)[number];

const kebab = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'a stable id in kebab-case');
const kinds = z.array(z.enum(AGENCY_KINDS)).min(1);
const circumstances = z.array(z.enum(CIRCUMSTANCES)).min(1);

const namedAgencies = z.strictObject({ kind: z.enum(AGENCY_KINDS), ids: z.array(z.string()).min(1) });

const requirementsSchema = z.strictObject({
  /** A consent in force that covers recipient, classes and purpose. */
  consent: z.boolean().default(false),
  documentation: z.array(z.enum(DOCUMENTATION_KINDS)).default([]),
  /** `only`: each whose data goes is under 18. `concerns`: one of them is; what is to be told of a child is often what an adult does. */
  aboutChild: z.enum(['no', 'only', 'concerns']).default('no'),
  /** Each whose data goes is younger than this, as the record tells it. For 18 there is `aboutChild`. */
  aboutPersonUnder: z.literal(21).optional(),
  circumstances: z
    .strictObject({ all: circumstances.optional(), any: circumstances.optional(), none: circumstances.optional() })
    .default({}),
  /** The grades that suffice; only together with the documentation 'crime-grade'. */
  crimeGrades: z.array(z.enum(CRIME_GRADES)).optional(),
  /** A second person approves before anything leaves. Under "Akut" one person decides and the second reviews afterwards. */
  secondPerson: z.boolean().default(false),
});

/** The shape alone: rules that were applied once are read by it, whatever is checked today. */
export const groundShape = z.strictObject({
  id: kebab,
  title: localTextSchema,
  /** Law and paragraph. */
  source: z.string().min(3),
  /** The rule in plain words, for the one who decides. */
  summary: localTextSchema,
  validFrom: z.iso.date(),
  /** The last day on which the rule holds. */
  validUntil: z.iso.date().optional(),
  version: z.string().min(1),
  from: kinds,
  to: kinds,
  /** Where the law names authorities within a kind, by agency id. */
  onlyToAgencies: namedAgencies.optional(),
  onlyFromAgencies: namedAgencies.optional(),
  /** Senders to whom the rule is expressly closed: the refusal then quotes the reason. */
  closed: z.array(z.strictObject({ from: kinds, reason: localTextSchema })).default([]),
  requires: requirementsSchema,
  /** Said after a refusal: the way that is open instead. */
  otherwise: localTextSchema.optional(),
  classes: z.array(z.enum(FIELD_CLASSES)).min(1),
  /** None: the law is followed by an act of its own, which `otherwise` names, and never by a disclosure. */
  modes: z.array(z.enum(DISCLOSURE_MODES)),
  /** Opens what is kept about the person themself, and no entry or file of the record. */
  noEntries: z.boolean().default(false),
  /** Of what is kept about the person themself, these alone: where the law names what is to be given (a home address is no school and no workplace). */
  personFields: z.array(z.enum(PERSON_FIELD_NAMES)).min(1).optional(),
  /** May be used by one person under "Akut", reviewed afterwards. */
  urgent: z.boolean().default(false),
  /** Only under "Akut": never a ground for planned work. */
  onlyUrgent: z.boolean().default(false),
  /** Secrecy does not follow the data (OSL 7:2): what protects it at each kind of recipient. */
  protectionAtRecipient: z.partialRecord(z.enum(AGENCY_KINDS), localTextSchema),
  /** Whether a party, often the violence user as guardian, may see it at the recipient (OSL 10:3). */
  partyMaySee: z.enum(['yes', 'limited', 'no']),
  /** Could not be read at its source: an agency's lawyer should check it before use. */
  toVerify: z.boolean().default(false),
});

/** Whether somebody is in a shelter tells where they are: it goes as `location`. */
const opensOnlyAnswer = ({ modes, classes }: z.infer<typeof groundShape>): boolean =>
  modes.every((mode) => mode === 'copy') &&
  classes.includes('location') &&
  classes.every((cls) => cls === 'reference' || cls === 'identity' || cls === 'location');

export const legalGroundSchema = groundShape.superRefine((rule, context) => {
  const fail = (message: string) => context.addIssue({ code: 'custom', message: `${rule.id}: ${message}` });
  if (rule.validUntil && rule.validUntil < rule.validFrom) fail('validUntil lies before validFrom');
  if (rule.requires.documentation.includes('crime-grade') !== Boolean(rule.requires.crimeGrades))
    fail('crime-grade and crimeGrades go together');
  if (rule.from.includes('health-care') && rule.from.length === 1 && rule.modes.includes('standing'))
    fail('health care shares by copies only (PDL 5:4)');
  if (rule.onlyUrgent && !rule.urgent) fail('onlyUrgent without urgent');
  if (rule.modes.length === 0 && !rule.otherwise) fail('without modes, otherwise says how the law is followed');
  if (rule.requires.documentation.includes('in-shelter') && !opensOnlyAnswer(rule))
    fail('in-shelter is answered by copies of reference, identity and location alone');
  // A request and a standing disclosure take what they show from elsewhere: nothing would be narrowed there.
  if ((rule.noEntries || rule.personFields) && rule.modes.some((mode) => mode !== 'copy'))
    fail('noEntries and personFields narrow copies alone (modes)');
  if (rule.onlyToAgencies && !rule.to.includes(rule.onlyToAgencies.kind)) fail('onlyToAgencies names a kind that is not a recipient');
  if (rule.onlyFromAgencies && !rule.from.includes(rule.onlyFromAgencies.kind)) fail('onlyFromAgencies names a kind that is not a sender');
  for (const kind of rule.to) if (!rule.protectionAtRecipient[kind]) fail(`no protectionAtRecipient for ${kind}`);
  for (const { from } of rule.closed) for (const kind of from) if (rule.from.includes(kind)) fail(`${kind} is both open and closed`);
});
export type LegalGround = Readonly<z.infer<typeof legalGroundSchema>>;
export type LegalGroundInput = z.input<typeof legalGroundSchema>;

/** What no ground opens, but necessity under "Akut". A dimension left out matches everything. */
export const legalLimitSchema = z.strictObject({
  id: kebab,
  title: localTextSchema,
  source: z.string().min(3),
  reason: localTextSchema,
  validFrom: z.iso.date(),
  validUntil: z.iso.date().optional(),
  version: z.string().min(1),
  from: kinds.optional(),
  to: kinds.optional(),
  modes: z.array(z.enum(DISCLOSURE_MODES)).min(1).optional(),
  classes: z.array(z.enum(FIELD_CLASSES)).min(1).optional(),
  /** By id: where only some grounds stop short of this data. Every ground without it. */
  grounds: z.array(kebab).min(1).optional(),
  /** Lifted where a consent covers the disclosure. Necessity under "Akut" is stopped by no limit, but by those towards the county, and a concern report to social services by none. */
  unlessConsent: z.boolean().default(false),
});
export type LegalLimit = Readonly<z.infer<typeof legalLimitSchema>>;
export type LegalLimitInput = z.input<typeof legalLimitSchema>;

/** Rules that a screen reminds of where their classes of field are shown or chosen. */
export const secrecyRuleSchema = z.strictObject({
  id: kebab,
  source: z.string().min(3),
  text: localTextSchema,
  at: kinds,
  classes: z.array(z.enum(FIELD_CLASSES)).min(1),
  toVerify: z.boolean().default(false),
});
export type SecrecyRule = Readonly<z.infer<typeof secrecyRuleSchema>>;
