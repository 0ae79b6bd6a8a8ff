import { randomUUID } from 'node:crypto';
import { questionsOf } from '#config/instruments';
import {
  Actions,
  Alert,
  Button,
  Card,
  DefinitionList,
  Details,
  Form,
  formatDate,
  LinkButton,
  PageHeading,
  Select,
  Tag,
  useLang,
} from '#libs/ui';
import { RETRACTION_REASONS } from '../risk.events.js';
import { instrumentAsUsed } from '../instruments/instrument-book.js';
import type { RiskAssessmentView } from '../risk.view.js';
import { LevelTag, riskHref } from './risk-page.js';
import { riskTexts } from './risk-texts.js';

const STATUS_TONES = { standing: 'success', corrected: 'warning', retracted: 'danger' } as const;

const Answers = ({ assessment }: { assessment: RiskAssessmentView }) => {
  const lang = useLang();
  const t = riskTexts(lang);
  const { answers } = assessment;
  const instrument = instrumentAsUsed(assessment.instrument, assessment.instrumentVersion);
  if (!answers) return <p>{t('erased')}</p>;
  // An instrument that is no longer installed still shows what was answered, by its codes.
  const items = instrument
    ? questionsOf(instrument).map(({ key, item }) => ({
        label: item.text[lang],
        value: instrument.answers.find(({ value }) => value === answers[key])?.label[lang] ?? answers[key] ?? t('noAnswer'),
      }))
    : Object.entries(answers).map(([label, value]) => ({ label, value }));
  return <DefinitionList items={items} />;
};

/** One assessment: the judgement, the answers behind it, and the way to correct it in the open. */
export const RiskOnePage = ({ assessment, label, staffName }: { assessment: RiskAssessmentView; label: string; staffName: string }) => {
  const lang = useLang();
  const t = riskTexts(lang);
  const { caseId, assessmentId, status, reason, version } = assessment;
  const path = riskHref(caseId, `/${assessmentId}`);
  return (
    <div class="stack">
      <PageHeading title={t('title')} lead={label} />
      {status === 'retracted' && <Alert tone="danger">{t('status.retracted')}</Alert>}
      <Card>
        <DefinitionList
          items={[
            { label: t('level'), value: <LevelTag level={assessment.level} /> },
            { label: t('suggested'), value: t(`suggested.${assessment.suggestedLevel as 'low'}`) },
            ...(assessment.overrideReason ? [{ label: t('overrideReason'), value: assessment.overrideReason }] : []),
            { label: t('assessedOn'), value: `${formatDate(assessment.assessedOn, lang)} ${t('by')} ${staffName}` },
            { label: t('occasion'), value: t(`occasion.${assessment.occasion as 'review'}`) },
            { label: t('reviewOn'), value: formatDate(assessment.reviewOn, lang) },
            {
              label: t('status'),
              value: (
                <>
                  <Tag tone={STATUS_TONES[status]}>{t(`status.${status}`)}</Tag>{' '}
                  {reason &&
                    `${t(`reason.${reason as 'wrong-level'}`)}${assessment.changedAt ? `, ${formatDate(assessment.changedAt, lang)}` : ''}`}
                </>
              ),
            },
          ]}
        />
      </Card>
      <Card title={t('answers')}>
        <Answers assessment={assessment} />
      </Card>
      {status !== 'retracted' && (
        <Details summary={t('corrections')}>
          <Actions>
            <LinkButton href={`${path}/correct`}>{t('correct')}</LinkButton>
          </Actions>
          <Form action={`${path}/retract`} hidden={{ idempotencyKey: randomUUID(), version }} guard={false}>
            <Select
              name="reason"
              label={t('correctReason')}
              hint={t('retract.hint')}
              options={RETRACTION_REASONS.map((value) => ({ value, label: t(`reason.${value}`) }))}
            />
            <Actions>
              <Button variant="secondary" tone="danger">
                {t('retract')}
              </Button>
            </Actions>
          </Form>
        </Details>
      )}
    </div>
  );
};
