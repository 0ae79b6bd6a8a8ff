import { interventionKind } from '#config/interventions';
import { Alert, Card, DataTable, DefinitionList, formatDate, formatDateTime, StatusTag, Tag, useLang, type Column } from '#libs/ui';
import { planTexts } from './plan-texts.js';
import type { PlanView } from '../plan.view.js';

/** Ids by what they are called on the screen: functions, persons, staff. */
export interface Names {
  readonly functionName: (id: string) => string;
  readonly personName: (id: string) => string;
  readonly staffName: (id: string) => string;
}
type Line = PlanView['lines'][number];

const Lines = ({ lines, caption, names }: { lines: readonly Line[]; caption: string; names: Names }) => {
  const lang = useLang();
  const t = planTexts(lang);
  const day = (value: string | undefined) => (value ? formatDate(value, lang) : '–');
  const columns: Column<Line>[] = [
    {
      key: 'kind',
      label: t('intervention'),
      cell: (line) => (
        <>
          {interventionKind(line.kind)?.name[lang] ?? line.kind}
          {line.details && <p class="subtle">{line.details}</p>}
        </>
      ),
    },
    { key: 'for', label: t('forWhom'), cell: (line) => names.personName(line.personId) },
    { key: 'responsible', label: t('responsible'), cell: (line) => names.functionName(line.responsibleFunction) },
    { key: 'due', label: t('due'), cell: (line) => day(line.dueOn) },
    { key: 'followUp', label: t('followUp'), cell: (line) => day(line.followUpOn) },
    {
      key: 'status',
      label: t('status'),
      cell: (line) =>
        line.progress ? <StatusTag kind="intervention" value={line.progress.status} /> : <Tag>{t('status.notVisible')}</Tag>,
    },
  ];
  return <DataTable caption={caption} captionHidden columns={columns} rows={lines} empty={<p class="subtle">{t('noLines')}</p>} />;
};

const OUTCOME_TONES = { reached: 'success', partly: 'info', 'not-reached': 'warning' } as const;

const preparationItems = (
  { consent, functionsNeeded, wishes }: NonNullable<PlanView['preparation']>,
  names: Names,
  t: ReturnType<typeof planTexts>,
) => [
  { label: t('consent'), value: t(`consent.${consent as 'given'}`) },
  ...(functionsNeeded.length > 0 ? [{ label: t('functionsNeeded'), value: functionsNeeded.map(names.functionName).join(' · ') }] : []),
  ...(wishes ? [{ label: t('wishes'), value: wishes }] : []),
];

/** A plan to read: what it is, its goals each with their interventions, and what others do. */
export const PlanBody = ({ plan, names }: { plan: PlanView; names: Names }) => {
  const lang = useLang();
  const t = planTexts(lang);
  const date = (value: string | null) => (value ? formatDate(value, lang) : undefined);
  return (
    <div class="stack">
      {plan.words === 'withheld' && <Alert>{t('withheld')}</Alert>}
      {plan.withheld && <Alert tone="warning">{t('shielded')}</Alert>}
      {plan.words === 'erased' && <Alert tone="warning">{t('erased')}</Alert>}
      {plan.closedOn && (
        <Alert>
          {t('closed', {
            date: formatDate(plan.closedOn, lang),
            reason: plan.closedReason ? t(`reason.${plan.closedReason as 'moved'}`) : t('notTold'),
          })}
        </Alert>
      )}
      <DefinitionList
        items={[
          { label: t('version'), value: String(plan.planVersion) },
          ...(plan.agreedOn ? [{ label: t('agreed'), value: date(plan.agreedOn) }] : []),
          {
            label: t('saved'),
            value: `${formatDateTime(plan.savedAt, lang)}${plan.savedBy ? ` ${t('by')} ${names.staffName(plan.savedBy)}` : ''}`,
          },
          { label: t('leader'), value: plan.leaderFunction ? names.functionName(plan.leaderFunction) : t('notTold') },
          { label: t('forWhom'), value: names.personName(plan.personId) },
          {
            label: t('participation'),
            value: [
              t(`participation.${plan.participation as 'consulted'}`),
              ...plan.participationWays.map((way) => t(`way.${way as 'in-writing'}`).toLowerCase()),
            ].join(', '),
          },
          ...(plan.ownWords ? [{ label: t('ownWords'), value: plan.ownWords }] : []),
          ...(plan.preparation ? preparationItems(plan.preparation, names, t) : []),
          ...(plan.nextMeetingAt ? [{ label: t('nextMeeting'), value: formatDateTime(plan.nextMeetingAt, lang) }] : []),
          ...(plan.metOn ? [{ label: t('metOn'), value: date(plan.metOn) }] : []),
          ...(plan.followedUpOn ? [{ label: t('followedUp'), value: date(plan.followedUpOn) }] : []),
          { label: t('nextFollowUp'), value: date(plan.nextFollowUpOn) },
          ...(plan.followUpNote ? [{ label: t('note'), value: plan.followUpNote }] : []),
        ]}
      />
      {plan.goals.map(({ goalId, need, goal, outcome }, index) => (
        <Card level={3} title={goal ?? t('goalNumber', { number: index + 1 })}>
          {need && (
            <p>
              <strong>{t('need')}:</strong> {need}
            </p>
          )}
          {outcome && (
            <p>
              <Tag tone={OUTCOME_TONES[outcome as 'partly']}>{t(`outcome.${outcome as 'partly'}`)}</Tag>
            </p>
          )}
          <Lines
            caption={t('goalNumber', { number: index + 1 })}
            lines={plan.lines.filter((line) => line.goalId === goalId)}
            names={names}
          />
        </Card>
      ))}
      {plan.othersMeasures.length > 0 && (
        <Card level={3} title={t('measures')}>
          <ul>
            {plan.othersMeasures.map(({ by, text }) => (
              <li>
                {t(`by.${by}`)}
                {text && `: ${text}`}
              </li>
            ))}
          </ul>
        </Card>
      )}
      {plan.others && (
        <Card level={3} title={t('others')}>
          <p>{plan.others}</p>
        </Card>
      )}
    </div>
  );
};
