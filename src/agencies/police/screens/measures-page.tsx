import { interventionKind, interventionKinds } from '#config/interventions';
import { INTERVENTION_REASONS, swedishDate } from '#libs/shared-kernel';
import {
  Actions,
  Button,
  Card,
  DateField,
  DefinitionList,
  Details,
  EmptyState,
  Form,
  formatDate,
  PageHeading,
  RadioGroup,
  Select,
  Stack,
  StatusTag,
  TextArea,
  TimeLeft,
  useLang,
  type FormError,
  type FormValues,
} from '#libs/ui';
import type { DirectoryFunction } from '#src/access/index';
import { roleName, type PersonView } from '#src/people/index';
import type { MeasureView } from '../features/read-measures.js';
import { policeTexts } from './texts.js';

export interface MeasuresPageProps {
  readonly caseId: string;
  readonly recordId: string;
  readonly measures: readonly MeasureView[];
  readonly persons: readonly PersonView[];
  readonly functions: readonly DirectoryFunction[];
  readonly now: Date;
  /** A key for each form: each is a request of its own. */
  readonly keyOf: (form: string) => string;
  /** The form that was refused: `plan`, or a measure's id. */
  readonly refused?: { readonly form: string; readonly errors: readonly FormError[]; readonly values: FormValues };
}

const personLabel = (person: PersonView, lang: 'sv' | 'en'): string =>
  typeof person.values.name === 'string' ? `${person.values.name} (${roleName(person.role, lang)})` : roleName(person.role, lang);

/** The measures of the police in a case, how each goes, and a form to plan another. */
export const MeasuresPage = (props: MeasuresPageProps) => {
  const t = policeTexts(useLang());
  return (
    <Stack>
      <PageHeading title={t('measures')} lead={t('measures.lead')} />
      {props.measures.length === 0 && <EmptyState title={t('measures.none')} />}
      {props.measures.map((measure) => (
        <MeasureCard {...props} measure={measure} />
      ))}
      <PlanCard {...props} />
    </Stack>
  );
};

const MeasureCard = ({ measure, persons, caseId, functions, now, keyOf, refused }: MeasuresPageProps & { measure: MeasureView }) => {
  const lang = useLang();
  const t = policeTexts(lang);
  const person = persons.find(({ personId }) => personId === measure.personId);
  const state = refused?.form === measure.interventionId ? refused : undefined;
  const ended = measure.status === 'completed';
  return (
    <Card
      title={interventionKind(measure.kind)?.name[lang] ?? measure.kind}
      level={2}
      actions={<StatusTag kind="intervention" value={measure.status} />}
    >
      <DefinitionList
        items={[
          { label: t('measure.person'), value: person && personLabel(person, lang) },
          { label: t('measure.function'), value: functions.find(({ id }) => id === measure.functionId)?.name ?? measure.functionId },
          {
            label: t('measure.due'),
            value: measure.dueOn && (
              <>
                {formatDate(measure.dueOn, lang)} {!ended && <TimeLeft now={now} due={measure.dueOn} />}
              </>
            ),
          },
          { label: t('measure.followUp'), value: measure.followUpOn && formatDate(measure.followUpOn, lang) },
          ...(measure.startedOn ? [{ label: t('measure.start'), value: formatDate(measure.startedOn, lang) }] : []),
          ...(measure.endedOn
            ? [{ label: t(ended ? 'measure.complete' : 'measure.interrupt'), value: formatDate(measure.endedOn, lang) }]
            : []),
          ...(measure.reason ? [{ label: t('measure.reason'), value: t(`why.${measure.reason}`) }] : []),
          ...(measure.note ? [{ label: t('measure.note'), value: measure.note }] : []),
        ]}
      />
      {!ended && (
        <Details summary={t('measure.report')} open={state !== undefined}>
          <Form
            action={`/workspace/cases/${caseId}/measures/${measure.interventionId}`}
            hidden={{ idempotencyKey: keyOf(measure.interventionId) }}
            errors={state?.errors ?? []}
            values={state?.values}
          >
            <RadioGroup
              name="step"
              label={t('measure.step')}
              options={stepsOf(measure).map(({ value, label }) => ({ value, label: t(label) }))}
            />
            <DateField name="on" label={t('measure.on')} value={swedishDate(now)} max={swedishDate(now)} />
            {measure.status !== 'interrupted' && (
              <Select
                name="reason"
                label={t('measure.reason')}
                options={INTERVENTION_REASONS.map((value) => ({ value, label: t(`why.${value}`) }))}
                optional
              />
            )}
            <TextArea name="note" label={t('measure.note')} rows={2} maxLength={4000} optional />
            <Button>{t('button.save')}</Button>
          </Form>
        </Details>
      )}
    </Card>
  );
};

type Step = {
  readonly value: 'start' | 'interrupt' | 'complete';
  readonly label: 'measure.start' | 'measure.resume' | 'measure.interrupt' | 'measure.complete';
};
/** The steps that can follow; the decider judges again. */
const stepsOf = ({ status }: MeasureView): readonly Step[] => {
  switch (status) {
    case 'planned':
      return [
        { value: 'start', label: 'measure.start' },
        { value: 'interrupt', label: 'measure.interrupt' },
      ];
    case 'started':
      return [
        { value: 'complete', label: 'measure.complete' },
        { value: 'interrupt', label: 'measure.interrupt' },
      ];
    case 'interrupted':
      return [{ value: 'start', label: 'measure.resume' }];
    case 'completed':
      return [];
  }
};

const PlanCard = ({ caseId, recordId, persons, functions, now, keyOf, refused }: MeasuresPageProps) => {
  const lang = useLang();
  const t = policeTexts(lang);
  const state = refused?.form === 'plan' ? refused : undefined;
  const today = swedishDate(now);
  return (
    <Card title={t('measure.plan')} id="plan">
      <Form
        action={`/workspace/cases/${caseId}/measures`}
        hidden={{ idempotencyKey: keyOf('plan'), interventionId: keyOf('interventionId'), recordId }}
        errors={state?.errors ?? []}
        values={state?.values}
      >
        <Select
          name="kind"
          label={t('measure.kind')}
          options={interventionKinds
            .filter((kind) => kind.responsible.includes('police'))
            .map((kind) => ({ value: kind.id, label: kind.name[lang] }))}
        />
        <Select
          name="personId"
          label={t('measure.person')}
          options={persons.map((person) => ({ value: person.personId, label: personLabel(person, lang) }))}
        />
        <Select name="functionId" label={t('measure.function')} options={functions.map(({ id, name }) => ({ value: id, label: name }))} />
        <DateField name="dueOn" label={t('measure.due')} min={today} />
        <DateField name="followUpOn" label={t('measure.followUp')} min={today} optional />
        <TextArea name="note" label={t('measure.note')} rows={2} maxLength={4000} optional />
        <Actions>
          <Button>{t('button.save')}</Button>
        </Actions>
      </Form>
    </Card>
  );
};
