import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { demoPersons } from '#config/demo/persons';
import { Erasures } from '#libs/privacy';
import { EraseByRule, RecordEraser } from '#src/coordination/index';
import { asOwner } from '../privacy/past-the-walls.js';
import { playCase, type PlayedCase } from '../privacy/played-case.js';
import { createWorld, ok, type ApiPerson, type World } from '../support/world.js';
import { closeRecord } from '../support/close-record.js';

interface View {
  recordId: string;
  stage: string;
  dueOn: string | null;
  rule: { id: string } | null;
  decision: { decisionId: string } | null;
  erased: { reference: string } | null;
}

const YEAR_MS = 365.25 * 86_400_000;

describe('a record whose time is up', () => {
  let world: World;
  let played: PlayedCase;
  let head: ApiPerson;
  let sara: ApiPerson;
  let maria: ApiPerson;
  let record: string;
  /** The child's own, of the same agency in the same case. */
  const childRecord = randomUUID();
  const decisionId = randomUUID();
  const url = (act: string): string => `/api/v1/retention/${record}${act}`;
  const view = async (): Promise<View> => ok<View>(head.get(url('')));
  const keys = async () => asOwner(world, 'SELECT key_id FROM privacy.data_keys WHERE record_id = $1', [record]);
  const login = async (): Promise<void> => {
    [head, sara, maria] = (await Promise.all(
      ['boden-supervisor', 'boden-caseworker', 'region-caseworker'].map((name) => world.api(`demo-${name}`)),
    )) as [ApiPerson, ApiPerson, ApiPerson];
  };

  beforeAll(async () => {
    world = await createWorld();
    played = await playCase(world, 'G');
    record = played.ids.bodenRecord;
    await login();
    const { caseId, childId: personId } = played.ids;
    await ok(
      sara.post('/api/v1/records', { recordId: childRecord, caseId, functionId: 'boden-mottagning-vald', source: 'own', track: 'child' }),
    );
    const child = { caseId, personId, role: 'child', name: 'KanarieBarnetsEgnaZq', personNumber: demoPersons.childNine.personnummer };
    for (const recordId of [childRecord, record]) await ok(sara.post('/api/v1/people', { recordId, ...child }));
    await world.settle();
  });
  afterAll(() => world?.close());

  it('is open, then kept, then due five years after its last note', async () => {
    expect(await view()).toMatchObject({ stage: 'open', rule: { id: 'adult-record' } });
    for (const recordId of [record, childRecord]) await closeRecord(sara, head, recordId);
    await world.settle();
    expect((await view()).stage).toBe('kept');
    expect((await head.post(url('/decisions'), { decisionId, reference: 'SN 2031/8' })).body).toMatchObject({
      type: 'urn:insatskedja:problem:record-not-due',
    });
    expect((await ok<{ items: View[] }>(head.get('/api/v1/retention'))).items).toEqual([]);
    world.clock.advance(5 * YEAR_MS + 2 * 86_400_000);
    await login();
    const { items } = await ok<{ items: View[] }>(head.get('/api/v1/retention'));
    expect(items.map(({ recordId, stage }) => [recordId, stage])).toEqual([[record, 'due']]);
  });

  it('is listed for its own head alone', async () => {
    const [lulea, police] = await Promise.all([world.api('demo-lulea-supervisor'), world.api('demo-police-supervisor')]);
    for (const other of [lulea, police]) {
      expect((await ok<{ items: View[] }>(other.get('/api/v1/retention'))).items.map(({ recordId }) => recordId)).not.toContain(record);
      expect((await other.get(url(''))).status).toBe(404);
      expect((await other.post(url('/decisions'), { decisionId, reference: 'SN 2031/8' })).status).toBe(404);
    }
    // Whoever works with the record confirms; deciding is the head's.
    expect((await sara.post(url('/decisions'), { decisionId, reference: 'SN 2031/8' })).status).toBe(404);
  });

  it('is stopped by a hold with a ground of its own, until that is lifted', async () => {
    const holdId = randomUUID();
    const hold = { holdId, ground: 'legal-claim', reference: 'SN 2031/7', until: '2032-03-01', note: 'Skadestånd begärt' };
    expect((await head.post(url('/holds'), { ...hold, ground: 'lag-2007-606' })).status).toBe(400);
    expect((await head.post(url('/holds'), { ...hold, until: '2099-01-01' })).status).toBe(400);
    await ok(head.post(url('/holds'), hold));
    await world.settle();
    expect(await view()).toMatchObject({ stage: 'held', holds: [{ state: 'active', note: 'Skadestånd begärt' }] });
    expect((await head.post(url('/decisions'), { decisionId, reference: 'SN 2031/8' })).body).toMatchObject({
      type: 'urn:insatskedja:problem:record-on-hold',
    });
    await expect(
      world.app.get(RecordEraser, { strict: false }).erase({ agencyId: 'socialtjanst-boden', agencyKind: 'social-services' }, record, {
        cause: 'command',
        reason: 'destruction-ordered',
        reference: 'Dom 1',
      }),
    ).rejects.toMatchObject({ slug: 'record-on-hold' });
    await ok(head.post(url('/lift'), { holdId, reason: 'matter-closed', reference: 'SN 2031/9' }));
    await world.settle();
    expect((await view()).stage).toBe('due');
  });

  it('is not erased by rule where the agency has no standing decision', async () => {
    expect(await world.app.get(EraseByRule, { strict: false }).run()).toEqual([]);
    expect((await keys()).length).toBeGreaterThan(1);
  });

  it('is erased when somebody else confirms the decision, and stays in no view, search or open disclosure', async () => {
    expect((await sara.get(`/api/v1/people/${played.ids.personId}?recordId=${record}`)).text).toContain(played.canaries.SafeNote);
    await ok(head.post(url('/decisions'), { decisionId, reference: 'SN 2031/8' }));
    await world.settle();
    expect((await head.post(url('/confirm'), { decisionId })).body).toMatchObject({ type: 'urn:insatskedja:problem:own-decision' });
    await ok(sara.post(url('/confirm'), { decisionId }));
    await world.settle();
    await world.settle();
    expect(await keys()).toEqual([]);
    expect(await view()).toMatchObject({ stage: 'erased', erased: { reference: 'SN 2031/8' } });
    const left = await asOwner<{ n: string }>(
      world,
      `SELECT (SELECT count(*) FROM access.person_tokens WHERE record_id = $1) + (SELECT count(*) FROM access.grants WHERE record_id = $1 AND closed_at IS NULL)
            + (SELECT count(*) FROM access.protected_persons WHERE record_id = $1) AS n`,
      [record],
    );
    expect(left).toEqual([{ n: '0' }]);
    const sealedYet = await asOwner<{ row: string }>(world, `SELECT p::text AS row FROM views.persons p WHERE record_id = $1`, [record]);
    expect(sealedYet[0]!.row).toContain('erased');
    expect(sealedYet[0]!.row).not.toContain('sealed');
  });

  it('shows nothing of what it held, to anybody; the copy that went to another agency is theirs', async () => {
    const person = await sara.get(`/api/v1/people/${played.ids.personId}?recordId=${record}`);
    expect(person.status).toBe(200);
    for (const [name, word] of Object.entries(played.canaries)) expect([name, person.text.includes(word)]).toEqual([name, false]);
    const copy = await maria.get(`/api/v1/people/${played.ids.personId}?recordId=${played.ids.careRecord}`);
    expect(copy.text).toContain(played.canaries.Name);
  });

  it('leaves the child’s own record, which is kept until the child is thirty, and the lock that keeps kin out of it', async () => {
    expect(await ok<View>(head.get(`/api/v1/retention/${childRecord}`))).toMatchObject({
      ...{ stage: 'kept', dueOn: '2047-09-12', rule: { id: 'child-inquiry' } },
    });
    const child = (recordId: string) => sara.get(`/api/v1/people/${played.ids.childId}?recordId=${recordId}`);
    expect((await child(childRecord)).text).toContain('KanarieBarnetsEgnaZq');
    expect((await child(record)).text).not.toContain('KanarieBarnetsEgnaZq');
    const tokens = await asOwner<{ record_id: string | null }>(
      world,
      `SELECT DISTINCT record_id FROM access.person_tokens WHERE agency_id = 'socialtjanst-boden' AND case_id = $1 AND person_id = $2 ORDER BY 1`,
      [played.ids.caseId, played.ids.childId],
    );
    // The child's own record, and the sender's lock, which is no record's.
    expect(tokens).toEqual([{ record_id: childRecord }, { record_id: null }]);
  });

  it('takes nothing new', async () => {
    const more = { assessmentId: randomUUID(), recordId: record, caseId: played.ids.caseId, personId: played.ids.personId };
    const answer = await sara.post('/api/v1/consents', {
      ...{
        consentId: more.assessmentId,
        recordId: record,
        caseId: more.caseId,
        personId: more.personId,
        givenBy: 'adult',
        form: 'oral',
        alone: 'yes',
      },
      ...{
        recipients: ['vardcentral-boden-kurator'],
        classes: ['identity'],
        purposes: ['plan'],
        circumstances: 'at-visit',
        note: 'Ny anteckning',
      },
      until: new Date(world.clock.now().getTime() + 86_400_000).toISOString(),
    });
    expect([answer.status, (answer.body as { type: string }).type]).toEqual([409, 'urn:insatskedja:problem:record-erased']);
  });

  it('is in the list outside the database, and comes back from no replay', async () => {
    const { list } = world.app.get(Erasures, { strict: false });
    expect(list.read()).toMatchObject([{ recordId: record, ground: 'adult-record', reference: 'SN 2031/8' }]);
    expect(readFileSync(list.filePath, 'utf8')).not.toContain('Kanarie');
    // As a restore would: the keys are there again, and the tombstone is not.
    await asOwner(world, 'DELETE FROM privacy.erasures');
    await asOwner(
      world,
      `INSERT INTO privacy.data_keys (key_id, agency_id, record_id, person_id, wrapped, epoch)
       SELECT gen_random_uuid(), 'socialtjanst-boden', $1, NULL, wrapped, epoch FROM privacy.data_keys LIMIT 1`,
      [record],
    );
    const erasures = world.app.get(Erasures, { strict: false });
    expect(await erasures.replay()).toEqual({ listed: 1, destroyed: 1, keys: 1 });
    expect(await erasures.replay()).toEqual({ listed: 1, destroyed: 0, keys: 0 });
    expect(await keys()).toEqual([]);
  });

  it('keeps its reading log, and the log of its erasure', async () => {
    const lines = await asOwner<{ operation: string }>(world, 'SELECT operation FROM audit.records WHERE record_id = $1', [record]);
    const operations = new Set(lines.map(({ operation }) => operation));
    for (const one of ['PlaceHold', 'LiftHold', 'DecideErasure', 'ConfirmErasure', 'BeginErasure', 'CompleteErasure', 'RecordConsent'])
      expect(operations).toContain(one);
  });

  it('is shown as erased on the pages of its head and of those who worked with it', async () => {
    for (const [name, path] of [
      ['boden-supervisor', '/workspace/retention'],
      ['boden-supervisor', `/workspace/retention/${record}`],
      ['boden-caseworker', `/workspace/cases/${played.ids.caseId}/retention`],
    ] as const) {
      const page = await fetch(world.url + path, { headers: { cookie: await world.cookie(`demo-${name}`), accept: 'text/html' } });
      const html = await page.text();
      expect([path, page.status, html.includes('Gallrad')]).toEqual([path, 200, true]);
    }
  });
});
