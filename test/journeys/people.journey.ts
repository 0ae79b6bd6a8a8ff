import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { AuditLines } from '#src/audit/index';
import { demoPersons } from '#config/demo/persons';
import { byTwo } from '../support/by-two.js';
import { createWorld, ok, type ApiPerson, type World } from '../support/world.js';

const woman = { name: 'Linda Mäki', personNumber: demoPersons.exposed.personnummer };
const namesake = { name: 'Linda Mäkki', personNumber: demoPersons.namesake.personnummer };
const man = demoPersons.violenceUser.personnummer;
const CANARIES = ['Kanariegränd', 'Kanarieby', 'Kanarieskolan', 'Kanariebruket', '070-1740699', '070-1740698'];
const NOTHING = { hits: [], elsewhere: false, closed: [], onCall: [] };
const CONTACT = ['070-1740699', '070-1740698'];
const whereabouts = {
  address: 'Kanariegränd 1',
  municipality: 'Kanarieby',
  school: 'Kanarieskolan',
  workplace: 'Kanariebruket',
  phone: '070-1740699',
  safeContact: { number: '070-1740698', hours: 'Vardagar', language: 'Svenska' },
};

interface View {
  personId: string;
  version: string;
  withheld: string[];
  values: Record<string, unknown>;
  correctedAt: string | null;
  mergedInto: string | null;
}
interface Result {
  hits: { personId: string; match: string; name: string; caseId: string }[];
  elsewhere: boolean;
  onCall: { recordId: string; personId: string }[];
}

describe('people in an agency’s own records', () => {
  let world: World;
  let officer: ApiPerson;
  let colleague: ApiPerson;
  let liaison: ApiPerson;
  let boden: ApiPerson;
  let kin: ApiPerson;
  let onCall: ApiPerson;

  beforeAll(async () => {
    world = await createWorld();
    officer = await world.api('demo-police-officer');
    colleague = await world.api('demo-police-both', 'police-officer');
    liaison = await world.api('demo-police-liaison');
    boden = await world.api('demo-boden-caseworker');
    kin = await world.api('demo-boden-kin');
    onCall = await world.api('demo-boden-on-call');
  });
  afterAll(() => world?.close());

  const openRecord = async (who: ApiPerson, functionId: string) => {
    const at = { recordId: randomUUID(), caseId: randomUUID() };
    await ok(who.post('/api/v1/records', { ...at, functionId, source: 'own' }));
    return at;
  };
  const register = async (who: ApiPerson, at: { recordId: string; caseId: string }, person: object = woman) => {
    const personId = randomUUID();
    await ok(who.post('/api/v1/people', { ...at, personId, role: 'exposed', ...person }));
    await world.settle();
    return { ...at, personId, url: `/api/v1/people/${personId}` };
  };
  const police = async (person: object = woman) => register(officer, await openRecord(officer, 'polis-lulea-lpo'), person);
  const search = (who: ApiPerson, input: object) => ok<Result>(who.post('/api/v1/people/search', input));
  const one = async (who: ApiPerson, url: string) => (await ok<{ person: View }>(who.get(url))).person;
  const trail = (where: string, values: unknown[]) => asOwner(world, `SELECT * FROM audit.records WHERE ${where} ORDER BY number`, values);

  it('are shown to those who work with the record, and to nobody else', async () => {
    const { recordId, url, personId } = await police();
    const { items } = await ok<{ items: View[] }>(officer.get(`/api/v1/records/${recordId}/people`));
    expect(items).toEqual([expect.objectContaining({ personId, withheld: [], values: expect.objectContaining(woman) as object })]);
    for (const stranger of [colleague, liaison, boden, kin]) {
      const answers = await Promise.all([
        stranger.get(url),
        stranger.get(`/api/v1/records/${recordId}/people`),
        stranger.get(`/api/v1/people/${randomUUID()}`),
      ]);
      expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
      const bodies = answers.map(({ body }) => JSON.stringify({ ...(body as object), instance: null }));
      expect(new Set(bodies).size).toBe(1);
    }
  });

  it('refuses a personal number with a wrong check digit, and takes a coordination number', async () => {
    const at = await openRecord(officer, 'polis-lulea-lpo');
    const wrong = await officer.post('/api/v1/people', {
      ...at,
      personId: randomUUID(),
      role: 'exposed',
      name: 'N',
      personNumber: '19900512-2389',
    });
    expect(wrong.status).toBe(400);
    expect(wrong.body).toMatchObject({ type: 'urn:insatskedja:problem:invalid-input', errors: [{ path: 'personNumber' }] });
    const { url } = await register(officer, at, { name: 'Sam Ordning', personNumber: '19701063-2391' });
    expect((await one(officer, url)).values).toMatchObject({ personNumber: '197010632391' });
  });

  it('are found by number and by a name that sounds alike, in the own agency only; others in it learn of the exact number alone', async () => {
    const { personId, recordId } = await police(namesake);
    expect((await search(officer, { name: 'linda maki' })).hits.map((hit) => hit.personId)).toContain(personId);
    expect((await search(officer, { personNumber: namesake.personNumber })).hits).toEqual([
      expect.objectContaining({ personId, match: 'number', name: namesake.name }),
    ]);
    expect(await search(colleague, { name: namesake.name })).toEqual(NOTHING);
    expect(await search(colleague, { personNumber: namesake.personNumber })).toEqual({
      ...NOTHING,
      elsewhere: true,
      closed: [{ recordId }],
    });
    expect(await search(boden, { personNumber: namesake.personNumber })).toEqual(NOTHING);
    expect((await liaison.post('/api/v1/people/search', { name: namesake.name })).status).toBe(404);
    const searches = await trail(`action = 'search' AND $1 = ANY (hits)`, [personId]);
    expect(searches.length).toBe(3);
    const empty = await trail(`action = 'search' AND hits = '{}' AND outcome = 'allowed'`, []);
    expect(empty.length).toBeGreaterThanOrEqual(2);
  });

  it('are not there for kin on the staff, not even as a hit', async () => {
    const at = await openRecord(boden, 'boden-mottagning-vald');
    const { personId, url } = await register(boden, at);
    expect((await search(boden, { personNumber: woman.personNumber })).hits.map((hit) => hit.personId)).toEqual([personId]);
    expect(await search(kin, { personNumber: woman.personNumber })).toEqual(NOTHING);
    expect((await kin.get(url)).status).toBe(404);
    // Control: an ordinary colleague, just as little assigned, does learn that there is a record.
    expect((await search(await world.api('demo-boden-on-call'), { personNumber: woman.personNumber })).elsewhere).toBe(true);
  });

  it('with a fictitious identity leave no token, are never matched, and lose those they had', async () => {
    const tokens = async (personId: string) =>
      Number((await asOwner(world, 'SELECT count(*) AS n FROM access.person_tokens WHERE person_id = $1', [personId]))[0]?.['n']);
    const hidden = await police({ ...woman, name: 'Hemlig Hemligsson', protection: 'fictitious' });
    expect(await tokens(hidden.personId)).toBe(0);
    expect((await search(officer, { name: 'Hemlig Hemligsson' })).hits).toEqual([]);

    const later = await police({ name: 'Tova Nyblad', personNumber: demoPersons.childNine.personnummer });
    expect(await tokens(later.personId)).toBeGreaterThan(0);
    const { version } = await one(officer, later.url);
    const { recordId, caseId } = later;
    await ok(officer.post(`${later.url}/protection`, { recordId, caseId, protection: 'fictitious' }, { version }));
    expect(await tokens(later.personId)).toBe(0);
    await world.settle();
    const now = await one(officer, later.url);
    await byTwo(officer, await world.api('demo-police-supervisor'), later);
    await ok(officer.post(`${later.url}/protection`, { recordId, caseId, protection: 'none' }, { version: now.version }));
    expect(await tokens(later.personId)).toBeGreaterThan(0);
  });

  it('with protection are shown without place or contact until it is revealed for a purpose, which is on the trail', async () => {
    const at = await police({ name: 'Skyddad Person', protection: 'protected-registration', ...whereabouts });
    const { url, recordId, personId } = at;
    const shown = [
      await ok(officer.get(url)),
      await ok(officer.get(`/api/v1/records/${recordId}/people`)),
      await search(officer, { name: 'Skyddad Person' }),
    ];
    for (const canary of CANARIES) expect(JSON.stringify(shown)).not.toContain(canary);
    expect((shown[0] as { person: View }).person.withheld).toEqual(['location', 'contact']);

    const hasty = await officer.post(`${url}/reveal`, { recordId, purpose: 'vill se' });
    expect(hasty.status).toBe(400);
    const purpose = 'Patrull ska skickas till hemmet';
    const revealed = JSON.stringify(await ok(officer.post(`${url}/reveal`, { recordId, purpose })));
    expect(CANARIES.filter((canary) => revealed.includes(canary))).toEqual(CONTACT); // where she is takes a second person
    for (const stranger of [colleague, boden]) expect((await stranger.post(`${url}/reveal`, { recordId, purpose })).status).toBe(404);

    const reveals = await trail(`action = 'reveal' AND $1 = ANY (person_ids || object_id)`, [personId]);
    // Kept sealed under the audit's own key.
    const lines = world.app.get(AuditLines, { strict: false });
    const opened = reveals.map(async (row) => [row['outcome'], await lines.purposeOf(row['audit_id'] as string, row['purpose'] as string)]);
    expect(reveals.map((row) => String(row['purpose']).startsWith('sealed:'))).not.toContain(false);
    expect(await Promise.all(opened)).toEqual([
      ['allowed', purpose],
      ['denied', purpose],
      ['denied', purpose],
    ]);
  });

  it('may be opened by someone on call in the own agency, found by the exact number, and not by a colleague who is not', async () => {
    const at = await openRecord(boden, 'boden-mottagning-vald');
    const { recordId, personId, url } = await register(boden, at, {
      name: 'Jour Jour',
      personNumber: man,
      protection: 'protected-registration',
      ...whereabouts,
    });
    const { onCall: places, hits } = await search(onCall, { personNumber: man });
    expect(hits).toEqual([]);
    expect(places).toEqual([{ recordId, personId }]);
    const body = { recordId, purpose: 'Akut: hjälp ska skickas i natt' };
    expect((await onCall.post(`${url}/reveal`, body)).status).toBe(404); // not before it is opened, and told
    const urgent = () => ({ openingId: randomUUID(), recordId, personId, reason: body.purpose });
    for (const other of [kin, await world.api('demo-boden-stand-in'), officer])
      expect((await other.post('/api/v1/openings/vault/urgent', urgent())).status).toBeGreaterThanOrEqual(403);
    await ok(onCall.post('/api/v1/openings/vault/urgent', urgent()));
    expect(JSON.stringify(await ok(onCall.post(`${url}/reveal`, body)))).toContain('Kanariegränd');
    // It reveals, and opens nothing else.
    expect((await onCall.get(url)).status).toBe(404);
    expect((await kin.post(`${url}/reveal`, body)).status).toBe(404);
  });

  it('are corrected in the open: what was wrong stays in history, is found no longer, and two who correct at once collide', async () => {
    const { url, recordId, caseId, personId } = await police({
      name: 'Felstavad Namnsson',
      personNumber: demoPersons.childFour.personnummer,
      address: 'Fel gata 1',
    });
    const { version } = await one(officer, url);
    const correction = { recordId, caseId, reason: 'misheard', name: 'Rättstavad Efternamn', address: null };
    expect((await officer.post(`${url}/corrections`, correction)).status).toBe(428);
    const key = randomUUID();
    await ok(officer.post(`${url}/corrections`, correction, { version, key }));
    const repeated = await officer.post(`${url}/corrections`, correction, { version, key });
    expect([repeated.status, repeated.headers['idempotent-replayed']]).toEqual([200, 'true']);
    expect((await officer.post(`${url}/corrections`, { ...correction, name: 'En Annan' }, { version })).status).toBe(412);
    await world.settle();

    const { person, history } = await ok<{
      person: View;
      history: { kind: string; reason: string | null; values: object; removed: string[] }[];
    }>(officer.get(url));
    expect(person.values).toEqual({ name: 'Rättstavad Efternamn', personNumber: demoPersons.childFour.personnummer });
    expect(person.correctedAt).not.toBeNull();
    expect(history).toEqual([
      expect.objectContaining({
        kind: 'registered',
        values: expect.objectContaining({ name: 'Felstavad Namnsson', address: 'Fel gata 1' }) as object,
      }),
      expect.objectContaining({ kind: 'corrected', reason: 'misheard', removed: ['address'] }),
    ]);
    expect((await search(officer, { name: 'Felstavad Namnsson' })).hits).toEqual([]);
    expect((await search(officer, { name: 'Rättstavad Efternamn' })).hits.map((hit) => hit.personId)).toEqual([personId]);
    // The number was not corrected, and still finds.
    expect((await search(officer, { personNumber: demoPersons.childFour.personnummer })).hits.map((hit) => hit.personId)).toEqual([
      personId,
    ]);
  });

  it('registered twice are made one and taken apart again, and lose no protection by it', async () => {
    const at = await openRecord(officer, 'polis-lulea-lpo');
    const kept = await register(officer, at, { name: 'Alma Prov' });
    const twice = await register(officer, at, { name: 'Alma Provv', address: 'Kanariegränd 1' });
    const stranger = await police({ name: 'Någon Annan' });
    const place = { recordId: at.recordId, caseId: at.caseId };
    const merge = async (who: ApiPerson, intoPersonId: string, version?: string) =>
      who.post(
        `${twice.url}/merge`,
        { ...place, intoPersonId, basis: 'told' },
        { version: version ?? (await one(officer, twice.url)).version },
      );
    const merged = async (url: string) => (await one(officer, url)).mergedInto;

    expect((await merge(colleague, kept.personId)).status).toBe(404);
    expect((await merge(officer, stranger.personId)).body).toMatchObject({ status: 422, type: 'urn:insatskedja:problem:merge-unknown' });
    expect((await merge(officer, twice.personId)).body).toMatchObject({ status: 422, type: 'urn:insatskedja:problem:merge-itself' });
    const old = (await one(officer, twice.url)).version;
    await ok(merge(officer, kept.personId) as never);
    await world.settle();
    expect([await merged(twice.url), await merged(kept.url)]).toEqual([kept.personId, null]);
    expect((await merge(officer, kept.personId, old)).status).toBe(412);
    expect((await merge(officer, kept.personId)).body).toMatchObject({ status: 409, type: 'urn:insatskedja:problem:merged' });

    const cookie = await world.cookie('demo-police-officer');
    const page = async (path: string): Promise<string> => (await fetch(world.url + path, { headers: { cookie } })).text();
    const casePage = await page(`/workspace/cases/${at.caseId}`);
    expect(casePage).toContain('Alma Prov');
    expect(casePage).not.toContain('Alma Provv');
    expect(casePage).toContain(`/workspace/people/${twice.personId}?recordId=${at.recordId}`);
    expect(await page(`/workspace/people/${twice.personId}?recordId=${at.recordId}`)).toContain('Öppna den som gäller');
    expect(await page(`/workspace/cases/${at.caseId}/risk/new`)).not.toContain('Alma Provv');

    const { version } = await one(officer, twice.url);
    await ok(officer.post(`${twice.url}/unmerge`, place, { version }));
    await world.settle();
    expect(await merged(twice.url)).toBe(null);
    expect(await page(`/workspace/cases/${at.caseId}`)).toContain('Alma Provv');
    const history = await ok<{ history: { kind: string }[] }>(officer.get(twice.url));
    expect(history.history.map(({ kind }) => kind)).toEqual(['registered', 'merged', 'unmerged']);

    await ok(
      officer.post(
        `${twice.url}/protection`,
        { ...place, protection: 'secrecy-mark' },
        { version: (await one(officer, twice.url)).version },
      ),
    );
    await world.settle();
    expect((await merge(officer, kept.personId)).body).toMatchObject({ status: 409, type: 'urn:insatskedja:problem:merge-unlike' });
  });

  it('registered twice, by the form: the choice, what is missing, and apart again', async () => {
    const at = await openRecord(officer, 'polis-lulea-lpo');
    const kept = await register(officer, at, { name: 'Formulär Ett' });
    const twice = await register(officer, at, { name: 'Formulär Två' });
    const cookie = await world.cookie('demo-police-officer');
    const address = `${world.url}/workspace/people/${twice.personId}/merge?recordId=${at.recordId}`;
    const form = async (): Promise<Record<string, string>> => {
      const html = await (await fetch(address, { headers: { cookie } })).text();
      return Object.fromEntries(
        [...html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [name!, value!]),
      );
    };
    const send = async (fields: object) =>
      fetch(address, {
        method: 'POST',
        redirect: 'manual',
        headers: { cookie, origin: world.url, 'sec-fetch-site': 'same-origin', accept: 'text/html' },
        body: new URLSearchParams({ ...(await form()), ...fields }),
      });
    const missing = await send({ intoPersonId: kept.personId });
    expect([missing.status, await missing.text()]).toEqual([400, expect.stringContaining('Välj ett av alternativen.')]);
    const done = await send({ intoPersonId: kept.personId, basis: 'same-details' });
    expect([done.status, done.headers.get('location')]).toEqual([303, expect.stringContaining(kept.personId)]);
    await world.settle();
    expect((await one(officer, twice.url)).mergedInto).toBe(kept.personId);
    expect((await send({})).status).toBe(303);
    await world.settle();
    expect((await one(officer, twice.url)).mergedInto).toBe(null);
  });

  it('get another safe way of contact', async () => {
    const { url, recordId, caseId } = await police({ name: 'Säker Kontakt' });
    const safeContact = { number: '070-1740612', hours: 'Vardagar 9–11', language: 'Svenska', mayLeaveMessage: true };
    const noNumber = await officer.post(`${url}/safe-contact`, { recordId, caseId, safeContact: { ...safeContact, number: undefined } });
    expect(noNumber.body).toMatchObject({ errors: [{ path: 'safeContact.number', message: 'Ange numret som är säkert att ringa.' }] });
    const post = await officer.post(`${url}/safe-contact`, { recordId, caseId, safeContact: { ...safeContact, neverPost: false } });
    expect(post.status).toBe(400);
    await ok(officer.post(`${url}/safe-contact`, { recordId, caseId, safeContact }));
    await world.settle();
    expect((await one(officer, url)).values['safeContact']).toEqual({ way: 'phone', neverPost: true, ...safeContact });
  });
});

/** Tables of rights and of the trail, past the walls: as the role that owns them. */
const asOwner = async (world: World, text: string, values: unknown[]): Promise<Record<string, unknown>[]> => {
  const client = new pg.Client({ connectionString: world.migrateUrl });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text, values)).rows;
  } finally {
    await client.end();
  }
};
