import type { Page } from 'playwright-core';
import { demoPersons } from '#config/demo';
import type { Person } from './person.js';

const { exposed, violenceUser, childNine, childFour } = demoPersons;
const yes = async (page: Page, question: string): Promise<void> =>
  page.getByRole('group', { name: question }).getByLabel('Ja', { exact: true }).check();

/** The report as an officer writes it, with two children. What is typed is read back from the page by the journey. */
export const fillReport = async (
  officer: Person,
  entered: { personNumber: string; occurredOn: string; summary: string },
): Promise<void> => {
  const { page } = officer;
  await page.getByLabel('Anmälans diarienummer').fill('5000-K000001-26');
  await page.getByLabel('Brott').selectOption('gross-violation-of-a-woman');
  await page.getByLabel('Hände den').fill(entered.occurredOn);
  await page.getByLabel('Det finns omedelbar fara').check();
  await page.getByLabel('Händelsen i korthet').fill(entered.summary);
  const her = page.getByRole('group', { name: 'Våldsutsatt' });
  await her.getByLabel('Namn').fill('Linda Mäki');
  await her.getByLabel('Personnummer').fill(entered.personNumber);
  await her.getByLabel('Telefonnummer som är säkert').fill(exposed.safeContact.number);
  await her.getByLabel('Tider då det är säkert').fill(exposed.safeContact.hours);
  await her.getByLabel('Språk').fill(exposed.safeContact.language);
  await her.getByLabel('Adress').fill(`${exposed.street}, ${exposed.town}`);
  const him = page.getByRole('group', { name: 'Misstänkt våldsutövare' });
  await him.getByLabel('Namn').fill('Tobias Grahn');
  await him.getByLabel('Personnummer').fill(violenceUser.personnummer);
  const child = page.locator('details', { hasText: 'Barn 1' });
  await child.getByLabel('Namn').fill('Wilma Grahn');
  await child.getByLabel('Personnummer').fill(childNine.personnummer);
  const second = await officer.unfold('Barn 2');
  await second.getByLabel('Namn').fill('Elias Grahn');
  await second.getByLabel('Personnummer').fill(childFour.personnummer);
};

/** Three taps: to whom, was she alone, save. */
export const recordConsent = async (person: Person, casePath: string, to: string, wide = false): Promise<void> => {
  await person.go(`${casePath}/consent`);
  await person.follow('Muntligt samtycke');
  await person.page.getByLabel('Mottagare', { exact: true }).selectOption(to);
  if (wide) await person.page.getByLabel('Bred: också brott, barn, hälsa och planering').check();
  await yes(person.page, 'Var hon ensam');
  await person.press('Spara samtycket');
};

/** She is asked again, about one more recipient. */
export const extendConsent = async (person: Person, casePath: string, to: string): Promise<void> => {
  await person.go(`${casePath}/consent`);
  await person.follow('Utöka');
  await person.page.getByLabel('Ny mottagare').selectOption(to);
  await yes(person.page, 'Var hon ensam');
  await person.press('Spara utökningen');
};

/** A part of the consent: the only recipient that it has. */
export const withdrawRecipient = async (person: Person, casePath: string): Promise<void> => {
  await person.go(`${casePath}/consent`);
  await person.follow('Återkalla');
  await person.page.getByLabel('En del av det').check();
  await person.page.getByRole('group', { name: 'Mottagare som inte längre får något' }).getByRole('checkbox').check();
  await yes(person.page, 'Var hon ensam');
  await person.press('Registrera återkallelsen');
};

/** A request out of the case, as far as its preview; `tick` is chosen beside what the form proposes, by group and label. */
export const previewReferral = async (person: Person, casePath: string, to: string, tick: readonly (readonly [string, string])[]) => {
  await person.go(casePath);
  await person.follow('Ny förfrågan');
  await person.page.getByLabel('Mottagande funktion').selectOption(to);
  for (const [group, label] of tick) await person.page.getByRole('group', { name: group }).getByLabel(label).check();
  await person.page.getByLabel('Rättslig grund').selectOption('osl-10-1-consent');
  await person.press('Förhandsgranska');
};

/** Every question answered yes, the suggestion worked out, the level judged. */
export const assessHighRisk = async (person: Person, reviewOn: string): Promise<void> => {
  const { page } = person;
  await person.follow('Riskbedömning');
  await person.follow('Ny riskbedömning');
  await page.getByLabel('Vem bedömningen gäller').selectOption({ label: 'Linda Mäki (Våldsutsatt)' });
  await page.getByLabel('Anledning').selectOption('first-contact');
  for (const answer of await page.getByLabel('Ja', { exact: true }).all()) await answer.check();
  await person.press('Räkna ut förslag');
  await page.getByRole('group', { name: 'Nivå' }).getByLabel('Hög').check();
  await page.getByLabel('Ny bedömning senast').fill(reviewOn);
};

/** Plan and support, as they come, until a date: as far as the preview. */
export const previewStanding = async (person: Person, casePath: string, to: string, until: string): Promise<void> => {
  const { page } = person;
  await person.go(`${casePath}/disclosures`);
  await person.follow('Nytt utlämnande');
  await page.getByLabel('Mottagande funktion').selectOption(to);
  await page.getByLabel('Löpande till ett datum').check();
  await person.press('Fortsätt');
  const classes = page.getByRole('group', { name: 'Vilka sorters uppgifter?' });
  for (const box of await classes.getByRole('checkbox').all()) await box.uncheck();
  await classes.getByLabel('Gemensam planering').check();
  await classes.getByLabel('Stöd och insatser').check();
  await page.getByLabel('Ändamål').selectOption('plan');
  await page.getByLabel('Gäller till och med').fill(until);
  await person.press('Förhandsgranska');
};

export type PlanRow = readonly [kind: string, responsible: string, dueOn: string];
/** A goal, and who does what by when. */
export const draftPlan = async (person: Person, casePath: string, goal: string, rows: readonly PlanRow[]): Promise<void> => {
  await person.go(`${casePath}/plan`);
  await person.follow('Upprätta plan');
  const field = (name: string) => person.page.locator(`[name="${name}"]`);
  await field('goals.0.goal').fill(goal);
  for (const [index, [kind, responsible, dueOn]] of rows.entries()) {
    await field(`lines.${index}.kind`).selectOption(kind);
    await field(`lines.${index}.responsibleFunction`).selectOption(responsible);
    await field(`lines.${index}.dueOn`).fill(dueOn);
  }
  await person.page.getByLabel('Deltog i planeringen').check();
  await person.press('Spara planen');
};
