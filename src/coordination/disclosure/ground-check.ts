import type { Circumstance, CrimeGrade, DisclosureMode, DocumentationKind, LegalGround, LegalLimit, RuleFile } from '#config/legal-grounds';
import {
  ABOUT_ONE_PERSON,
  circumstanceLabels,
  CONCERN_DUTY,
  documentationLabels,
  holdsOn,
  NECESSITY,
  shippedRules,
} from '#config/legal-grounds';
import type { AgencyKind, FieldClass } from '#libs/shared-kernel';
import { swedishDate } from '#libs/shared-kernel';

/** What the record tells of somebody's age today. A child is under 21 without saying so. */
export interface Aged {
  readonly minor: boolean;
  readonly under21?: boolean;
}

/** A disclosure as it is asked for: judged once, before anything crosses. */
export interface GroundRequest {
  readonly ground: string;
  readonly from: AgencyKind;
  readonly to: AgencyKind;
  /** The sender's id, for the few rules that name authorities within a kind. */
  readonly fromAgency?: string;
  /** The recipient's id, for the few rules that name authorities within a kind. */
  readonly toAgency?: string;
  readonly mode: DisclosureMode;
  /** The classes chosen, one by one. Free text is never implied by another class. */
  readonly classes: readonly FieldClass[];
  /** Whether a consent in force covers recipient, classes and purpose; null when there is none. */
  readonly consentCovers: boolean | null;
  readonly documentation: Readonly<Partial<Record<DocumentationKind, string>>>;
  /** Each whose data goes, with the age that the record tells. None where one of them is not in the record: of whom nothing is known, nothing holds. */
  readonly persons: readonly Aged[];
  readonly circumstances?: readonly Circumstance[];
  /** Under "Akut": one person decides alone, someone else reviews afterwards. */
  readonly urgent: boolean;
  readonly at: Date;
}

export type RefusalCode =
  | 'unknown-ground'
  | 'not-in-force'
  | 'closed-to-sender'
  | 'closed-to-recipient'
  | 'mode-not-covered'
  | 'limit'
  | 'no-classes'
  | 'class-not-covered'
  | 'consent-missing'
  | 'not-about-a-child'
  | 'person-too-old'
  | 'about-one-person'
  | 'circumstances-not-met'
  | 'documentation-missing'
  | 'crime-grade-too-low'
  | 'not-under-urgent'
  | 'only-under-urgent'
  | 'rests-on-consent';

export type GroundVerdict =
  | {
      readonly allowed: true;
      readonly rule: string;
      readonly ruleVersion: string;
      /** A second person must approve before anything leaves. */
      readonly secondPerson: boolean;
      /** Carried by the consent, by the rule itself or past a limit: it closes when that is withdrawn. What goes on another ground does not. */
      readonly restsOnConsent: boolean;
      /** Decided under "Akut": goes to the review queue. */
      readonly reviewAfter: boolean;
    }
  | {
      readonly allowed: false;
      readonly rule: string;
      readonly source: string;
      readonly code: RefusalCode;
      readonly reason: { readonly sv: string; readonly en: string };
    };

const concerns = (limit: LegalLimit, request: GroundRequest): boolean =>
  (limit.from?.includes(request.from) ?? true) &&
  (limit.to?.includes(request.to) ?? true) &&
  (limit.modes?.includes(request.mode) ?? true) &&
  (limit.classes?.some((cls) => request.classes.includes(cls)) ?? true) &&
  (limit.grounds?.includes(request.ground) ?? true);
/** An urgent act is never made impossible, it is recorded and reviewed (BrB 24:4). What goes on and on is none. */
export const isNecessity = ({ ground, urgent, mode }: Pick<GroundRequest, 'ground' | 'urgent' | 'mode'>): boolean =>
  urgent && ground === NECESSITY && mode !== 'standing';
/** A report of concern for a child to the board (SoL 19:1): a duty, whatever anybody consents to, and whatever a file says of other data. */
const isConcernReport = ({ ground, to, mode }: GroundRequest): boolean =>
  ground === CONCERN_DUTY && to === 'social-services' && mode !== 'standing';
const goesRegardless = (request: GroundRequest): boolean => isNecessity(request) || isConcernReport(request);
/**
 * A limit that stands in the way: none does of danger to life or health, nor of a concern report, but what keeps individuals from the county. Consent lifts
 * those that say so.
 */
const stops = ({ unlessConsent }: LegalLimit, request: GroundRequest): boolean =>
  goesRegardless(request) ? request.to === 'county' : !(unlessConsent && request.consentCovers === true);

const list = (labels: readonly string[]): string => labels.join('; ');

type Refusal = readonly [code: RefusalCode, sv: string, en: string];

function checkParties(rule: LegalGround, request: GroundRequest): Refusal | undefined {
  const closed = rule.closed.find(({ from }) => from.includes(request.from));
  if (closed) return ['closed-to-sender', closed.reason.sv, closed.reason.en];
  const namedSender = rule.onlyFromAgencies;
  if (!rule.from.includes(request.from) || (namedSender?.kind === request.from && !namedSender.ids.includes(request.fromAgency ?? '')))
    return [
      'closed-to-sender',
      'Regeln kan inte användas av den här sortens verksamhet.',
      'The rule cannot be used by this kind of agency.',
    ];
  const named = rule.onlyToAgencies;
  if (!rule.to.includes(request.to) || (named?.kind === request.to && !named.ids.includes(request.toAgency ?? '')))
    return ['closed-to-recipient', 'Regeln öppnar inte för den här mottagaren.', 'The rule does not open for this recipient.'];
  return undefined;
}

function checkScope(rule: LegalGround, request: GroundRequest): Refusal | undefined {
  if (rule.modes.length === 0 && rule.otherwise) return ['mode-not-covered', rule.otherwise.sv, rule.otherwise.en];
  if (!rule.modes.includes(request.mode))
    return ['mode-not-covered', 'Regeln medger inte det här sättet att dela.', 'The rule does not allow this way of sharing.'];
  if (request.classes.length === 0)
    return ['no-classes', 'Välj vilka sorters uppgifter som ska lämnas.', 'Choose which classes of data to disclose.'];
  const outside = request.classes.filter((cls) => !rule.classes.includes(cls));
  if (outside.length > 0)
    return [
      'class-not-covered',
      `Regeln omfattar inte alla valda uppgifter (${list(outside)}).`,
      `The rule does not cover all chosen classes (${list(outside)}).`,
    ];
  if (request.urgent && !rule.urgent)
    return [
      'not-under-urgent',
      'Regeln är inte avsedd för Akut. Vid fara för liv eller hälsa finns nöd (BrB 24:4).',
      'The rule is not meant for “Akut”. In danger to life or health there is necessity (BrB 24:4).',
    ];
  if (!request.urgent && rule.onlyUrgent)
    return ['only-under-urgent', 'Regeln används bara under Akut.', 'The rule is used only under “Akut”.'];
  return undefined;
}

function checkSituation({ requires }: LegalGround, request: GroundRequest): Refusal | undefined {
  if (requires.consent && request.consentCovers !== true)
    return request.consentCovers === null
      ? ['consent-missing', 'Det finns inget samtycke som gäller.', 'There is no consent in force.']
      : [
          'consent-missing',
          'Samtycket omfattar inte mottagaren, uppgifterna eller ändamålet.',
          'The consent does not cover the recipient, the data or the purpose.',
        ];
  return checkAges(requires, request) ?? checkCircumstances(requires, request);
}

const isMinor = ({ minor }: Aged): boolean => minor;
const isUnder21 = ({ minor, under21 = false }: Aged): boolean => minor || under21;
const each = (persons: readonly Aged[], holds: (person: Aged) => boolean): boolean => persons.length > 0 && persons.every(holds);

function checkAges(requires: LegalGround['requires'], { persons }: GroundRequest): Refusal | undefined {
  if (requires.aboutChild === 'only' && !each(persons, isMinor))
    return ['not-about-a-child', 'Regeln gäller bara uppgifter om någon under 18 år.', 'The rule covers only data on someone under 18.'];
  if (requires.aboutChild === 'concerns' && !persons.some(isMinor))
    return [
      'not-about-a-child',
      'Regeln gäller bara när någon av dem är under 18 år.',
      'The rule holds only where one of those concerned is under 18.',
    ];

  if (requires.aboutPersonUnder !== undefined && !each(persons, isUnder21))
    return [
      'person-too-old',
      'Regeln gäller bara uppgifter om den som inte har fyllt 21 år, och åldern hämtas ur akten. Välj bara den unge, och registrera personnumret om det saknas.',
      'The rule covers only data on someone under 21, and the age comes from the record. Choose the young person alone, and register the personal number if it is missing.',
    ];
  return undefined;
}

function checkCircumstances(requires: LegalGround['requires'], { persons, circumstances }: GroundRequest): Refusal | undefined {
  const stated = new Set(circumstances);
  if (each(persons, isMinor)) stated.add('under-18');
  else stated.delete('under-18'); // the person's age decides, never a tick in a box
  if (!each(persons, isUnder21)) stated.delete('under-21-risk-of-crime'); // so too where a rule of once is still in force
  const { all = [], any = [], none = [] } = requires.circumstances;
  // One person's circumstance opens that one's data. Those whom age covers by themselves go along.
  const byAge = any.includes('under-18') ? persons.filter(isMinor).length : 0;
  const met = (circumstance: Circumstance, besides: number): boolean =>
    stated.has(circumstance) && (!ABOUT_ONE_PERSON.includes(circumstance) || persons.length - besides === 1);
  const missing = all.filter((circumstance) => !met(circumstance, 0));
  const unmet = missing.length > 0 ? missing : any.some((circumstance) => met(circumstance, byAge)) ? [] : any;
  const barred = none.filter((circumstance) => stated.has(circumstance));
  const names = (language: 'sv' | 'en', which: readonly Circumstance[]) =>
    list(which.map((circumstance) => circumstanceLabels[circumstance][language]));
  const others = unmet.filter((circumstance) => stated.has(circumstance));
  if (others.length > 0)
    return [
      'about-one-person',
      `Det här gäller en enda person och öppnar bara dennas uppgifter: ${names('sv', others)}. Gör ett utlämnande för var och en.`,
      `This is true of a single person and opens that one’s data alone: ${names('en', others)}. Make one disclosure for each.`,
    ];
  if (unmet.length > 0)
    return ['circumstances-not-met', `Regeln förutsätter: ${names('sv', unmet)}.`, `The rule presupposes: ${names('en', unmet)}.`];
  if (barred.length > 0)
    return [
      'circumstances-not-met',
      `Regeln gäller inte när: ${names('sv', barred)}.`,
      `The rule does not hold when: ${names('en', barred)}.`,
    ];
  return undefined;
}

function checkDocumentation({ requires }: LegalGround, request: GroundRequest): Refusal | undefined {
  const missing = requires.documentation.filter(
    (kind) => (request.documentation[kind] ?? '').trim().length < documentationLabels[kind].minLength,
  );
  const names = (language: 'sv' | 'en') => list(missing.map((kind) => documentationLabels[kind].label[language]));
  if (missing.length > 0)
    return ['documentation-missing', `Det saknas dokumentation: ${names('sv')}.`, `Documentation is missing: ${names('en')}.`];
  const grade = request.documentation['crime-grade']?.trim() as CrimeGrade | undefined;
  if (requires.crimeGrades && !requires.crimeGrades.some((accepted) => accepted === grade))
    return [
      'crime-grade-too-low',
      'Brottet når inte den svårhet som regeln kräver.',
      'The crime does not reach the gravity that the rule demands.',
    ];
  return undefined;
}

/**
 * Whether a legal ground carries this disclosure (OSL 8:1: nothing crosses without a rule that opens).
 * Pure: the same request by the same rule file always gets the same verdict. Never throws; a refusal names rule and reason.
 */
export function judgeGround(request: GroundRequest, rules: Pick<RuleFile, 'grounds' | 'limits'> = shippedRules): GroundVerdict {
  const day = swedishDate(request.at);
  const known = rules.grounds.filter((rule) => rule.id === request.ground);
  const rule = known.find((candidate) => holdsOn(candidate, day));
  if (!rule)
    return known[0]
      ? refuse(request.ground, known[0].source, 'not-in-force', 'Regeln gällde inte den dagen.', 'The rule was not in force on that day.')
      : refuse(
          request.ground,
          '–',
          'unknown-ground',
          'Den rättsliga grunden finns inte i regelfilen.',
          'The legal ground is not in the rule file.',
        );

  const limits = rules.limits.filter((candidate) => holdsOn(candidate, day) && concerns(candidate, request));
  const limit = limits.find((candidate) => stops(candidate, request));
  const parties = checkParties(rule, request);
  if (!parties && limit) return refuse(limit.id, limit.source, 'limit', limit.reason.sv, limit.reason.en);

  const outside = parties ?? checkScope(rule, request);
  if (outside) return refuse(rule.id, rule.source, ...outside);
  const unmet = checkSituation(rule, request) ?? checkDocumentation(rule, request);
  if (unmet) {
    // The rule exists for these two agencies, but not in this situation: say which way is open instead.
    const [code, sv, en] = unmet;
    return refuse(rule.id, rule.source, code, `${sv} ${rule.otherwise?.sv ?? ''}`.trim(), `${en} ${rule.otherwise?.en ?? ''}`.trim());
  }
  return {
    allowed: true,
    rule: rule.id,
    ruleVersion: rule.version,
    secondPerson: rule.requires.secondPerson && !request.urgent,
    restsOnConsent: rule.requires.consent || (!goesRegardless(request) && limits.some(({ unlessConsent }) => unlessConsent)),
    reviewAfter: request.urgent,
  };
}

const refuse = (rule: string, source: string, code: RefusalCode, sv: string, en: string): GroundVerdict => ({
  allowed: false,
  rule,
  source,
  code,
  reason: { sv: `${source}: ${sv}`, en: `${source}: ${en}` },
});
