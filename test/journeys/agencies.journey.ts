import { randomUUID } from 'node:crypto';
import supertest from 'supertest';
import { demoPersons } from '#config/demo/persons';
import { createWorld, ok, type ApiPerson, type World } from '../support/world.js';

const DAY = 86_400_000;
/** Somebody of each agency beside the first three, the function they work in, and something that only their kind of agency would do. */
const AGENCIES = [
  ['prosecutor', 'aklagare-kansli', 'police-investigation', 'Åklagarens åtgärder', 'prosecution.Measure'],
  ['school-counsellor', 'elevhalsan-haparanda-mottagning', 'school-support', 'Skolans stöd', 'school.Support'],
  ['shelter-worker', 'bjorkudden-stod', 'contact-person', 'Föreningens stöd', 'civil-society.Support'],
  ['insurance-officer', 'forsakringskassan-handlaggning', 'financial-support', 'Myndighetens åtgärder', 'state-agencies.Measure'],
  ['employment-officer', 'arbetsformedlingen-handlaggning', 'information', 'Myndighetens åtgärder', 'state-agencies.Measure'],
  ['migration-officer', 'migrationsverket-mottagning', 'information', 'Myndighetens åtgärder', 'state-agencies.Measure'],
  ['resource-advisor', 'resurscentrum-konsultation', 'information', 'Resurscentrums stöd', 'resource-centre.Support'],
] as const;

/** One case, seven agencies: each plans and reports its own by the same kit, and none sees another's. */
describe('the agencies beside police, social services and health care', () => {
  let world: World;
  const people = new Map<string, ApiPerson>();
  const caseId = randomUUID();
  const [woman, child] = [randomUUID(), randomUUID()];
  const records = new Map(AGENCIES.map(([name]) => [name, randomUUID()]));
  const interventions = new Map(AGENCIES.map(([name]) => [name, randomUUID()]));
  const today = (offset = 0): string => new Date(world.clock.now().getTime() + offset * DAY).toISOString().slice(0, 10);
  const plan = (name: (typeof AGENCIES)[number][0], functionId: string, kind: string) => ({
    interventionId: interventions.get(name)!,
    ...{ recordId: records.get(name)!, caseId, personId: kind === 'school-support' ? child : woman, kind, functionId, dueOn: today(7) },
    note: `Anteckning av ${name}`,
  });

  beforeAll(async () => {
    world = await createWorld();
    const { namesake, childNine } = demoPersons;
    for (const [name, functionId] of AGENCIES) {
      const who = await world.api(`demo-${name}`);
      people.set(name, who);
      const recordId = records.get(name)!;
      await ok(who.post('/api/v1/records', { recordId, caseId, functionId, source: 'own' }));
      const person = { recordId, caseId, personId: woman, role: 'exposed', name: 'Linda Ek', personNumber: namesake.personnummer };
      await ok(who.post('/api/v1/people', person));
      await ok(
        who.post('/api/v1/people', { ...person, personId: child, role: 'child', name: 'Wilma Ek', personNumber: childNine.personnummer }),
      );
    }
    await world.settle();
  });
  afterAll(() => world?.close());

  it.each(AGENCIES)('%s plans, starts and completes', async (name, functionId, kind, _, type) => {
    const who = people.get(name)!;
    const foreign = { ...plan(name, 'polis-lulea-lpo', kind), interventionId: randomUUID() };
    expect((await who.post('/api/v1/interventions', foreign)).body).toMatchObject({ errors: [{ path: 'functionId' }] });
    const unfit = { ...plan(name, functionId, 'dental-care'), interventionId: randomUUID() };
    expect((await who.post('/api/v1/interventions', unfit)).body).toMatchObject({ errors: [{ path: 'kind' }] });
    await ok(who.post('/api/v1/interventions', plan(name, functionId, kind)));
    const url = `/api/v1/interventions/${interventions.get(name)!}`;
    await ok(who.post(`${url}/report`, { step: 'start', on: today() }));
    await ok(who.post(`${url}/report`, { step: 'complete', on: today() }));
    await world.settle();
    expect(await ok(who.get(url))).toMatchObject({ kind, status: 'completed', note: `Anteckning av ${name}` });
    const { rows } = await world.database.projector.query<{ type: string }>(
      "SELECT type FROM views.chain_entries WHERE case_id = $1 AND record_id = $2 AND thing = 'intervention' ORDER BY position",
      [caseId, records.get(name)!],
    );
    expect(rows.map((row) => row.type)).toEqual(['Planned', 'Started', 'Completed'].map((step) => `${type}${step}`));
  });

  it.each(AGENCIES)('%s sees its own, and nothing of the others', async (name, _function, _kind, title) => {
    const who = people.get(name)!;
    const { items } = await ok<{ items: { interventionId: string }[] }>(who.get(`/api/v1/interventions?caseId=${caseId}`));
    expect(items.map(({ interventionId }) => interventionId)).toEqual([interventions.get(name)!]);
    for (const [other, id] of interventions)
      expect([other, (await who.get(`/api/v1/interventions/${id}`)).status]).toEqual([other, other === name ? 200 : 404]);
    const page = await supertest(world.url)
      .get(`/workspace/interventions?caseId=${caseId}`)
      .set({ cookie: await world.cookie(`demo-${name}`), accept: 'text/html' });
    expect([page.status, page.text.includes(title)]).toEqual([200, true]);
  });

  it('an organisation outside OSL is sent a request with consent alone', async () => {
    const sent = await people.get('school-counsellor')!.post('/api/v1/referrals', {
      ...{ referralId: randomUUID(), recordId: records.get('school-counsellor')!, caseId, fromFunction: 'elevhalsan-haparanda-mottagning' },
      ...{ personIds: [woman], toFunction: 'bjorkudden-stod', classes: ['identity'], need: ['support'], purpose: 'support' },
      ...{ ground: 'osl-10-2-necessary', documentation: { reason: 'Hon behöver stöd.', necessity: 'Behövs för att ge stöd.' } },
    });
    expect([sent.status, (sent.body as { rule?: string }).rule]).toEqual([422, 'civil-society-referral-consent']);
  });
});
