import type { ComponentChildren } from 'preact';
import type { Duty } from '#libs/shared-kernel';
import { defineTexts, Page, renderPage, type FlashMessage, type NavItem } from '#libs/ui';
import type { AdmittedRequest } from './route-access.js';

const texts = defineTexts({
  sv: {
    day: 'Min dag',
    cases: 'Ärenden',
    referrals: 'Förfrågningar',
    received: 'Mottaget',
    inbox: 'Inkomna förfrågningar',
    report: 'Ny anmälan',
    people: 'Sök person',
    review: 'Granskning',
    logReview: 'Loggkontroll',
    asked: 'Frågor om min åtkomst',
    team: 'Teamets ärenden',
    openings: 'Nödöppningar',
    urgent: 'Akutbeslut',
    operation: 'Driftläge',
    organisation: 'Behörigheter',
    county: 'Uppföljning',
    duty: 'Byt uppdrag',
    kin: 'Mina närstående',
    retractions: 'Närståendespärrar',
    retention: 'Gallring',
    clocks: 'Tidsfrister',
    extensions: 'Längre tid',
    updating: 'Sidan uppdateras ännu. Ladda om om en stund för att se det senaste.',
  },
  en: {
    day: 'My day',
    cases: 'Cases',
    referrals: 'Requests',
    received: 'Received',
    inbox: 'Incoming requests',
    report: 'New report',
    people: 'Find a person',
    review: 'Log',
    logReview: 'Log review',
    asked: 'Questions about my access',
    team: 'The team’s cases',
    openings: 'Emergency openings',
    urgent: 'Urgent decisions',
    operation: 'Operating state',
    organisation: 'Rights',
    county: 'Follow-up',
    duty: 'Change duty',
    kin: 'My kin',
    retractions: 'Kin locks',
    retention: 'Erasure',
    clocks: 'Time limits',
    extensions: 'More time',
    updating: 'The page is still updating. Reload in a moment to see the latest.',
  },
});

type Key = Parameters<ReturnType<typeof texts>>[0];
/** What each duty has on its menu. A liaison sees requests, and nothing else. */
const MENUS: Record<Duty, readonly (readonly [href: string, label: Key])[]> = {
  caseworker: [
    ['/workspace', 'day'],
    ['/workspace/cases', 'cases'],
    ['/workspace/referrals', 'referrals'],
    ['/workspace/received', 'received'],
    ['/workspace/people/search', 'people'],
    ['/workspace/openings', 'openings'],
  ],
  'police-officer': [
    ['/workspace', 'day'],
    ['/workspace/reports/new', 'report'],
    ['/workspace/cases', 'cases'],
    ['/workspace/referrals', 'referrals'],
    ['/workspace/received', 'received'],
    ['/workspace/people/search', 'people'],
    ['/workspace/openings', 'openings'],
  ],
  'police-liaison': [['/workspace/referrals', 'inbox']],
  supervisor: [
    ['/workspace/review', 'review'],
    ['/workspace/log-review', 'logReview'],
    ['/workspace/openings', 'openings'],
    ['/workspace/urgent', 'urgent'],
    ['/workspace/retractions', 'retractions'],
    ['/workspace/team', 'team'],
    ['/workspace/clocks', 'clocks'],
    ['/workspace/retention', 'retention'],
  ],
  'county-coordinator': [['/workspace/county', 'county']],
  administrator: [
    ['/workspace/operation', 'operation'],
    ['/workspace/organisation', 'organisation'],
  ],
  system: [],
};

/** What the head of a unit decides at a social services board alone. */
const OF_THE_BOARD: readonly (readonly [href: string, label: Key])[] = [['/workspace/social-services/extensions', 'extensions']];

/** Duties that must never meet their own kin in a case. */
const MEETS_CASES: readonly Duty[] = ['caseworker', 'police-officer', 'police-liaison', 'supervisor'];

export interface ShellOptions {
  readonly title: string;
  /** Path and query of this page. */
  readonly path: string;
  /** Href of the active menu item. */
  readonly active?: string;
  readonly flash?: readonly FlashMessage[];
  /** False when the views have not come to the user's own write yet (ViewsReached.wait). */
  readonly upToDate?: boolean;
  readonly live?: string;
}

/** The first page of a duty: where login leads. */
export const homeOf = (duty: Duty): string => MENUS[duty][0]?.[0] ?? '/';

/** A page of the workspace, whole, with the visitor's menu, name and language. */
export const workspacePage = (visitor: AdmittedRequest['insatskedja'], options: ShellOptions, children: ComponentChildren): string => {
  const { lang, staffName, agencyName, context, demo, changeDuty } = visitor;
  const t = texts(lang);
  const { duty, agencyKind } = context.actor;
  const own = duty === 'supervisor' && agencyKind === 'social-services' ? OF_THE_BOARD : [];
  const nav: NavItem[] = [...MENUS[duty], ...own].map(([href, label]) => ({ href, label: t(label) }));
  const flash = [...(options.flash ?? []), ...(options.upToDate === false ? [{ tone: 'info' as const, text: t('updating') }] : [])];
  return renderPage(
    <Page
      title={options.title}
      lang={lang}
      path={options.path}
      user={{
        name: staffName,
        duty: context.actor.duty,
        agency: agencyName,
        links: [
          ...(changeDuty ? [{ href: '/login/duty', label: t('duty') }] : []),
          ...(MEETS_CASES.includes(context.actor.duty) ? [{ href: '/workspace/me/relations', label: t('kin') }] : []),
          ...(context.actor.duty === 'system' ? [] : [{ href: '/workspace/me/log-reviews', label: t('asked') }]),
        ],
      }}
      nav={nav}
      active={options.active}
      flash={flash}
      demo={demo}
      live={options.live}
    >
      {children}
    </Page>,
  );
};
