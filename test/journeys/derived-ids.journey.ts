import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { demoStaff } from '#config/demo';
import { derivedId, intakeRecordOf } from '#libs/shared-kernel';
import { withActor } from '#src/access/index';
import { createWorld, ok, type ApiPerson, type World } from '../support/world.js';

const DAY = 86_400_000;
const PHONE = '070-1740605';
const TO = 'boden-mottagning-vald';

/** The system derives the ids of what it makes by itself from parts that others know: nobody takes such an id for something of their own. */
describe('ids that can be worked out', () => {
  let world: World;
  let police: ApiPerson;
  let boden: ApiPerson;
  let his: ApiPerson;
  let duty: ApiPerson;
  beforeAll(async () => {
    world = await createWorld();
    [police, boden, his, duty] = (await Promise.all(
      (['police-officer', 'boden-caseworker', 'boden-programme', 'boden-on-call'] as const).map((who) => world.api(`demo-${who}`)),
    )) as [ApiPerson, ApiPerson, ApiPerson, ApiPerson];
  });
  afterAll(() => world?.close());

  const begun = async () => {
    const [recordId, caseId, personId, consentId] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
    await ok(police.post('/api/v1/records', { recordId, caseId, functionId: 'polis-lulea-lpo', source: 'own' }));
    await ok(police.post('/api/v1/people', { recordId, caseId, personId, role: 'exposed', name: 'Linda Ek', phone: PHONE }));
    await ok(
      police.post('/api/v1/consents', {
        ...{ consentId, recordId, caseId, personId, givenBy: 'adult', form: 'oral', alone: 'yes', recipients: [TO] },
        ...{ classes: ['identity', 'contact'], purposes: ['support'], circumstances: 'in-car' },
        until: new Date(world.clock.now().getTime() + 90 * DAY).toISOString(),
      }),
    );
    await world.settle();
    return { recordId, caseId, personId, consentId };
  };
  /** A copy that waits at the function. */
  const waiting = async (): Promise<string> => {
    const { personId, ...place } = await begun();
    await ok(
      police.post('/api/v1/disclosures', {
        ...{ disclosureId: randomUUID(), ...place, recipientFunction: TO, mode: 'copy', classes: ['identity', 'contact'] },
        ...{ purpose: 'support', ground: 'osl-10-1-consent', personIds: [personId] },
      }),
    );
    await world.settle();
    await world.settle();
    return place.caseId;
  };
  const sent = async () => {
    const { personId, ...place } = await begun();
    const referralId = randomUUID();
    await ok(
      police.post('/api/v1/referrals', {
        ...{ referralId, need: ['support'], ...place, fromFunction: 'polis-lulea-lpo', personIds: [personId], classes: ['contact'] },
        ...{ purpose: 'support', toFunction: TO, ground: 'osl-10-1-consent' },
      }),
    );
    await world.settle();
    return { referralId, theirs: derivedId('record-of-referral', referralId, demoStaff.bodenCaseworker.agencyId) };
  };
  const opens = (who: ApiPerson, functionId: string, place: { recordId: string; caseId: string }, track?: string) =>
    who.post('/api/v1/records', { ...place, functionId, source: 'own', ...(track ? { track } : {}) });
  const received = async (who: ApiPerson, caseId: string): Promise<string> =>
    JSON.stringify((await who.get(`/api/v1/cases/${caseId}/received`)).body);

  it('are refused for a new record, with a sentence; a random one is taken', async () => {
    for (const recordId of [derivedId('anything'), '00000000-0000-1000-8000-000000000000', randomUUID().toUpperCase()]) {
      const { status, body } = await opens(boden, TO, { recordId, caseId: randomUUID() });
      expect([status, JSON.stringify(body)]).toEqual([400, expect.stringContaining('Ett nytt id ska vara slumpat')]);
    }
    const recordId = randomUUID();
    for (const id of [recordId, `${recordId.slice(0, 14)}7${recordId.slice(15)}`])
      expect((await opens(boden, TO, { recordId: id, caseId: derivedId('a case that is there') })).status).toBe(201);
  });

  it.each([
    ['a colleague of a function that was never addressed', () => duty, 'boden-socialjour', undefined],
    ['a worker on the violence user’s side', () => his, 'boden-valdsutovare', 'violence-user'],
  ] as const)('do not let %s into an intake', async (_, who, functionId, track) => {
    const caseId = await waiting();
    await ok(opens(who(), functionId, { recordId: randomUUID(), caseId }, track));
    const { status } = await opens(who(), functionId, { recordId: intakeRecordOf(TO, caseId), caseId }, track);
    await world.settle();
    expect([status, await received(who(), caseId)]).toEqual([400, expect.not.stringMatching(/070-1740605|Linda Ek|receivedId/)]);
    await ok(opens(boden, TO, { recordId: randomUUID(), caseId }));
    await world.settle();
    expect(await received(boden, caseId)).toMatch(PHONE);
  });

  it('open nothing of an intake even to whoever had a record under its id before they were refused', async () => {
    const caseId = await waiting();
    const own = randomUUID();
    await ok(opens(duty, 'boden-socialjour', { recordId: own, caseId }));
    await world.settle();
    const { id: staffId, agencyId, unitId } = demoStaff.bodenOnCall;
    const actor = {
      staffId,
      agencyId,
      agencyKind: 'social-services',
      unitId,
      duty: 'caseworker',
      functions: ['boden-socialjour'],
    } as const;
    const context = { actor: { ...actor, standsInFor: [], onCall: false }, now: world.clock.now(), correlationId: randomUUID() };
    /** By the wall in the database alone. */
    const seen = (): Promise<number> =>
      withActor(world.app.get(DataSource, { strict: false }), context, async (runner) => {
        const rows = (await runner.query('SELECT 1 FROM views.received WHERE case_id = $1', [caseId])) as object[];
        return rows.length;
      });
    const owner = new Client({ connectionString: world.migrateUrl });
    await owner.connect();
    try {
      await owner.query('UPDATE access.assignments SET record_id = $1 WHERE record_id = $2', [intakeRecordOf(TO, caseId), own]);
      const expression = `SELECT pg_get_expr(polqual, polrelid) AS text FROM pg_policy WHERE polname = 'app_reads' AND polrelid = 'views.received'::regclass`;
      const [{ text: wall }] = (await owner.query<{ text: string }>(expression)).rows as [{ text: string }];
      const before = await seen();
      await owner.query(`ALTER POLICY app_reads ON views.received USING (${wall} OR access.own(owner_agency, record_id, case_id))`);
      const open = await seen();
      // Without that wall, the policy still says no.
      const byPolicy = await received(duty, caseId);
      await owner.query(`ALTER POLICY app_reads ON views.received USING (${wall})`);
      expect([before, open, await seen()]).toEqual([0, 1, 0]);
      expect(byPolicy).not.toMatch(/receivedId/);
    } finally {
      await owner.end();
    }
  });

  it('tell the sender of a request nothing of whether its recipient has opened a record', async () => {
    const { referralId, theirs } = await sent();
    const tries = () => opens(police, 'polis-lulea-lpo', { recordId: theirs, caseId: randomUUID() });
    const before = await tries();
    await ok(boden.post(`/api/v1/referrals/${referralId}/accept`, {}));
    await world.settle();
    const opened = await ok<{ id: string }>(boden.post(`/api/v1/referrals/${referralId}/case`, {}));
    await world.settle();
    const after = await tries();
    expect([opened.id, before.status, after.status]).toEqual([theirs, 400, 400]);
    expect({ ...(after.body as object), instance: '' }).toEqual({ ...(before.body as object), instance: '' });
  });
});
