import { INTERVENTION_REASONS, swedishDate, type InterventionReason, type InterventionStatus } from '#libs/shared-kernel';
import { formatDate } from '../dates.js';
import { interventionTexts } from '../texts/interventions.js';
import { Actions, Alert, Button, Card, StatusTag } from './basics.js';
import { RadioGroup } from './choices.js';
import { DataTable, DefinitionList, TimeLeft } from './content.js';
import { DateField, Select, TextArea, type Option } from './fields.js';
import { Form, type FormError, type FormValues } from './forms.js';
import { useLang } from './lang.js';

/** An intervention as a page shows it: ids already by their names. */
export interface ShownIntervention {
  readonly interventionId: string;
  readonly kind: string;
  readonly person: string;
  readonly function: string;
  readonly status: InterventionStatus;
  readonly dueOn: string | null;
  readonly followUpOn: string | null;
  readonly startedOn: string | null;
  readonly endedOn: string | null;
  readonly reason: InterventionReason | null;
  readonly note?: string | undefined;
  readonly inPlan: boolean;
}

const ENDED: readonly InterventionStatus[] = ['completed'];

/** How an intervention stands. Missing follow-up is said, since it is a gap in the chain. */
export const InterventionFacts = ({ intervention: one, now }: { intervention: ShownIntervention; now: Date }) => {
  const lang = useLang();
  const t = interventionTexts(lang);
  const open = !ENDED.includes(one.status);
  const day = (value: string | null) => value && formatDate(value, lang);
  return (
    <>
      <DefinitionList
        items={[
          { label: t('person'), value: one.person },
          { label: t('function'), value: one.function },
          {
            label: t('due'),
            value: one.dueOn && (
              <>
                {day(one.dueOn)} {open && <TimeLeft now={now} due={one.dueOn} />}
              </>
            ),
          },
          { label: t('followUp'), value: day(one.followUpOn) ?? (open ? t('followUp.missing') : undefined) },
          ...(one.startedOn ? [{ label: t('startedOn'), value: day(one.startedOn) }] : []),
          ...(one.endedOn ? [{ label: t('endedOn'), value: day(one.endedOn) }] : []),
          ...(one.reason ? [{ label: t('reason'), value: t(`why.${one.reason}`) }] : []),
          ...(one.note ? [{ label: t('note'), value: one.note }] : []),
        ]}
      />
      {one.inPlan && <Alert>{t('fromPlan')}</Alert>}
    </>
  );
};

export interface InterventionFormState {
  readonly action: string;
  readonly hidden: Readonly<Record<string, string>>;
  readonly errors?: readonly FormError[] | undefined;
  readonly values?: FormValues | undefined;
}

/** The steps that can follow; the decider judges again. */
const stepsAfter = (status: InterventionStatus): readonly ('start' | 'resume' | 'interrupt' | 'complete')[] => {
  switch (status) {
    case 'planned':
      return ['start', 'interrupt'];
    case 'started':
      return ['complete', 'interrupt'];
    case 'interrupted':
      return ['resume'];
    case 'completed':
      return [];
  }
};

/** Started, interrupted with its reason, completed: one form, with the steps that can follow. Nothing when none can. */
export const ReportInterventionForm = ({ status, now, ...form }: InterventionFormState & { status: InterventionStatus; now: Date }) => {
  const t = interventionTexts(useLang());
  const steps = stepsAfter(status);
  if (steps.length === 0) return null;
  const today = swedishDate(now);
  return (
    <Card title={t('report')} id="report">
      <Form {...form} errors={form.errors ?? []}>
        <RadioGroup
          name="step"
          label={t('step')}
          options={steps.map((step) => ({ value: step === 'resume' ? 'start' : step, label: t(`step.${step}`) }))}
        />
        <DateField name="on" label={t('on')} hint={t('on.hint')} value={today} max={today} />
        {steps.includes('interrupt') && (
          <Select
            name="reason"
            label={t('reason')}
            hint={t('reason.hint')}
            options={INTERVENTION_REASONS.map((value) => ({ value, label: t(`why.${value}`) }))}
            optional
          />
        )}
        <TextArea name="note" label={t('note')} hint={t('note.hint')} rows={3} maxLength={4000} optional />
        <Actions>
          <Button>{t('save')}</Button>
        </Actions>
      </Form>
    </Card>
  );
};

export interface PlanInterventionFormProps extends InterventionFormState {
  now: Date;
  kinds: readonly Option[];
  persons: readonly Option[];
  functions: readonly Option[];
}
export const PlanInterventionForm = ({ now, kinds, persons, functions, ...form }: PlanInterventionFormProps) => {
  const t = interventionTexts(useLang());
  const today = swedishDate(now);
  return (
    <Card title={t('plan')} id="plan">
      <Form {...form} errors={form.errors ?? []}>
        <Select name="kind" label={t('kind')} options={kinds} />
        <Select name="personId" label={t('person')} options={persons} />
        <Select name="functionId" label={t('function')} options={functions} value={functions[0]?.value} />
        <DateField name="dueOn" label={t('due')} min={today} />
        <DateField name="followUpOn" label={t('followUp')} min={today} optional />
        <TextArea name="note" label={t('note')} hint={t('note.hint')} rows={3} maxLength={4000} optional />
        <Actions>
          <Button>{t('plan')}</Button>
        </Actions>
      </Form>
    </Card>
  );
};

/** All of an agency's interventions in a case, each leading to its own page. */
export const InterventionTable = ({
  interventions,
  href,
  now,
}: {
  interventions: readonly ShownIntervention[];
  href: (interventionId: string) => string;
  now: Date;
}) => {
  const lang = useLang();
  const t = interventionTexts(lang);
  return (
    <DataTable
      caption={t('list')}
      captionHidden
      rows={interventions}
      empty={<p class="subtle">{t('none')}</p>}
      columns={[
        { key: 'kind', label: t('kind'), cell: (one) => <a href={href(one.interventionId)}>{one.kind}</a> },
        { key: 'person', label: t('person'), cell: (one) => one.person },
        { key: 'function', label: t('function'), cell: (one) => one.function },
        {
          key: 'due',
          label: t('due'),
          cell: (one) =>
            one.dueOn ? (
              <>
                {formatDate(one.dueOn, lang)} {!ENDED.includes(one.status) && <TimeLeft now={now} due={one.dueOn} />}
              </>
            ) : (
              '–'
            ),
        },
        { key: 'status', label: t('status'), cell: (one) => <StatusTag kind="intervention" value={one.status} /> },
      ]}
    />
  );
};
