import type { PdfBlock, PdfDocument } from '#libs/pdf';
import { formatDate } from '#libs/ui';
import { paperTexts, withoutPlaces, type PlanPaper } from '../joint-plan/index.js';
import type { SafetyPlanView } from './safety-plan.view.js';
import { safetyPlanTexts } from './screens/safety-plan-texts.js';

/**
 * A safety plan as she may keep it. Places are never printed, and what reveals one is left out of the words. Without names her contacts are numbered, and
 * the paper is called nothing but a plan.
 */
export const safetyPaper = (plan: SafetyPlanView, { lang, made, names, personName, isProtected, revealing }: PlanPaper): PdfDocument => {
  const t = safetyPlanTexts(lang);
  const named = names === 'with';
  const hidden = [...revealing, ...plan.places, ...(named ? [] : plan.contacts.map(({ name }) => name))];
  const list = (title: string, lines: readonly string[]): PdfBlock[] =>
    lines.length === 0
      ? []
      : [{ kind: 'heading', text: title }, ...lines.map((text, index): PdfBlock => ({ kind: 'text', text: `${index + 1}. ${text}` }))];
  const clean = (text: string) => withoutPlaces(text, hidden, lang);
  const her = named && !isProtected ? personName(plan.personId) : undefined;
  const contacts = plan.contacts.map(({ name, way }, index) =>
    clean(named ? `${name}, ${way}` : `${t('contact', { number: index + 1 })}: ${way}`),
  );
  return {
    title: paperTexts(lang)('title'),
    lang,
    header: '',
    made,
    blocks: [
      ...(her ? [{ kind: 'text' as const, text: paperTexts(lang)('for', { name: her }) }] : []),
      ...list(t('warningSigns'), plan.warningSigns.map(clean)),
      ...list(t('steps'), plan.steps.map(clean)),
      ...list(t('contacts'), contacts),
      { kind: 'text', text: `${t('reviewOn')} ${formatDate(plan.reviewOn, lang)}` },
    ],
  };
};
