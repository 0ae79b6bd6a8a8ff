import { interventionKind } from '#config/interventions';
import { offenceNames, OFFENCES } from '#config/offences';
import { TOLD_FIELDS, toldWord } from '#libs/journal';
import { INTERVENTION_STATUSES } from '#libs/shared-kernel';
import { formatDate, formatDateTime, RISK_LEVELS, translator, type Lang } from '#libs/ui';
import { instrumentAsUsed } from '../../risk/index.js';

const LABELS: Readonly<Record<string, { sv: string; en: string }>> = {
  offence: { sv: 'brott', en: 'offence' },
  occurredOn: { sv: 'inträffade', en: 'occurred' },
  immediateRisk: { sv: 'omedelbar fara', en: 'immediate danger' },
  kind: { sv: 'insats', en: 'intervention' },
  status: { sv: 'läge', en: 'state' },
  dueOn: { sv: 'klar senast', en: 'due' },
  followUpOn: { sv: 'följs upp', en: 'followed up' },
  startedOn: { sv: 'började', en: 'started' },
  endedOn: { sv: 'slutade', en: 'ended' },
  level: { sv: 'nivå', en: 'level' },
  instrument: { sv: 'instrument', en: 'instrument' },
  assessedOn: { sv: 'bedömd', en: 'assessed' },
  reviewOn: { sv: 'ny bedömning', en: 'review' },
  startsAt: { sv: 'mötestid', en: 'meeting' },
  heldOn: { sv: 'hållet', en: 'held' },
  decidedOn: { sv: 'beslutad', en: 'decided' },
  decisions: { sv: 'beslut', en: 'decisions' },
  shelterDecisions: { sv: 'beslut om skyddat boende eller för en jour', en: 'decisions on sheltered housing or for a shelter' },
  healthDecisions: { sv: 'beslut om vård och behandling', en: 'decisions on care and treatment' },
  crimeDecisions: { sv: 'beslut om brott', en: 'decisions about a crime' },
  actions: { sv: 'uppgifter', en: 'actions' },
  shelterActions: { sv: 'uppgifter för en jour', en: 'actions for a shelter' },
  outcome: { sv: 'utfall', en: 'outcome' },
  settledOn: { sv: 'avslutad', en: 'settled' },
  lines: { sv: 'insatser', en: 'interventions' },
  responsibleFunction: { sv: 'ansvarig funktion', en: 'responsible function' },
  leaderFunction: { sv: 'huvudansvarig', en: 'leads' },
  agreedOn: { sv: 'beslutad', en: 'agreed' },
  madeOn: { sv: 'gjord', en: 'made' },
};
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MOMENT = /^\d{4}-\d{2}-\d{2}T/;

const word = (name: string, value: unknown, lang: Lang): string => {
  const t = translator(lang);
  if (typeof value === 'boolean') return t(value ? 'yes' : 'no');
  if (Array.isArray(value)) return value.map((one) => word(name, one, lang)).join(', ');
  // Something within a fact, such as a line of a plan: its own fields, each in words.
  if (typeof value === 'object' && value !== null) return `(${fieldsIn(value as Record<string, unknown>, lang).join(', ')})`;
  if (typeof value !== 'string') return String(value);
  if (DAY.test(value)) return formatDate(value, lang);
  if (MOMENT.test(value)) return formatDateTime(value, lang);
  const offence = name === 'offence' ? OFFENCES.find((one) => one === value) : undefined;
  if (offence) return offenceNames[offence][lang];
  const level = name === 'level' ? RISK_LEVELS.find((one) => one === value) : undefined;
  if (level) return t(`risk.${level}`);
  const status = name === 'status' ? INTERVENTION_STATUSES.find((one) => one === value) : undefined;
  if (status) return t(`intervention.${status}`);
  if (name === 'instrument') return instrumentAsUsed(value, '')?.title[lang] ?? value;
  return (name === 'kind' ? interventionKind(value)?.name[lang] : undefined) ?? toldWord(value)?.[lang] ?? value;
};

const fieldsIn = (fields: Readonly<Record<string, unknown>>, lang: Lang): string[] =>
  Object.entries(fields).flatMap(([name, value]) =>
    value === null ? [] : `${LABELS[name]?.[lang] ?? TOLD_FIELDS[name]?.[lang].toLowerCase() ?? name}: ${word(name, value, lang)}`,
  );

/** Every field of a shared fact in words. One that has no word yet stands under its own name: the preview leaves nothing out. */
export const factWords = (fields: Readonly<Record<string, unknown>>, lang: Lang): string => fieldsIn(fields, lang).join(' · ');
