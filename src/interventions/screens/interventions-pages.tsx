import {
  Breadcrumbs,
  Card,
  InterventionFacts,
  interventionTexts,
  InterventionTable,
  PageHeading,
  PlanInterventionForm,
  ReportInterventionForm,
  StatusTag,
  useLang,
  type InterventionFormState,
  type Option,
  type ShownIntervention,
} from '#libs/ui';

export const INTERVENTIONS = '/workspace/interventions';

const Trail = ({ caseId, current, all }: { caseId: string; current?: string; all?: string }) => {
  const lang = useLang();
  const t = interventionTexts(lang);
  return (
    <Breadcrumbs
      items={[
        { label: t('toCase'), href: `/workspace/cases/${caseId}` },
        current === undefined ? { label: all ?? t('all') } : { label: t('all'), href: `${INTERVENTIONS}?caseId=${caseId}` },
        ...(current === undefined ? [] : [{ label: current }]),
      ]}
    />
  );
};

export interface InterventionsPageProps {
  /** What the agency calls them. */
  title: string;
  lead: string;
  caseId: string;
  now: Date;
  interventions: readonly ShownIntervention[];
  form: InterventionFormState;
  kinds: readonly Option[];
  persons: readonly Option[];
  functions: readonly Option[];
}
export const InterventionsPage = ({ title, lead, caseId, now, interventions, form, kinds, persons, functions }: InterventionsPageProps) => (
  <div class="stack">
    <Trail caseId={caseId} all={title} />
    <PageHeading title={title} lead={lead} />
    <Card>
      <InterventionTable interventions={interventions} href={(id) => `${INTERVENTIONS}/${id}`} now={now} />
    </Card>
    <PlanInterventionForm {...form} now={now} kinds={kinds} persons={persons} functions={functions} />
  </div>
);

export interface InterventionPageProps {
  caseId: string;
  now: Date;
  intervention: ShownIntervention;
  form: InterventionFormState;
}
export const InterventionPage = ({ caseId, now, intervention, form }: InterventionPageProps) => (
  <div class="stack">
    <Trail caseId={caseId} current={intervention.kind} />
    <PageHeading title={intervention.kind} actions={<StatusTag kind="intervention" value={intervention.status} />} />
    <Card>
      <InterventionFacts intervention={intervention} now={now} />
    </Card>
    <ReportInterventionForm {...form} status={intervention.status} now={now} />
  </div>
);
