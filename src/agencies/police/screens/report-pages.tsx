import { swedishDate } from '#libs/shared-kernel';
import {
  Actions,
  Alert,
  Button,
  Card,
  Checkbox,
  DateField,
  DefinitionList,
  Details,
  Fieldset,
  Form,
  formatDate,
  formatDateTime,
  HiddenField,
  LinkButton,
  PageHeading,
  PersonalText,
  Select,
  Stack,
  Steps,
  Tag,
  TextArea,
  TextField,
  useLang,
  type FormError,
  type FormValues,
} from '#libs/ui';
import type { DirectoryFunction } from '#src/access/index';
import { MatchWarning, PersonFields, PersonList, type PersonSearchResult, type PersonView } from '#src/people/index';
import type { ReportView } from '../features/read-reports.js';
import { offenceNames, OFFENCES } from '../offences.js';
import { REPORT_CORRECTIONS } from '../report/report.events.js';
import { CHILDREN } from './report-form.js';
import { policeTexts } from './texts.js';

export interface ReportFormState {
  readonly errors?: readonly FormError[];
  readonly values?: FormValues;
  /** Somebody in the form may be known already. */
  readonly matches?: PersonSearchResult | null;
}
export interface NewReportPageProps {
  readonly ids: Readonly<Record<string, string>>;
  /** Functions that the officer may register for. */
  readonly functions: readonly DirectoryFunction[];
  readonly now: Date;
  readonly state: ReportFormState;
}

const offenceOptions = (lang: 'sv' | 'en') =>
  OFFENCES.map((value) => {
    const { source, ...names } = offenceNames[value];
    return { value, label: source ? `${names[lang]} (${source})` : names[lang] };
  });

/** A report in three steps on one page: works without script, and gives everything back that was typed. */
export const NewReportPage = ({ ids, functions, now, state }: NewReportPageProps) => {
  const lang = useLang();
  const t = policeTexts(lang);
  const { matches, ...form } = state;
  const [only] = functions;
  return (
    <Stack>
      <PageHeading title={t('new.title')} lead={t('new.lead')} />
      <Steps steps={[t('step.event'), t('step.persons'), t('step.save')]} current={1} />
      <Form action="/workspace/reports/new" hidden={ids} {...form}>
        {matches && <MatchWarning matches={matches} />}
        <Card title={`1. ${t('step.event')}`} id="step-event">
          {functions.length === 1 && only ? (
            <HiddenField name="functionId" value={only.id} />
          ) : (
            <Select name="functionId" label={t('function')} options={functions.map(({ id, name }) => ({ value: id, label: name }))} />
          )}
          <TextField name="reportNumber" label={t('number')} width="medium" maxLength={40} />
          <Select name="offence" label={t('offence')} options={offenceOptions(lang)} />
          <DateField name="occurredOn" label={t('occurredOn')} max={swedishDate(now)} />
          <Checkbox name="immediateRisk" label={t('risk')} />
          <TextArea name="summary" label={t('summary')} hint={t('summary.hint')} maxLength={8000} />
        </Card>
        <Card title={`2. ${t('step.persons')}`} id="step-persons">
          <Fieldset legend={t('exposed')}>
            <PersonFields prefix="exposed." role="exposed" />
          </Fieldset>
          <Fieldset legend={t('suspect')} hint={t('suspect.hint')}>
            <PersonFields prefix="suspect." role="violence-user" optional />
          </Fieldset>
          <Fieldset legend={t('children')} hint={t('children.hint')}>
            {CHILDREN.map((index) => (
              <Details summary={t('child', { number: index + 1 })} open={index === 0 || wasEntered(form.values, index)}>
                <PersonFields prefix={`children.${index}.`} role="child" optional />
              </Details>
            ))}
          </Fieldset>
        </Card>
        <Card title={`3. ${t('step.save')}`} id="step-save">
          <p>{t('step.save.text')}</p>
          <Actions>
            <Button>{t('save')}</Button>
            <LinkButton href="/workspace">{t('button.cancel')}</LinkButton>
          </Actions>
        </Card>
      </Form>
    </Stack>
  );
};

const wasEntered = (values: FormValues | undefined, index: number): boolean =>
  ['name', 'personNumber', 'address', 'municipality', 'school'].some((field) => Boolean(values?.[`children.${index}.${field}`]));

export const ReportPage = ({
  report,
  persons,
  registeredBy,
}: {
  report: ReportView;
  persons: readonly PersonView[];
  registeredBy: string;
}) => {
  const lang = useLang();
  const t = policeTexts(lang);
  const { source, ...names } = offenceNames[report.offence];
  return (
    <Stack>
      <PageHeading
        title={t('report')}
        lead={names[lang]}
        actions={
          <>
            <LinkButton href={`/workspace/cases/${report.caseId}`}>{t('case.open')}</LinkButton>
            <LinkButton href={`/workspace/interventions?caseId=${report.caseId}`}>{t('measures.open')}</LinkButton>
            <LinkButton href={`/workspace/reports/${report.reportId}/correct`}>{t('report.correct')}</LinkButton>
          </>
        }
      />
      {report.immediateRisk && <Alert tone="danger" title={t('risk')} />}
      <Card title={t('step.event')}>
        <DefinitionList
          items={[
            { label: t('number'), value: <PersonalText value={report.reportNumber} /> },
            { label: t('offence'), value: source ? `${names[lang]} (${source})` : names[lang] },
            { label: t('occurredOn'), value: formatDate(report.occurredOn, lang) },
            { label: t('summary'), value: <PersonalText value={report.summary} /> },
            { label: t('report.registered'), value: `${formatDateTime(report.registeredAt, lang)}, ${registeredBy}` },
            ...(report.correctedAt
              ? [
                  {
                    label: t('report.corrected'),
                    value: (
                      <>
                        {formatDateTime(report.correctedAt, lang)}{' '}
                        {report.correctionReason && <Tag tone="warning">{t(`reason.${report.correctionReason}`)}</Tag>}
                      </>
                    ),
                  },
                ]
              : []),
          ]}
        />
      </Card>
      <Card title={t('report.persons')}>
        <PersonList persons={persons} addTo={report} />
      </Card>
    </Stack>
  );
};

export interface CorrectReportPageProps {
  readonly report: ReportView;
  readonly idempotencyKey: string;
  readonly now: Date;
  readonly state: Pick<ReportFormState, 'errors' | 'values'>;
}
export const CorrectReportPage = ({ report, idempotencyKey, now, state }: CorrectReportPageProps) => {
  const lang = useLang();
  const t = policeTexts(lang);
  const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
  const before: FormValues = {
    offence: report.offence,
    occurredOn: report.occurredOn,
    immediateRisk: report.immediateRisk,
    reportNumber: text(report.reportNumber),
    summary: text(report.summary),
  };
  return (
    <Stack>
      <PageHeading title={t('report.correct')} lead={t('report.correct.lead')} />
      <Card>
        <Form
          action={`/workspace/reports/${report.reportId}/correct`}
          hidden={{ idempotencyKey, version: report.version }}
          errors={state.errors ?? []}
          values={state.values ?? before}
        >
          <Select
            name="reason"
            label={t('report.reason')}
            options={REPORT_CORRECTIONS.map((value) => ({ value, label: t(`reason.${value}`) }))}
          />
          <TextField name="reportNumber" label={t('number')} width="medium" maxLength={40} />
          <Select name="offence" label={t('offence')} options={offenceOptions(lang)} placeholder={false} />
          <DateField name="occurredOn" label={t('occurredOn')} max={swedishDate(now)} />
          <Checkbox name="immediateRisk" label={t('risk')} />
          <TextArea name="summary" label={t('summary')} maxLength={8000} />
          <Actions>
            <Button>{t('button.save')}</Button>
            <LinkButton href={`/workspace/reports/${report.reportId}`}>{t('button.cancel')}</LinkButton>
          </Actions>
        </Form>
      </Card>
    </Stack>
  );
};
