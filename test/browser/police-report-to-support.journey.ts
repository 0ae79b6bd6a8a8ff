import { expect } from '@jest/globals';
import { demoPersons } from '#config/demo';
import { swedishDate } from '#libs/shared-kernel';
import { launch } from '../screens/browser.mjs';
import { createWorld, type World } from '../support/world.js';
import { Person, type Walk } from './person.js';

const { exposed, violenceUser, childNine, childFour } = demoPersons;
const LULEA = 'lulea-mottagning-vald';
const BODEN = 'boden-mottagning-vald';
const CARE = 'vardcentral-boden-kurator';
const SUMMARY = 'Grannar larmade. Hon berättar om upprepat våld och om hot sedan hon sagt att hon vill flytta.';
const GOAL = 'Hon och barnen är trygga och har stöd';

// Says by itself why nothing runs where Chromium isn't installed.
const browser = await launch();
const journey = browser ? describe : describe.skip;

/** Scenario 2 of the domain, by clicking and typing: each of the seven as themself, in a browser of their own. */
journey('From police report to support, on screen', () => {
  let world: World;
  let walk: Walk;
  let casePath: string;
  let referralPath: string;
  let jonas: Person, amira: Person, sara: Person, maria: Person, ellen: Person, johan: Person, ingaLill: Person;
  let broken = false;
  /** Each part goes on where the one before ended: after a broken one the rest would only wait for what never comes. */
  const unbroken = (walked: () => Promise<void>) => async (): Promise<void> => {
    if (broken) throw new Error('not walked, since a part before it failed');
    broken = true;
    await walked();
    broken = false;
  };
  const day = (offset: number): string => swedishDate(new Date(world.clock.now().getTime() + offset * 86_400_000));

  beforeAll(async () => {
    world = await createWorld();
    walk = { browser: browser!, url: world.url, faults: [], checked: new Set() };
    [jonas, amira, sara, maria, ellen, johan, ingaLill] = (await Promise.all(
      ['Jonas Niemi', 'Amira Haddad', 'Sara Lindbäck', 'Maria Stenlund', 'Ellen Sarri', 'Johan Mäki', 'Inga-Lill Holmström'].map((name) =>
        Person.login(walk, name),
      ),
    )) as [Person, Person, Person, Person, Person, Person, Person];
  });
  afterAll(async () => {
    await browser?.close();
    await world?.close();
  });

  it(
    'police: a wrong check digit is shown, and nothing typed is lost',
    unbroken(async () => {
      await jonas.follow('Ny anmälan');
      const { page } = jonas;
      await page.getByLabel('Anmälans diarienummer').fill('5000-K000001-26');
      await page.getByLabel('Brott').selectOption('gross-violation-of-a-woman');
      await page.getByLabel('Hände den').fill(day(-1));
      await page.getByLabel('Det finns omedelbar fara').check();
      await page.getByLabel('Händelsen i korthet').fill(SUMMARY);
      const her = page.getByRole('group', { name: 'Våldsutsatt' });
      await her.getByLabel('Namn').fill('Linda Mäki');
      await her.getByLabel('Personnummer').fill('199005122389');
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
      const second = await jonas.unfold('Barn 2');
      await second.getByLabel('Namn').fill('Elias Grahn');
      await second.getByLabel('Personnummer').fill(childFour.personnummer);
      await jonas.press('Spara anmälan');

      const summary = page.locator('[data-error-summary]');
      expect(await summary.getByRole('listitem').allInnerTexts()).toEqual([expect.stringContaining('Personnumret stämmer inte')]);
      await summary.getByRole('link').click();
      const number = page.locator(':focus');
      expect(await number.inputValue()).toBe('199005122389');
      expect(await number.getAttribute('aria-invalid')).toBe('true');
      expect(await page.getByLabel('Händelsen i korthet').inputValue()).toBe(SUMMARY);
      expect(await page.getByLabel('Det finns omedelbar fara').isChecked()).toBe(true);
      expect(await him.getByLabel('Namn').inputValue()).toBe('Tobias Grahn');
      expect(await second.getByLabel('Namn').inputValue()).toBe('Elias Grahn');
      await number.fill(exposed.personnummer);
      await jonas.press('Spara anmälan');
      casePath = jonas.path();
      expect(casePath).toMatch(/^\/workspace\/cases\/[0-9a-f-]{36}$/);
      expect(await jonas.text()).toContain('Linda Mäki');
    }),
  );

  it(
    'police: oral consent in three taps',
    unbroken(async () => {
      await jonas.go(`${casePath}/consent`);
      await jonas.follow('Muntligt samtycke');
      await jonas.page.getByLabel('Mottagare', { exact: true }).selectOption(LULEA);
      await jonas.page.getByRole('group', { name: 'Var hon ensam' }).getByLabel('Ja', { exact: true }).check();
      await jonas.press('Spara samtycket');
      expect(jonas.path()).toBe(`${casePath}/consent`);
      expect(await jonas.text()).toContain('Luleå');
    }),
  );

  it(
    'police: a request to Luleå, after a preview of exactly what is shared',
    unbroken(async () => {
      await jonas.go(casePath);
      await jonas.follow('Ny förfrågan');
      const { page } = jonas;
      await page.getByLabel('Mottagande funktion').selectOption(LULEA);
      await page.getByRole('group', { name: 'Uppgifter som ska lämnas' }).getByLabel('Risk och skydd').check();
      await page.getByLabel('Rättslig grund').selectOption('osl-10-1-consent');
      await jonas.press('Förhandsgranska');
      const shared = await jonas.text('.preview-shared');
      expect(shared).toContain('Linda Mäki');
      expect(shared).toContain(exposed.safeContact.number);
      for (const never of ['Grannar', exposed.street, 'Wilma', 'Tobias', 'kvinnofrid']) expect(shared).not.toContain(never);
      expect(await jonas.text('.preview-withheld')).toContain('Brott och anmälan');
      await jonas.press('Skicka förfrågan');
      referralPath = jonas.path();
      expect(await jonas.text()).toContain('Förfrågan är skickad.');
    }),
  );

  it(
    'the liaison sees the request and nothing else',
    unbroken(async () => {
      await world.settle();
      await ellen.go('/workspace/referrals?box=sent');
      await ellen.follow(/Öppna förfrågan/);
      expect(ellen.path()).toBe(referralPath);
      expect(await ellen.page.locator('.main-nav a').allInnerTexts()).toEqual(['Inkomna förfrågningar']);
      await ellen.go(casePath);
      expect(await ellen.text()).not.toContain('Linda');
      expect(await ellen.page.locator('h1').innerText()).toMatch(/finns inte/i);
    }),
  );

  it(
    'Luleå returns it with a reason, and keeps nothing of what it said',
    unbroken(async () => {
      await amira.follow('Förfrågningar');
      await amira.follow(/Öppna förfrågan/);
      expect(await amira.text()).toContain('Linda Mäki');
      const form = await amira.unfold('Återsänd med skäl');
      await form.getByLabel('Fel kommun').check();
      await amira.press('Återsänd med skäl', form);
      expect(await amira.text()).toContain('Återsänd av er');
      expect(await amira.text()).toContain('Fel kommun');
      expect(await amira.source()).not.toContain('Linda');
    }),
  );

  it(
    'police: not without her consent to Boden; then on to Boden',
    unbroken(async () => {
      await world.settle();
      const sendOn = async () => {
        await jonas.go(referralPath);
        const form = await jonas.unfold('Sänd vidare');
        await form.getByLabel('Mottagande funktion').selectOption(BODEN);
        await jonas.press('Sänd vidare', form);
      };
      await sendOn();
      expect(await jonas.page.locator('[data-error-summary]').innerText()).toMatch(/samtycke/i);
      expect(await jonas.page.getByLabel('Mottagande funktion').inputValue()).toBe(BODEN);
      await jonas.go(`${casePath}/consent`);
      await jonas.follow('Utöka');
      await jonas.page.getByLabel('Ny mottagare').selectOption(BODEN);
      await jonas.page.getByRole('group', { name: 'Var hon ensam' }).getByLabel('Ja', { exact: true }).check();
      await jonas.press('Spara utökningen');
      expect(await jonas.text()).toContain('Boden');
      await sendOn();
      expect(await jonas.text()).toContain('Sänd vidare');
      expect(await jonas.page.locator('[data-error-summary]').count()).toBe(0);
    }),
  );

  it(
    'Boden acknowledges and asks, the police answer, Boden accepts and opens a record of its own',
    unbroken(async () => {
      await world.settle();
      await sara.follow('Förfrågningar');
      await sara.follow(/Öppna förfrågan/);
      expect(sara.path()).toBe(referralPath);
      await sara.press('Kvittera');
      const ask = await sara.unfold('Begär komplettering');
      await ask.getByLabel('Vad behöver ni veta?').fill('Finns det barn i hushållet?');
      await sara.press('Begär komplettering', ask);

      await world.settle();
      await jonas.go(referralPath);
      const answer = await jonas.unfold('Svara på kompletteringen');
      await answer.getByLabel('Ditt svar').fill('Ja, två barn. Orosanmälan går för sig.');
      await jonas.press('Svara på kompletteringen', answer);

      await world.settle();
      await sara.go(referralPath);
      expect(await sara.text()).toContain('Ja, två barn.');
      await sara.press('Acceptera');
      await sara.press('Öppna ärende');
      expect(sara.path()).toBe(casePath);
      const seen = await sara.text();
      expect(seen).toContain('Från Polisen');
      expect(seen).toContain(exposed.safeContact.number);
      expect(seen).not.toContain('Polisanmälan');
      expect(await sara.source()).not.toContain('Grannar');
    }),
  );

  it(
    'her brother, who works in Boden, sees nothing',
    unbroken(async () => {
      await world.settle();
      await johan.follow('Förfrågningar');
      expect(await johan.text()).toContain('Inga förfrågningar');
      for (const path of [referralPath, casePath]) {
        await johan.go(path);
        expect(await johan.page.locator('h1').innerText()).toMatch(/finns inte/i);
      }
      await johan.go('/workspace/people/search');
      await johan.page.getByLabel('Namn eller personnummer').fill(exposed.personnummer);
      await johan.press('Sök');
      expect(await johan.text()).toContain('Ingen träff');
      expect(await johan.source()).not.toContain('Linda');
    }),
  );

  it(
    'Boden: a structured risk assessment, high',
    unbroken(async () => {
      await sara.follow('Riskbedömning');
      await sara.follow('Ny riskbedömning');
      const { page } = sara;
      await page.getByLabel('Vem bedömningen gäller').selectOption({ label: 'Linda Mäki (Våldsutsatt)' });
      await page.getByLabel('Anledning').selectOption('first-contact');
      for (const yes of await page.getByLabel('Ja', { exact: true }).all()) await yes.check();
      await sara.press('Räkna ut förslag');
      expect(await sara.text()).toContain('Instrumentet föreslår: Hög');
      await page.getByRole('group', { name: 'Nivå' }).getByLabel('Hög').check();
      await page.getByLabel('Ny bedömning senast').fill(day(30));
      await sara.press('Spara bedömningen');
      expect(await sara.text()).toContain('Hög risk');
    }),
  );

  it(
    'Boden: consent to the kurator, a standing disclosure previewed and decided, a request',
    unbroken(async () => {
      const { page } = sara;
      await sara.go(`${casePath}/consent/new`);
      await page.getByLabel('Mottagare', { exact: true }).selectOption(CARE);
      await page.getByLabel('Bred: också brott, barn, hälsa och planering').check();
      await page.getByRole('group', { name: 'Var hon ensam' }).getByLabel('Ja', { exact: true }).check();
      await sara.press('Spara samtycket');

      await sara.go(`${casePath}/disclosures`);
      await sara.follow('Nytt utlämnande');
      await page.getByLabel('Mottagande funktion').selectOption(CARE);
      await page.getByLabel('Löpande till ett datum').check();
      await sara.press('Fortsätt');
      const classes = page.getByRole('group', { name: 'Vilka sorters uppgifter?' });
      for (const box of await classes.getByRole('checkbox').all()) await box.uncheck();
      await classes.getByLabel('Gemensam planering').check();
      await classes.getByLabel('Stöd och insatser').check();
      await page.getByLabel('Ändamål').selectOption('plan');
      await page.getByLabel('Gäller till och med').fill(day(80));
      await sara.press('Förhandsgranska');
      expect(await sara.text()).toContain('Vårdcentralen i Boden');
      expect(await sara.text('.preview-withheld')).toContain('Risk och skydd');
      await sara.press('Besluta');
      expect(await sara.text()).toContain('Löpande till ett datum');

      await sara.go(casePath);
      await sara.follow('Ny förfrågan');
      await page.getByLabel('Mottagande funktion').selectOption(CARE);
      await page.getByRole('group', { name: 'Vad ber ni om?' }).getByLabel('Delta i gemensam planering').check();
      await page.getByRole('group', { name: 'Ändamål' }).getByLabel('Gemensam planering').check();
      await page.getByLabel('Rättslig grund').selectOption('osl-10-1-consent');
      await sara.press('Förhandsgranska');
      await sara.press('Skicka förfrågan');
    }),
  );

  it(
    'health care accepts and opens a record of its own',
    unbroken(async () => {
      await world.settle();
      await maria.follow('Förfrågningar');
      await maria.follow(/Öppna förfrågan/);
      await maria.press('Acceptera');
      await maria.press('Öppna ärende');
      expect(maria.path()).toBe(casePath);
      expect(await maria.text()).toContain('Linda Mäki');
      expect(await maria.source()).not.toContain('Hög risk');
    }),
  );

  it(
    'the joint plan is drafted and decided, and each agency gets its own',
    unbroken(async () => {
      const { page } = sara;
      await sara.go(`${casePath}/plan`);
      await sara.follow('Upprätta plan');
      const field = (name: string) => page.locator(`[name="${name}"]`);
      await field('goals.0.goal').fill(GOAL);
      const rows = [
        ['counselling', BODEN, 7],
        ['treatment', CARE, 14],
      ] as const;
      for (const [index, [kind, responsible, due]] of rows.entries()) {
        await field(`lines.${index}.kind`).selectOption(kind);
        await field(`lines.${index}.responsibleFunction`).selectOption(responsible);
        await field(`lines.${index}.dueOn`).fill(day(due));
      }
      await page.getByLabel('Deltog i planeringen').check();
      await sara.press('Spara planen');
      expect(await sara.text()).toContain(GOAL);
      expect(await sara.text()).toContain('Utkast');
      await world.settle();
      await maria.go(casePath);
      expect(await maria.text()).not.toContain('Samordnad individuell plan');
      await sara.press('Besluta planen');
      expect(await sara.text()).toContain('Samordnad individuell plan (SIP)');
      await world.settle();
      await world.settle();
      await maria.go(casePath);
      expect(await maria.text()).toContain('Samordnad individuell plan (SIP)');
      expect(await maria.text()).toContain('Utlämnat av Socialtjänsten i Boden');
      await maria.go(`${casePath}/plan`);
      // Classes plan and support were disclosed, free text was not.
      expect(await maria.source()).not.toContain(GOAL);
    }),
  );

  it(
    'Boden starts its support, which health care sees',
    unbroken(async () => {
      await sara.go(casePath);
      await sara.follow('Våra insatser');
      await sara.follow('Rådgivning');
      await sara.page.getByLabel('Insatsen har påbörjats').check();
      await sara.press('Spara rapporten');
      expect(await sara.text()).toContain('Pågår');
      await world.settle();
      await maria.go(casePath);
      expect(await maria.text('#chain')).toMatch(/Rådgivning[\s\S]*Pågår/);
    }),
  );

  it(
    'she withdraws a part of the consent: the very next page of health care shows nothing of Boden’s',
    unbroken(async () => {
      await sara.go(`${casePath}/consent`);
      await sara.follow('Återkalla');
      const { page } = sara;
      await page.getByLabel('En del av det').check();
      await page.getByRole('group', { name: 'Mottagare som inte längre får något' }).getByRole('checkbox').check();
      await page.getByRole('group', { name: 'Var hon ensam' }).getByLabel('Ja', { exact: true }).check();
      await sara.press('Registrera återkallelsen');
      expect(await sara.text()).toContain('Återkallelsen gäller från och med nu');

      // No waiting: whatever the views have come to, the right is judged when the page is asked for.
      await maria.go(casePath);
      const chain = await maria.text('#chain');
      for (const theirs of ['Samordnad individuell plan', 'Rådgivning', 'Utlämnat av']) expect(chain).not.toContain(theirs);
      await world.settle();
      await maria.go(casePath);
      expect(await maria.text()).toMatch(/Utlämnandet (har upphört|upphörde)/);
    }),
  );

  it(
    'the supervisor reviews who has read what, denials too, and cannot read the case',
    unbroken(async () => {
      await ingaLill.follow('Granskning');
      const review = await ingaLill.text();
      expect(review).toContain('Sara Lindbäck');
      expect(review).toContain('Region Norrbotten');
      await ingaLill.page.getByLabel('Utfall').selectOption('denied');
      await ingaLill.press('Visa');
      const denied = await ingaLill.text();
      expect(denied).toContain('Johan Mäki');
      expect(denied).toContain('Nekad');
      await ingaLill.go(casePath);
      expect(await ingaLill.page.locator('h1').innerText()).toMatch(/finns inte/i);
    }),
  );

  it(
    'by keyboard: past the menu to the content, and through the form in the order that it is read',
    unbroken(async () => {
      const { page } = jonas;
      await jonas.go(`${casePath}/consent/new`);
      const focused = () => page.evaluate(() => document.activeElement?.id ?? '');
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.className)).toContain('skip-link');
      await page.keyboard.press('Enter');
      expect(await focused()).toBe('main');
      const order: string[] = [];
      for (let step = 0; step < 30 && !order.includes('f-safeContact'); step++) {
        await page.keyboard.press('Tab');
        order.push(await focused());
      }
      const read = ['f-personId', 'f-recipient', 'f-preset', 'f-lasts', 'f-alone', 'f-safeContact'];
      // A group of radio buttons is one stop, at the one that is chosen: its id begins with the group's.
      expect(read.map((name) => order.findIndex((id) => id.startsWith(name)))).toEqual(
        read.map((name) => order.findIndex((id) => id.startsWith(name))).toSorted((one, other) => one - other),
      );
      expect(order.findIndex((id) => id.startsWith('f-personId'))).toBeGreaterThanOrEqual(0);
    }),
  );

  it(
    'every page on the way was accessible and kept its policy',
    unbroken(async () => {
      expect(walk.faults).toEqual([]);
      expect(walk.checked.size).toBeGreaterThan(20);
      for (const person of [jonas, amira, sara, maria, ellen, johan, ingaLill])
        expect([person.name, person.consoleErrors()]).toEqual([person.name, []]);
    }),
  );
});
