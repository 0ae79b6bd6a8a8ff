import { randomUUID } from 'node:crypto';
import supertest from 'supertest';
import { demoPersons } from '#config/demo/persons';
import { createWorld, ok, type ApiPerson, type World } from '../support/world.js';

/** Who may lift whose secrecy (OSL 12:2–3): by the personal number and the record, never by a tick. */
describe('whoever gives a consent', () => {
  let world: World;
  let sara: ApiPerson;
  const at = { recordId: randomUUID(), caseId: randomUUID() };
  const [woman, man, child, hidden] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];

  const consent = (change: object) => ({
    consentId: randomUUID(),
    ...at,
    personId: child,
    givenBy: 'guardian',
    form: 'oral',
    alone: 'yes',
    recipients: ['akutmottagning'],
    classes: ['identity', 'support'],
    purposes: ['healthcare'],
    until: '2026-12-01T08:00:00Z',
    circumstances: 'at-meeting',
    ...change,
  });
  const answer = async (change: object): Promise<string> => {
    const { status, body } = await sara.post('/api/v1/consents', consent(change));
    return `${status} ${(body as { rule?: string }).rule ?? ''}`.trim();
  };

  beforeAll(async () => {
    world = await createWorld();
    sara = await world.api('demo-boden-caseworker');
    await ok(sara.post('/api/v1/records', { ...at, functionId: 'boden-mottagning-vald', source: 'own' }));
    const persons = [
      { personId: woman, role: 'exposed', name: 'Linda Mäki', personNumber: demoPersons.exposed.personnummer },
      { personId: man, role: 'violence-user', name: 'Tobias Grahn', personNumber: demoPersons.violenceUser.personnummer },
      { personId: child, role: 'child', name: 'Wilma Grahn', personNumber: demoPersons.childNine.personnummer },
      { personId: hidden, role: 'child', name: 'Alva Grahn', protection: 'secrecy-mark' },
    ];
    for (const person of persons) await ok(sara.post('/api/v1/people', { ...at, ...person }));
    await world.settle();
  });
  afterAll(() => world?.close());

  it('is a guardian for a child, and the child by its own maturity: the control', async () => {
    expect(await answer({ givenByPersonId: woman })).toBe('201');
    expect(await answer({ givenBy: 'child-mature' })).toBe('201');
    expect(await answer({ personId: woman, givenBy: 'adult' })).toBe('201');
  });

  it('is no guardian of an adult, nor a child as an adult', async () => {
    expect(await answer({ personId: woman, givenByPersonId: man })).toBe('422 osl-12-2');
    expect(await answer({ givenBy: 'adult' })).toBe('422 osl-12-3');
  });

  it('is never the one suspected of the violence, nor a guardian of a protected child', async () => {
    expect(await answer({ givenByPersonId: man })).toBe('422 osl-12-3');
    expect(await answer({})).toBe('422 osl-12-3');
    expect(await answer({ personId: hidden, givenByPersonId: woman })).toBe('422 osl-12-3');
  });

  it('is a special representative by a court’s decision, which only the own record tells of', async () => {
    const appointed = (decidedOn: string) => ({
      personId: hidden,
      givenBy: 'special-representative',
      appointment: { court: 'Haparanda tingsrätt', decidedOn },
    });
    expect(await answer(appointed('2026-11-03'))).toBe('422 lag-1999-997');
    expect(await answer({ personId: hidden, givenBy: 'special-representative' })).toBe('422 lag-1999-997');
    expect(await answer(appointed('2026-10-30'))).toBe('201');
    await world.settle();
    const { rows } = await world.database.app.query<{ data: string }>(
      "SELECT data::text FROM es.events WHERE type = 'coordination.ConsentRecorded'",
    );
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.some(({ data }) => data.includes('Haparanda'))).toBe(false);
  });

  it('is told on the page, with the interpreter and the court; a refusal says which rule', async () => {
    const cookie = await world.cookie('demo-boden-caseworker');
    const path = `/workspace/cases/${at.caseId}/consent/new`;
    const get = (url: string) => supertest(world.url).get(url).set({ cookie, accept: 'text/html' });
    const post = (fields: object) =>
      supertest(world.url).post(path).set({ cookie, accept: 'text/html', 'sec-fetch-site': 'same-origin' }).type('form').send(fields);
    const form = (await get(path)).text;
    for (const words of ['Särskild företrädare för barnet', 'Domstol som förordnade företrädaren']) expect(form).toContain(words);
    const said = {
      personId: hidden,
      preset: 'basic',
      purposes: 'healthcare',
      lasts: '30',
      form: 'oral',
      circumstances: 'at-meeting',
      recipient: 'akutmottagning',
      alone: 'yes',
      interpreter: 'true',
    };
    const hiddenFields = Object.fromEntries(
      [...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [name!, value!]),
    );
    const refused = await post({ ...hiddenFields, ...said, givenBy: 'guardian', givenByPersonId: woman });
    expect(refused.status).toBe(400);
    expect(refused.text).toContain('OSL 12:3: Barnet har skyddade personuppgifter');
    const done = await post({
      ...hiddenFields,
      ...said,
      givenBy: 'special-representative',
      court: 'Haparanda tingsrätt',
      decidedOn: '2026-10-30',
    });
    expect(done.status).toBe(303);
    const list = (await get(String(done.headers['location']))).text;
    for (const words of ['Särskild företrädare för barnet', 'Haparanda tingsrätt', 'Tolk användes']) expect(list).toContain(words);
  });
});
