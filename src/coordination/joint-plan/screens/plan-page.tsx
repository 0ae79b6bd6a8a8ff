import { randomUUID } from 'node:crypto';
import {
  ActionForm,
  Actions,
  Alert,
  Button,
  Card,
  CheckboxGroup,
  DataTable,
  DateField,
  Details,
  EmptyState,
  Fieldset,
  Form,
  formatDate,
  formatDateTime,
  HiddenField,
  LinkButton,
  PageHeading,
  RadioGroup,
  Select,
  Steps,
  Tag,
  TextArea,
  useLang,
  type FormError,
  type FormValues,
  type SelectOption,
} from '#libs/ui';
import { paperTexts } from '../paper-texts.js';
import { PLAN_STEPS } from '../plan.decider.js';
import { CLOSING_REASONS, GOAL_OUTCOMES, PLAN_CONSENTS } from '../plan.events.js';
import type { PlanView } from '../plan.view.js';
import { PlanBody, type Names } from './plan-body.js';
import { planTexts } from './plan-texts.js';

export const planHref = (caseId: string, rest = ''): string => `/workspace/cases/${caseId}/plan${rest}`;
const STATUS_TONES = { draft: 'info', agreed: 'success', closed: 'neutral' } as const;

export interface PlanPageProps {
  caseId: string;
  plans: readonly PlanView[];
  names: Names;
  today: string;
  functions: readonly SelectOption[];
  /** Where a reader's agency plans what the plan asks of it; undefined when nothing waits. */
  planOwnLines: (plan: PlanView) => string | undefined;
  /** A follow-up or a preparation that could not be saved. */
  failed?: {
    readonly planId: string;
    readonly form: 'follow-up' | 'preparation';
    readonly errors: readonly FormError[];
    readonly values: FormValues;
  };
}

const hiddenOf = (plan: PlanView) => ({ idempotencyKey: randomUUID(), version: plan.version ?? '' });

/** Follow up and close: for those who lead the plan. */
const LeadForms = ({ caseId, plan, today, failed }: Pick<PlanPageProps, 'caseId' | 'today' | 'failed'> & { plan: PlanView }) => {
  const t = planTexts(useLang());
  const mine = failed?.planId === plan.planId && failed.form === 'follow-up' ? failed : undefined;
  return (
    <>
      {plan.versions.some(({ agreedOn }) => agreedOn) && (
        <Details summary={t('followUp')} open={mine !== undefined}>
          <Form
            action={planHref(caseId, `/${plan.planId}/follow-up`)}
            hidden={hiddenOf(plan)}
            errors={mine?.errors ?? []}
            values={mine?.values}
          >
            <DateField name="on" label={t('followUp.on')} value={today} max={today} />
            <DateField name="next" label={t('nextFollowUp')} min={today} optional />
            {plan.goals.map(({ goalId, goal }, index) => (
              <Fieldset legend={goal ?? t('goalNumber', { number: index + 1 })}>
                <HiddenField name={`goals.${index}.goalId`} value={goalId} />
                <Select
                  name={`goals.${index}.outcome`}
                  label={t('goalOutcome')}
                  options={GOAL_OUTCOMES.map((value) => ({ value, label: t(`outcome.${value}`) }))}
                  optional
                />
              </Fieldset>
            ))}
            <TextArea name="note" label={t('note')} optional />
            <Actions>
              <Button>{t('followUp.save')}</Button>
            </Actions>
          </Form>
        </Details>
      )}
      <Details summary={t('close')}>
        <Form action={planHref(caseId, `/${plan.planId}/close`)} hidden={hiddenOf(plan)} guard={false}>
          <Select
            name="reason"
            label={t('close.reason')}
            options={CLOSING_REASONS.map((reason) => ({ value: reason, label: t(`reason.${reason}`) }))}
          />
          <Actions>
            <Button variant="secondary">{t('close')}</Button>
          </Actions>
        </Form>
      </Details>
    </>
  );
};

/** Before anybody is called: her consent, who is needed, what she wants to bring up; then the meeting. */
const Preparation = ({ caseId, plan, functions, failed }: Pick<PlanPageProps, 'caseId' | 'functions' | 'failed'> & { plan: PlanView }) => {
  const t = planTexts(useLang());
  const mine = failed?.planId === plan.planId && failed.form === 'preparation' ? failed : undefined;
  return (
    <>
      <Details summary={t('prepare')} open={mine !== undefined}>
        <p class="subtle">{t('prepare.hint')}</p>
        <Form
          action={planHref(caseId, `/${plan.planId}/preparation`)}
          hidden={hiddenOf(plan)}
          errors={mine?.errors ?? []}
          values={mine?.values}
        >
          <RadioGroup
            name="consent"
            label={t('consent')}
            value={plan.preparation?.consent}
            options={PLAN_CONSENTS.map((value) => ({ value, label: t(`consent.${value}`) }))}
          />
          <CheckboxGroup
            name="functionsNeeded"
            label={t('functionsNeeded')}
            values={plan.preparation?.functionsNeeded ?? [...new Set(plan.lines.map(({ responsibleFunction }) => responsibleFunction))]}
            options={functions.map(({ value, label, group }) => ({ value, label: group ? `${label}, ${group}` : label }))}
            optional
          />
          <TextArea name="wishes" label={t('wishes')} value={plan.preparation?.wishes} maxLength={4000} optional />
          <Actions>
            <Button variant="secondary">{t('prepare.save')}</Button>
          </Actions>
        </Form>
      </Details>
      <Actions>
        <LinkButton href={`/workspace/cases/${caseId}/meetings/new?planId=${plan.planId}`}>{t('callMeeting')}</LinkButton>
      </Actions>
    </>
  );
};

const Versions = ({ caseId, plan, names }: { caseId: string; plan: PlanView; names: Names }) => {
  const lang = useLang();
  const t = planTexts(lang);
  const rows = plan.versions.toSorted((one, other) => other.planVersion - one.planVersion);
  return (
    <Details summary={t('versions')}>
      <DataTable
        caption={t('versions')}
        captionHidden
        rows={rows}
        columns={[
          {
            key: 'version',
            label: t('version'),
            cell: ({ planVersion }) => (
              <a href={planHref(caseId, `?planId=${plan.planId}&planVersion=${planVersion}`)}>
                {t('versions.show', { number: planVersion })}
              </a>
            ),
          },
          {
            key: 'compare',
            label: t('compare'),
            cell: ({ planVersion }) => {
              const before = rows.find((one) => one.planVersion < planVersion)?.planVersion;
              const href = planHref(caseId, `/${plan.planId}/compare?earlier=${before}&later=${planVersion}`);
              return before === undefined ? '–' : <a href={href}>{t('compare.title', { earlier: before, later: planVersion })}</a>;
            },
          },
          {
            key: 'saved',
            label: t('saved'),
            cell: ({ savedAt, savedBy }) => `${formatDateTime(savedAt, lang)}${savedBy ? ` ${t('by')} ${names.staffName(savedBy)}` : ''}`,
          },
          { key: 'agreed', label: t('agreed'), cell: ({ agreedOn }) => (agreedOn ? formatDate(agreedOn, lang) : '–') },
        ]}
      />
    </Details>
  );
};

const OnePlan = ({ plan, ...page }: Omit<PlanPageProps, 'plans'> & { plan: PlanView }) => {
  const { caseId, names } = page;
  const t = planTexts(useLang());
  const handover = paperTexts(useLang())('handover');
  const latest = Math.max(...plan.versions.map(({ planVersion }) => planVersion));
  const earlier = plan.planVersion !== latest;
  const leading = plan.own && plan.status !== 'closed' && !earlier;
  // Nobody changes or agrees to what they see a part of.
  const editable = leading && plan.withheld === undefined;
  const waiting = page.planOwnLines(plan);
  return (
    <Card
      id={`plan-${plan.planId}`}
      title={
        <>
          {t(`kind.${plan.kind}`)} <Tag tone={STATUS_TONES[plan.status]}>{t(`status.${plan.status}`)}</Tag>
        </>
      }
      actions={editable && <LinkButton href={planHref(caseId, `/edit?planId=${plan.planId}`)}>{t('edit')}</LinkButton>}
    >
      {earlier && (
        <Alert tone="warning">
          {t('earlier')} <a href={planHref(caseId)}>{t('earlier.latest')}</a>
        </Alert>
      )}
      {editable && plan.status === 'draft' && plan.lines.length > 0 && (
        <ActionForm action={planHref(caseId, `/${plan.planId}/agree`)} hidden={hiddenOf(plan)}>
          <p class="subtle">{t('agree.hint')}</p>
          <Button>{t('agree')}</Button>
        </ActionForm>
      )}
      {waiting && (
        <ActionForm action={waiting} hidden={{ idempotencyKey: randomUUID(), caseId }}>
          <p>{t('fromPlan.hint')}</p>
          <Button>{t('fromPlan')}</Button>
        </ActionForm>
      )}
      <Steps steps={PLAN_STEPS.map((step) => t(`step.${step}`))} current={PLAN_STEPS.indexOf(plan.step) + 1} />
      <PlanBody plan={plan} names={names} />
      {!earlier && (
        <Actions>
          <LinkButton variant="tertiary" href={planHref(caseId, `/${plan.planId}/paper`)}>
            {handover}
          </LinkButton>
        </Actions>
      )}
      {editable && <Preparation {...page} plan={plan} />}
      <Versions caseId={caseId} plan={plan} names={names} />
      {leading && <LeadForms {...page} plan={plan} />}
    </Card>
  );
};

/** The joint plans of a case that the reader may see. */
export const PlanPage = (props: PlanPageProps) => {
  const t = planTexts(useLang());
  const { caseId, plans } = props;
  return (
    <div class="stack">
      <PageHeading
        title={t('title')}
        actions={
          !plans.some(({ own, status }) => own && status !== 'closed') && (
            <LinkButton variant="primary" href={planHref(caseId, '/edit')}>
              {t('new')}
            </LinkButton>
          )
        }
      />
      {plans.length === 0 && <EmptyState title={t('none')}>{t('none.hint')}</EmptyState>}
      {plans.map((plan) => (
        <OnePlan {...props} plan={plan} />
      ))}
    </div>
  );
};
