import { DUTIES, type Duty } from '#libs/shared-kernel';
import { defineTexts, translator, type Lang } from '#libs/ui';
import { EMERGENCY_GROUND } from '#src/access/index';
import { ruleOf } from '#src/coordination/legal-rules/index';
import { REVIEWED_ACTIONS } from './audit-filter.js';

export const auditTexts = defineTexts({
  sv: {
    title: 'Granskning',
    lead: 'Vem som har läst eller ändrat vad, när och på vilken grund. Egen personal visas med namn; andra myndigheters läsning av era uppgifter visas med uppdrag och myndighet.',
    filter: 'Urval',
    from: 'Från och med',
    to: 'Till och med',
    staff: 'Medarbetare',
    case: 'Ärende',
    caseHint: 'Ärendets id',
    person: 'Person',
    personHint: 'Personens id i ärendet',
    outcome: 'Utfall',
    action: 'Åtgärd',
    all: 'Alla',
    export: 'Exportera urvalet',
    timeline: 'Tidslinje',
    verify: 'Verifiera loggen',
    deviations: 'Avvikelser',
    unit: 'Enhet',
    clear: 'Rensa urvalet',
    lines: 'Rader i loggen',
    time: 'Tid',
    who: 'Vem',
    duty: 'Uppdrag',
    place: 'Enhet eller myndighet',
    what: 'Vad',
    ground: 'Grund',
    rule: 'Regel',
    unknownWho: 'Okänd',
    none: 'Inga rader i urvalet',
    noneText: 'Ändra datum eller ta bort något i urvalet.',
    hits_one: '{{count}} träff visad',
    hits_other: '{{count}} träffar visade',
    caseAndPersons: 'Ärende, personer',
    extract: 'Loggutdrag till personen',
    ofCase: 'Bara det här ärendet',
    ofPerson: 'Bara den här personen',
    ofStaff: 'Bara den här medarbetaren',
    'outcome.allowed': 'Tillåten',
    'outcome.denied': 'Nekad',
    'action.read': 'Läste',
    'action.list': 'Listade',
    'action.search': 'Sökte',
    'action.export': 'Exporterade',
    'action.print': 'Skrev ut',
    'action.reveal': 'Visade skyddad uppgift',
    'action.break-glass': 'Nödöppnade',
    'action.command': 'Ändrade',
    'action.login': 'Loggade in',
    'action.logout': 'Loggade ut',
    'action.login-failed': 'Misslyckad inloggning',
    'action.duty-chosen': 'Valde uppdrag',
    'action.rights-changed': 'Rättighet ändrad',
    'rule.not-visible': 'Inte tilldelad, och inget utlämnande till funktionen',
    'rule.not-found': 'Finns inte, eller ingen åtkomst',
    'rule.unknown': 'Finns inte',
    'rule.party-or-kin': 'Part eller närstående: spärrad',
    'rule.unreviewed-opening': 'En tidigare nödöppning är inte granskad',
    'rule.unknown-ground': 'Den rättsliga grunden finns inte',
    'rule.needs-second-person': 'Grunden kräver en andra person',
  },
  en: {
    title: 'Log review',
    lead: 'Who read or changed what, when and on which ground. Your own staff are shown by name; other agencies’ reading of your data by duty and agency.',
    filter: 'Selection',
    from: 'From',
    to: 'To',
    staff: 'Member of staff',
    case: 'Case',
    caseHint: 'The case’s id',
    person: 'Person',
    personHint: 'The person’s id in the case',
    outcome: 'Outcome',
    action: 'Act',
    all: 'All',
    export: 'Export the selection',
    timeline: 'Time line',
    verify: 'Verify the log',
    deviations: 'Deviations',
    unit: 'Unit',
    clear: 'Clear the selection',
    lines: 'Lines of the log',
    time: 'Time',
    who: 'Who',
    duty: 'Duty',
    place: 'Unit or agency',
    what: 'What',
    ground: 'Ground',
    rule: 'Rule',
    unknownWho: 'Unknown',
    none: 'No lines in the selection',
    noneText: 'Change the dates or widen the selection.',
    hits_one: '{{count}} hit shown',
    hits_other: '{{count}} hits shown',
    caseAndPersons: 'Case, persons',
    extract: 'Extract for the person',
    ofCase: 'Only this case',
    ofPerson: 'This person only',
    ofStaff: 'Only this member of staff',
    'outcome.allowed': 'Allowed',
    'outcome.denied': 'Denied',
    'action.read': 'Read',
    'action.list': 'Listed',
    'action.search': 'Searched',
    'action.export': 'Exported',
    'action.print': 'Printed',
    'action.reveal': 'Revealed protected data',
    'action.break-glass': 'Opened in an emergency',
    'action.command': 'Changed',
    'action.login': 'Logged in',
    'action.logout': 'Logged out',
    'action.login-failed': 'Failed login',
    'action.duty-chosen': 'Chose duty',
    'action.rights-changed': 'Rights changed',
    'rule.not-visible': 'Not assigned, and nothing disclosed to the function',
    'rule.not-found': 'Does not exist, or no access',
    'rule.unknown': 'Does not exist',
    'rule.party-or-kin': 'Party or kin: locked out',
    'rule.unreviewed-opening': 'An earlier emergency opening is not reviewed',
    'rule.unknown-ground': 'There is no such legal ground',
    'rule.needs-second-person': 'The ground needs a second person',
  },
});

/** The pages and kinds of thing that lines speak of, in words; a code that has none is shown as it is. */
const THINGS: Readonly<Record<string, { sv: string; en: string }>> = {
  Record: { sv: 'akt', en: 'record' },
  Case: { sv: 'ärende', en: 'case' },
  Report: { sv: 'anmälan', en: 'report' },
  Person: { sv: 'person', en: 'person' },
  Consent: { sv: 'samtycke', en: 'consent' },
  Referral: { sv: 'förfrågan', en: 'request' },
  Disclosure: { sv: 'utlämnande', en: 'disclosure' },
  ReceivedCopy: { sv: 'mottagen kopia', en: 'received copy' },
  Plan: { sv: 'gemensam plan', en: 'joint plan' },
  RiskAssessment: { sv: 'riskbedömning', en: 'risk assessment' },
  Note: { sv: 'anteckning', en: 'note' },
  Attachment: { sv: 'fil', en: 'file' },
  Intervention: { sv: 'insats', en: 'intervention' },
  ChainEntry: { sv: 'insatskedja', en: 'chain of support' },
  Grant: { sv: 'vem som ser vad', en: 'who sees what' },
  Relation: { sv: 'närstående', en: 'kin' },
  Opening: { sv: 'nödöppning', en: 'emergency opening' },
  AuditRecord: { sv: 'logg', en: 'log' },
  LogReview: { sv: 'granskning av loggen', en: 'review of the log' },
  LogExtract: { sv: 'loggutdrag', en: 'log extract' },
  Organisation: { sv: 'organisation', en: 'organisation' },
  OperatingState: { sv: 'driftläge', en: 'operating state' },
  Retention: { sv: 'gallring', en: 'erasure' },
};
export const thingName = (objectType: string, lang: Lang): string => THINGS[objectType]?.[lang] ?? objectType;

/** An act in words; a code that has none is shown as it is. */
export const actionName = (action: string, lang: Lang): string => {
  const known = ([...REVIEWED_ACTIONS, 'duty-chosen', 'rights-changed'] as const).find((one) => one === action);
  return known ? auditTexts(lang)(`action.${known}`) : action;
};

const isDuty = (value: string): value is Duty => (DUTIES as readonly string[]).includes(value);
export const dutyName = (duty: string, lang: Lang): string => (isDuty(duty) ? translator(lang)(`duty.${duty}`) : duty);

/** A ground by its title; one whose rule file is no longer shipped keeps its id. */
export const groundName = (id: string, lang: Lang): string =>
  id === EMERGENCY_GROUND ? THINGS['Opening']![lang] : (ruleOf(id, null)?.title[lang] ?? id);

const RULES = [
  ...(['not-visible', 'not-found', 'unknown', 'party-or-kin', 'unreviewed-opening'] as const),
  ...(['unknown-ground', 'needs-second-person'] as const),
];
/** What stood in the way: a rule of access, or the rule of law that did not carry what was asked. */
export const ruleName = (rule: string, lang: Lang): string => {
  const known = RULES.find((one) => one === rule);
  return known ? auditTexts(lang)(`rule.${known}`) : groundName(rule, lang);
};
