import { RISK_LEVELS as LEVELS } from '#config/instruments';
import {
  Alert,
  Card,
  DataTable,
  DefinitionList,
  EmptyState,
  formatDate,
  LinkButton,
  PageHeading,
  StatusTag,
  Tag,
  TimeLeft,
  useLang,
  type Column,
} from '#libs/ui';
import { instrumentAsUsed } from '../instruments/instrument-book.js';
import type { ReassessmentProposal } from '../reassessment.js';
import { latestByPerson, type RiskAssessmentView } from '../risk.view.js';
import { RiskChart } from './risk-chart.js';
import { riskTexts } from './risk-texts.js';

export const riskHref = (caseId: string, rest = ''): string => `/workspace/cases/${caseId}/risk${rest}`;

export interface AssessedPerson {
  readonly personId: string;
  readonly label: string;
  readonly minor: boolean;
}
export interface RiskPageProps {
  caseId: string;
  now: Date;
  /** Whom an assessment can be about: the exposed and the children of the own record. */
  persons: readonly AssessedPerson[];
  assessments: readonly RiskAssessmentView[];
  staffName: (id: string) => string;
  /** What makes an assessment out of date before its review day. */
  proposals: readonly ReassessmentProposal[];
}

/** A level that a later instrument names and this screen does not know is shown as it stands. */
export const LevelTag = ({ level }: { level: string }) => {
  const known = LEVELS.find((one) => one === level);
  return known ? <StatusTag kind="risk" value={known} /> : <Tag>{level}</Tag>;
};

const History = ({ caseId, rows, staffName }: Pick<RiskPageProps, 'caseId' | 'staffName'> & { rows: readonly RiskAssessmentView[] }) => {
  const lang = useLang();
  const t = riskTexts(lang);
  const columns: Column<RiskAssessmentView>[] = [
    {
      key: 'on',
      label: t('assessedOn'),
      cell: (one) => <a href={riskHref(caseId, `/${one.assessmentId}`)}>{formatDate(one.assessedOn, lang)}</a>,
    },
    { key: 'level', label: t('level'), cell: (one) => <LevelTag level={one.level} /> },
    { key: 'occasion', label: t('occasion'), cell: (one) => t(`occasion.${one.occasion as 'review'}`) },
    { key: 'by', label: t('assessor'), cell: (one) => staffName(one.assessedBy) },
    {
      key: 'status',
      label: t('status'),
      cell: (one) => `${t(`status.${one.status}`)}${one.reason ? `: ${t(`reason.${one.reason as 'wrong-level'}`)}` : ''}`,
    },
  ];
  return <DataTable caption={t('history')} columns={columns} rows={rows} />;
};

/** Something happened since the last assessment: each with a form that begins with why. */
const Proposals = ({ caseId, proposals }: Pick<RiskPageProps, 'caseId' | 'proposals'>) => {
  const lang = useLang();
  const t = riskTexts(lang);
  if (proposals.length === 0) return null;
  return (
    <Alert tone="warning" title={t('proposed')}>
      <ul>
        {proposals.map(({ personId, occasion, text, at }) => (
          <li>
            <a href={riskHref(caseId, `/new?personId=${personId}&occasion=${occasion}`)}>{text[lang]}</a>, {formatDate(at, lang)}
          </li>
        ))}
      </ul>
    </Alert>
  );
};

/** For each person what holds now, and how it has changed. Children stand apart, each with an assessment of its own or the lack of one. */
export const RiskPage = ({ caseId, now, persons, assessments, staffName, proposals }: RiskPageProps) => {
  const lang = useLang();
  const t = riskTexts(lang);
  const latest = latestByPerson(assessments);
  return (
    <div class="stack">
      <PageHeading
        title={t('title')}
        actions={
          <>
            <LinkButton variant="primary" href={riskHref(caseId, '/new')}>
              {t('new')}
            </LinkButton>
            <LinkButton href={`/workspace/cases/${caseId}/safety-plan`}>{t('safetyPlan')}</LinkButton>
          </>
        }
      />
      {persons.length === 0 && <EmptyState title={t('none')} />}
      {persons.map((person) => {
        const current = latest.get(person.personId);
        const rows = assessments.filter(({ personId }) => personId === person.personId);
        const instrument = current && instrumentAsUsed(current.instrument, current.instrumentVersion);
        return (
          <Card
            title={person.label}
            actions={
              <LinkButton href={riskHref(caseId, `/new?personId=${person.personId}`)} label={`${t('new')}: ${person.label}`}>
                {t('new')}
              </LinkButton>
            }
          >
            <Proposals caseId={caseId} proposals={proposals.filter(({ personId }) => personId === person.personId)} />
            {current ? (
              <DefinitionList
                items={[
                  { label: t('latest'), value: <LevelTag level={current.level} /> },
                  { label: t('assessedOn'), value: formatDate(current.assessedOn, lang) },
                  {
                    label: t('reviewOn'),
                    value: (
                      <>
                        {formatDate(current.reviewOn, lang)} <TimeLeft now={now} due={current.reviewOn} />
                      </>
                    ),
                  },
                  { label: t('instrument'), value: instrument?.title[lang] ?? current.instrument },
                ]}
              />
            ) : (
              <p>{person.minor ? t('none.child') : t('none')}</p>
            )}
            <RiskChart assessments={rows} label={t('chart', { name: person.label })} />
            {rows.length > 0 && <History caseId={caseId} rows={rows} staffName={staffName} />}
          </Card>
        );
      })}
    </div>
  );
};
