import type { ComponentChildren, VNode } from 'preact';
import { Breadcrumbs, defineTexts, GroupedTabs, type Lang } from '#libs/ui';
import type { AdmittedRequest } from './route-access.js';
import { workspacePage, type ShellOptions } from './workspace-shell.js';

const texts = defineTexts({
  sv: {
    cases: 'Ärenden',
    case: 'Ärende',
    pages: 'Ärendets sidor',
    'group.chain': 'Insatskedja',
    'group.plan': 'Planera',
    'group.assess': 'Bedöm',
    'group.share': 'Dela',
    'group.record': 'Akten',
    overview: 'Översikt',
    gaps: 'Luckor',
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
    'group.chain': 'Chain of support',
    'group.plan': 'Plan',
    'group.assess': 'Assess',
    'group.share': 'Share',
    'group.record': 'The record',
    overview: 'Overview',
    gaps: 'Gaps',
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

/** The pages of a case, by what one does there: a new page is a word in its group, and a text. Each is a page of its own, with its own line in the audit trail. */
const CASE_TABS = {
  chain: ['overview', 'gaps'],
  plan: ['plan', 'meetings'],
  assess: ['risk'],
  share: ['consent', 'disclosures', 'who-sees-what'],
  record: ['notes', 'attachments', 'record', 'retention', 'log'],
} as const;
type CaseTabGroup = keyof typeof CASE_TABS;
export type CaseTab = (typeof CASE_TABS)[CaseTabGroup][number];

const caseHref = (caseId: string, tab: CaseTab = 'overview'): string =>
  `/workspace/cases/${encodeURIComponent(caseId)}${tab === 'overview' ? '' : `/${tab}`}`;

/** The way to every other page of the case, that each of them carries. */
const caseTabs = (caseId: string, active: CaseTab, lang: Lang): VNode => {
  const t = texts(lang);
  return (
    <GroupedTabs
      label={t('pages')}
      active={caseHref(caseId, active)}
      groups={(Object.keys(CASE_TABS) as CaseTabGroup[]).map((id) => ({
        id,
        label: t(`group.${id}`),
        items: CASE_TABS[id].map((tab) => ({ href: caseHref(caseId, tab), label: t(tab) })),
      }))}
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
