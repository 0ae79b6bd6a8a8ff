import {
  Breadcrumbs,
  Card,
  defineTexts,
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

export const SUPPORT = '/workspace/social-services/interventions';

export const supportTexts = defineTexts({
  sv: { title: 'Socialtjänstens insatser', lead: 'Det här ansvarar ni för i ärendet. Andra ser det som ni har lämnat ut till dem.' },
  en: {
    title: 'Interventions of the social services',
    lead: 'What you answer for in the case. Others see what you have disclosed to them.',
  },
});

const Trail = ({ caseId, current }: { caseId: string; current?: string }) => {
  const lang = useLang();
  const t = interventionTexts(lang);
  return (
    <Breadcrumbs
      items={[
        { label: t('toCase'), href: `/workspace/cases/${caseId}` },
        current === undefined ? { label: supportTexts(lang)('title') } : { label: t('all'), href: `${SUPPORT}?caseId=${caseId}` },
        ...(current === undefined ? [] : [{ label: current }]),
      ]}
    />
  );
};

export interface SupportListPageProps {
  caseId: string;
  now: Date;
  interventions: readonly ShownIntervention[];
  form: InterventionFormState;
  kinds: readonly Option[];
  persons: readonly Option[];
  functions: readonly Option[];
}
export const SupportListPage = ({ caseId, now, interventions, form, kinds, persons, functions }: SupportListPageProps) => {
  const t = supportTexts(useLang());
  return (
    <div class="stack">
      <Trail caseId={caseId} />
      <PageHeading title={t('title')} lead={t('lead')} />
      <Card>
        <InterventionTable interventions={interventions} href={(id) => `${SUPPORT}/${id}`} now={now} />
      </Card>
      <PlanInterventionForm {...form} now={now} kinds={kinds} persons={persons} functions={functions} />
    </div>
  );
};

export interface OneSupportPageProps {
  caseId: string;
  now: Date;
  intervention: ShownIntervention;
  form: InterventionFormState;
}
export const OneSupportPage = ({ caseId, now, intervention, form }: OneSupportPageProps) => (
  <div class="stack">
    <Trail caseId={caseId} current={intervention.kind} />
    <PageHeading title={intervention.kind} actions={<StatusTag kind="intervention" value={intervention.status} />} />
    <Card>
      <InterventionFacts intervention={intervention} now={now} />
    </Card>
    <ReportInterventionForm {...form} status={intervention.status} now={now} />
  </div>
);
