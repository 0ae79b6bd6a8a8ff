import { randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import { DataSource } from 'typeorm';
import { demoPersons } from '#config/demo/persons';
import { demoStaff } from '#config/demo/staff';
import type { Actor } from '#libs/shared-kernel';
import { withActor } from '#src/access/index';
import { LegalRules } from '#src/coordination/legal-rules/index';
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

/** A personal number as people write it. */
const asWritten = (number: string): string => `${number.slice(0, 8)}-${number.slice(8)}`;

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

  type Reader = [agencyId: string, functions: string[], duty?: Actor['duty'], staffId?: string];
  /** Of a request's fields or answers, the classes that row-level security alone lets somebody read. */
  const classesFor = (
    kind: 'field' | 'answer',
    referralId: string,
    ...[agencyId, functions, duty = 'caseworker', staffId = 'anyone']: Reader
  ) => {
    const actor: Actor = {
      staffId,
      agencyId,
      agencyKind: 'social-services',
      unitId: 'any',
      duty,
      functions,
      standsInFor: [],
      onCall: false,
    };
    const rows = kind === 'field' ? 'views.referral_fields WHERE true' : "views.referral_messages WHERE kind = 'answer'";
    return withActor(world.app.get(DataSource), { actor, now: world.clock.now(), correlationId: 'wall' }, async (runner) => {
      const found = (await runner.query(`SELECT DISTINCT class FROM ${rows} AND referral_id = $1`, [referralId])) as { class: string }[];
      return found.map((row) => row.class).toSorted();
    });
  };

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
    await ok(liaison.post(`${url}/questions/${questionId}/answer`, { class: 'contact', answer: 'Vardagar 9–11.' }));
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

  it('is gone for a liaison whom the head locks out of the case, and for nobody else', async () => {
    const { recordId, caseId, url } = await send();
    const lock = { recordId, caseId, staffId: demoStaff.policeLiaison.id };
    const listed = async () =>
      (await ok<Page>(liaison.get('/api/v1/referrals?box=sent'))).items.some(({ referralId }) => url.endsWith(referralId));
    expect([(await liaison.get(url)).status, await listed()]).toEqual([200, true]); // control
    // Whoever works with the record can't shut out those who are to see what is done with it.
    expect((await police.post('/api/v1/records/lock-out', lock)).status).toBe(400);
    const head = await world.api('demo-police-supervisor');
    await ok(head.post('/api/v1/records/lock-out', lock));
    expect([(await liaison.get(url)).status, (await police.get(url)).status, (await lulea.get(url)).status]).toEqual([404, 200, 200]);
    expect(await listed()).toBe(false);
    await ok(head.post('/api/v1/records/lift-lock', lock));
    expect((await liaison.get(url)).status).toBe(200);
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
    expect((await police.post(`${url}/questions/${questionId}/answer`, { class: 'contact', answer: 'Svar' })).status).toBe(409);
    await world.settle();
    expect(await detail(police, url)).toMatchObject({ contentOpen: false });
  });

  it('answers within what was sent, and each answer closes with what it tells of', async () => {
    const { url, consentId, referralId } = await send();
    const ask = async (): Promise<string> => {
      const questionId = randomUUID();
      await ok(lulea.post(`${url}/questions`, { questionId, question: 'Fråga' }));
      return `${url}/questions/${questionId}/answer`;
    };
    const [first, second] = [await ask(), await ask()];
    const beyond = await police.post(first, { class: 'free-text', answer: 'Fri text' });
    expect([beyond.status, beyond.body]).toMatchObject([409, { type: 'urn:insatskedja:problem:answer-beyond-request' }]);
    expect((await police.post(first, { answer: 'Utan klass' })).status).toBe(400);
    await ok(police.post(first, { class: 'contact', answer: 'Ring på lunchen.' }));
    await ok(police.post(second, { class: 'identity', answer: 'Hon kallas Linn.' }));
    await world.settle();
    const answers = async (who: ApiPerson) =>
      (await detail(who, url)).conversation.flatMap((line) => (line.kind === 'answer' ? [line.text] : []));
    const wall = () => classesFor('answer', referralId, 'socialtjanst-lulea', ['lulea-mottagning-vald']);
    expect(await answers(lulea)).toEqual(['Ring på lunchen.', 'Hon kallas Linn.']);
    expect(await wall()).toEqual(['contact', 'identity']);
    await ok(police.post(`/api/v1/consents/${consentId}/withdrawals`, { scope: { kind: 'part', classes: ['contact'] }, alone: 'yes' }));
    expect(await answers(lulea)).toEqual(['Hon kallas Linn.']);
    expect(await wall()).toEqual(['identity']);
    expect(await answers(police)).toEqual(['Ring på lunchen.', 'Hon kallas Linn.']);
    // What was taken back meanwhile is not answered either, and what was answered in time is in the copy under its class.
    const third = await ask();
    expect((await police.post(third, { class: 'contact', answer: 'Ring på kvällen.' })).status).toBe(409);
    await ok(lulea.post(`${url}/accept`, {}));
    await ok(lulea.post(`${url}/case`, {}));
    await world.settle();
    const copied = (await lulea.get(`/api/v1/cases/${(await detail(lulea, url)).caseId}/received`)).text;
    expect([copied.includes('Hon kallas Linn.'), copied.includes('Ring på')]).toEqual([true, false]);
  });

  it('loses a class in the next read when that part of the consent is taken back', async () => {
    const { url, consentId } = await send();
    expect((await detail(lulea, url)).persons[0]?.contact).toBeDefined();
    const scope = { kind: 'part', classes: ['contact'] };
    await ok(police.post(`/api/v1/consents/${consentId}/withdrawals`, { scope, alone: 'yes' }));
    const left = await detail(lulea, url);
    expect(left.persons[0]?.identity?.name).toBe('Linda Mäki');
    expect(left.persons[0]?.contact).toBeUndefined();
    expect(left.classes).not.toContain('contact');
  });

  it('stands behind a second wall: without the policy too, a function reads the granted fields and no others', async () => {
    const { referralId, consentId } = await send();
    const fieldsFor = (...reader: Reader) => classesFor('field', referralId, ...reader);
    expect(await fieldsFor('socialtjanst-lulea', ['lulea-mottagning-vald'])).toEqual(['contact', 'identity']);
    const sender = ['polisen-norrbotten', ['polis-lulea-lpo'], 'police-officer'] as const;
    expect(await fieldsFor(sender[0], [...sender[1]], sender[2], demoStaff.policeOfficer.id)).toEqual(['contact', 'identity']);
    expect(await fieldsFor(sender[0], [...sender[1]], sender[2])).toEqual([]);
    expect(await fieldsFor('socialtjanst-lulea', ['lulea-mottagning'])).toEqual([]);
    expect(await fieldsFor('socialtjanst-boden', ['boden-mottagning-vald'])).toEqual([]);
    expect(await fieldsFor('socialtjanst-lulea', ['lulea-mottagning-vald'], 'supervisor')).toEqual([]);
    expect(await fieldsFor('polisen-norrbotten', [], 'supervisor')).toEqual([]);
    await ok(police.post(`/api/v1/consents/${consentId}/withdrawals`, { scope: { kind: 'part', classes: ['contact'] }, alone: 'yes' }));
    expect(await fieldsFor('socialtjanst-lulea', ['lulea-mottagning-vald'])).toEqual(['identity']);
    const { rows } = await world.database.app.query('SELECT 1 FROM views.referral_fields');
    expect(rows).toEqual([]);
  });

  it('carries the own published facts of the chosen classes, and never the place', async () => {
    const at = ids();
    await ok(
      police.post('/api/v1/police/reports', {
        reportId: randomUUID(),
        recordId: at.recordId,
        caseId: at.caseId,
        functionId: 'polis-lulea-lpo',
        offence: 'assault',
        occurredOn: '2026-11-01',
        immediateRisk: true,
        reportNumber: '5000-K123456-26',
        summary: 'Påhittad händelse.',
        exposed: {
          personId: at.personId,
          name: 'Linda Mäki',
          personNumber: woman.personnummer,
          address: 'Påhittsvägen 7',
          protection: 'secrecy-mark',
        },
        children: [],
      }),
    );
    await ok(
      police.post('/api/v1/consents', {
        ...{ consentId: at.consentId, recordId: at.recordId, caseId: at.caseId, personId: at.personId },
        ...{ givenBy: 'adult', form: 'oral', alone: 'yes', recipients: RECIPIENTS, purposes: ['support'], circumstances: 'in-car' },
        classes: ['identity', 'crime', 'location'],
        until: new Date(world.clock.now().getTime() + 90 * 24 * HOUR).toISOString(),
      }),
    );
    await world.settle();
    await ok(police.post('/api/v1/referrals', { ...sending(at), classes: ['identity', 'crime', 'location'] }));
    await world.settle();
    const { persons } = await ok<{ persons: { crime?: { thing: string }[]; location?: object }[] }>(
      lulea.get(`/api/v1/referrals/${at.referralId}`),
    );
    expect(persons[0]?.crime?.map(({ thing }) => thing)).toContain('report');
    expect(JSON.stringify(persons)).not.toMatch(/Påhittsvägen|Påhittad händelse/);
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
  });

  it('is listed in pages by a cursor of the list’s own: a position is none, and a cursor is no position', async () => {
    const at = await prepared();
    let position = '';
    for (let n = 0; n < 51; n++) {
      const sent = await police.post('/api/v1/referrals', { ...sending(at), referralId: randomUUID() });
      position = String(sent.headers['x-position']);
    }
    await world.settle();
    const list = `/api/v1/referrals?box=sent&caseId=${at.caseId}`;
    const first = await ok<Page>(police.get(list, { 'x-position': position }));
    const next = first.next!;
    const second = await ok<Page>(police.get(`${list}&cursor=${next}`));
    expect([first.items.length, second.items.length, second.next]).toEqual([50, 1, undefined]);
    const status = async (path: string, headers?: Record<string, string>) => (await police.get(path, headers)).status;
    // A position is no place in the list, nor is what nobody made: never the first page, nor a wrong one.
    for (const other of [position, 'made-up', next.slice(1)])
      expect([other, await status(`${list}&cursor=${other}`)]).toEqual([other, 400]);
    expect(await status(`/api/v1/cases?cursor=${next}`)).toBe(400);
    // A place in the list is no position to wait for.
    expect(await status(list, { 'x-position': next })).toBe(200);
    const cookie = await world.cookie('demo-police-officer');
    const page = async (path: string) => (await fetch(`${world.url}/workspace/${path}`, { headers: { cookie } })).status;
    expect(await page(`referrals?box=sent&after=${next}`)).toBe(200);
    expect(await page(`referrals?box=sent&cursor=${next}`)).toBe(200);
    expect(await page(`referrals?box=sent&cursor=${position}`)).toBe(400);
    expect(await page(`cases/${at.caseId}/log`)).toBe(200);
    expect(await page(`cases/${at.caseId}/log?cursor=${next}`)).toBe(400);
  });

  it('is told of where it is asked who sees a person’s own data: class by class, as long as the request is there', async () => {
    const at = await prepared();
    interface Told {
      classes: {
        class: string;
        fields: string[];
        withheld: boolean;
        sees: { functionId: string; staffId: string | null; disclosures: { kind: string; ground: string }[] }[];
        blind: { functionId: string; because: string }[];
      }[];
    }
    const path = `/api/v1/cases/${at.caseId}/persons/${at.personId}/why`;
    const asked = async () => {
      await world.settle();
      const { classes } = await ok<Told>(police.get(path));
      const of = (cls: string) => classes.find((one) => one.class === cls)!;
      const others = (cls: string) => of(cls).sees.filter(({ staffId }) => staffId === null);
      return { of, others };
    };
    const before = await asked();
    expect(before.of('identity').fields).toEqual(expect.arrayContaining(['name', 'personNumber']));
    expect(before.of('identity').sees).toEqual([expect.objectContaining({ staffId: expect.any(String), disclosures: [] })]);
    expect(before.of('location').blind).toEqual([]);
    await ok(police.post('/api/v1/referrals', sending(at)));
    const sent = await asked();
    const shown = { kind: 'referral', ground: 'osl-10-1-consent' };
    for (const cls of ['identity', 'contact'])
      expect(sent.others(cls)).toEqual([
        expect.objectContaining({ functionId: 'lulea-mottagning-vald', disclosures: [expect.objectContaining(shown)] }),
      ]);
    expect([sent.others('location'), sent.of('location').blind]).toEqual([
      [],
      [expect.objectContaining({ functionId: 'lulea-mottagning-vald', because: 'class' })],
    ]);
    expect(JSON.stringify(sent.of('location'))).not.toContain('Påhittsvägen');
    // The control: the same answer to the recipient as of a person who does not exist; its own record is another.
    for (const who of [lulea, kin]) expect((await who.get(path)).status).toBe(404);
    const page = await fetch(`${world.url}/workspace/cases/${at.caseId}/who-sees-what/persons/${at.personId}`, {
      headers: { cookie: await world.cookie('demo-police-officer') },
    });
    expect([page.status, (await page.text()).includes('Förfrågan')]).toEqual([200, true]);
    await ok(lulea.post(`/api/v1/referrals/${at.referralId}/return`, { reason: 'wrong-municipality' }));
    const returned = await asked();
    expect([returned.others('identity'), returned.of('identity').blind]).toEqual([
      [],
      [expect.objectContaining({ functionId: 'lulea-mottagning-vald', because: 'ended' })],
    ]);
    const { version } = (await ok<{ person: { version: string } }>(police.get(`/api/v1/people/${at.personId}`))).person;
    const { recordId, caseId } = at;
    await ok(police.post(`/api/v1/people/${at.personId}/protection`, { recordId, caseId, protection: 'secrecy-mark' }, { version }));
    const marked = await asked();
    expect([marked.of('location').withheld, marked.of('location').sees]).toEqual([true, []]);
    expect([marked.of('identity').withheld, marked.of('identity').sees.length]).toEqual([false, 1]);
  });

  describe('in “vem ser vad” and “vem ser detta?”', () => {
    interface Sees {
      classes: { class: string; sees: boolean; ways: { kind: string; state: string }[] }[];
    }
    interface Sights {
      class: string;
      withheld?: boolean;
      sees: { functionId: string; staffId: string | null; disclosures: { kind: string }[] }[];
      blind: { functionId: string; because: string }[];
    }
    const LULEA = 'lulea-mottagning-vald';
    const whoSees = async (who: ApiPerson, caseId: string) =>
      (await ok<Sees>(who.get(`/api/v1/cases/${caseId}/who-sees-what`))).classes.map(
        ({ class: cls, sees, ways }) => `${cls} ${sees} ${ways[0]!.state}`,
      );
    const others = (sights: readonly Sights[], cls: string) => {
      const of = sights.find((one) => one.class === cls)!;
      return [
        ...of.sees.filter(({ staffId }) => staffId === null).map(({ disclosures }) => disclosures.map(({ kind }) => kind).join()),
        ...of.blind.map(({ because }) => because),
      ];
    };
    const personWhy = async (at: { caseId: string; personId: string }) =>
      (await ok<{ classes: Sights[] }>(police.get(`/api/v1/cases/${at.caseId}/persons/${at.personId}/why`))).classes;
    const takenIn = async (url: string) => {
      await ok(lulea.post(`${url}/accept`, {}));
      await ok(lulea.post(`${url}/case`, {}));
      await world.settle();
    };
    const holds = async (caseId: string) => (await lulea.get(`/api/v1/cases/${caseId}/received`)).text.includes(woman.familyName);

    it.each<[string, (at: { consentId: string; url: string }) => Promise<unknown>]>([
      [
        'her consent was',
        ({ consentId }) => ok(police.post(`/api/v1/consents/${consentId}/withdrawals`, { scope: { kind: 'whole' }, alone: 'yes' })),
      ],
      ['it was itself', ({ url }) => ok(police.post(`${url}/withdraw`, { reason: 'no-longer-needed' }))],
    ])('stays with whoever took it in, although %s withdrawn', async (_, withdraw) => {
      const [kept, read] = [await send(), await send()];
      await takenIn(kept.url);
      expect(await whoSees(police, kept.caseId)).toEqual(['contact true live', 'identity true live']);
      for (const at of [kept, read]) await withdraw(at);
      await world.settle();
      expect(await holds(kept.caseId)).toBe(true);
      const state = ['contact true withdrawn', 'identity true withdrawn'];
      expect([await whoSees(police, kept.caseId), await whoSees(lulea, kept.caseId)]).toEqual([state, state]);
      expect(others(await personWhy(kept), 'identity')).toEqual(['copy']);
      // The control: whoever only had it to read sees it no longer.
      expect(await whoSees(police, read.caseId)).toEqual(['contact false ended', 'identity false ended']);
      expect(others(await personWhy(read), 'identity')).toEqual(['ended']);
    });

    it('tells of what an answer told, of a class that nothing else went of', async () => {
      const necessity = { documentation: { necessity: 'Barnet ska få samma stöd.' }, ground: 'osl-10-2-necessary', consentId: undefined };
      const [asked, silent] = [
        await send({ classes: ['identity', 'child'], ...necessity }),
        await send({ classes: ['identity', 'child'], ...necessity }),
      ];
      const questionId = randomUUID();
      await ok(lulea.post(`${asked.url}/questions`, { questionId, question: 'Vad behöver barnet?' }));
      await ok(police.post(`${asked.url}/questions/${questionId}/answer`, { class: 'child', answer: 'En egen kontaktperson.' }));
      for (const { url } of [asked, silent]) {
        await world.settle();
        await takenIn(url);
        world.clock.advance(60_000);
        await ok(police.post(`${url}/withdraw`, { reason: 'no-longer-needed' }));
      }
      await world.settle();
      expect((await lulea.get(`/api/v1/cases/${asked.caseId}/received`)).text).toContain('kontaktperson');
      for (const who of [police, lulea]) {
        expect(await whoSees(who, asked.caseId)).toEqual(['child true withdrawn', 'identity true withdrawn']);
        // The control: of the class that nothing went of, nothing is held.
        expect(await whoSees(who, silent.caseId)).toEqual(['child false ended', 'identity true withdrawn']);
      }
    });

    it('never tells of a place that protection kept back, in a request as in a copy', async () => {
      const at = await prepared();
      const { recordId, caseId, personId } = at;
      const necessity = { documentation: { reason: 'Han är på väg dit med kniv.' }, ground: 'brb-24-4-necessity', urgent: true };
      const asked = { recordId, caseId, personIds: [personId], classes: ['identity', 'location'], purpose: 'support', ...necessity };
      const request = { ...asked, referralId: randomUUID(), fromFunction: 'polis-lulea-lpo', need: ['support'], urgency: 'acute' };
      const copy = { ...asked, disclosureId: randomUUID(), mode: 'copy' };
      // The control: before anybody is protected the place goes, and is told of.
      await ok(police.post('/api/v1/disclosures', { ...copy, recipientFunction: 'boden-mottagning-vald', disclosureId: randomUUID() }));
      await world.settle();
      expect(await whoSees(police, caseId)).toEqual(['identity true kept', 'location true kept']);
      const { person } = await ok<{ person: { version: string } }>(police.get(`/api/v1/people/${personId}`));
      const mark = { recordId, caseId, protection: 'secrecy-mark' };
      await ok(police.post(`/api/v1/people/${personId}/protection`, mark, { version: person.version }));
      await world.settle();
      await ok(police.post('/api/v1/disclosures', { ...copy, recipientFunction: 'akutmottagning' }));
      await ok(police.post('/api/v1/referrals', { ...request, toFunction: LULEA }));
      await world.settle();
      // What went before the mark went; nothing of a place has gone since.
      expect((await whoSees(police, caseId)).toSorted()).toEqual([
        'identity true kept',
        'identity true kept',
        'identity true live',
        'location true withdrawn',
      ]);
    });

    it('tells of an entry that went along, by the request, and then by what the recipient holds', async () => {
      const at = await prepared();
      const { recordId, caseId, personId, referralId } = at;
      const alarm = { recordId, caseId, functionId: 'polis-lulea-lpo', kind: 'personal-alarm', personId, dueOn: '2027-12-01' };
      await ok(police.post('/api/v1/interventions', { ...alarm, interventionId: randomUUID() }));
      await world.settle();
      const necessity = {
        documentation: { necessity: 'Stödet ska fortsätta utan glapp.' },
        ground: 'osl-10-2-necessary',
        consentId: undefined,
      };
      await ok(police.post('/api/v1/referrals', { ...sending(at), classes: ['identity', 'support'], ...necessity }));
      await ok(police.post('/api/v1/interventions', { ...alarm, interventionId: randomUUID(), kind: 'safety-plan' }));
      await world.settle();
      const url = `/api/v1/referrals/${referralId}`;
      expect((await lulea.get(url)).text).toContain('personal-alarm');
      const { links } = await ok<{ links: { thing: string; history: { entryId: string; fields: { kind?: unknown } }[] }[] }>(
        police.get(`/api/v1/cases/${caseId}/chain`),
      );
      const entries = links.filter(({ thing }) => thing === 'intervention').flatMap(({ history }) => history);
      const told = async (kind: string) => {
        const { entryId } = entries.find(({ fields }) => JSON.stringify(fields).includes(kind))!;
        return others((await ok<{ fields: Sights[] }>(police.get(`/api/v1/cases/${caseId}/entries/${entryId}/why`))).fields, 'support');
      };
      // The second came after the request, of a class that it has: the control.
      expect([await told('personal-alarm'), await told('safety-plan')]).toEqual([['referral'], ['not-in-request']]);
      await takenIn(url);
      await ok(police.post(`${url}/withdraw`, { reason: 'no-longer-needed' }));
      await world.settle();
      expect([await told('personal-alarm'), await told('safety-plan')]).toEqual([['copy'], ['ended']]);
    });

    it('says that a protected mother’s child’s school is withheld, and how the child is reached, as its own page does', async () => {
      const { recordId, caseId, personId } = await prepared();
      const childId = randomUUID();
      const child = { recordId, caseId, personId: childId, role: 'child', name: 'Vera Mäki', minor: true };
      await ok(police.post('/api/v1/people', { ...child, school: 'Påhittsskolan', phone: '070-1740606' }));
      await world.settle();
      const asked = async () => {
        const shown = (await police.get(`/api/v1/people/${childId}?recordId=${recordId}`)).text;
        const why = await personWhy({ caseId, personId: childId });
        const told = (cls: string) => {
          const { withheld, sees } = why.find((one) => one.class === cls)!;
          return [withheld, sees.some(({ staffId }) => staffId !== null)];
        };
        return [shown.includes('Påhittsskolan'), told('location'), shown.includes('070-1740606'), told('contact')];
      };
      expect(await asked()).toEqual([true, [false, true], true, [false, true]]);
      const { person } = await ok<{ person: { version: string } }>(police.get(`/api/v1/people/${personId}?recordId=${recordId}`));
      const mark = { recordId, caseId, protection: 'protected-registration' };
      await ok(police.post(`/api/v1/people/${personId}/protection`, mark, { version: person.version }));
      await world.settle();
      expect(await asked()).toEqual([false, [true, false], false, [true, false]]);
    });
  });

  it('is recorded as refused where the law does not carry it: who asked, about whom, and which rule said no', async () => {
    const at = await prepared();
    const head = await world.api('demo-police-supervisor');
    const refused = async (change: object) => {
      const { status } = await police.post('/api/v1/referrals', { ...sending(at), referralId: randomUUID(), ...change });
      expect(status).toBe(422);
      await world.settle();
      const { items } = await ok<{ items: { operation: string; outcome: string; rule: string; ground: string[]; personIds: string[] }[] }>(
        head.get(`/api/v1/audit?caseId=${at.caseId}`),
      );
      return items.filter(({ operation, outcome }) => operation === 'SendReferral' && outcome === 'denied');
    };
    const consent = 'osl-10-1-consent';
    const first = await refused({ classes: ['identity', 'location'] });
    expect(first).toEqual([expect.objectContaining({ rule: consent, ground: [consent], personIds: [at.personId] })]);
    // What is no ground at all was typed by somebody: it is not repeated on the trail.
    const second = await refused({ ground: 'KANARIE-GRUND' });
    expect(second.map(({ rule, ground }) => [rule, ground])).toContainEqual(['unknown-ground', []]);
    expect(JSON.stringify(second)).not.toContain('KANARIE');
    const rules = world.app.get(LegalRules, { strict: false });
    const shipped = await rules.inForce();
    const byTwo = shipped.grounds.map((rule) => ({ ...rule, requires: { ...rule.requires, secondPerson: true } }));
    const changed = jest.spyOn(rules, 'inForce').mockResolvedValue({ ...shipped, grounds: byTwo });
    const fourth = await refused({});
    changed.mockRestore();
    expect(fourth.map(({ rule, ground }) => [rule, ground])).toContainEqual(['needs-second-person', [consent]]);
    // Control: what the law carries leaves no refusal.
    await ok(police.post('/api/v1/referrals', sending(at)));
    expect((await refused({ ground: 'KANARIE-GRUND' })).length).toBe(fourth.length + 1);
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

  describe('in a browser without script', () => {
    const browser = async (subject: string) => {
      const cookie = await world.cookie(subject);
      const headers = { cookie, origin: world.url, 'sec-fetch-site': 'same-origin', accept: 'text/html' };
      const page = async (path: string, form?: Record<string, string | string[]>) => {
        const body = new URLSearchParams();
        for (const [name, value] of Object.entries(form ?? {})) for (const one of [value].flat()) body.append(name, one);
        const response = await fetch(`${world.url}${path}`, {
          headers: { ...headers, ...(form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}) },
          redirect: 'manual',
          ...(form ? { method: 'POST', body: body.toString() } : {}),
        });
        return { status: response.status, html: await response.text(), location: response.headers.get('location') ?? '' };
      };
      return page;
    };
    const hidden = (html: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';

    it('is chosen, previewed, sent, answered and returned', async () => {
      const at = await prepared();
      const officer = await browser('demo-police-officer');
      const caseworker = await browser('demo-lulea-caseworker');
      const address = `/workspace/referrals/new?caseId=${at.caseId}`;
      const blank = await officer(address);
      expect(blank.status).toBe(200);
      expect(blank.html).toContain('Linda Mäki');
      const form = {
        kind: 'request',
        fromFunction: 'polis-lulea-lpo',
        toFunction: 'lulea-mottagning-vald',
        need: ['support', 'protection'],
        personIds: at.personId,
        classes: ['identity', 'contact'],
        purpose: 'support',
        ground: 'osl-10-1-consent',
        consentId: at.consentId,
        urgency: 'normal',
        idempotencyKey: hidden(blank.html, 'idempotencyKey'),
        referralId: hidden(blank.html, 'referralId'),
      };
      const wrong = await officer(address, { ...form, toFunction: '', step: 'preview' });
      expect(wrong.status).toBe(400);
      expect(wrong.html).toContain('error-summary');
      const preview = await officer(address, { ...form, step: 'preview' });
      expect(preview.status).toBe(200);
      expect(preview.html).toContain(asWritten(woman.personnummer));
      const unseen = await officer(address, { ...form, classes: ['identity'], looked: hidden(preview.html, 'looked'), step: 'send' });
      expect(unseen.location).toBe('');
      const sent = await officer(address, { ...form, looked: hidden(preview.html, 'looked'), step: 'send' });
      expect(sent.status).toBe(303);
      expect((await officer(sent.location)).html).toContain('Förfrågan är skickad');

      const list = await caseworker('/workspace/referrals');
      expect(list.html).toContain(`/workspace/referrals/${form.referralId}`);
      const detailPage = await caseworker(`/workspace/referrals/${form.referralId}`);
      expect(detailPage.html).toContain('Linda Mäki');
      expect(detailPage.html).toContain('Återsänd med skäl');
      const noReason = await caseworker(`/workspace/referrals/${form.referralId}/return`, { idempotencyKey: randomUUID() });
      expect(noReason.status).toBe(400);
      const back = await caseworker(`/workspace/referrals/${form.referralId}/return`, {
        idempotencyKey: randomUUID(),
        reason: 'wrong-municipality',
      });
      expect(back.status).toBe(303);
      const stub = await caseworker(back.location);
      expect(stub.html).toContain('Fel kommun');
      expect(stub.html).not.toContain('Linda');
      const sender = await officer(`/workspace/referrals/${form.referralId}`);
      expect(sender.html).toContain('Sänd vidare');
      expect((await officer('/workspace/referrals?box=sent')).html).toContain('Återsänd');
    });

    it('is printed for a function that is not connected, and the print is audited', async () => {
      const at = await prepared(['arjeplog-mottagning']);
      const officer = await browser('demo-police-officer');
      const { body } = await police.post('/api/v1/referrals', { ...sending(at), toFunction: 'arjeplog-mottagning' });
      expect(body).toMatchObject({ type: expect.stringContaining('function-not-connected') });
      const page = await officer((body as { current: { print: string } }).current.print);
      expect(page.status).toBe(200);
      expect(page.html).toContain(asWritten(woman.personnummer));
      expect(page.html).not.toContain('Påhittsvägen');
    });

    it('opens the case of an accepted request, and the copy stays when the consent is withdrawn', async () => {
      const { url, referralId, caseId, consentId } = await send({ toFunction: 'boden-mottagning-vald' });
      const caseworker = await browser('demo-boden-caseworker');
      const act = (name: string) => caseworker(`/workspace/referrals/${referralId}/${name}`, { idempotencyKey: randomUUID() });
      const accepted = await act('accept');
      expect((await caseworker(accepted.location)).html).toContain('Öppna ärende');
      const opened = await act('open-case');
      expect(opened.location).toContain(`/workspace/cases/${caseId}`);
      await ok(police.post(`/api/v1/consents/${consentId}/withdrawals`, { scope: { kind: 'whole' }, alone: 'yes' }));
      const shown = await detail(boden, url);
      expect(shown.persons).toEqual([]);
      expect((await act('open-case')).status).toBe(400);
      const { rows } = await world.database.projector.query(
        "SELECT count(*)::int AS copies FROM views.received WHERE case_id = $1 AND owner_agency = 'socialtjanst-boden'",
        [caseId],
      );
      expect(rows).toEqual([{ copies: 1 }]);
    });
  });

  it('says over a live stream that something changed, never what, and only to those concerned', async () => {
    const { tokenFor } = await import('#src/login/index');
    const listen = async (subject: string) => {
      const stop = new AbortController();
      const response = await fetch(`${world.url}/api/v1/referrals/stream`, {
        headers: { authorization: `Bearer ${await tokenFor(world.url, subject)}`, accept: 'text/event-stream' },
        signal: stop.signal,
      });
      expect(response.status).toBe(200);
      let text = '';
      const reading = (async () => {
        const decoder = new TextDecoder();
        for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) text += decoder.decode(chunk);
      })().catch(() => undefined);
      return { text: () => text, close: async () => (stop.abort(), reading) };
    };
    const concerned = await listen('demo-lulea-caseworker');
    const other = await listen('demo-region-caseworker');
    await new Promise((resolve) => setTimeout(resolve, 300));
    const { referralId } = await send();
    for (let n = 0; n < 40 && !concerned.text().includes('changed'); n++) await new Promise((resolve) => setTimeout(resolve, 100));
    expect(concerned.text()).toContain('event: changed');
    expect(concerned.text()).not.toMatch(new RegExp(`${referralId}|Linda`));
    expect(other.text()).not.toContain('changed');
    await concerned.close();
    await other.close();
  });
});
