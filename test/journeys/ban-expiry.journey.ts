import { randomUUID } from 'node:crypto';
import { demoPersons } from '#config/demo/persons';
import { ProceedingExpiry } from '#src/proceedings/index';
import { asOwner } from '../privacy/past-the-walls.js';
import { createWorld, ok, type ApiPerson, type SharedWorld } from '../support/world.js';

const DAY = 86_400_000;
const HERS = 'boden-mottagning-vald';

/** A contact ban ends by itself: the moment its last day has passed, for its owner and for whoever it was disclosed to, and is recorded once. */
describe('a contact ban whose time runs out', () => {
  let world: SharedWorld;
  let erik: ApiPerson;
  let sara: ApiPerson;
  const caseId = randomUUID();
  const [prosecution, hers, woman, consentId] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  const [ban, extended] = [randomUUID(), randomUUID()];
  const day = (offset = 0): string => new Date(world.clock.now().getTime() + offset * DAY).toISOString().slice(0, 10);
  const moment = (days: number): string => new Date(world.clock.now().getTime() + days * DAY).toISOString();
  const login = async (): Promise<void> => {
    [erik, sara] = (await Promise.all(['prosecutor', 'boden-caseworker'].map((name) => world.api(`demo-${name}`)))) as [
      ApiPerson,
      ApiPerson,
    ];
  };
  const later = async (days: number): Promise<void> => {
    world.clock.advance(days * DAY);
    await login();
  };
  const take = (id: string, body: object) => erik.post(`/api/v1/prosecution/contact-bans/${id}`, { on: day(), ...body });
  const rule = ({ status, body }: { status: number; body: unknown }) => [status, (body as { type?: string }).type?.split(':').at(-1)];
  const own = async (id: string) => (await ok<{ status: string }>(erik.get(`/api/v1/proceedings/${id}`))).status;
  const listed = async () =>
    (await ok<{ items: { proceedingId: string; status: string }[] }>(erik.get(`/api/v1/proceedings?caseId=${caseId}`))).items;
  const seen = async (who: ApiPerson) => {
    const { links } = await ok<{ links: { thing: string; thingId: string; fields: { status?: string; on?: string } }[] }>(
      who.get(`/api/v1/cases/${caseId}/chain`),
    );
    return Object.fromEntries(links.filter(({ thing }) => thing === 'contact-ban').map(({ thingId, fields }) => [thingId, fields]));
  };
  const worker = (app = world.app) => app.get(ProceedingExpiry, { strict: false });
  const recorded = () =>
    asOwner<{ ban: string; on: string; staff: string }>(
      world,
      `SELECT data->>'proceedingId' AS ban, data->>'on' AS on, metadata->>'staff' AS staff FROM es.events
        WHERE type = 'prosecution.ContactBanExpired' ORDER BY position`,
    );

  beforeAll(async () => {
    world = await createWorld();
    await login();
    const { name, personnummer: personNumber } = { name: 'Linda Ek', ...demoPersons.namesake };
    for (const [who, recordId, functionId] of [
      [erik, prosecution, 'aklagare-kansli'],
      [sara, hers, HERS],
    ] as const) {
      await ok(who.post('/api/v1/records', { recordId, caseId, functionId, source: 'own' }));
      await ok(who.post('/api/v1/people', { recordId, caseId, personId: woman, role: 'exposed', name, personNumber }));
    }
    const place = { recordId: prosecution, caseId };
    const consent = { ...place, consentId, personId: woman, givenBy: 'adult', form: 'oral', alone: 'yes', circumstances: 'by-phone' };
    await ok(
      erik.post('/api/v1/consents', { ...consent, recipients: [HERS], classes: ['crime'], purposes: ['protection'], until: moment(90) }),
    );
    await ok(
      erik.post('/api/v1/disclosures', {
        ...{ ...place, disclosureId: randomUUID(), recipientFunction: HERS, mode: 'standing', classes: ['crime'], purpose: 'protection' },
        ...{ ground: 'osl-10-1-consent', consentId, personIds: [woman], until: moment(80) },
      }),
    );
    for (const id of [ban, extended]) await ok(take(id, { step: 'issue', ...place, personId: woman, kind: 'joint-home', until: day(10) }));
    await world.settle();
  });
  afterAll(() => world?.close());

  it('holds to and with its last day', async () => {
    await later(10);
    expect(await own(ban)).toBe('in-force');
    expect(rule(await take(ban, { step: 'expire' }))).toEqual([422, 'ban-not-over']);
    expect(await worker().run()).toBe(0);
    await ok(take(extended, { step: 'extend', until: day(7) }));
    await world.settle();
  });

  it('is over for everybody at once when that day has passed, before anything has recorded it', async () => {
    await later(1);
    expect(await own(ban)).toBe('expired');
    expect((await listed()).map(({ proceedingId, status }) => [proceedingId, status])).toEqual(
      expect.arrayContaining([
        [ban, 'expired'],
        [extended, 'in-force'],
      ]),
    );
    const there = await seen(sara);
    expect([there[ban]?.status, there[extended]?.status]).toEqual(['expired', 'in-force']);
    expect(await recorded()).toEqual([]);
  });

  it('is neither extended nor lifted after its end, also by a decision that is said to be older', async () => {
    const on = day(-1);
    expect(rule(await take(ban, { step: 'extend', on, until: day(5) }))).toEqual([409, 'time-has-run-out']);
    expect(rule(await take(ban, { step: 'lift', on, lifted: 'court' }))).toEqual([409, 'time-has-run-out']);
  });

  it('is recorded once, by the machinery, however many instances find it', async () => {
    const other = await world.instance();
    const counts = await Promise.all([worker().run(), worker(other.app).run(), worker().run(), worker(other.app).run()]);
    await other.close();
    await world.settle();
    expect(await recorded()).toEqual([{ ban, on: day(), staff: expect.stringContaining('system') as string }]);
    expect(counts.reduce((sum, one) => sum + one, 0)).toBeGreaterThanOrEqual(1);
    expect(await worker().run()).toBe(0);
    expect([await own(ban), (await seen(sara))[ban]?.status]).toEqual(['expired', 'expired']);
    expect(rule(await take(ban, { step: 'extend', until: day(5) }))).toEqual([409, 'time-has-run-out']);
    expect(rule(await take(ban, { step: 'lift', lifted: 'court' }))).toEqual([409, 'time-has-run-out']);
  });

  it('is found by an instance that was not there when its time ran out, by the day it was extended to', async () => {
    await later(20);
    const fresh = await world.instance();
    expect(await worker(fresh.app).run()).toBe(1);
    await fresh.close();
    await world.settle();
    expect((await recorded()).map((one) => [one.ban, one.on])).toEqual([
      [ban, day(-20)],
      [extended, day(-13)],
    ]);
    expect(await own(extended)).toBe('expired');
  });

  it('offers nothing more on its page', async () => {
    const response = await fetch(`${world.url}/workspace/proceedings/${extended}`, {
      headers: { cookie: await world.cookie('demo-prosecutor') },
    });
    const page = await response.text();
    expect([page.includes('Inget mer kan registreras'), page.includes('Upphört')]).toEqual([true, true]);
  });
});
