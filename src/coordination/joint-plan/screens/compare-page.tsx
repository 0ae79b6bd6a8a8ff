import { interventionKind } from '#config/interventions';
import { Card, DataTable, EmptyState, formatDate, LinkButton, PageHeading, useLang } from '#libs/ui';
import type { LineField, PlanDifference } from '../plan-compare.js';
import type { PlanView } from '../plan.view.js';
import type { Names } from './plan-body.js';
import { planHref } from './plan-page.js';
import { planTexts } from './plan-texts.js';

export interface ComparePageProps {
  caseId: string;
  earlier: PlanView;
  later: PlanView;
  difference: PlanDifference;
  names: Names;
}
type Line = PlanView['lines'][number];

/** What changed between two versions of a plan, line by line. */
export const ComparePage = ({ caseId, earlier, later, difference, names }: ComparePageProps) => {
  const lang = useLang();
  const t = planTexts(lang);
  const goalNumber = (goalId: string) => later.goals.findIndex((goal) => goal.goalId === goalId) + 1;
  const value = (line: Line, field: LineField): string => {
    const text = line[field];
    if (!text) return '–';
    if (field === 'kind') return interventionKind(text)?.name[lang] ?? text;
    if (field === 'personId') return names.personName(text);
    if (field === 'responsibleFunction') return names.functionName(text);
    if (field === 'goalId') return t('goalNumber', { number: goalNumber(text) });
    return field === 'details' ? text : formatDate(text, lang);
  };
  const told = (line: Line) =>
    [value(line, 'kind'), value(line, 'personId'), value(line, 'responsibleFunction'), value(line, 'dueOn')].join(' · ');
  const rows = [
    ...difference.added.map((line) => ({ what: t('compare.added'), before: '–', after: told(line) })),
    ...difference.removed.map((line) => ({ what: t('compare.removed'), before: told(line), after: '–' })),
    ...difference.changed.flatMap(({ before, after, fields }) =>
      fields.map((field) => ({
        what: `${t('compare.changed')}: ${value(after, 'kind')}, ${t(`field.${field}`)}`,
        before: value(before, field),
        after: value(after, field),
      })),
    ),
    ...difference.goals.map(({ before = '–', after = '–' }) => ({ what: t('compare.goals'), before, after })),
  ];
  const words = [...(difference.leader ? [t('compare.leader')] : []), ...(difference.participation ? [t('compare.participation')] : [])];
  return (
    <div class="stack">
      <PageHeading
        title={t('compare.title', { earlier: earlier.planVersion, later: later.planVersion })}
        actions={<LinkButton href={planHref(caseId)}>{t('title')}</LinkButton>}
      />
      {rows.length === 0 && words.length === 0 && <EmptyState title={t('compare.none')} />}
      {words.length > 0 && (
        <Card>
          {words.map((line) => (
            <p>{line}</p>
          ))}
        </Card>
      )}
      {rows.length > 0 && (
        <Card>
          <DataTable
            caption={t('compare')}
            captionHidden
            rows={rows}
            columns={[
              { key: 'what', label: t('compare.what'), cell: ({ what }) => what },
              { key: 'before', label: t('compare.before'), cell: ({ before }) => before },
              { key: 'after', label: t('compare.after'), cell: ({ after }) => after },
            ]}
          />
        </Card>
      )}
    </div>
  );
};
