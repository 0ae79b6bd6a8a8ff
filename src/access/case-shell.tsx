import type { ComponentChildren, VNode } from 'preact';
import { Breadcrumbs, defineTexts, Tabs, type Lang } from '#libs/ui';
import type { AdmittedRequest } from './route-access.js';
import { workspacePage, type ShellOptions } from './workspace-shell.js';

const texts = defineTexts({
  sv: {
    cases: 'Ärenden',
    case: 'Ärende',
    pages: 'Ärendets sidor',
    overview: 'Översikt',
    plan: 'Gemensam plan',
    meetings: 'Möten',
    risk: 'Riskbedömning',
    notes: 'Anteckningar',
    attachments: 'Filer',
    consent: 'Samtycke',
    disclosures: 'Utlämnanden',
    'who-sees-what': 'Vem ser vad',
    log: 'Läslogg',
    record: 'Akt',
    retention: 'Gallring',
  },
  en: {
    cases: 'Cases',
    case: 'Case',
    pages: 'The case’s pages',
    overview: 'Overview',
    plan: 'Joint plan',
    meetings: 'Meetings',
    risk: 'Risk assessment',
    notes: 'Notes',
    attachments: 'Files',
    consent: 'Consent',
    disclosures: 'Disclosures',
    'who-sees-what': 'Who sees what',
    log: 'Reading log',
    record: 'Record',
    retention: 'Erasure',
  },
});

/** The pages of a case. Each is a page of its own, with its own line in the audit trail. */
export const CASE_TABS = [
  'overview',
  'plan',
  'meetings',
  'risk',
  'notes',
  'attachments',
  'consent',
  'disclosures',
  'who-sees-what',
  'log',
  'record',
  'retention',
] as const;
export type CaseTab = (typeof CASE_TABS)[number];

const caseHref = (caseId: string, tab: CaseTab = 'overview'): string =>
  `/workspace/cases/${encodeURIComponent(caseId)}${tab === 'overview' ? '' : `/${tab}`}`;

/** The strip of tabs that every page of a case carries. */
export const caseTabs = (caseId: string, active: CaseTab, lang: Lang): VNode => {
  const t = texts(lang);
  return (
    <Tabs
      label={t('pages')}
      active={caseHref(caseId, active)}
      items={CASE_TABS.map((tab) => ({ href: caseHref(caseId, tab), label: t(tab) }))}
    />
  );
};

export interface CasePageOptions extends Partial<Omit<ShellOptions, 'active'>> {
  readonly caseId: string;
  readonly active: CaseTab;
}

/** A page of a case: the workspace's shell, where we are, and the tabs. Title and path follow from the tab unless given. */
export const casePage = (
  visitor: AdmittedRequest['insatskedja'],
  { caseId, active, ...shell }: CasePageOptions,
  children: ComponentChildren,
): string => {
  const t = texts(visitor.lang);
  return workspacePage(
    visitor,
    { title: t(active), path: caseHref(caseId, active), ...shell, active: '/workspace/cases' },
    <div class="stack">
      <Breadcrumbs
        items={[
          { label: t('cases'), href: '/workspace/cases' },
          ...(active === 'overview' ? [{ label: t('case') }] : [{ label: t('case'), href: caseHref(caseId) }, { label: t(active) }]),
        ]}
      />
      {caseTabs(caseId, active, visitor.lang)}
      {children}
    </div>,
  );
};
