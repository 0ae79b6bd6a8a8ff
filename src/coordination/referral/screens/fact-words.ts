import { interventionKind } from '#config/interventions';
import { offenceNames, OFFENCES } from '#config/offences';
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
};
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MOMENT = /^\d{4}-\d{2}-\d{2}T/;

const word = (name: string, value: unknown, lang: Lang): string => {
  const t = translator(lang);
  if (typeof value === 'boolean') return t(value ? 'yes' : 'no');
  if (Array.isArray(value)) return value.map((one) => word(name, one, lang)).join(', ');
  if (typeof value !== 'string') return typeof value === 'number' ? String(value) : JSON.stringify(value);
  if (DAY.test(value)) return formatDate(value, lang);
  if (MOMENT.test(value)) return formatDateTime(value, lang);
  const offence = name === 'offence' ? OFFENCES.find((one) => one === value) : undefined;
  if (offence) return offenceNames[offence][lang];
  const level = name === 'level' ? RISK_LEVELS.find((one) => one === value) : undefined;
  if (level) return t(`risk.${level}`);
  const status = name === 'status' ? INTERVENTION_STATUSES.find((one) => one === value) : undefined;
  if (status) return t(`intervention.${status}`);
  if (name === 'instrument') return instrumentAsUsed(value, '')?.title[lang] ?? value;
  return (name === 'kind' ? interventionKind(value)?.name[lang] : undefined) ?? value;
};

/** Every field of a shared fact in words. One that has no word yet stands under its own name: the preview leaves nothing out. */
export const factWords = (fields: Readonly<Record<string, unknown>>, lang: Lang): string =>
  Object.entries(fields)
    .map(([name, value]) => `${LABELS[name]?.[lang] ?? name}: ${word(name, value, lang)}`)
    .join(' · ');
