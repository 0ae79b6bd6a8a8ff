/** The rest of the workspace's pages: opened and looked at in each view like the photographed ones, without a picture. */
import { at, linkOn, ofCase, onCasePage } from './ways.mjs';

const SARA = 'Sara Lindbäck';
const JONAS = 'Jonas Niemi';

/** The first link of a page outside any case. */
const onPage = (path, selector) => (page) => linkOn(page, path, selector);
/** A page that is about the case, and has an address of its own. */
const aboutCase = (path) => async (page) => `${path}?caseId=${(await ofCase()(page)).split('/').at(-1)}`;
const onPageAboutCase = (path, selector) => async (page) => linkOn(page, await aboutCase(path)(page), selector);
/** The first person of the case, and a page of theirs. */
const ofPerson = (part) => async (page) => {
  const href = new URL(await onCasePage('', 'main a[href*="/workspace/people/"][href*="recordId="]')(page), page.url());
  const [, , , personId] = href.pathname.split('/');
  return `/workspace/people/${personId}${part}?recordId=${href.searchParams.get('recordId')}`;
};

/** @type {readonly (readonly [name: string, as: string, path: (page: import('playwright-core').Page) => Promise<string>])[]} */
const REST = [
  ['gaps', SARA, ofCase('/gaps')],
  ['meetings', SARA, ofCase('/meetings')],
  ['meeting-new', SARA, ofCase('/meetings/new')],
  ['notes', 'Maria Stenlund', ofCase('/notes')],
  ['note-new', 'Maria Stenlund', ofCase('/notes/new?type=health-care.ExposureIdentified')],
  ['attachments', SARA, ofCase('/attachments')],
  ['safety-plan', SARA, ofCase('/safety-plan')],
  ['safety-plan-new', SARA, ofCase('/safety-plan/new')],
  ['copy-to-record', SARA, ofCase('/copy')],
  ['disclosure-urgent', SARA, ofCase('/disclosures/urgent')],
  [
    'disclosure',
    SARA,
    onCasePage('/disclosures', 'main a[href*="/disclosures/"]:not([href$="/new"]):not([href$="/urgent"]):not([href$="/print"])'),
  ],
  ['record-life', SARA, ofCase('/record')],
  ['retention-of-case', SARA, ofCase('/retention')],
  ['plan-paper', SARA, onCasePage('/plan', 'main a[href$="/paper"]')],
  ['risk-of', SARA, onCasePage('/risk', 'main a[href*="/risk/"]:not([href*="/new"])')],
  ['why', SARA, onCasePage('', 'main a[href*="/who-sees-what/"]')],
  ['person', SARA, ofPerson('')],
  ['why-person', SARA, async (page) => linkOn(page, await ofPerson('')(page), 'main a[href*="/who-sees-what/persons/"]')],
  ['person-correct', SARA, ofPerson('/correct')],
  ['person-protection', SARA, ofPerson('/protection')],
  ['person-safe-contact', SARA, ofPerson('/safe-contact')],
  ['person-merge', SARA, ofPerson('/merge')],
  ['person-new', SARA, onCasePage('', 'main a[href*="/workspace/people/new"]')],
  ['record-new', SARA, at('/workspace/records/new')],
  ['clocks', SARA, at('/workspace/clocks')],
  ['clock', SARA, onPage('/workspace/clocks', 'main a[href^="/workspace/clocks/"]')],
  ['interventions', SARA, aboutCase('/workspace/interventions')],
  ['intervention', SARA, onPageAboutCase('/workspace/interventions', 'main a[href^="/workspace/interventions/"]')],
  ['children', SARA, aboutCase('/workspace/social-services/children')],
  ['concern-new', SARA, aboutCase('/workspace/social-services/concerns/new')],
  ['received', SARA, at('/workspace/received')],
  ['import', SARA, at('/workspace/import')],
  ['consultation-new', 'Ulrika Pounu', at('/workspace/consultations/new')],
  ['proceedings', JONAS, aboutCase('/workspace/proceedings')],
  ['programme-cases', 'Tomas Eriksson', at('/workspace/cases')],
  ['report', JONAS, onCasePage('', 'main a[href*="/workspace/reports/"]')],
  ['retention', 'Inga-Lill Holmström', at('/workspace/retention')],
  ['county', 'Birgitta Ahlqvist', at('/workspace/county')],
  ['staff-new', 'Oskar Nyström', at('/workspace/organisation/staff/new')],
  ['staff', 'Oskar Nyström', onPage('/workspace/organisation', 'main a[href*="/organisation/staff/"]:not([href*="new"])')],
];

export const MORE_PAGES = REST.map(([name, as, path]) => ({ name, as, path, unpictured: true }));
