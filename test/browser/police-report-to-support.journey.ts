import { expect } from '@jest/globals';
import { demoPersons } from '#config/demo';
import { swedishDate } from '#libs/shared-kernel';
import { launch } from '../screens/browser.mjs';
import { standing } from '../support/standing.js';
import { createWorld, type World } from '../support/world.js';
import {
  assessHighRisk,
  draftPlan,
  extendConsent,
  fillReport,
  previewReferral,
  previewStanding,
  recordConsent,
  withdrawRecipient,
} from './forms.js';
import { Person, type Walk } from './person.js';

const { exposed } = demoPersons;
const LULEA = 'lulea-mottagning-vald';
const BODEN = 'boden-mottagning-vald';
const CARE = 'vardcentral-boden-kurator';
const SUMMARY = 'Grannar larmade. Hon berättar om upprepat våld och om hot sedan hon sagt att hon vill flytta.';
const WRONG_NUMBER = '199005122389';
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
  const unbroken = async (walked: () => Promise<void>): Promise<void> => {
    if (broken) throw new Error('not walked, since a part before it failed');
    broken = true;
    await walked();
    broken = false;
  };
  const day = (offset: number): string => swedishDate(new Date(world.clock.now().getTime() + offset * 86_400_000));
  const heading = (person: Person) => person.page.locator('h1').innerText();

  beforeAll(async () => {
    world = await createWorld();
    walk = { browser: browser!, url: world.url, faults: [], checked: new Set(), standing: () => standing(world) };
    const login = (name: string) => Person.login(walk, name);
    [jonas, ellen, amira] = [await login('Jonas Niemi'), await login('Ellen Sarri'), await login('Amira Haddad')];
    [sara, johan, ingaLill] = [await login('Sara Lindbäck'), await login('Johan Mäki'), await login('Inga-Lill Holmström')];
    maria = await login('Maria Stenlund');
  });
  afterAll(async () => {
    await browser?.close();
    await world?.close();
  });

  it('police: a wrong check digit is shown, and nothing typed is lost', () =>
    unbroken(async () => {
      const { page } = jonas;
      await jonas.follow('Ny anmälan');
      await fillReport(jonas, { personNumber: WRONG_NUMBER, occurredOn: day(-1), summary: SUMMARY });
      await jonas.press('Spara anmälan');

      const summary = page.locator('[data-error-summary]');
      expect(await summary.getByRole('listitem').allInnerTexts()).toEqual([expect.stringContaining('Personnumret stämmer inte')]);
      await summary.getByRole('link').click();
      const number = page.locator(':focus');
      expect(await number.inputValue()).toBe(WRONG_NUMBER);
      expect(await number.getAttribute('aria-invalid')).toBe('true');
      expect(await page.getByLabel('Händelsen i korthet').inputValue()).toBe(SUMMARY);
      expect(await page.getByLabel('Det finns omedelbar fara').isChecked()).toBe(true);
      expect(await page.getByRole('group', { name: 'Misstänkt våldsutövare' }).getByLabel('Namn').inputValue()).toBe('Tobias Grahn');
      expect(await page.locator('details', { hasText: 'Barn 2' }).getByLabel('Namn').inputValue()).toBe('Elias Grahn');
      await number.fill(exposed.personnummer);
      await jonas.press('Spara anmälan');
      casePath = jonas.path();
      expect(casePath).toMatch(/^\/workspace\/cases\/[0-9a-f-]{36}$/);
      expect(await jonas.text()).toContain('Linda Mäki');
    }));

  it('police: oral consent in three taps, then a request to Luleå after a preview of exactly what is shared', () =>
    unbroken(async () => {
      await recordConsent(jonas, casePath, LULEA);
      expect(await jonas.text()).toContain('Luleå');
      await previewReferral(jonas, casePath, LULEA, [['Uppgifter som ska lämnas', 'Risk och skydd']]);
      const shared = await jonas.text('.preview-shared');
      for (const chosen of ['Linda Mäki', exposed.safeContact.number]) expect(shared).toContain(chosen);
      for (const never of ['Grannar', exposed.street, 'Wilma', 'Tobias', 'kvinnofrid']) expect(shared).not.toContain(never);
      expect(await jonas.text('.preview-withheld')).toContain('Brott och anmälan');
      await jonas.press('Skicka förfrågan');
      referralPath = jonas.path();
      expect(await jonas.text()).toContain('Förfrågan är skickad.');
    }));

  it('the liaison sees the request and nothing else', () =>
    unbroken(async () => {
      await world.settle();
      await ellen.go('/workspace/referrals?box=sent');
      await ellen.follow(/Öppna förfrågan/);
      expect(ellen.path()).toBe(referralPath);
      expect(await ellen.page.locator('.main-nav a').allInnerTexts()).toEqual(['Inkomna förfrågningar']);
      await ellen.go(casePath);
      expect(await heading(ellen)).toMatch(/finns inte/i);
      expect(await ellen.source()).not.toContain('Linda');
    }));

  it('Luleå returns it with a reason, and keeps nothing of what it said', () =>
    unbroken(async () => {
      await amira.follow('Förfrågningar');
      await amira.follow(/Öppna förfrågan/);
      expect(await amira.text()).toContain('Linda Mäki');
      const form = await amira.unfold('Återsänd med skäl');
      await form.getByLabel('Fel kommun').check();
      await amira.press('Återsänd med skäl', form);
      expect(await amira.text()).toMatch(/Återsänd av er[\s\S]*Fel kommun/);
      expect(await amira.source()).not.toContain('Linda');
    }));

  it('police: not without her consent to Boden; then on to Boden', () =>
    unbroken(async () => {
      await world.settle();
      const sendOn = async () => {
        await jonas.go(referralPath);
        const form = await jonas.unfold('Sänd vidare');
        await form.getByLabel('Mottagande funktion').selectOption(BODEN);
        await jonas.press('Sänd vidare', form);
      };
      await sendOn();
      expect(await jonas.text('[data-error-summary]')).toMatch(/samtycke/i);
      expect(await jonas.page.getByLabel('Mottagande funktion').inputValue()).toBe(BODEN);
      await extendConsent(jonas, casePath, BODEN);
      await sendOn();
      expect(await jonas.page.locator('[data-error-summary]').count()).toBe(0);
      expect(await jonas.text('#conversation')).toContain('Sänd vidare');
    }));

  it('Boden acknowledges and asks, the police answer, Boden accepts and opens a record of its own', () =>
    unbroken(async () => {
      await world.settle();
      await sara.follow('Förfrågningar');
      await sara.follow(/Öppna förfrågan/);
      await sara.press('Kvittera');
      const ask = await sara.unfold('Begär komplettering');
      await ask.getByLabel('Vad behöver ni veta?').fill('Vilken tid kan vi ringa henne?');
      await sara.press('Begär komplettering', ask);
      await world.settle();
      await jonas.go(referralPath);
      const answer = await jonas.unfold('Svara på kompletteringen');
      await answer.getByLabel('Kontaktuppgifter').check();
      await answer.getByLabel('Ditt svar').fill('Vardagar mellan 9 och 11.');
      await jonas.press('Svara på kompletteringen', answer);
      await world.settle();
      await sara.go(referralPath);
      expect(await sara.text()).toContain('Vardagar mellan 9 och 11.');
      await sara.press('Acceptera');
      await sara.press('Öppna ärende');
      expect(sara.path()).toBe(casePath);
      const seen = await sara.text();
      for (const received of ['Från Polisen', exposed.safeContact.number]) expect(seen).toContain(received);
      expect(await sara.text('#chain')).not.toContain('Polisen');
      expect(await sara.source()).not.toContain('Grannar');
    }));

  it('her brother, who works in Boden, sees nothing', () =>
    unbroken(async () => {
      await world.settle();
      await johan.follow('Förfrågningar');
      expect(await johan.text()).toContain('Inga förfrågningar');
      for (const path of [referralPath, casePath]) {
        await johan.go(path);
        expect(await heading(johan)).toMatch(/finns inte/i);
      }
      await johan.go('/workspace/people/search');
      await johan.page.getByLabel('Namn eller personnummer').fill(exposed.personnummer);
      await johan.press('Sök');
      expect(await johan.text()).toContain('Ingen träff');
      expect(await johan.source()).not.toContain('Linda');
    }));

  it('Boden: a structured risk assessment, high', () =>
    unbroken(async () => {
      await assessHighRisk(sara, day(30));
      expect(await sara.text()).toContain('Instrumentet föreslår: Hög');
      await sara.press('Spara bedömningen');
      expect(await sara.text()).toContain('Hög risk');
    }));

  it('Boden: consent to the kurator, a standing disclosure previewed and decided, a request', () =>
    unbroken(async () => {
      await recordConsent(sara, casePath, CARE, true);
      await previewStanding(sara, casePath, CARE, day(80));
      expect(await sara.text()).toContain('Vårdcentralen i Boden');
      expect(await sara.text('.preview-withheld')).toContain('Risk och skydd');
      await sara.press('Besluta');
      expect(await sara.text()).toContain('Löpande till ett datum');
      await previewReferral(sara, casePath, CARE, [
        ['Vad ber ni om?', 'Delta i gemensam planering'],
        ['Ändamål', 'Gemensam planering'],
      ]);
      await sara.press('Skicka förfrågan');
      expect(await sara.text()).toContain('Förfrågan är skickad.');
    }));

  it('health care accepts and opens a record of its own', () =>
    unbroken(async () => {
      await world.settle();
      await maria.follow('Förfrågningar');
      await maria.follow(/Öppna förfrågan/);
      await maria.press('Acceptera');
      await maria.press('Öppna ärende');
      expect(maria.path()).toBe(casePath);
      expect(await maria.text()).toContain('Linda Mäki');
      expect(await maria.source()).not.toContain('Hög risk');
    }));

  it('the joint plan is drafted and decided; health care sees it when it is decided, without its free text', () =>
    unbroken(async () => {
      await draftPlan(sara, casePath, GOAL, [
        ['counselling', BODEN, day(7)],
        ['treatment', CARE, day(14)],
      ]);
      expect(await sara.text()).toMatch(/Utkast[\s\S]*Hon och barnen är trygga/);
      await world.settle();
      await maria.go(casePath);
      expect(await maria.text()).not.toContain('Samordnad individuell plan');
      await sara.press('Besluta planen');
      expect(await sara.text()).toContain('Samordnad individuell plan (SIP)');
      // Twice: what the plan sets in motion writes more.
      await world.settle();
      await world.settle();
      await maria.go(casePath);
      expect(await maria.text('#chain')).toMatch(/Samordnad individuell plan \(SIP\)[\s\S]*Utlämnat av Socialtjänsten i Boden/);
      await maria.go(`${casePath}/plan`);
      expect(await maria.source()).not.toContain(GOAL);
    }));

  it('Boden starts its support, which health care sees', () =>
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
    }));

  it('she withdraws a part of the consent: the very next page of health care shows nothing of Boden’s', () =>
    unbroken(async () => {
      await withdrawRecipient(sara, casePath);
      expect(await sara.text()).toContain('Återkallelsen gäller från och med nu');
      // No waiting: whatever the views have come to, the right is judged when the page is asked for.
      await maria.go(casePath);
      const chain = await maria.text('#chain');
      for (const theirs of ['Samordnad individuell plan', 'Rådgivning', 'Utlämnat av']) expect(chain).not.toContain(theirs);
      await world.settle();
      await maria.go(casePath);
      expect(await maria.text()).toMatch(/Utlämnandet (har upphört|upphörde)/);
    }));

  it('the supervisor reviews who has read what, denials too, and cannot read the case', () =>
    unbroken(async () => {
      await ingaLill.follow('Granskning');
      const review = await ingaLill.text();
      for (const reader of ['Sara Lindbäck', 'Region Norrbotten']) expect(review).toContain(reader);
      await ingaLill.page.getByLabel('Utfall').selectOption('denied');
      await ingaLill.press('Visa');
      expect(await ingaLill.text()).toMatch(/Johan Mäki[\s\S]*Nekad/);
      await ingaLill.go(casePath);
      expect(await heading(ingaLill)).toMatch(/finns inte/i);
    }));

  it('by keyboard: past the menu to the content, and through the form in the order that it is read', () =>
    unbroken(async () => {
      const { page } = jonas;
      await jonas.go(`${casePath}/consent/new`);
      const focused = () => page.evaluate(() => document.activeElement?.id ?? '');
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.className)).toContain('skip-link');
      await page.keyboard.press('Enter');
      expect(await focused()).toBe('main');
      const order: string[] = [];
      for (let pressed = 0; pressed < 40 && order.at(-1) !== 'f-safeContact'; pressed++) {
        await page.keyboard.press('Tab');
        order.push(await focused());
      }
      // A group of radio buttons is one stop, at the one that is chosen: its id begins with the group's.
      const read = ['f-personId', 'f-recipient', 'f-preset', 'f-lasts', 'f-alone', 'f-safeContact'];
      const places = read.map((name) => order.findIndex((id) => id.startsWith(name)));
      expect(places).not.toContain(-1);
      expect(places).toEqual(places.toSorted((one, other) => one - other));
    }));

  it('every page on the way was accessible and kept its policy', () => {
    expect(walk.faults).toEqual([]);
    expect(walk.checked.size).toBeGreaterThan(20);
    const people = [jonas, amira, sara, maria, ellen, johan, ingaLill];
    expect(people.flatMap((person) => person.consoleErrors().map((error) => `${person.name}: ${error}`))).toEqual([]);
  });
});
