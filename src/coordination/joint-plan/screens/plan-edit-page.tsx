import { interventionKinds } from '#config/interventions';
import {
  Actions,
  Alert,
  Button,
  Card,
  Checkbox,
  CheckboxGroup,
  Columns,
  DateField,
  Fieldset,
  Form,
  HiddenField,
  LinkButton,
  PageHeading,
  RadioGroup,
  Select,
  TextArea,
  useLang,
  type FormError,
  type Option,
  type SelectOption,
} from '#libs/ui';
import { OTHERS, PARTICIPATION_WAYS, PARTICIPATIONS } from '../plan.events.js';
import type { PlanView } from '../plan.view.js';
import { PlanBody, type Names } from './plan-body.js';
import type { PlanForm } from './plan-form.js';
import { planHref } from './plan-page.js';
import { planTexts } from './plan-texts.js';
import { RecordChoice } from './record-choice.js';

export interface PlanEditPageProps {
  caseId: string;
  form: PlanForm;
  errors: readonly FormError[];
  hidden: Readonly<Record<string, string>>;
  persons: readonly Option[];
  functions: readonly SelectOption[];
  ownFunctions: readonly Option[];
  /** The own records that a new plan can belong in. */
  records: readonly Option[];
  /** The version that someone else saved meanwhile. */
  conflict?: PlanView | undefined;
  names: Names;
}

const Goals = ({ form }: Pick<PlanEditPageProps, 'form'>) => {
  const t = planTexts(useLang());
  return (
    <Card title={t('goals')}>
      <p class="subtle">{t('goals.hint')}</p>
      {form.goals.map((goal, index) => (
        <Fieldset legend={t('goalNumber', { number: index + 1 })}>
          <HiddenField name={`goals.${index}.goalId`} value={goal['goalId'] ?? ''} />
          <TextArea name={`goals.${index}.need`} label={t('need')} value={goal['need']} rows={2} maxLength={2000} optional />
          <TextArea name={`goals.${index}.goal`} label={t('goal')} value={goal['goal']} rows={2} maxLength={2000} />
        </Fieldset>
      ))}
      <Actions>
        <Button variant="secondary" name="intent" value="add-goal">
          {t('addGoal')}
        </Button>
      </Actions>
    </Card>
  );
};

const Lines = ({ form, persons, functions }: Pick<PlanEditPageProps, 'form' | 'persons' | 'functions'>) => {
  const lang = useLang();
  const t = planTexts(lang);
  const kinds = interventionKinds.map(({ id, name }) => ({ value: id, label: name[lang] }));
  const goals = form.goals.map(({ goalId }, index) => ({ value: goalId ?? '', label: t('goalNumber', { number: index + 1 }) }));
  return (
    <Card title={t('lines')}>
      {form.lines.map((line, index) => {
        const at = (name: string) => `lines.${index}.${name}`;
        return (
          <Fieldset legend={t('line.legend', { number: index + 1 })} hint={line['kind'] ? undefined : t('line.hint')}>
            <HiddenField name={at('lineId')} value={line['lineId'] ?? ''} />
            <Select name={at('kind')} label={t('intervention')} options={kinds} value={line['kind']} />
            <Select name={at('goalId')} label={t('goal')} options={goals} value={line['goalId'] ?? goals[0]?.value} placeholder={false} />
            <Select name={at('personId')} label={t('forWhom')} options={persons} value={line['personId']} placeholder={false} />
            <Select name={at('responsibleFunction')} label={t('responsible')} options={functions} value={line['responsibleFunction']} />
            <DateField name={at('dueOn')} label={t('due')} value={line['dueOn']} />
            <DateField name={at('followUpOn')} label={t('followUp')} value={line['followUpOn']} optional />
            <TextArea name={at('details')} label={t('details')} value={line['details']} rows={2} maxLength={2000} optional />
            {line['kind'] && <Checkbox name={at('remove')} label={t('remove')} checked={line['remove'] === 'true'} />}
          </Fieldset>
        );
      })}
      <Actions>
        <Button variant="secondary" name="intent" value="add-line">
          {t('addLine')}
        </Button>
      </Actions>
    </Card>
  );
};

/** What kin, employers and associations undertake: nobody but the leader follows it, so each is named apart. */
const Others = ({ form }: Pick<PlanEditPageProps, 'form'>) => {
  const t = planTexts(useLang());
  return (
    <Card title={t('measures')}>
      {form.measures.map((measure, index) => {
        const at = (name: string) => `measures.${index}.${name}`;
        return (
          <Fieldset legend={t('measure.legend', { number: index + 1 })} hint={measure['by'] ? undefined : t('line.hint')}>
            <HiddenField name={at('measureId')} value={measure['measureId'] ?? ''} />
            <Select
              name={at('by')}
              label={t('measure.by')}
              value={measure['by']}
              options={OTHERS.map((value) => ({ value, label: t(`by.${value}`) }))}
            />
            <TextArea name={at('text')} label={t('details')} value={measure['text']} rows={2} maxLength={2000} />
            {measure['by'] && <Checkbox name={at('remove')} label={t('remove')} checked={measure['remove'] === 'true'} />}
          </Fieldset>
        );
      })}
      <Actions>
        <Button variant="secondary" name="intent" value="add-measure">
          {t('addLine')}
        </Button>
      </Actions>
    </Card>
  );
};

/** The plan as a form. Rows are added by a button that shows the form again: it works without script. */
export const PlanEditPage = (props: PlanEditPageProps) => {
  const { caseId, form, errors, hidden, ownFunctions, persons, records, conflict, names } = props;
  const t = planTexts(useLang());
  const whole = (
    <Form action={planHref(caseId, '/edit')} errors={errors} hidden={hidden}>
      {!hidden['planIsSaved'] && (
        <>
          <Select name="personId" label={t('forWhom')} options={persons} value={form.personId ?? persons[0]?.value} placeholder={false} />
          <RecordChoice options={records} value={form.recordId} />
        </>
      )}
      <Goals form={form} />
      <Lines {...props} />
      <Others form={form} />
      <Card>
        <TextArea name="others" label={t('others')} value={form.others} maxLength={4000} optional />
        <Select name="leaderFunction" label={t('leader')} options={ownFunctions} value={form.leaderFunction ?? ownFunctions[0]?.value} />
        <RadioGroup
          name="participation"
          label={t('participation')}
          value={form.participation}
          options={PARTICIPATIONS.map((value) => ({ value, label: t(`participation.${value}`) }))}
        />
        <CheckboxGroup
          name="participationWays"
          label={t('ways')}
          values={form.participationWays}
          options={PARTICIPATION_WAYS.map((value) => ({ value, label: t(`way.${value}`) }))}
          optional
        />
        <TextArea name="ownWords" label={t('ownWords')} hint={t('ownWords.hint')} value={form.ownWords} maxLength={4000} optional />
        <Actions>
          <Button name="intent" value="save">
            {t('save')}
          </Button>
          <LinkButton href={planHref(caseId)}>{t('button.cancel')}</LinkButton>
        </Actions>
      </Card>
    </Form>
  );
  return (
    <div class="stack">
      <PageHeading title={hidden['planIsSaved'] ? t('edit') : t('new')} />
      {conflict && (
        <Alert tone="danger" title={t('conflict')} live>
          {t('conflict.text')}
        </Alert>
      )}
      {conflict ? (
        <Columns
          main={
            <Card title={t('yours')} id="yours">
              {whole}
            </Card>
          }
          aside={
            <Card title={t('theirs')} id="theirs" tone="received">
              <PlanBody plan={conflict} names={names} />
            </Card>
          }
        />
      ) : (
        whole
      )}
    </div>
  );
};
