import { interventionKind } from '#config/interventions';
import { offenceNames, OFFENCES } from '#config/offences';
import { wordsOf } from '#config/proceedings';
import { INTERVENTION_REASONS, INTERVENTION_STATUSES, type InterventionReason, type InterventionStatus } from '#libs/shared-kernel';
import { INTERVENTION_TONES, RISK_TONES, type Lang, type RiskLevel, type Tone, translator } from '#libs/ui';
import { ruleOf } from '#src/coordination/legal-rules/index';
import { caseTexts } from './case.texts.js';
import type { ChainLink, Gap } from '#src/coordination/gaps/index';
import { noteOf } from '#src/journal/index';
import type { PersonView } from '#src/people/index';

/** A field as text; what is erased, hidden or of another shape is none. */
export const asText = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

const interventionStatus = (value: unknown): InterventionStatus | undefined => INTERVENTION_STATUSES.find((one) => one === value);
/** A level that this version has no word for is shown as not assessed, never as low. */
export const riskLevel = (value: unknown): RiskLevel => (['low', 'moderate', 'high'] as const).find((one) => one === value) ?? 'unknown';

const MEETINGS = ['thing.meeting-sip', 'thing.meeting-child-consultation', 'thing.meeting-case-conference'] as const;

/** What a link is called. */
export const linkTitle = ({ thing, type, fields }: Pick<ChainLink, 'thing' | 'fields'> & { type: string }, lang: Lang): string => {
  const t = caseTexts(lang);
  switch (thing) {
    case 'intervention':
      return interventionKind(asText(fields['kind']) ?? '')?.name[lang] ?? t('thing.intervention');
    case 'plan':
      return t(fields['kind'] === 'sip' ? 'thing.plan-sip' : 'thing.plan');
    case 'plan-lines':
      return t('thing.plan-lines');
    case 'meeting':
      return t(MEETINGS.find((kind) => kind === `thing.meeting-${asText(fields['kind']) ?? ''}`) ?? 'thing.meeting');
    case 'meeting-decisions':
      return t('thing.meeting-decisions');
    case 'safety-plan':
      return t('thing.safety-plan');
    case 'report':
      return t('thing.report');
    case 'risk':
      return t('thing.risk');
    case 'support-decision': {
      const kind = interventionKind(asText(fields['kind']) ?? '')?.name[lang];
      return [wordsOf(thing)?.title[lang], kind].filter(Boolean).join(': ');
    }
    case 'note':
      return noteOf(type)?.title[lang] ?? t('thing.other');
    default:
      return wordsOf(thing)?.title[lang] ?? t('thing.other');
  }
};

/** How it stands: words first, the tone only helps. */
export const linkStatus = (
  { thing, fields }: Pick<ChainLink, 'thing' | 'fields'>,
  lang: Lang,
): { tone: Tone; text: string } | undefined => {
  const t = caseTexts(lang);
  const common = translator(lang);
  if (thing === 'intervention') {
    const status = interventionStatus(fields['status']);
    return status && { tone: INTERVENTION_TONES[status], text: common(`intervention.${status}`) };
  }
  if (thing === 'note') {
    if (fields['retracted'] !== undefined) return { tone: 'neutral', text: t('retracted') };
    return fields['corrected'] === true ? { tone: 'warning', text: t('corrected') } : undefined;
  }
  if (thing === 'risk') {
    if (fields['retracted'] === true) return { tone: 'neutral', text: t('retracted') };
    if (fields['level'] === undefined) return undefined;
    const level = riskLevel(fields['level']);
    return { tone: RISK_TONES[level], text: common(`risk.${level}`) };
  }
  if (thing === 'plan') {
    if (fields['closedOn'] !== undefined) return { tone: 'neutral', text: t('plan.closed') };
    if (fields['on'] !== undefined) return { tone: 'success', text: t('plan.followed-up') };
    return fields['agreedOn'] === undefined ? undefined : { tone: 'accent', text: t('plan.agreed') };
  }
  const words = wordsOf(thing);
  const stands = words?.statuses[asText(fields['status']) ?? ''];
  if (stands) {
    const outcome = words?.outcomes?.[asText(fields['outcome']) ?? ''];
    return { tone: stands.tone, text: outcome ? `${stands.name[lang]}: ${outcome[lang]}` : stands.name[lang] };
  }
  if (thing === 'meeting') {
    if (fields['reason'] !== undefined) return { tone: 'neutral', text: t('meeting.cancelled') };
    return fields['heldOn'] === undefined ? { tone: 'accent', text: t('meeting.called') } : { tone: 'success', text: t('meeting.held') };
  }
  return thing === 'report' && fields['immediateRisk'] === true ? { tone: 'danger', text: t('immediateRisk') } : undefined;
};

const interventionReason = (value: unknown): InterventionReason | undefined => INTERVENTION_REASONS.find((one) => one === value);
export const reasonName = (value: unknown, lang: Lang): string | undefined => {
  const reason = interventionReason(value);
  return reason && caseTexts(lang)(`reason.${reason}`);
};

/** The offence of a report, by its name; one that the catalogue no longer has keeps its id. */
export const offenceName = (value: unknown, lang: Lang): string | undefined => {
  const offence = OFFENCES.find((one) => one === value);
  return offence ? offenceNames[offence][lang] : asText(value);
};

/** A ground in the words of the version that the decision was made under; the latest where the row does not say which. */
export const groundTitle = (id: string, ruleVersion: string | null, lang: Lang): string => ruleOf(id, ruleVersion)?.title[lang] ?? id;

/** The day by which an open intervention is to be done. */
export const openDue = ({ thing, fields }: Pick<ChainLink, 'thing' | 'fields'>): string | undefined =>
  thing === 'intervention' && (fields['status'] === 'planned' || fields['status'] === 'started') ? asText(fields['dueOn']) : undefined;

/** A gap about a child says which: two children without an assessment would otherwise read as the same line twice. */
export const gapTitle = ({ kind, thingId, text }: Gap, persons: readonly PersonView[], lang: Lang): string => {
  const child = kind === 'child-not-assessed' ? persons.find(({ personId }) => personId === thingId) : undefined;
  const name = asText(child?.values.name);
  return `${text[lang].replace(/[.]$/, '')}${name ? `: ${name}` : ''}`;
};
