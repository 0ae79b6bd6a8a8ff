import { interventionKind } from '#config/interventions';
import type { PdfBlock, PdfDocument } from '#libs/pdf';
import type { AgencyKind } from '#libs/shared-kernel';
import { formatDate } from '#libs/ui';
import { withoutPlaces } from './handover.js';
import { paperTexts } from './paper-texts.js';
import type { PlanView } from './plan.view.js';

export interface PaperFunction {
  readonly name: string;
  readonly agencyKind: AgencyKind;
}
export interface PlanPaper {
  readonly lang: 'sv' | 'en';
  readonly made: Date;
  readonly names: 'with' | 'without';
  /** Her identity is protected: functions are told by kind alone, and running text is left out, since nobody here knows what reveals her. */
  readonly isProtected: boolean;
  readonly functionOf: (id: string) => PaperFunction | undefined;
  readonly personName: (id: string) => string | undefined;
  /** Words that reveal where somebody is. */
  readonly revealing: readonly string[];
}

/** Kinds of agency whose very name may be a shelter's. */
const SHELTERING: readonly AgencyKind[] = ['civil-society', 'resource-centre'];
/** Kinds of intervention whose very name says where she is. */
const NEVER_NAMED = /shelter|housing|relocation|boende/;

/**
 * The plan as its individual may keep it: what is to be done, by whom and when. Never an address, a place or the name of a shelter. Without names it has
 * no name, no function, no running text and no kind of intervention in it: dates and neutral words, for somebody whose violence user may find it.
 */
export const planPaper = (plan: PlanView, paper: PlanPaper): PdfDocument => {
  const { lang, names, isProtected, functionOf, personName, revealing } = paper;
  const t = paperTexts(lang);
  const named = names === 'with';
  const words = named && !isProtected;
  const clean = (text: string): string => withoutPlaces(text, revealing, lang);
  const day = (value: string | undefined) => (value ? formatDate(value, lang) : '–');
  const contacts = [...new Set(plan.lines.map(({ responsibleFunction }) => responsibleFunction))];
  const who = (id: string): string => {
    if (!named) return t('contact', { number: contacts.indexOf(id) + 1 });
    const found = functionOf(id);
    if (!found) return t('kind.other');
    return isProtected || SHELTERING.includes(found.agencyKind) ? t(`kind.${kindWord(found.agencyKind)}`) : clean(found.name);
  };
  const what = (kind: string): string => {
    const found = interventionKind(kind);
    return !named || !found || NEVER_NAMED.test(kind) ? t('neutral') : found.name[lang];
  };
  const goals: PdfBlock[] = plan.goals.flatMap(({ goalId, goal, need }, index): PdfBlock[] => {
    const lines = plan.lines.filter((line) => line.goalId === goalId);
    const text = words
      ? [need, goal]
          .filter((one) => one !== undefined)
          .map(clean)
          .join(' ')
      : '';
    return [
      { kind: 'heading', text: t('goal', { number: index + 1 }) },
      ...(text ? [{ kind: 'text' as const, text }] : []),
      {
        kind: 'table',
        columns: [
          { label: t('what'), share: 3 },
          { label: t('who'), share: 3 },
          { label: t('due'), share: 2 },
          { label: t('followUp'), share: 2 },
        ],
        rows: lines.map((line) => [
          [what(line.kind), ...(words && line.details ? [clean(line.details)] : [])].join(': '),
          who(line.responsibleFunction),
          day(line.dueOn),
          day(line.followUpOn),
        ]),
      },
    ];
  });
  const others: PdfBlock[] = words
    ? plan.othersMeasures.flatMap(({ text }) => (text ? [{ kind: 'text' as const, text: clean(text) }] : []))
    : [];
  const her = named && !isProtected ? personName(plan.personId) : undefined;
  return {
    title: t('title'),
    lang,
    // Nothing on the page says which authority it is from.
    header: '',
    made: paper.made,
    blocks: [
      ...(her ? [{ kind: 'text' as const, text: t('for', { name: her }) }] : []),
      ...(words && plan.ownWords ? [{ kind: 'text' as const, text: `”${clean(plan.ownWords)}”` }] : []),
      ...goals,
      ...(others.length > 0 ? [{ kind: 'heading' as const, text: t('others') }, ...others] : []),
      { kind: 'text', text: t('next', { date: day(plan.nextFollowUpOn ?? undefined) }) },
      { kind: 'text', text: t('made', { date: formatDate(paper.made, lang) }) },
    ],
  };
};

const KIND_WORDS = ['social-services', 'health-care', 'police', 'school', 'civil-society'] as const;
const kindWord = (kind: AgencyKind): (typeof KIND_WORDS)[number] | 'other' => KIND_WORDS.find((one) => one === kind) ?? 'other';
