import { randomUUID } from 'node:crypto';
import { tokenFor } from '#src/login/index';
import { RecordEraser } from '#src/coordination/index';
import { playCase, type PlayedCase } from '../privacy/played-case.js';
import { asOwner } from '../privacy/past-the-walls.js';
import { createWorld, ok, type ApiPerson, type World } from '../support/world.js';

interface File {
  readonly attachmentId: string;
  readonly name?: string;
  readonly from?: string;
  readonly class: string;
  readonly retractedAt: string | null;
}
const SECRET = 'KanarieFilensInreZq';
const PDF = Buffer.from(`%PDF-1.7\n1 0 obj\n<< /Title (${SECRET}) >>\nendobj\ntrailer\n<<>>\n%%EOF\n`);
const NAME = 'Intyg KanarieFilnamnZq.pdf';

describe('a file in a record', () => {
  let world: World;
  let nurse: ApiPerson;
  let token: string;
  let played: PlayedCase;

  beforeAll(async () => {
    world = await createWorld();
    played = await playCase(world, 'F');
    nurse = await world.api('demo-region-caseworker');
    token = await tokenFor(world.url, 'demo-region-caseworker');
  });
  afterAll(() => world?.close());

  const fields = (change: Record<string, string> = {}): Record<string, string> => ({
    ...{ attachmentId: randomUUID(), recordId: played.ids.careRecord, caseId: played.ids.caseId, personId: played.ids.personId },
    ...{ kind: 'certificate', class: 'health', ...change },
  });
  const form = (values: Record<string, string>, bytes: Buffer = PDF, name = NAME, type = 'application/pdf'): FormData => {
    const data = new FormData();
    for (const [key, value] of Object.entries(values)) data.append(key, value);
    data.append('file', new Blob([new Uint8Array(bytes)], { type }), name);
    return data;
  };
  const upload = (body: FormData, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${world.url}/api/v1/attachments`, {
      method: 'POST',
      body,
      headers: { authorization: `Bearer ${token}`, 'idempotency-key': randomUUID(), accept: 'application/json', ...headers },
    });
  const download = (attachmentId: string, headers: Record<string, string> = { authorization: `Bearer ${token}` }): Promise<Response> =>
    fetch(`${world.url}/api/v1/attachments/${attachmentId}/content`, { headers });
  const kept = async (change: Record<string, string> = {}): Promise<string> => {
    const values = fields(change);
    const response = await upload(form(values));
    expect([response.status, await response.text()]).toEqual([201, expect.stringContaining(values['attachmentId']!)]);
    await world.settle();
    return values['attachmentId']!;
  };
  const list = async (): Promise<readonly File[]> =>
    (await ok<{ items: File[] }>(nurse.get(`/api/v1/attachments?caseId=${played.ids.caseId}`))).items;
  const count = async (where: string, ...values: unknown[]): Promise<number> =>
    Number((await asOwner<{ n: string }>(world, `SELECT count(*) AS n FROM attachments.contents WHERE ${where}`, values))[0]!.n);

  it('comes back as it was sent, to be saved and never shown, to those who work with the record alone', async () => {
    const attachmentId = await kept();
    const response = await download(attachmentId);
    expect(Buffer.from(await response.arrayBuffer()).equals(PDF)).toBe(true);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/octet-stream',
      'x-content-type-options': 'nosniff',
      'content-disposition': expect.stringMatching(/^attachment; filename="Intyg KanarieFilnamnZq[.]pdf"/) as string,
      'cache-control': 'no-store',
      'content-security-policy': expect.stringContaining('sandbox') as string,
    });
    expect((await list()).find((one) => one.attachmentId === attachmentId)).toMatchObject({ name: NAME, class: 'health' });
    for (const subject of ['demo-police-officer', 'demo-boden-caseworker', 'demo-region-supervisor']) {
      const other = await tokenFor(world.url, subject).catch(() => undefined);
      if (other) expect((await download(attachmentId, { authorization: `Bearer ${other}` })).status).toBe(404);
    }
    expect((await download(attachmentId, {})).status).toBe(401);
    const officer = await world.api('demo-police-officer');
    expect((await ok<{ items: File[] }>(officer.get(`/api/v1/attachments?caseId=${played.ids.caseId}`))).items).toEqual([]);
  });

  it('is written to the trail each time it is read', async () => {
    const attachmentId = await kept();
    await download(attachmentId);
    await download(attachmentId);
    const lines = await asOwner<{ outcome: string }>(
      world,
      "SELECT outcome FROM audit.records WHERE operation = 'attachment-content' AND object_id = $1",
      [attachmentId],
    );
    expect(lines.map(({ outcome }) => outcome)).toEqual(['allowed', 'allowed']);
  });

  it('lies encrypted: neither what it says nor what it is called stands anywhere in the database', async () => {
    await kept();
    const found = async (word: string): Promise<number> => {
      const hex = Buffer.from(word).toString('hex');
      const events = await asOwner<{ n: string }>(world, `SELECT count(*) AS n FROM es.events WHERE data::text LIKE $1`, [`%${word}%`]);
      return Number(events[0]!.n) + (await count(`encode(sealed, 'hex') LIKE $1`, `%${hex}%`));
    };
    expect([await found(SECRET), await found('KanarieFilnamnZq')]).toEqual([0, 0]);
    // Control: the words are found where they do lie open.
    expect(PDF.toString('hex')).toContain(Buffer.from(SECRET).toString('hex'));
  });

  it('sent again under the same key is one file', async () => {
    const values = fields();
    const key = randomUUID();
    const [first, again] = [await upload(form(values), { 'idempotency-key': key }), await upload(form(values), { 'idempotency-key': key })];
    expect([first.status, again.status]).toEqual([201, 200]);
    await world.settle();
    expect((await list()).filter(({ attachmentId }) => attachmentId === values['attachmentId'])).toHaveLength(1);
    const other = await upload(form(values, Buffer.concat([PDF, Buffer.from('\n')])), { 'idempotency-key': key });
    expect(other.status).toBe(422);
  });

  it.each([
    ['a page', Buffer.from('<!doctype html><script>alert(1)</script>'), 'sida.html', 'text/html', 400],
    ['a page that says it is a document', Buffer.from('<!doctype html><p>hej'), 'sida.pdf', 'application/pdf', 400],
    ['a document with the name of a page', PDF, 'sida.html', 'application/pdf', 400],
    ['a document that says it is a picture', PDF, NAME, 'image/png', 400],
    ['nothing', Buffer.alloc(0), NAME, 'application/pdf', 400],
    ['more than 10 MB', Buffer.concat([PDF, Buffer.alloc(10 * 1024 * 1024)]), NAME, 'application/pdf', 400],
  ])('is refused when it is %s, and nothing of it is kept', async (_, bytes, name, type, status) => {
    const before = await count('true');
    const response = await upload(form(fields(), bytes, name, type));
    expect([response.status, await response.text()]).toEqual([status, expect.stringContaining('"path":"file"')]);
    expect(await count('true')).toBe(before);
  });

  it('is taken by the route that takes files alone, and for a person in the own record alone', async () => {
    expect((await upload(form(fields({ personId: randomUUID() })))).status).toBe(400);
    expect((await upload(form(fields({ recordId: played.ids.bodenRecord })))).status).toBe(404);
    expect((await upload(form(fields({ class: 'gossip' })))).status).toBe(400);
    expect((await upload(form(fields({ origin: 'received' })))).status).toBe(422);
    const elsewhere = await fetch(`${world.url}/api/v1/notes`, {
      method: 'POST',
      body: form(fields()),
      headers: { authorization: `Bearer ${token}`, 'idempotency-key': randomUUID() },
    });
    expect(elsewhere.status).toBe(415);
    expect((await nurse.post('/api/v1/attachments', {})).status).toBe(415);
  });

  it('that should not be there stays, marked', async () => {
    const attachmentId = await kept({ origin: 'received', receivedOn: '2026-11-01', from: 'Brevskrivaren' });
    await ok(nurse.post(`/api/v1/attachments/${attachmentId}/retract`, { reason: 'wrong-person' }));
    await world.settle();
    const marked = (await list()).find((one) => one.attachmentId === attachmentId);
    expect(marked).toMatchObject({ retractedAt: expect.any(String) as string, from: 'Brevskrivaren' });
    expect((await download(attachmentId)).status).toBe(200);
  });

  it('is saved by a form, which keeps what was entered when the file is refused', async () => {
    const cookie = await world.cookie('demo-region-caseworker');
    const path = `/workspace/cases/${played.ids.caseId}/attachments`;
    const page = async (init: RequestInit = {}) => {
      const response = await fetch(world.url + path, {
        redirect: 'manual',
        ...init,
        headers: { cookie, accept: 'text/html', ...init.headers },
      });
      return { status: response.status, text: await response.text() };
    };
    const shown = await page();
    const hidden = Object.fromEntries(
      [...shown.text.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [name!, value!]),
    );
    const entered = {
      ...{ idempotencyKey: hidden['idempotencyKey']!, attachmentId: randomUUID(), personId: played.ids.personId, kind: 'letter' },
      ...{ class: 'free-text', origin: 'own', receivedOn: '', from: 'Avsändaren själv' },
    };
    const refused = await page({
      method: 'POST',
      body: form(entered, Buffer.from('hej'), 'hej.txt', 'text/plain'),
      headers: { origin: world.url },
    });
    expect([refused.status, refused.text.includes('Avsändaren själv'), refused.text.includes('tas inte emot')]).toEqual([400, true, true]);
    const saved = await page({ method: 'POST', body: form(entered), headers: { origin: world.url } });
    expect(saved.status).toBe(303);
    await world.settle();
    expect((await page()).text).toContain('KanarieFilnamnZq');
  });

  it('is gone with the record, and not before', async () => {
    const attachmentId = await kept();
    const { careRecord } = played.ids;
    // Control: it is there, and can be opened, until the record is erased.
    expect([(await download(attachmentId)).status, (await count('record_id = $1', careRecord)) > 0]).toEqual([200, true]);
    const eraser = world.app.get(RecordEraser, { strict: false });
    const owner = { agencyId: 'region-norrbotten', agencyKind: 'health-care' } as const;
    await eraser.erase(owner, careRecord, { cause: 'command', reason: 'destruction-ordered', reference: 'IVO 2026/1' });
    await world.settle();
    expect([(await download(attachmentId)).status, await count('record_id = $1', careRecord)]).toEqual([404, 0]);
    expect((await list()).find((one) => one.attachmentId === attachmentId)).not.toHaveProperty('name');
    expect((await upload(form(fields()))).status).toBe(409);
  });
});
