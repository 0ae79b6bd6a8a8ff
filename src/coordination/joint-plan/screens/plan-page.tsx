import { randomUUID } from 'node:crypto';
import {
  ActionForm,
  Actions,
  Alert,
  Button,
  Card,
  DataTable,
  DateField,
  Details,
  EmptyState,
  Form,
  formatDate,
  formatDateTime,
  LinkButton,
  PageHeading,
  Select,
  Tag,
  TextArea,
  useLang,
  type FormError,
  type FormValues,
} from '#libs/ui';
import { CLOSING_REASONS } from '../plan.events.js';
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
  /** Where a reader's agency plans what the plan asks of it; undefined when nothing waits. */
  planOwnLines: (plan: PlanView) => string | undefined;
  /** A follow-up that could not be saved. */
  failed?: { readonly planId: string; readonly errors: readonly FormError[]; readonly values: FormValues };
}

const hiddenOf = (plan: PlanView) => ({ idempotencyKey: randomUUID(), version: plan.version ?? '' });

/** Follow up and close: for those who lead the plan. */
const LeadForms = ({ caseId, plan, today, failed }: Pick<PlanPageProps, 'caseId' | 'today' | 'failed'> & { plan: PlanView }) => {
  const t = planTexts(useLang());
  const mine = failed?.planId === plan.planId ? failed : undefined;
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
  const latest = Math.max(...plan.versions.map(({ planVersion }) => planVersion));
  const earlier = plan.planVersion !== latest;
  const editable = plan.own && plan.status !== 'closed' && !earlier;
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
      <PlanBody plan={plan} names={names} />
      <Versions caseId={caseId} plan={plan} names={names} />
      {editable && <LeadForms {...page} plan={plan} />}
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
