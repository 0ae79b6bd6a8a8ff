import { expect } from '@jest/globals';
import { swedishDate } from '#libs/shared-kernel';
import { presentTime, Stage } from '#src/app/demo/journey/journey';
import { waitingRequests } from '#src/app/demo/journey/waiting-requests';
import { launch } from '../screens/browser.mjs';
import { standing } from '../support/standing.js';
import { createWorld, type World } from '../support/world.js';
import { Person, type Walk } from './person.js';

const GOAL = 'Hon kan bo kvar i tryggt boende';
const HERS = 'Hon och barnen kan bo kvar tryggt, och lås byts i veckan';
const HIS = 'Hon får hjälp med eget boende, och följer med på visning på tisdag';
const OTHERS = 'Hennes syster hämtar barnen';

// Says by itself why nothing runs where Chromium isn't installed.
const browser = await launch();
const journey = browser ? describe : describe.skip;

journey('A plan on screen', () => {
  let world: World;
  let walk: Walk;
  let planPath: string;

  beforeAll(async () => {
    world = await createWorld();
    walk = { browser: browser!, url: world.url, faults: [], checked: new Set(), standing: () => standing(world) };
    await waitingRequests.play(world.url, new Stage(() => undefined, { ...presentTime, now: () => world.clock.now() }));
    await world.settle();
  });
  afterAll(async () => {
    await browser?.close();
    await world?.close();
  });

  it('without script: login, a request accepted, a record opened, a plan drawn up and changed', async () => {
    const sara = await Person.login(walk, 'Sara Lindbäck', { javaScriptEnabled: false });
    const { page } = sara;
    const field = (name: string) => page.locator(`[name="${name}"]`);
    await sara.follow('Förfrågningar');
    await sara.follow(/Öppna förfrågan/);
    await sara.press('Acceptera');
    await sara.press('Öppna ärende');
    expect(await sara.text()).toContain('Sanna Ekholm');
    await sara.follow('Gemensam plan');
    planPath = sara.path();

    await sara.follow('Upprätta plan');
    await field('goals.0.goal').fill(GOAL);
    await sara.press('Lägg till rad');
    expect(await field('goals.0.goal').inputValue()).toBe(GOAL);
    expect(await field('lines.2.kind').count()).toBe(1);
    await field('lines.0.kind').selectOption('counselling');
    await field('lines.0.responsibleFunction').selectOption('boden-mottagning-vald');
    await page.getByLabel('Deltog i planeringen').check();
    await sara.press('Spara planen');
    // The date was left out: said first on the page, and where it belongs; the rest stands as it was typed.
    await page.locator('.error-summary a').click();
    expect(page.url()).toContain('#f-lines-0-dueOn');
    expect(await field('lines.0.kind').inputValue()).toBe('counselling');
    await field('lines.0.dueOn').fill(swedishDate(new Date(world.clock.now().getTime() + 7 * 86_400_000)));
    await sara.press('Spara planen');
    expect(await sara.text()).toContain(GOAL);

    await sara.follow('Ändra planen');
    await page.getByLabel('Det andra gör').fill(OTHERS);
    await sara.press('Spara planen');
    expect(await sara.text()).toContain(OTHERS);
    expect(sara.consoleErrors()).toEqual([]);
  });

  it('two at once: who comes second sees both versions and loses nothing typed', async () => {
    const ingaLill = await Person.login(walk, 'Inga-Lill Holmström');
    await ingaLill.follow('Teamets ärenden');
    const form = await ingaLill.unfold('Tilldela en kollega');
    await form.getByLabel('Kollega').selectOption({ label: 'Nawid Rahimi, Socialsekreterare' });
    await ingaLill.press('Tilldela', form);
    expect(await ingaLill.text()).toContain('Nawid Rahimi');
    await world.settle();

    const [sara, nawid] = [await Person.login(walk, 'Sara Lindbäck'), await Person.login(walk, 'Nawid Rahimi')];
    for (const [person, goal] of [
      [sara, HERS],
      [nawid, HIS],
    ] as const) {
      await person.go(planPath);
      await person.follow('Ändra planen');
      await person.page.locator('[name="goals.0.goal"]').fill(goal);
    }
    await sara.press('Spara planen');
    await nawid.press('Spara planen');
    expect(await nawid.text()).toContain('Någon annan har sparat planen medan du skrev');
    expect(await nawid.page.locator('#yours [name="goals.0.goal"]').inputValue()).toBe(HIS);
    expect(await nawid.text('#theirs')).toContain(HERS);
    expect(await nawid.text('#theirs')).toContain('Sara Lindbäck');

    await nawid.page.locator('#yours [name="goals.0.goal"]').fill(`${HERS}. ${HIS}`);
    await nawid.press('Spara planen');
    const saved = await nawid.text();
    for (const part of [HERS, HIS, OTHERS]) expect(saved).toContain(part);
    expect([...sara.consoleErrors(), ...nawid.consoleErrors(), ...ingaLill.consoleErrors(), ...walk.faults]).toEqual([]);
  });

  it('a page that nobody can use would be found on the way (negative control)', async () => {
    const own: Walk = { ...walk, faults: [], checked: new Set(), standing: () => standing(world) };
    const sara = await Person.login(own, 'Sara Lindbäck');
    expect(own.faults).toEqual([]);
    await sara.page.route('**/workspace/referrals', (route) =>
      route.fulfill({
        headers: { 'content-security-policy': "default-src 'none'" },
        contentType: 'text/html',
        body: '<html lang="sv"><title>x</title><body><main><h1>x</h1><input><style>p{}</style></main></body></html>',
      }),
    );
    await sara.go('/workspace/referrals');
    expect(own.faults.join()).toContain('label');
    expect(sara.consoleErrors().join()).toContain('Content Security Policy');
  });
});
