import { randomUUID } from 'node:crypto';
import { demoStaff } from '#config/demo/staff';
import { HandoverExpiry } from '#src/coordination/record/index';
import { asOwner } from '../privacy/past-the-walls.js';
import { createWorld, ok, type ApiPerson, type SharedWorld } from '../support/world.js';

const HOUR = 3_600_000;

/** A hand-over to on-call is for a while: from its end on, on-call has no right to the record, and the machinery records that once. */
describe('a hand-over to on-call that ends by the clock', () => {
  let world: SharedWorld;
  let sara: ApiPerson;
  let petra: ApiPerson;
  const place = { recordId: randomUUID(), caseId: randomUUID() };
  const at = (act = ''): string => `/api/v1/records/${place.recordId}${act}`;
  const [onCall, worker] = [demoStaff.bodenOnCall.id, demoStaff.bodenCaseworker.id];
  const moment = (hours: number): string => new Date(world.clock.now().getTime() + hours * HOUR).toISOString();
  const login = async (): Promise<void> => {
    [sara, petra] = (await Promise.all(['boden-caseworker', 'boden-on-call'].map((name) => world.api(`demo-${name}`)))) as [
      ApiPerson,
      ApiPerson,
    ];
  };
  const handOver = (body: object = {}) => sara.post(at('/hand-over'), { handoverId: randomUUID(), toStaff: onCall, ...body });
  const handover = async (who = sara) => (await ok<{ handover: { toStaff: string; until: string } | null }>(who.get(at()))).handover;
  const rule = ({ status, body }: { status: number; body: unknown }) => [status, (body as { type?: string }).type?.split(':').at(-1)];
  const machinery = (app = world.app) => app.get(HandoverExpiry, { strict: false });
  const recorded = () =>
    asOwner<{ type: string; staff: string }>(
      world,
      `SELECT type, metadata->>'staff' AS staff FROM es.events WHERE stream = 'record-${place.recordId}' AND type ~ 'Hand' ORDER BY position`,
    );

  beforeAll(async () => {
    world = await createWorld();
    await login();
    await ok(sara.post('/api/v1/records', { ...place, functionId: 'boden-mottagning-vald', source: 'own' }));
    await world.settle();
  });
  afterAll(() => world?.close());

  it('has an end ahead, fourteen days at most; without one, the end of the duty period or the next morning', async () => {
    for (const until of [moment(-1), moment(0), moment(24 * 14 + 1)])
      expect((await handOver({ until })).body).toMatchObject({ errors: [{ path: 'until' }] });
    const handoverId = randomUUID();
    await ok(handOver({ handoverId, toStaff: demoStaff.bodenStandIn.id }));
    await world.settle();
    // Nine in the morning in Sweden, and nobody's duty period: until eight the next day.
    expect(await handover()).toMatchObject({ until: '2026-11-03T07:00:00.000Z' });
    await ok(sara.post(at('/hand-back'), { handoverId }));
    const until = moment(3);
    const admin = await world.api('demo-administrator');
    await ok(admin.post('/api/v1/organisation/on-call', { staffId: onCall, functionId: 'boden-socialjour', from: moment(-1), until }));
    const second = randomUUID();
    await ok(handOver({ handoverId: second }));
    await world.settle();
    expect(await handover()).toMatchObject({ until });
    await ok(sara.post(at('/hand-back'), { handoverId: second }));
  });

  it('opens the record to on-call meanwhile, and closes it at its end: to reading, to writing, and on the pages', async () => {
    await ok(handOver({ until: moment(10) }));
    await world.settle();
    expect((await petra.get(at())).status).toBe(200);
    // On-call alone is nobody who follows her.
    expect(rule(await sara.post('/api/v1/records/unassign', { ...place, staffId: worker }))).toEqual([409, 'record-needs-someone']);
    world.clock.advance(10 * HOUR - 1);
    await login();
    expect((await petra.get(`/api/v1/cases/${place.caseId}/chain`)).status).toBe(200);
    await ok(petra.post(at('/take-lead'), {}));
    await world.settle();
    world.clock.advance(1);
    for (const path of [at(), `/api/v1/cases/${place.caseId}/chain`, `/api/v1/clocks?caseId=${place.caseId}`]) {
      const { status, body } = await petra.get(path);
      expect([status, (body as { items?: unknown[] }).items ?? []]).toEqual([path.includes('clocks') ? 200 : 404, []]);
    }
    for (const act of ['/leave-lead', '/hand-back']) {
      const { status } = await petra.post(at(act), act === '/hand-back' ? { handoverId: randomUUID() } : {});
      expect(status).toBe(404);
    }
    const page = await fetch(`${world.url}/workspace/cases/${place.caseId}/record`, {
      headers: { cookie: await world.cookie('demo-boden-on-call') },
    });
    expect(page.status).toBe(404);
    // Not recorded yet, and over for whoever works with it all the same.
    expect(await handover()).toBeNull();
    expect((await recorded()).map(({ type }) => type)).not.toContain('coordination.HandoverExpired');
  });

  it('is recorded once, however many instances find it', async () => {
    const other = await world.instance();
    const counts = await Promise.all([machinery().run(), machinery(other.app).run(), machinery().run(), machinery(other.app).run()]);
    await other.close();
    await world.settle();
    expect(counts.reduce((sum, one) => sum + one, 0)).toBeGreaterThanOrEqual(1);
    expect((await recorded()).filter(({ type }) => type === 'coordination.HandoverExpired')).toHaveLength(1);
    expect(await machinery().run()).toBe(0);
    expect((await petra.get(at())).status).toBe(404);
  });

  it('can be made anew at once, and the colleague who is then assigned for good keeps the record', async () => {
    await ok(handOver({ until: moment(5) }));
    await world.settle();
    const head = await world.api('demo-boden-supervisor');
    await ok(head.post('/api/v1/records/assign', { ...place, staffId: onCall }));
    world.clock.advance(6 * HOUR);
    await login();
    expect(await machinery().run()).toBe(1);
    await world.settle();
    expect((await petra.get(at())).status).toBe(200);
    expect(await handover()).toBeNull();
  });

  it('says on the page until when it is, and what an empty field means', async () => {
    const cookie = await world.cookie('demo-boden-caseworker');
    const show = async () => (await fetch(`${world.url}/workspace/cases/${place.caseId}/record`, { headers: { cookie } })).text();
    expect(await show()).toContain('till jourpassets slut');
    const form = { idempotencyKey: randomUUID(), handoverId: randomUUID(), toStaff: demoStaff.bodenStandIn.id, until: '', watchFor: '' };
    const sent = await fetch(`${world.url}/workspace/records/${place.recordId}/hand-over`, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie, origin: world.url, 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(form).toString(),
    });
    expect(sent.status).toBe(303);
    await world.settle();
    expect(await show()).toMatch(/har hand om akten till [^<]*08/);
  });
});
