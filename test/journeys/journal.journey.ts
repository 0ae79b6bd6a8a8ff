import { randomUUID } from 'node:crypto';
import { playCase, type PlayedCase } from '../privacy/played-case.js';
import { createWorld, ok, type ApiPerson, type World } from '../support/world.js';

interface Note {
  readonly noteId: string;
  readonly type: string;
  readonly on: string;
  readonly fields: Record<string, unknown>;
  readonly status: string;
  readonly reason: string | null;
  readonly version: string;
}
interface Link {
  readonly thing: string;
  readonly thingId: string;
  readonly fields: Record<string, unknown>;
  readonly own: boolean;
}
const WORDS = 'Sa det tyst, i enrum.';

describe('the journal of an agency', () => {
  let world: World;
  let officer: ApiPerson;
  let nurse: ApiPerson;
  let boden: ApiPerson;
  let liaison: ApiPerson;
  let played: PlayedCase;

  beforeAll(async () => {
    world = await createWorld();
    officer = await world.api('demo-police-officer');
    nurse = await world.api('demo-region-caseworker');
    boden = await world.api('demo-boden-caseworker');
    liaison = await world.api('demo-police-liaison');
    played = await playCase(world, 'J');
  });
  afterAll(() => world?.close());

  const today = (): string => world.clock.now().toISOString().slice(0, 10);
  const asked = (change: object = {}) => ({
    ...{ type: 'health-care.ViolenceQuestionAsked', noteId: randomUUID(), recordId: played.ids.careRecord, caseId: played.ids.caseId },
    ...{ personId: played.ids.personId, on: today(), outcome: 'tells-of-violence', setting: 'primary-care', note: WORDS },
    ...change,
  });
  const noted = async (change: object = {}) => {
    const body = asked(change);
    await ok(nurse.post('/api/v1/notes', body));
    await world.settle();
    return body.noteId;
  };
  const read = (noteId: string) => ok<Note>(nurse.get(`/api/v1/notes/${noteId}`));
  const linksFor = async (who: ApiPerson, caseId = played.ids.caseId): Promise<Link[]> =>
    (await ok<{ links: Link[] }>(who.get(`/api/v1/cases/${caseId}/chain`))).links;

  it('notes an act in the own record, words and all, for those who work with it alone', async () => {
    const noteId = await noted();
    expect(await read(noteId)).toMatchObject({ fields: { outcome: 'tells-of-violence', note: WORDS }, status: 'standing', reason: null });
    const { items } = await ok<{ items: Note[] }>(nurse.get(`/api/v1/notes?caseId=${played.ids.caseId}`));
    expect(items.find((one) => one.noteId === noteId)?.fields).toEqual({ outcome: 'tells-of-violence', setting: 'primary-care' });
    for (const stranger of [officer, boden, liaison]) expect((await stranger.get(`/api/v1/notes/${noteId}`)).status).toBe(404);
    const { rows } = await world.database.projector.query<{ data: string }>('SELECT data::text AS data FROM es.events WHERE stream = $1', [
      `note-${noteId}`,
    ]);
    expect(rows[0]!.data).not.toContain(WORDS);
  });

  it('puts a note right in the open, and the same correction sent twice is one', async () => {
    const noteId = await noted();
    const { version } = await read(noteId);
    const { type, on, setting } = asked();
    const correction = { type, on, setting, reason: 'misunderstood', outcome: 'declined' };
    const key = randomUUID();
    for (const _ of [1, 2]) await ok(nurse.post(`/api/v1/notes/${noteId}/correct`, correction, { key, version }));
    await world.settle();
    const after = await read(noteId);
    expect(after).toMatchObject({ status: 'corrected', reason: 'misunderstood', fields: { outcome: 'declined' } });
    expect(after.fields).not.toHaveProperty('note');
    expect((await nurse.post(`/api/v1/notes/${noteId}/correct`, correction, { version })).status).toBe(412);
    expect((await nurse.post(`/api/v1/notes/${noteId}/correct`, correction)).status).toBe(428);
    const other = { type: 'health-care.SipCalled', on, calledTo: ['school'], reason: 'misunderstood' };
    expect((await nurse.post(`/api/v1/notes/${noteId}/correct`, other, { version: after.version })).status).toBe(422);
  });

  it('marks a note about the wrong person as wrong, for all who were told', async () => {
    const noteId = await noted();
    const { version } = await read(noteId);
    await ok(nurse.post(`/api/v1/notes/${noteId}/retract`, { reason: 'wrong-person' }, { version }));
    await world.settle();
    const after = await read(noteId);
    expect(after).toMatchObject({ status: 'retracted', reason: 'wrong-person' });
    const link = (await linksFor(nurse)).find(({ thingId }) => thingId === noteId);
    expect(link).toMatchObject({ thing: 'note', own: true, fields: { retracted: 'wrong-person' } });
    const { type, on, setting } = asked();
    const correction = { type, on, setting, reason: 'typing-error', outcome: 'declined' };
    expect((await nurse.post(`/api/v1/notes/${noteId}/correct`, correction, { version: after.version })).status).toBe(409);
  });

  it('tells the own chain that it was done, never what was said', async () => {
    const noteId = await noted();
    const link = (await linksFor(nurse)).find(({ thingId }) => thingId === noteId)!;
    expect(link.fields).toEqual({ noteId, on: today() });
    expect((await linksFor(boden)).some(({ thingId }) => thingId === noteId)).toBe(false);
  });

  it.each([
    ['a type of another agency', { type: 'police.ReferralOffered', to: ['social-services'], outcome: 'consented' }, 400],
    ['a day that has not come', { on: '2031-01-01' }, 400],
    ['an answer that the type does not have', { outcome: 'perhaps' }, 400],
    ['a field that it does not have', { address: 'Storgatan 1' }, 400],
    ['somebody who is not in the record', { personId: randomUUID() }, 400],
    ['a record that is not the own agency’s', { recordId: randomUUID() }, 404],
  ])('refuses %s', async (_, change, status) => {
    const body = asked(change);
    const sent = 'to' in change ? (({ setting: _s, ...rest }) => rest)(body) : body;
    expect((await nurse.post('/api/v1/notes', sent)).status).toBe(status);
  });

  it.each([
    [
      'demo-school-counsellor',
      'elevhalsan-haparanda-mottagning',
      'child',
      'school.AbsenceSignalled',
      { kind: 'after-holiday', guardians: 'not-contacted' },
    ],
    ['demo-insurance-officer', 'forsakringskassan-handlaggning', 'exposed', 'state-agencies.SignalRecorded', { signs: ['afraid'] }],
  ])('is that of %s too, in the own words of the agency', async (subject, functionId, role, type, own) => {
    const who = await world.api(subject);
    const [recordId, caseId, personId, noteId] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
    await ok(who.post('/api/v1/records', { recordId, caseId, functionId, source: 'own', track: role }));
    await ok(who.post('/api/v1/people', { recordId, caseId, personId, role, name: 'Anonym' }));
    await ok(who.post('/api/v1/notes', { type, noteId, recordId, caseId, personId, on: today(), ...own }));
    await world.settle();
    expect(await ok<Note>(who.get(`/api/v1/notes/${noteId}`))).toMatchObject({ type, fields: own });
    expect((await linksFor(who, caseId)).map(({ thing, fields }) => [thing, fields])).toEqual([['note', { noteId, on: today() }]]);
    expect((await nurse.get(`/api/v1/notes/${noteId}`)).status).toBe(404);
  });

  it('is about nobody at a resource centre: no person, no words that point one out, nothing told', async () => {
    const adviser = await world.api('demo-resource-advisor');
    const [recordId, caseId] = [randomUUID(), randomUUID()];
    await ok(adviser.post('/api/v1/records', { recordId, caseId, functionId: 'resurscentrum-konsultation', source: 'own' }));
    const place = { recordId, caseId, on: today() };
    const consulted = {
      ...{ type: 'resource-centre.ConsultationGiven', noteId: randomUUID(), ...place, askedBy: 'school', topics: ['honour'] },
      ...{ concerns: 'child', advice: ['do-not-contact-family', 'report-concern'] },
    };
    await ok(adviser.post('/api/v1/notes', consulted));
    expect((await adviser.post('/api/v1/notes', { ...consulted, noteId: randomUUID(), personId: played.ids.childId })).status).toBe(400);
    const raised = {
      ...{ type: 'resource-centre.ExperienceRaised', noteId: randomUUID(), ...place, kind: 'shortcoming', about: 'school' },
      ...{ area: 'detection', raisedWith: ['county-coordinator'], description: 'Frånvaron följdes upp först efter fyra veckor.' },
    };
    await ok(adviser.post('/api/v1/notes', raised));
    const telling = { ...raised, noteId: randomUUID(), description: 'Det gällde 20100203-2385.' };
    expect((await adviser.post('/api/v1/notes', telling)).status).toBe(400);
    await world.settle();
    const { items } = await ok<{ items: { type: string; personId: string | null }[] }>(adviser.get(`/api/v1/notes?caseId=${caseId}`));
    expect(items.map(({ personId }) => personId)).toEqual([null, null]);
    expect(await linksFor(adviser, caseId)).toEqual([]);
  });

  it('asks by a form made from the declaration, and keeps what was entered when something is missing', async () => {
    const cookie = await world.cookie('demo-region-caseworker');
    const { caseId, personId } = played.ids;
    const page = async (path: string, init: RequestInit = {}) => {
      const response = await fetch(world.url + path, { redirect: 'manual', ...init, headers: { cookie, ...init.headers } });
      return { status: response.status, text: await response.text(), location: response.headers.get('location') ?? '' };
    };
    const form = await page(`/workspace/cases/${caseId}/notes/new?type=health-care.ExposureIdentified`);
    expect(form.text).toContain('Slag av våld');
    expect(form.text).toContain('Vet inte');
    const hidden = Object.fromEntries(
      [...form.text.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [name!, value!]),
    );
    const post = (fields: Record<string, string>) =>
      page(`/workspace/cases/${caseId}/notes/new`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', origin: world.url },
        body: new URLSearchParams({ ...hidden, ...fields }).toString(),
      });
    const entered = { personId, on: today(), how: 'told-unasked', ongoing: 'yes', note: WORDS };
    const again = await post(entered);
    expect([again.status, again.text.includes(WORDS)]).toEqual([400, true]);
    const saved = await post({ ...entered, kinds: 'physical' });
    expect(saved.status).toBe(303);
    await world.settle();
    const shown = await page(saved.location);
    for (const word of ['Fysiskt', WORDS, 'Gäller']) expect(shown.text).toContain(word);
    const list = await page(`/workspace/cases/${caseId}/notes`);
    expect(list.text).toContain('Våldsutsatthet identifierad');
    expect(list.text).not.toContain(WORDS);
  });
});
