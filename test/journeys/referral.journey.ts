import { randomUUID } from 'node:crypto';
import { demoPersons } from '#config/demo/persons';
import { ReferralExpiry } from '#src/coordination/referral/index';
import { createWorld, ok, type ApiPerson, type World } from '../support/world.js';

const HOUR = 3_600_000;
const woman = demoPersons.exposed;
const RECIPIENTS = ['lulea-mottagning-vald', 'boden-mottagning-vald'];

interface Detail {
  side: string;
  status: string;
  contentOpen: boolean;
  caseId?: string;
  persons: { personId: string; identity?: { name: string; personNumber: string }; contact?: { phone: string }; location?: object }[];
  conversation: { kind: string; questionId?: string; text?: string; reason: string | null }[];
  actions: string[];
  classes: string[];
}
interface Page {
  items: { referralId: string; status: string; unread: boolean; caseId?: string }[];
  formers: { referralId: string; how: string }[];
  next?: string;
}

describe('a request from the police to the social services', () => {
  let world: World;
  let police: ApiPerson;
  let liaison: ApiPerson;
  let lulea: ApiPerson;
  let boden: ApiPerson;
  let kin: ApiPerson;
  const ids = () => ({
    caseId: randomUUID(),
    recordId: randomUUID(),
    personId: randomUUID(),
    consentId: randomUUID(),
    referralId: randomUUID(),
  });

  beforeAll(async () => {
    world = await createWorld();
    police = await world.api('demo-police-officer');
    liaison = await world.api('demo-police-liaison');
    lulea = await world.api('demo-lulea-caseworker');
    boden = await world.api('demo-boden-caseworker');
    kin = await world.api('demo-boden-kin');
  });
  afterAll(() => world?.close());

  /** The police's own record with the woman in it, and her consent. */
  const prepared = async (recipients = RECIPIENTS) => {
    const at = ids();
    const { caseId, recordId, personId, consentId } = at;
    await ok(police.post('/api/v1/records', { recordId, caseId, functionId: 'polis-lulea-lpo', source: 'own' }));
    await ok(
      police.post('/api/v1/people', {
        recordId,
        caseId,
        personId,
        role: 'exposed',
        name: `${woman.givenName} ${woman.familyName}`,
        personNumber: woman.personnummer,
        phone: '070-1740605',
        address: 'Påhittsvägen 7',
      }),
    );
    await ok(
      police.post('/api/v1/consents', {
        consentId,
        recordId,
        caseId,
        personId,
        givenBy: 'adult',
        form: 'oral',
        alone: 'yes',
        recipients,
        classes: ['identity', 'contact'],
        purposes: ['support'],
        until: new Date(world.clock.now().getTime() + 90 * 24 * HOUR).toISOString(),
        circumstances: 'in-car',
      }),
    );
    await world.settle();
    return at;
  };
  const draft = (at: ReturnType<typeof ids>) => ({
    recordId: at.recordId,
    caseId: at.caseId,
    fromFunction: 'polis-lulea-lpo',
    personIds: [at.personId],
    classes: ['identity', 'contact'],
    purpose: 'support',
    toFunction: 'lulea-mottagning-vald',
    ground: 'osl-10-1-consent',
    consentId: at.consentId,
  });
  const sending = (at: ReturnType<typeof ids>) => ({ ...draft(at), referralId: at.referralId, need: ['support'] });
  const send = async (change: object = {}) => {
    const at = await prepared();
    await ok(police.post('/api/v1/referrals', { ...sending(at), ...change }));
    await world.settle();
    return { ...at, url: `/api/v1/referrals/${at.referralId}` };
  };
  const detail = (who: ApiPerson, url: string) => ok<Detail>(who.get(url));
  const inbox = (who: ApiPerson, query = '') => ok<Page>(who.get(`/api/v1/referrals?box=inbox${query}`));

  it('shows what would be shared, shares exactly that, and is followed by its sender', async () => {
    const at = await prepared();
    const preview = await ok<{ persons: Detail['persons']; withheld: { class: string }[]; verdict: { allowed: boolean } }>(
      police.post('/api/v1/referrals/preview', draft(at)),
    );
    expect(preview.verdict.allowed).toBe(true);
    await ok(police.post('/api/v1/referrals', sending(at)));
    await world.settle();
    const received = await detail(lulea, `/api/v1/referrals/${at.referralId}`);
    expect(received.persons[0]).toEqual({ role: 'exposed', ...preview.persons[0] });
    expect(received.persons[0]?.identity).toMatchObject({ name: 'Linda Mäki', personNumber: woman.personnummer });
    expect(received.persons[0]?.location).toBeUndefined();
    expect(preview.withheld.map((one) => one.class)).toContain('location');
    expect(received.actions).toEqual(['acknowledge', 'accept', 'return', 'ask']);
    expect((await detail(police, `/api/v1/referrals/${at.referralId}`)).side).toBe('sender');
    expect((await inbox(lulea)).items.map((item) => item.referralId)).toContain(at.referralId);
  });

  it('is returned, sent on within its time, asked about, accepted, opened as a case, and its outcome reported', async () => {
    const { url, referralId, caseId } = await send();
    await ok(lulea.post(`${url}/acknowledge`, {}));
    await ok(lulea.post(`${url}/return`, { reason: 'wrong-municipality' }));
    await world.settle();
    expect(await ok(lulea.get(url))).toEqual(expect.objectContaining({ side: 'former', how: 'returned', reason: 'wrong-municipality' }));
    expect(JSON.stringify(await ok(lulea.get(url)))).not.toMatch(new RegExp(`Linda|${caseId}|${woman.personnummer}`));
    expect((await boden.get(url)).status).toBe(404);

    await ok(
      police.post(`${url}/send-on`, {
        toFunction: 'boden-mottagning-vald',
        ground: 'osl-10-1-consent',
        consentId: ((await detail(police, url)) as unknown as { consentId: string }).consentId,
      }),
    );
    await world.settle();
    const questionId = randomUUID();
    await ok(boden.post(`${url}/questions`, { questionId, question: 'När är det säkert att ringa?' }));
    await ok(liaison.post(`${url}/questions/${questionId}/answer`, { answer: 'Vardagar 9–11.' }));
    await ok(boden.post(`${url}/accept`, {}));
    await world.settle();
    const accepted = await detail(boden, url);
    expect(accepted.status).toBe('accepted');
    expect(accepted.conversation.map((line) => line.kind)).toEqual(['sent-on', 'acknowledged', 'question', 'answer', 'accepted']);
    expect(accepted.conversation.find((line) => line.kind === 'answer')?.text).toBe('Vardagar 9–11.');
    expect(accepted.actions).toContain('open-case');

    const opened = await ok<{ id: string }>(boden.post(`${url}/case`, {}));
    const again = await ok<{ id: string }>(boden.post(`${url}/case`, {}));
    expect(again.id).toBe(opened.id);
    await world.settle();
    const { rows } = await world.database.projector.query('SELECT source, source_id FROM views.records WHERE record_id = $1', [opened.id]);
    expect(rows).toEqual([{ source: 'referral', source_id: referralId }]);

    await ok(boden.post(`${url}/outcome`, { outcome: 'support-started' }));
    await world.settle();
    expect((await detail(police, url)).status).toBe('done');
  });

  it('is not there for strangers, kin, supervisors, nor for a liaison as a case', async () => {
    const { url, referralId, caseId } = await send({ toFunction: 'boden-mottagning-vald' });
    expect((await boden.get(url)).status).toBe(200);
    expect((await kin.get(url)).status).toBe(404);
    expect((await kin.post(`${url}/accept`, {})).status).toBe(404);
    expect((await inbox(kin)).items.map((item) => item.referralId)).not.toContain(referralId);
    const region = await world.api('demo-region-caseworker');
    expect((await region.get(url)).status).toBe(404);
    expect((await region.post(`${url}/acknowledge`, {})).status).toBe(404);
    expect((await (await world.api('demo-boden-supervisor')).get(url)).status).toBe(404);
    const seen = await ok(liaison.get(url));
    expect(seen).toMatchObject({ side: 'sender' });
    expect(JSON.stringify({ ...seen, recordId: '' })).not.toContain(caseId);
  });

  it('closes in the next read when the consent is withdrawn, and nothing new crosses', async () => {
    const { url, consentId } = await send();
    const questionId = randomUUID();
    await ok(lulea.post(`${url}/questions`, { questionId, question: 'Fråga' }));
    await ok(police.post(`/api/v1/consents/${consentId}/withdrawals`, { scope: { kind: 'whole' }, alone: 'yes' }));
    expect((await lulea.get(url)).status).toBe(404);
    expect((await lulea.post(`${url}/accept`, {})).body).toMatchObject({ type: expect.stringContaining('right-ended') });
    expect((await police.post(`${url}/questions/${questionId}/answer`, { answer: 'Svar' })).status).toBe(409);
    await world.settle();
    expect(await detail(police, url)).toMatchObject({ contentOpen: false });
  });

  it('runs out by the clock at once, and is recorded as run out', async () => {
    const { url } = await send();
    world.clock.advance(7 * 24 * HOUR);
    lulea = await world.api('demo-lulea-caseworker');
    police = await world.api('demo-police-officer');
    liaison = await world.api('demo-police-liaison');
    boden = await world.api('demo-boden-caseworker');
    kin = await world.api('demo-boden-kin');
    expect((await lulea.get(url)).status).toBe(404);
    expect((await detail(police, url)).status).toBe('expired');
    expect((await lulea.post(`${url}/accept`, {})).status).toBe(409);
    expect(await world.app.get(ReferralExpiry, { strict: false }).run()).toBeGreaterThan(0);
    await world.settle();
    expect(await ok(lulea.get(url))).toMatchObject({ side: 'former', how: 'expired' });
    expect(await world.app.get(ReferralExpiry, { strict: false }).run()).toBe(0);
  });

  it('refuses what cannot be, each in a sentence', async () => {
    const at = await prepared();
    const refused = async (change: object) => {
      const { status, body } = await police.post('/api/v1/referrals', { ...sending(at), ...change });
      return [status, (body as { type: string }).type.split(':').at(-1)];
    };
    expect(await refused({ toFunction: 'finns-inte' })).toEqual([422, 'function-unknown']);
    expect(await refused({ classes: ['identity', 'location'] })).toEqual([422, 'ground-does-not-cover']);
    expect(await refused({ toFunction: 'boden-mottagning' })).toEqual([422, 'ground-does-not-cover']);
    expect(await refused({ consentId: undefined })).toEqual([422, 'ground-does-not-cover']);
    expect(await refused({ answerBy: new Date(world.clock.now().getTime() - HOUR).toISOString() })).toEqual([400, 'invalid-input']);
    expect(await refused({ message: 'fritext utan val' })).toEqual([400, 'invalid-input']);
    expect(await refused({ personIds: [randomUUID()] })).toEqual([404, 'not-found']);
    expect(await refused({ fromFunction: 'polis-lulea-kontaktperson' })).toEqual([403, 'forbidden']);
    const unconnected = await ok<{ items: { id: string; connected: boolean }[] }>(police.get('/api/v1/functions')).catch(() => ({
      items: [],
    }));
    const other = unconnected.items.find((fn) => !fn.connected)?.id;
    if (other) expect(await refused({ toFunction: other })).toEqual([422, 'function-not-connected']);
  });

  it('is sent once for one key, and refused for the same key with another content', async () => {
    const at = await prepared();
    const key = randomUUID();
    await ok(police.post('/api/v1/referrals', sending(at), { key }));
    world.clock.advance(60_000);
    const again = await police.post('/api/v1/referrals', sending(at), { key });
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect((await police.post('/api/v1/referrals', { ...sending(at), urgency: 'acute' }, { key })).status).toBe(422);
  });

  it('warns of an acute request that nobody has read', async () => {
    const { referralId, url } = await send({ urgency: 'acute' });
    expect((await inbox(lulea)).items.find((item) => item.referralId === referralId)?.unread).toBe(false);
    world.clock.advance(16 * 60_000);
    expect((await inbox(lulea)).items[0]).toMatchObject({ referralId, unread: true });
    await ok(lulea.post(`${url}/acknowledge`, {}));
    await world.settle();
    expect((await inbox(lulea)).items.find((item) => item.referralId === referralId)?.unread).toBe(false);
  });
});
