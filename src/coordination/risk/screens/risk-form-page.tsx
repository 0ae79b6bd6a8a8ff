import { questionsOf, RISK_LEVELS, type Instrument, type InstrumentScore } from '#config/instruments';
import {
  Actions,
  Alert,
  Button,
  Card,
  DateField,
  Form,
  LinkButton,
  PageHeading,
  RadioGroup,
  Select,
  TextArea,
  useLang,
  type FormError,
  type Option,
} from '#libs/ui';
import { RecordChoice } from '../../joint-plan/index.js';
import { CORRECTION_REASONS, OCCASIONS } from '../risk.events.js';
import { riskHref } from './risk-page.js';
import { riskTexts } from './risk-texts.js';

export interface RiskFormPageProps {
  caseId: string;
  action: string;
  instrument: Instrument;
  answers: Readonly<Record<string, string>>;
  values: Readonly<Record<string, unknown>>;
  errors: readonly FormError[];
  hidden: Readonly<Record<string, string>>;
  /** Left out when an assessment is corrected: it stays about the same person. */
  persons?: readonly Option[] | undefined;
  /** The own records that a new one can belong in. */
  records: readonly Option[];
  otherInstruments: readonly Instrument[];
  suggestion?: InstrumentScore | undefined;
  today: string;
}

const Questions = ({ instrument, answers }: Pick<RiskFormPageProps, 'instrument' | 'answers'>) => {
  const lang = useLang();
  const t = riskTexts(lang);
  const options = instrument.answers.map(({ value, label }) => ({ value, label: label[lang] }));
  return (
    <>
      {instrument.domains.map((domain) => (
        <Card title={domain.name[lang]}>
          {questionsOf(instrument)
            .filter(({ item }) => item.domain === domain.id)
            .map(({ key, item, period }) => (
              <RadioGroup
                name={`answers.${key}`}
                label={item.periods.length > 1 ? `${item.text[lang]} (${t(`period.${period}`)})` : item.text[lang]}
                hint={item.help?.[lang]}
                options={options}
                value={answers[key]}
              />
            ))}
        </Card>
      ))}
    </>
  );
};

/** The instrument as a form. The suggestion is worked out on the server when asked for; saving works it out anyway. */
export const RiskFormPage = (props: RiskFormPageProps) => {
  const { caseId, action, instrument, values, errors, hidden, persons, records, otherInstruments, suggestion, today } = props;
  const lang = useLang();
  const t = riskTexts(lang);
  const text = (name: string) => (typeof values[name] === 'string' ? values[name] : undefined);
  return (
    <div class="stack">
      <PageHeading title={persons ? t('new') : t('correct')} lead={instrument.title[lang]} />
      {instrument.demonstration && <Alert tone="warning">{t('demonstration')}</Alert>}
      {otherInstruments.length > 0 && (
        <Actions>
          {otherInstruments.map(({ id, title }) => (
            <LinkButton
              variant="tertiary"
              href={riskHref(caseId, `/new?instrument=${id}${text('personId') ? `&personId=${text('personId')}` : ''}`)}
            >
              {t('chooseInstrument')}: {title[lang]}
            </LinkButton>
          ))}
        </Actions>
      )}
      <Alert>{t('unknown.hint')}</Alert>
      <Form action={action} errors={errors} hidden={hidden}>
        <Card>
          {persons ? (
            <>
              <Select name="personId" label={t('forWhom')} options={persons} value={text('personId')} />
              <RecordChoice options={records} value={text('recordId')} />
              <Select
                name="occasion"
                label={t('occasion')}
                value={text('occasion')}
                options={OCCASIONS.map((value) => ({ value, label: t(`occasion.${value}`) }))}
              />
            </>
          ) : (
            <Select
              name="reason"
              label={t('correctReason')}
              value={text('reason')}
              options={CORRECTION_REASONS.map((value) => ({ value, label: t(`reason.${value}`) }))}
            />
          )}
          <DateField name="assessedOn" label={t('assessedOn')} value={text('assessedOn') ?? today} max={today} />
        </Card>
        <Questions {...props} />
        <Card title={t('judgement')} id="judgement">
          {suggestion && (
            <Alert live>
              {t('suggestion', {
                level: t(`suggested.${suggestion.suggestedLevel}`),
                answered: suggestion.answered,
                unknown: suggestion.unknown,
              })}
            </Alert>
          )}
          <Actions>
            <Button variant="secondary" name="intent" value="suggest">
              {t('suggest')}
            </Button>
          </Actions>
          <RadioGroup
            name="level"
            label={t('level')}
            value={text('level')}
            options={RISK_LEVELS.map((value) => ({ value, label: t(`risk.${value}`) }))}
          />
          <TextArea
            name="overrideReason"
            label={t('overrideReason')}
            hint={t('overrideReason.hint')}
            value={text('overrideReason')}
            maxLength={4000}
            optional
          />
          <DateField name="reviewOn" label={t('reviewOn')} value={text('reviewOn')} min={today} />
          <Actions>
            <Button name="intent" value="save">
              {persons ? t('save') : t('saveCorrection')}
            </Button>
            <LinkButton href={riskHref(caseId)}>{t('button.cancel')}</LinkButton>
          </Actions>
        </Card>
      </Form>
    </div>
  );
};
