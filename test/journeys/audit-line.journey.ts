import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { createWorld, ok, type ApiPerson, type World } from '../support/world.js';

/** Nothing is shown and nothing is done that can't be accounted for (foundation.md 19, HSLF-FS 2016:40 4:9). */
describe('the line of the audit trail', () => {
  const NAME = 'Signe Kvittensdotter';
  let world: World;
  let owner: Client;
  let worker: ApiPerson;
  let stranger: ApiPerson;
  let liaison: ApiPerson;
  const at = { recordId: randomUUID(), caseId: randomUUID() };
  const personId = randomUUID();
  const url = `/api/v1/people/${personId}?recordId=${at.recordId}`;
  const lines = async (): Promise<number> =>
    Number((await owner.query<{ n: string }>('SELECT count(*) AS n FROM audit.records')).rows[0]!.n);
  const newest = async () =>
    (await owner.query<Record<string, unknown>>('SELECT * FROM audit.records ORDER BY number DESC LIMIT 1')).rows[0]!;

  beforeAll(async () => {
    world = await createWorld();
    owner = new Client({ connectionString: world.migrateUrl });
    await owner.connect();
    worker = await world.api('demo-police-officer');
    stranger = await world.api('demo-police-both', 'police-officer');
    liaison = await world.api('demo-police-liaison');
    await ok(worker.post('/api/v1/records', { ...at, functionId: 'polis-lulea-lpo', source: 'own' }));
    await ok(worker.post('/api/v1/people', { ...at, personId, role: 'exposed', name: NAME }));
    await world.settle();
  });
  afterAll(async () => {
    await owner?.end();
    await world?.close();
  });

  const asked: [string, () => PromiseLike<{ status: number; text: string }>][] = [
    ['a read', () => worker.get(url)],
    ['a search', () => worker.post('/api/v1/people/search', { name: NAME })],
    ['a list', () => worker.get(`/api/v1/records/${at.recordId}/people`)],
    ['a denial', () => stranger.get(url)],
    ['a route of another duty', () => liaison.get(url)],
    [
      'a command',
      () =>
        worker.post(`/api/v1/people/${personId}/safe-contact`, {
          ...at,
          safeContact: { number: '070-1740699', hours: 'vardagar', language: 'svenska' },
        }),
    ],
    [
      'a command that is refused',
      () =>
        stranger.post(`/api/v1/people/${personId}/safe-contact`, {
          ...at,
          safeContact: { number: '070-1740698', hours: 'vardagar', language: 'svenska' },
        }),
    ],
  ];

  it('is there for each, once', async () => {
    for (const [, ask] of asked) {
      const before = await lines();
      const { status } = await ask();
      expect(status).not.toBe(503);
      expect(await lines()).toBe(before + 1);
    }
    // Control of what follows: the rightful reader does see the name.
    expect((await worker.get(url)).text).toContain(NAME);
  });

  it.each(asked)('cannot be written: %s is answered 503, without a byte of data, and nothing is done', async (_, ask) => {
    const before = await lines();
    const events = async () => (await owner.query<{ n: string }>('SELECT count(*) AS n FROM es.events')).rows[0]!.n;
    const had = await events();
    await owner.query('ALTER TABLE audit.records ADD CONSTRAINT broken CHECK (false) NOT VALID');
    try {
      const { status, text } = await ask();
      expect([status, text.includes(NAME), text.includes(personId) && text.includes('values')]).toEqual([503, false, false]);
    } finally {
      await owner.query('ALTER TABLE audit.records DROP CONSTRAINT broken');
    }
    expect([await lines(), await events()]).toEqual([before, had]);
  });

  it('is missed by the count when it is not written: the check of the first test is no blind one', async () => {
    const { rows } = await owner.query<{ text: string }>("SELECT pg_get_functiondef('audit.write(json)'::regprocedure) AS text");
    await owner.query(
      'CREATE OR REPLACE FUNCTION audit.write(entries json) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $$ BEGIN END $$',
    );
    const before = await lines();
    expect((await worker.get(url)).text).toContain(NAME);
    expect(await lines()).toBe(before);
    await owner.query(rows[0]!.text);
    await worker.get(url);
    expect(await lines()).toBe(before + 1);
  });

  it('says who, as what, from which unit, when, what, about whom, on which purpose, and seals what was written in words', async () => {
    const purpose = 'Ringde upp Signe';
    await ok(worker.get(url, { 'x-purpose': purpose }));
    const line = await newest();
    expect(line).toMatchObject({
      action: 'read',
      operation: 'person',
      outcome: 'allowed',
      duty: 'police-officer',
      object_type: 'Person',
      object_id: personId,
      case_id: at.caseId,
      record_id: at.recordId,
      person_ids: [personId],
      rule: null,
    });
    for (const column of ['at', 'staff_id', 'agency_id', 'unit_id', 'correlation_id']) expect(line[column]).toBeTruthy();
    expect(line['purpose']).toMatch(/^sealed:/);
    expect(JSON.stringify(line)).not.toContain('Signe');
    const found = await ok<{ hits: { personId: string }[] }>(worker.post('/api/v1/people/search', { name: NAME }));
    expect((await newest())['hits']).toEqual(expect.arrayContaining(found.hits.map((hit) => hit.personId)));
    await stranger.get(url);
    expect(await newest()).toMatchObject({ outcome: 'denied', person_ids: [personId], rule: 'not-found' });
    await ok(
      worker.post(`/api/v1/people/${personId}/safe-contact`, {
        ...at,
        safeContact: { number: '070-1740697', hours: 'vardagar', language: 'svenska' },
      }),
    );
    expect(await newest()).toMatchObject({ action: 'command', operation: 'ChangeSafeContact', person_ids: [personId], case_id: at.caseId });
  });
});
