import { randomUUID } from 'node:crypto';
import supertest from 'supertest';
import { demoPersons } from '#config/demo/persons';
import { derivedId } from '#libs/shared-kernel';
import { createWorld, ok, type ApiPerson, type World } from '../support/world.js';

const DAY = 86_400_000;
const woman = { name: 'Linda Mäki', personNumber: demoPersons.exposed.personnummer };
const man = { name: 'Tobias Grahn', personNumber: demoPersons.violenceUser.personnummer };
const child = { name: 'Wilma Grahn', personNumber: demoPersons.childNine.personnummer };
const SUMMARY = 'Slog henne i hallen.';

interface Measure {
  interventionId: string;
  status: string;
  startedOn: string | null;
  reason: string | null;
}

describe('the police', () => {
  let world: World;
  let officer: ApiPerson;
  let colleague: ApiPerson;
  let liaison: ApiPerson;
  let boden: ApiPerson;

  beforeAll(async () => {
    world = await createWorld();
    officer = await world.api('demo-police-officer');
    colleague = await world.api('demo-police-both', 'police-officer');
    liaison = await world.api('demo-police-liaison');
    boden = await world.api('demo-boden-caseworker');
  });
  afterAll(() => world?.close());

  const today = (days = 0): string => new Date(world.clock.now().getTime() + days * DAY).toISOString().slice(0, 10);
  const body = (change: object = {}) => ({
    reportId: randomUUID(),
    recordId: randomUUID(),
    caseId: randomUUID(),
    functionId: 'polis-lulea-lpo',
    reportNumber: '5000-K123-26',
    offence: 'gross-violation-of-a-woman',
    occurredOn: today(-1),
    immediateRisk: true,
    summary: SUMMARY,
    exposed: { personId: randomUUID(), ...woman },
    suspect: { personId: randomUUID(), ...man },
    children: [{ personId: randomUUID(), ...child }],
    ...change,
  });
  const registered = async (change: object = {}) => {
    const report = body(change);
    await ok(officer.post('/api/v1/police/reports', report));
    await world.settle();
    return report;
  };
  const streams = async (...names: string[]): Promise<number[]> =>
    Promise.all(
      names.map(async (name) => {
        const { rows } = await world.database.app.query<{ n: string }>('SELECT count(*) AS n FROM es.events WHERE stream = $1', [name]);
        return Number(rows[0]?.n);
      }),
    );

  it('registers a report with its persons in a record of its own, seen by those who work with it alone', async () => {
    const report = await registered();
    const url = `/api/v1/police/reports/${report.reportId}`;
    expect(await ok(officer.get(url))).toMatchObject({
      reportNumber: '5000-K123-26',
      summary: SUMMARY,
      exposedPersonId: report.exposed.personId,
      suspectPersonId: report.suspect.personId,
      childPersonIds: [report.children[0]?.personId],
    });
    const { items } = await ok<{ items: { role: string; minor: boolean }[] }>(officer.get(`/api/v1/records/${report.recordId}/people`));
    expect(items.map(({ role, minor }) => [role, minor])).toEqual([
      ['exposed', false],
      ['child', true],
      ['violence-user', false],
    ]);
    for (const stranger of [colleague, liaison, boden]) expect((await stranger.get(url)).status).toBe(404);
    for (const stranger of [liaison, boden]) expect((await stranger.post('/api/v1/police/reports', body())).status).toBe(404);
  });

  it.each([
    ['offence', { offence: 'rudeness' }],
    ['occurredOn', { occurredOn: '2030-01-01' }],
    ['functionId', { functionId: 'boden-mottagning-vald' }],
    ['exposed.personNumber', { exposed: { personId: randomUUID(), name: 'N', personNumber: '199005122389' } }],
    ['children.0.personNumber', { children: [{ personId: randomUUID(), ...woman }] }],
  ])('refuses a wrong %s, and opens no record', async (path, change) => {
    const report = body(change);
    const answer = await officer.post('/api/v1/police/reports', report);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ type: 'urn:insatskedja:problem:invalid-input' });
    expect((answer.body as { errors: { path: string }[] }).errors.map((error) => error.path)).toContain(path);
    expect(await streams(`record-${report.recordId}`)).toEqual([0]);
  });

  it('goes on where a crash stopped it, and makes nothing twice', async () => {
    const report = body();
    const key = randomUUID();
    const { recordId, caseId, reportId, functionId, exposed } = report;
    // What had been done when the process died.
    await ok(
      officer.post(
        '/api/v1/records',
        { recordId, caseId, functionId, source: 'report', sourceId: reportId },
        { key: derivedId(key, 'record') },
      ),
    );
    await ok(
      officer.post(
        '/api/v1/people',
        { recordId, caseId, ...exposed, role: 'exposed' },
        { key: derivedId(key, 'person', exposed.personId) },
      ),
    );
    await ok(officer.post('/api/v1/police/reports', report, { key }));
    const again = await officer.post('/api/v1/police/reports', report, { key });
    expect([again.status, again.headers['idempotent-replayed']]).toEqual([200, 'true']);
    const people = [exposed, report.suspect, ...report.children].map(({ personId }) => `person-${derivedId('person', recordId, personId)}`);
    expect(await streams(`record-${recordId}`, `report-${reportId}`, ...people)).toEqual([1, 1, 1, 1, 1]);
    // Control: another key is another request, and meets what is there.
    expect((await officer.post('/api/v1/police/reports', report)).status).toBe(409);
  });

  it('corrects a report at the version that was read', async () => {
    const { reportId } = await registered();
    const url = `/api/v1/police/reports/${reportId}`;
    const { version } = await ok<{ version: string }>(officer.get(url));
    const correction = { reason: 'reclassified', offence: 'assault' };
    expect((await officer.post(`${url}/corrections`, correction)).status).toBe(428);
    await ok(officer.post(`${url}/corrections`, correction, { version }));
    expect((await officer.post(`${url}/corrections`, { ...correction, offence: 'rape' }, { version })).status).toBe(412);
    await world.settle();
    expect(await ok(officer.get(url))).toMatchObject({ offence: 'assault', summary: SUMMARY, correctionReason: 'reclassified' });
    expect((await officer.post(`/api/v1/police/reports/${randomUUID()}/corrections`, correction, { version })).status).toBe(404);
  });

  it('plans a measure, starts, interrupts with a reason, resumes and completes it; each step shows in its own chain', async () => {
    const { recordId, caseId, exposed } = await registered();
    const interventionId = randomUUID();
    const plan = {
      interventionId,
      recordId,
      caseId,
      personId: exposed.personId,
      kind: 'personal-alarm',
      functionId: 'polis-lulea-lpo',
      dueOn: today(7),
    };
    const url = `/api/v1/interventions/${interventionId}`;
    expect((await officer.post('/api/v1/interventions', { ...plan, dueOn: today(-1) })).body).toMatchObject({
      errors: [{ path: 'dueOn' }],
    });
    expect((await officer.post('/api/v1/interventions', { ...plan, kind: 'treatment' })).body).toMatchObject({
      errors: [{ path: 'kind' }],
    });
    await ok(officer.post('/api/v1/interventions', { ...plan, note: 'Larmet hos granne' }));
    const step = (input: object) => officer.post(`${url}/report`, { on: today(), ...input });
    expect((await step({ step: 'complete' })).body).toMatchObject({ type: 'urn:insatskedja:problem:intervention-not-started' });
    expect((await step({ step: 'start', on: today(1) })).body).toMatchObject({ errors: [{ path: 'on' }] });
    await ok(step({ step: 'start' }));
    expect((await step({ step: 'interrupt' })).body).toMatchObject({ type: 'urn:insatskedja:problem:reason-missing' });
    await ok(step({ step: 'interrupt', reason: 'not-reached' }));
    await ok(step({ step: 'start' }));
    await ok(step({ step: 'complete' }));
    await world.settle();
    expect(await ok<Measure>(officer.get(url))).toMatchObject({ status: 'completed', startedOn: today(), reason: null });
    expect((await step({ step: 'start' })).status).toBe(409);
    for (const stranger of [colleague, liaison, boden]) expect((await stranger.get(url)).status).toBe(404);

    const chain = await world.database.projector.query<{ type: string; fields: Record<string, unknown> }>(
      "SELECT type, fields FROM views.chain_entries WHERE case_id = $1 AND owner_agency = 'polisen-norrbotten' AND type LIKE 'police.%' ORDER BY position",
      [caseId],
    );
    expect(chain.rows.map(({ type }) => type)).toEqual([
      'police.ReportKnown',
      'police.MeasurePlanned',
      'police.MeasureStarted',
      'police.MeasureInterrupted',
      'police.MeasureStarted',
      'police.MeasureCompleted',
    ]);
    expect(JSON.stringify(chain.rows)).not.toMatch(/note|summary|reportNumber|suspect/);
  });

  it('plans what an agreed plan lays on it, once, and not what lies on others', async () => {
    const { recordId, caseId, exposed } = await registered();
    const [planId, goalId] = [randomUUID(), randomUUID()];
    const line = (kind: string, responsibleFunction: string) => ({
      lineId: randomUUID(),
      goalId,
      kind,
      responsibleFunction,
      dueOn: today(14),
    });
    await ok(
      officer.post('/api/v1/plans', {
        planId,
        recordId,
        caseId,
        personId: exposed.personId,
        goals: [{ goalId, goal: 'Hon är trygg hemma' }],
        lines: [line('personal-alarm', 'polis-lulea-lpo'), line('counselling', 'boden-mottagning-vald')],
        leaderFunction: 'polis-lulea-lpo',
        participation: 'took-part',
      }),
    );
    await world.settle();
    const { version } = await ok<{ version: string }>(officer.get(`/api/v1/plans/${planId}`));
    await ok(officer.post(`/api/v1/plans/${planId}/agree`, {}, { version }));
    await world.settle();
    const measures = async () => {
      await world.settle();
      const { items } = await ok<{ items: (Measure & { kind: string; dueOn: string })[] }>(
        officer.get(`/api/v1/interventions?caseId=${caseId}`),
      );
      return items.map(({ kind, status, dueOn }) => ({ kind, status, dueOn }));
    };
    const planned = [{ kind: 'personal-alarm', status: 'planned', dueOn: today(14) }];
    expect(await measures()).toEqual(planned);
    await ok(officer.post(`/api/v1/interventions/from-plan/${planId}`, {}));
    expect(await measures()).toEqual(planned);
  });

  describe('in a browser', () => {
    let cookie: string;
    beforeAll(async () => {
      cookie = await world.cookie('demo-police-officer');
    });
    const page = (path: string) => supertest(world.url).get(path).set('cookie', cookie).set('accept', 'text/html');
    const submit = (path: string, fields: Record<string, string>) =>
      supertest(world.url)
        .post(path)
        .set('cookie', cookie)
        .set('accept', 'text/html')
        .set('sec-fetch-site', 'same-origin')
        .type('form')
        .send(fields);
    /** The hidden fields of the first form to this address. */
    const hidden = (html: string, action: string): Record<string, string> => {
      const start = html.indexOf(`action="${action.replace(/&/g, '&amp;')}"`);
      expect(start).toBeGreaterThan(0);
      const form = html.slice(start, html.indexOf('</form>', start));
      return Object.fromEntries(
        [...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [name ?? '', value ?? '']),
      );
    };
    const entered = (change: Record<string, string> = {}) => ({
      functionId: 'polis-lulea-lpo',
      reportNumber: '5000-K9-26',
      offence: 'assault',
      occurredOn: today(-1),
      summary: SUMMARY,
      'exposed.name': 'Petronella Blankett',
      'exposed.protection': 'none',
      'exposed.safeContact.way': 'phone',
      'exposed.safeContact.number': '070-1740612',
      'exposed.safeContact.hours': 'Vardagar 9–11',
      'exposed.safeContact.language': 'Svenska',
      'suspect.protection': 'none',
      ...change,
    });
    const NEW = '/workspace/reports/new';

    it('gives back everything that was typed when a digit is wrong, saves once it is right, and leads to the case', async () => {
      const first = await page(NEW);
      expect(first.status).toBe(200);
      const ids = hidden(first.text, NEW);
      const wrong = await submit(NEW, {
        ...ids,
        ...entered({ 'exposed.personNumber': '19900512-2389', 'children.2.name': 'Barn Blankett' }),
      });
      expect(wrong.status).toBe(400);
      for (const typed of ['Petronella Blankett', '19900512-2389', SUMMARY, 'Barn Blankett', '070-1740612', '5000-K9-26'])
        expect(wrong.text).toContain(typed);
      expect(wrong.text).toContain('href="#f-exposed-personNumber"');
      expect(hidden(wrong.text, NEW)).toMatchObject({ reportId: ids['reportId'], idempotencyKey: ids['idempotencyKey'] });

      const right = await submit(NEW, { ...hidden(wrong.text, NEW), ...entered({ 'children.2.name': 'Barn Blankett' }) });
      expect(right.status).toBe(303);
      expect(right.headers['location']).toMatch(new RegExp(`^/workspace/cases/${ids['caseId']}\\?after=`));
      await world.settle();
      const report = await page(`/workspace/reports/${ids['reportId']}`);
      for (const shown of ['Petronella Blankett', 'Barn Blankett', SUMMARY, '070-1740612']) expect(report.text).toContain(shown);
      expect((await page(`/workspace/cases/${ids['caseId']}`)).status).toBe(200);
    });

    it('warns before a person is made twice, and goes on when told that it is another', async () => {
      const ids = hidden((await page(NEW)).text, NEW);
      const warned = await submit(NEW, { ...ids, ...entered({ 'exposed.name': 'Petronela Blanket' }) });
      expect(warned.status).toBe(409);
      expect(warned.text).toContain('Petronella Blankett');
      expect(await streams(`record-${ids['recordId']}`)).toEqual([0]);
      const confirmed = await submit(NEW, { ...ids, ...entered({ 'exposed.name': 'Petronela Blanket' }), confirmed: 'true' });
      expect(confirmed.status).toBe(303);
    });

    it('shows, corrects, protects and reveals a person', async () => {
      const { recordId, exposed } = await registered({
        exposed: { personId: randomUUID(), name: 'Skärm Skärmsson', address: 'Kanariegränd 3' },
      });
      const at = (rest: string) => `/workspace/people/${exposed.personId}${rest}?recordId=${recordId}`;
      expect((await page(at(''))).text).toContain('Kanariegränd 3');

      const form = hidden((await page(at('/correct'))).text, at('/correct'));
      const unsaid = await submit(at('/correct'), { ...form, name: 'Skärm Annan', role: 'exposed', address: 'Kanariegränd 3' });
      expect([unsaid.status, unsaid.text.includes('Skärm Annan')]).toEqual([400, true]);
      const corrected = await submit(at('/correct'), {
        ...form,
        reason: 'misheard',
        name: 'Skärm Annan',
        role: 'exposed',
        address: 'Kanariegränd 3',
      });
      expect(corrected.status).toBe(303);
      const after = (await page(String(corrected.headers['location']))).text;
      for (const shown of ['Skärm Annan', 'Skärm Skärmsson', 'Uppfattades fel', 'Jonas Niemi']) expect(after).toContain(shown);
      const stale = await submit(at('/correct'), {
        ...form,
        idempotencyKey: randomUUID(),
        reason: 'misheard',
        name: 'För Sent',
        role: 'exposed',
        address: 'Kanariegränd 3',
      });
      expect(stale.text).toContain('Någon annan har ändrat');

      const protection = hidden((await page(at('/protection'))).text, at('/protection'));
      expect((await submit(at('/protection'), { ...protection, protection: 'secrecy-mark' })).status).toBe(303);
      await world.settle();
      for (const path of ['', '/correct', '/safe-contact', '/reveal']) expect((await page(at(path))).text).not.toContain('Kanariegränd');
      expect((await submit(at('/reveal'), { recordId, purpose: 'nyfiken' })).text).not.toContain('Kanariegränd');
      const revealed = await submit(at('/reveal'), { recordId, purpose: 'Patrull ska skickas dit' });
      expect([revealed.status, revealed.text.includes('Förmedlingsuppdrag'), revealed.text.includes('Kanariegränd')]).toEqual([
        200,
        true,
        false,
      ]);
    });

    it('changes the safe way of contact, adds a person, and searches without the number in any address', async () => {
      const { recordId, caseId, exposed } = await registered({ exposed: { personId: randomUUID(), name: 'Kontakt Kontaktsson' } });
      const contact = `/workspace/people/${exposed.personId}/safe-contact?recordId=${recordId}`;
      const form = hidden((await page(contact)).text, contact);
      const half = await submit(contact, {
        ...form,
        'safeContact.way': 'phone',
        'safeContact.hours': 'Kvällar',
        'safeContact.language': 'Finska',
      });
      expect([half.status, half.text.includes('Kvällar')]).toEqual([400, true]);
      const whole = {
        ...form,
        'safeContact.way': 'phone',
        'safeContact.hours': 'Kvällar',
        'safeContact.language': 'Finska',
        'safeContact.number': '070-1740613',
      };
      expect((await submit(contact, whole)).status).toBe(303);

      const add = `/workspace/people/new?recordId=${recordId}&caseId=${caseId}`;
      const added = await submit('/workspace/people/new', {
        ...hidden((await page(add)).text, '/workspace/people/new'),
        role: 'relative',
        name: 'Anhörig Anhörigsson',
        protection: 'none',
      });
      expect(added.status).toBe(303);
      expect((await page(String(added.headers['location']))).text).toContain('Anhörig Anhörigsson');

      const found = await submit('/workspace/people/search', { query: 'Anhorig Anhörigson' });
      expect(found.text).toContain('Anhörig Anhörigsson');
      expect((await submit('/workspace/people/search', { query: '19900512-2389' })).status).toBe(400);
      expect(world.logged.join('')).not.toMatch(/19900512|Anhorig/);
    });

    it('plans and reports a measure', async () => {
      const { caseId, exposed } = await registered();
      const base = '/workspace/interventions';
      const list = `${base}?caseId=${caseId}`;
      const shown = (await page(list)).text;
      expect(shown).toContain('Polisens åtgärder');
      const plan = hidden(shown, base);
      const fields = { kind: 'safety-plan', personId: exposed.personId, functionId: 'polis-lulea-lpo', dueOn: today(5) };
      const past = await submit(base, { ...plan, ...fields, dueOn: today(-5), note: 'Skriven anteckning' });
      expect([past.status, past.text.includes('Skriven anteckning')]).toEqual([400, true]);
      expect((await submit(base, { ...plan, ...fields })).status).toBe(303);
      const one = `${base}/${plan['interventionId']}`;
      await world.settle();
      const started = await submit(one, { ...hidden((await page(one)).text, one), step: 'start', on: today(), reason: 'moved' });
      expect(started.status).toBe(303);
      expect((await page(String(started.headers['location']))).text).toContain('Pågår');
      const groundless = await submit(one, { ...hidden((await page(one)).text, one), step: 'interrupt', on: today() });
      expect([groundless.status, groundless.text.includes('Ange varför insatsen avbryts.')]).toEqual([400, true]);
    });

    it('corrects a report', async () => {
      const { reportId } = await registered();
      const path = `/workspace/reports/${reportId}/correct`;
      const form = hidden((await page(path)).text, path);
      const same = {
        ...form,
        reason: 'typing-error',
        offence: 'gross-violation-of-a-woman',
        occurredOn: today(-1),
        immediateRisk: 'true',
        reportNumber: '5000-K123-26',
        summary: SUMMARY,
      };
      expect((await submit(path, same)).text).toContain('Inget är ändrat.');
      const done = await submit(path, { ...same, summary: 'Slog henne i köket.' });
      expect(done.status).toBe(303);
      expect((await page(String(done.headers['location']))).text).toContain('Slog henne i köket.');
    });

    it('is in English for those who ask', async () => {
      const english = (await page(`${NEW}?lang=en`)).text;
      expect(english).toContain('Suspected violence user');
      expect(english).not.toContain('Misstänkt');
    });

    it('shows none of it to the liaison', async () => {
      const { caseId, reportId, recordId, exposed } = await registered();
      const liaisonCookie = await world.cookie('demo-police-liaison');
      const paths = [
        NEW,
        `/workspace/reports/${reportId}`,
        `/workspace/interventions?caseId=${caseId}`,
        `/workspace/people/${exposed.personId}?recordId=${recordId}`,
        '/workspace/people/search',
      ];
      for (const path of paths)
        expect([path, (await supertest(world.url).get(path).set('cookie', liaisonCookie)).status]).toEqual([path, 404]);
      // Control: the officer sees them all.
      for (const path of paths) expect([path, (await page(path)).status]).toEqual([path, 200]);
    });
  });
});
