/** Which screens are photographed, as whom, and how each is reached from the pages before it: no address is known beforehand. */
import { at, linkOn, ofCase, onCasePage } from './ways.mjs';

const newReferral = async (page) => `/workspace/referrals/new?caseId=${(await ofCase()(page)).split('/').at(-1)}`;

/** A click on a button, and the page that answers it. */
const press = (name) => async (page) => {
  await page.getByRole('button', { name, exact: true }).first().click();
  await page.waitForLoadState('load');
};

/** Sends a referral's form as far as its preview: nothing is sent. */
const previewOfReferral = async (page) => {
  await page.getByLabel('Mottagande funktion').selectOption('polis-lulea-lpo');
  await page.getByRole('group', { name: 'Uppgifter som ska lämnas' }).getByLabel('Risk och skydd').check();
  await page.getByLabel('Rättslig grund').selectOption('osl-10-1-consent');
  await press('Förhandsgranska')(page);
};

/** @type {readonly { name: string, as?: string, path: (page: import('playwright-core').Page) => Promise<string>, prepare?: (page: import('playwright-core').Page) => Promise<void>, status?: number }[]} */
export const PAGES = [
  { name: 'login', path: at('/login') },
  { name: 'day', as: 'Sara Lindbäck', path: at('/workspace') },
  { name: 'cases', as: 'Sara Lindbäck', path: at('/workspace/cases') },
  { name: 'case', as: 'Sara Lindbäck', path: ofCase() },
  { name: 'case-care', as: 'Maria Stenlund', path: ofCase() },
  { name: 'plan', as: 'Sara Lindbäck', path: ofCase('/plan') },
  { name: 'plan-edit', as: 'Sara Lindbäck', path: onCasePage('/plan', 'main a[href*="/plan/edit"]') },
  { name: 'risk', as: 'Sara Lindbäck', path: ofCase('/risk') },
  { name: 'risk-new', as: 'Sara Lindbäck', path: onCasePage('/risk', 'main a[href*="/risk/new"]') },
  { name: 'consent', as: 'Sara Lindbäck', path: ofCase('/consent') },
  { name: 'consent-new', as: 'Jonas Niemi', path: ofCase('/consent/new') },
  { name: 'disclosures', as: 'Sara Lindbäck', path: ofCase('/disclosures') },
  { name: 'disclosure-new', as: 'Sara Lindbäck', path: ofCase('/disclosures/new') },
  { name: 'who-sees-what', as: 'Sara Lindbäck', path: ofCase('/who-sees-what') },
  { name: 'case-log', as: 'Sara Lindbäck', path: ofCase('/log') },
  { name: 'referrals', as: 'Sara Lindbäck', path: at('/workspace/referrals') },
  {
    name: 'referral',
    as: 'Sara Lindbäck',
    path: (page) => linkOn(page, '/workspace/referrals', 'main a[href^="/workspace/referrals/"]:not([href*="new"])'),
  },
  { name: 'referral-new', as: 'Sara Lindbäck', path: newReferral, prepare: previewOfReferral },
  { name: 'referral-urgent', as: 'Sara Lindbäck', path: async (page) => `${await newReferral(page)}&urgent=true` },
  { name: 'report-new', as: 'Jonas Niemi', path: at('/workspace/reports/new') },
  { name: 'people-search', as: 'Jonas Niemi', path: at('/workspace/people/search'), prepare: searchForLinda },
  { name: 'inbox-liaison', as: 'Ellen Sarri', path: at('/workspace/referrals') },
  { name: 'review', as: 'Inga-Lill Holmström', path: at('/workspace/review') },
  { name: 'review-timeline', as: 'Mats Kero', path: timelineOfOfficer },
  { name: 'review-export', as: 'Mats Kero', path: at('/workspace/review/export') },
  { name: 'review-verify', as: 'Mats Kero', path: at('/workspace/review/verify') },
  { name: 'log-reviews', as: 'Mats Kero', path: reviewOfOfficer },
  {
    name: 'log-review',
    as: 'Mats Kero',
    path: (page) => linkOn(page, '/workspace/log-review', 'main td a[href^="/workspace/log-review/"]'),
  },
  { name: 'log-review-new', as: 'Mats Kero', path: at('/workspace/log-review/new') },
  { name: 'log-review-statistics', as: 'Mats Kero', path: at('/workspace/log-review/statistics') },
  { name: 'me-log-reviews', as: 'Jonas Niemi', path: at('/workspace/me/log-reviews') },
  { name: 'log-extract', as: 'Sara Lindbäck', path: onCasePage('', 'main a[href*="/log-extract"]') },
  { name: 'team', as: 'Inga-Lill Holmström', path: at('/workspace/team') },
  { name: 'neighbour', as: 'Nawid Rahimi', path: neighbourOfLinda },
  { name: 'openings', as: 'Inga-Lill Holmström', path: at('/workspace/openings') },
  { name: 'urgent', as: 'Inga-Lill Holmström', path: at('/workspace/urgent') },
  { name: 'retractions', as: 'Inga-Lill Holmström', path: at('/workspace/retractions') },
  { name: 'organisation', as: 'Oskar Nyström', path: at('/workspace/organisation') },
  { name: 'operation', as: 'Oskar Nyström', path: at('/workspace/operation') },
  { name: 'me-relations', as: 'Johan Mäki', path: at('/workspace/me/relations') },
  { name: 'not-found', as: 'Ellen Sarri', path: at('/workspace/cases/00000000-0000-4000-8000-000000000000'), status: 404 },
];

/** Declares her as a neighbour, wants to take it back, and is warned before her case until the head has confirmed. */
async function neighbourOfLinda(page) {
  await page.goto(new URL('/workspace/me/relations', page.url()).href);
  await page.getByLabel('Personens personnummer').fill('199005122388');
  await page.getByLabel('Relation').selectOption('neighbour');
  await press('Anmäl')(page);
  await page.getByText('Ta tillbaka', { exact: true }).nth(1).click();
  await page.getByLabel('Fel personnummer').check();
  await press('Ta tillbaka')(page);
  return ofCase('/neighbour')(page);
}

/** The head chooses to look at an officer, and asks him. */
async function reviewOfOfficer(page) {
  await page.goto(new URL('/workspace/log-review/new', page.url()).href);
  await page.getByLabel('Medarbetare').selectOption({ index: 1 });
  await page.getByLabel('Varför du granskar').fill('Anhörig har hört av sig.');
  await press('Starta granskningen')(page);
  await page.locator('main td a[href^="/workspace/log-review/"]').first().click();
  await press('Be om en förklaring')(page);
  return '/workspace/log-review';
}

async function timelineOfOfficer(page) {
  return linkOn(page, '/workspace/review', 'main td a[href*="staffId="]').then((href) =>
    href.replace('/workspace/review?', '/workspace/review/timeline?'),
  );
}

async function searchForLinda(page) {
  await page.getByRole('searchbox').fill('Linda');
  await press('Sök')(page);
}
