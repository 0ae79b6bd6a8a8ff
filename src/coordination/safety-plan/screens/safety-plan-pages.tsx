import { randomUUID } from 'node:crypto';
import {
  Actions,
  Alert,
  Button,
  Card,
  Checkbox,
  DateField,
  DefinitionList,
  Details,
  EmptyState,
  Form,
  formatDate,
  LinkButton,
  PageHeading,
  Select,
  TextArea,
  TimeLeft,
  useLang,
  type FormError,
  type FormValues,
  type Option,
} from '#libs/ui';
import { RecordChoice } from '../../joint-plan/index.js';
import { ENDING_REASONS } from '../safety-plan.events.js';
import type { SafetyPlanView } from '../safety-plan.view.js';
import { safetyPlanTexts } from './safety-plan-texts.js';

export const safetyPlanHref = (caseId: string, rest = ''): string => `/workspace/cases/${caseId}/safety-plan${rest}`;

const Lines = ({ title, lines, ordered = false }: { title: string; lines: readonly string[]; ordered?: boolean }) => {
  if (lines.length === 0) return null;
  const items = lines.map((line) => <li>{line}</li>);
  return (
    <>
      <h3>{title}</h3>
      {ordered ? <ol>{items}</ol> : <ul>{items}</ul>}
    </>
  );
};

const OnePlan = ({ plan, name, now }: { plan: SafetyPlanView; name: string; now: Date }) => {
  const lang = useLang();
  const t = safetyPlanTexts(lang);
  const { caseId, safetyPlanId, endedOn, version } = plan;
  const path = safetyPlanHref(caseId, `/${safetyPlanId}`);
  return (
    <Card title={name} id={`safety-${safetyPlanId}`} actions={!endedOn && <LinkButton href={`${path}/edit`}>{t('edit')}</LinkButton>}>
      {plan.erased && <Alert tone="warning">{t('erased')}</Alert>}
      {endedOn && <Alert>{t('ended', { date: formatDate(endedOn, lang), reason: t(`reason.${plan.endedReason as 'moved'}`) })}</Alert>}
      <DefinitionList
        items={[
          { label: t('madeOn'), value: formatDate(plan.madeOn, lang) },
          {
            label: t('reviewOn'),
            value: (
              <>
                {formatDate(plan.reviewOn, lang)} {!endedOn && <TimeLeft now={now} due={plan.reviewOn} />}
              </>
            ),
          },
          { label: t('madeTogether'), value: t(plan.madeTogether ? 'yes' : 'no') },
        ]}
      />
      <Lines title={t('warningSigns')} lines={plan.warningSigns} />
      <Lines title={t('steps')} lines={plan.steps} ordered />
      <Lines title={t('contacts')} lines={plan.contacts.map(({ name: contact, way }) => `${contact}, ${way}`)} />
      <Lines title={t('places')} lines={plan.placesWithheld ? [t('places.withheld')] : plan.places} />
      {!endedOn && (
        <>
          {plan.placesWithheld ? (
            <p class="subtle">{t('print.withheld')}</p>
          ) : (
            <Actions>
              <LinkButton href={`${path}/paper`}>{t('print')}</LinkButton>
            </Actions>
          )}
          <Details summary={t('end')}>
            <Form action={`${path}/end`} hidden={{ idempotencyKey: randomUUID(), version }} guard={false}>
              <Select
                name="reason"
                label={t('reason')}
                value="no-longer-needed"
                options={ENDING_REASONS.map((value) => ({ value, label: t(`reason.${value}`) }))}
              />
              <Actions>
                <Button variant="secondary">{t('end')}</Button>
              </Actions>
            </Form>
          </Details>
        </>
      )}
    </Card>
  );
};

/** The safety plans of a case: those that stand first. */
export const SafetyPlansPage = (props: {
  caseId: string;
  plans: readonly SafetyPlanView[];
  personName: (id: string) => string;
  now: Date;
}) => {
  const t = safetyPlanTexts(useLang());
  return (
    <div class="stack">
      <PageHeading
        title={t('title')}
        lead={t('lead')}
        actions={
          <LinkButton variant="primary" href={safetyPlanHref(props.caseId, '/new')}>
            {t('new')}
          </LinkButton>
        }
      />
      {props.plans.length === 0 && <EmptyState title={t('none')} />}
      {props.plans.map((plan) => (
        <OnePlan plan={plan} name={props.personName(plan.personId)} now={props.now} />
      ))}
    </div>
  );
};

export interface SafetyFormPageProps {
  caseId: string;
  action: string;
  errors: readonly FormError[];
  values: FormValues;
  hidden: Readonly<Record<string, string>>;
  /** For whom and in which record, while it is new. */
  about?: { readonly persons: readonly Option[]; readonly records: readonly Option[] } | undefined;
  today: string;
}

/** A safety plan as a form, a line for each thing: quick to write while she tells. */
export const SafetyFormPage = ({ caseId, action, errors, values, hidden, about, today }: SafetyFormPageProps) => {
  const t = safetyPlanTexts(useLang());
  return (
    <div class="stack">
      <PageHeading title={about ? t('new') : t('edit')} />
      <Form action={action} errors={errors} values={values} hidden={hidden}>
        <Card>
          {about && (
            <>
              <Select name="personId" label={t('forWhom')} options={about.persons} value={about.persons[0]?.value} placeholder={false} />
              <RecordChoice options={about.records} />
            </>
          )}
          <Checkbox name="madeTogether" label={t('madeTogether')} />
          <TextArea name="warningSigns" label={t('warningSigns')} hint={t('lines.hint')} optional />
          <TextArea name="steps" label={t('steps')} hint={t('lines.hint')} rows={6} />
          <TextArea name="contacts" label={t('contacts')} hint={t('contacts.hint')} optional />
          <TextArea name="places" label={t('places')} hint={t('places.hint')} optional />
          <DateField name="reviewOn" label={t('reviewOn')} min={today} />
          <Actions>
            <Button>{t('save')}</Button>
            <LinkButton href={safetyPlanHref(caseId)}>{t('button.cancel')}</LinkButton>
          </Actions>
        </Card>
      </Form>
    </div>
  );
};
