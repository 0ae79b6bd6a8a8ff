import { randomUUID } from 'node:crypto';
import { CommandBus } from '@nestjs/cqrs';
import { stringify } from 'yaml';
import { instruments, questionsOf } from '#config/instruments';
import { checkInstrument } from '#src/app/operator/instruments';
import { ImportInstrument } from '#src/coordination/index';
import { operatorActor } from '#src/organisation/index';
import { asOwner } from '../privacy/past-the-walls.js';
import { createWorld, ok, type ApiPerson, type World } from '../support/world.js';

const DAY = 86_400_000;
const STREET = 'Smedjegatan 12';
const [norrsken] = instruments;

describe('risk over time, a safety plan, and what she takes home', () => {
  let world: World;
  let sara: ApiPerson;
  let maria: ApiPerson;
  let page: (path: string, form?: Record<string, string>) => Promise<Response>;
  const [caseId, recordId, careRecord, personId, planId, goalId, safetyPlanId] = Array.from({ length: 7 }, () => randomUUID());
  const at = (days: number): string => new Date(world.clock.now().getTime() + days * DAY).toISOString();
  const day = (days: number): string => at(days).slice(0, 10);
  const assess = (level: string, change: object = {}) => ({
    ...{ assessmentId: randomUUID(), recordId, caseId, personId, occasion: 'first-contact', instrument: 'norrsken', level },
    answers: Object.fromEntries(questionsOf(norrsken!).map(({ key }) => [key, 'unknown'])),
    ...{ overrideReason: 'Det hon berättar', assessedOn: day(0), reviewOn: day(30), ...change },
  });

  beforeAll(async () => {
    world = await createWorld();
    [sara, maria] = [await world.api('demo-boden-caseworker'), await world.api('demo-region-caseworker')];
    const cookie = await world.cookie('demo-boden-caseworker');
    page = (address, form) =>
      fetch(world.url + address, {
        method: form ? 'POST' : 'GET',
        redirect: 'manual',
        headers: { cookie, origin: world.url, ...(form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}) },
        ...(form ? { body: new URLSearchParams(form) } : {}),
      });
    const open = (who: ApiPerson, id: string | undefined, functionId: string) =>
      ok(who.post('/api/v1/records', { recordId: id, caseId, functionId, source: 'own' }));
    await open(sara, recordId, 'boden-mottagning-vald');
    await open(maria, careRecord, 'vardcentral-boden-kurator');
    await ok(sara.post('/api/v1/people', { recordId, caseId, personId, role: 'exposed', name: 'Linda Prov', address: STREET }));
    await world.settle();
  });
  afterAll(() => world?.close());

  describe('an instrument', () => {
    const licensed = { ...norrsken!, id: 'licensed', demonstration: false, licence: { ...norrsken!.licence, free: false } };
    const take = (agencies: string[], file = stringify(licensed)) =>
      world.app
        .get(CommandBus, { strict: false })
        .execute(new ImportInstrument(operatorActor(world.clock.now()), file, { agencies, decision: 'Licens 2026-4, chefsjuristen' }));
    const offered = async (who: ApiPerson) =>
      (await ok<{ items: { id: string }[] }>(who.get('/api/v1/risk-assessments/instruments'))).items.map(({ id }) => id);

    it('is checked with the line of each fault, and told when it is sound', () => {
      const said: string[] = [];
      checkInstrument(stringify(licensed), (line) => void said.push(line));
      expect(said.join()).toMatch(/licensed, version 1/);
      const wrong = stringify(licensed).replace('weight: 3', 'weight: many');
      const line = wrong.slice(0, wrong.indexOf('weight: many')).split('\n').length;
      expect(() => checkInstrument(wrong, () => undefined)).toThrow(`line ${line}: `);
    });
    it('is not taken in without anybody who holds the licence, nor for an agency that there is not', async () => {
      await expect(take([])).rejects.toMatchObject({ slug: 'instrument-licence-missing' });
      await expect(take(['atlantis'])).rejects.toThrow('atlantis');
    });
    it('is offered to those who hold the licence, and is unknown to all others', async () => {
      const agencyId = 'socialtjanst-boden';
      await take([agencyId]);
      expect(await offered(sara)).toEqual(expect.arrayContaining(['licensed', 'norrsken']));
      expect(await offered(maria)).not.toContain('licensed');
      const refused = await maria.post('/api/v1/risk-assessments', assess('high', { instrument: 'licensed', recordId: careRecord }));
      expect(refused.body).toMatchObject({ errors: expect.arrayContaining([expect.objectContaining({ path: 'instrument' })]) });
      expect(await (await page(`/workspace/cases/${caseId}/risk/new`)).text()).toContain('instrument=');
    });
    it('keeps what a version says', async () => {
      await expect(take(['socialtjanst-boden'], stringify({ ...licensed, reviewIntervalDays: 7 }))).rejects.toMatchObject({
        slug: 'instrument-version-used',
      });
    });
  });

  it('draws the level over time, tells it in words, and has the table beside it', async () => {
    await ok(sara.post('/api/v1/risk-assessments', assess('low', { assessedOn: day(-10) })));
    await ok(sara.post('/api/v1/risk-assessments', assess('high')));
    await world.settle();
    const html = await (await page(`/workspace/cases/${caseId}/risk`)).text();
    expect(html).toMatch(/<svg class="risk-chart"[^>]*role="img"[^>]*aria-label="[^"]*Linda Prov[^"]*Låg[^"]*Hög/);
    expect(html).toContain('<table');
  });

  const proposed = async () =>
    (await ok<{ items: { trigger: string; personId: string }[] }>(sara.get(`/api/v1/risk-assessments/proposals?caseId=${caseId}`))).items;

  it('proposes a new assessment when she has moved, and not when a wrong address is put right', async () => {
    const correct = async (reason: string, address: string): Promise<void> => {
      const { person } = await ok<{ person: { version: string } }>(sara.get(`/api/v1/people/${personId}?recordId=${recordId}`));
      world.clock.advance(60_000);
      const place = { recordId, caseId, reason, address };
      await ok(sara.post(`/api/v1/people/${personId}/corrections`, place, { version: person.version }));
      await world.settle();
    };
    await correct('misheard', 'Påhittsvägen 7');
    expect(await proposed()).toEqual([]);
    await correct('changed', 'Påhittsvägen 9');
    expect(await proposed()).toMatchObject([{ trigger: 'moved', personId }]);
    world.clock.advance(60_000);
    await ok(sara.post('/api/v1/risk-assessments', assess('high', { occasion: 'changed-circumstances' })));
    await world.settle();
    expect(await proposed()).toEqual([]);
  });

  it('proposes a new assessment when a consent is withdrawn, until one is made', async () => {
    expect(await proposed()).toEqual([]);
    world.clock.advance(60_000);
    const consentId = randomUUID();
    await ok(
      sara.post('/api/v1/consents', {
        ...{
          consentId,
          recordId,
          caseId,
          personId,
          givenBy: 'adult',
          form: 'oral',
          alone: 'yes',
          until: at(180),
          circumstances: 'at-meeting',
        },
        ...{ recipients: ['vardcentral-boden-kurator'], classes: ['risk'], purposes: ['support'] },
      }),
    );
    await ok(sara.post(`/api/v1/consents/${consentId}/withdrawals`, { scope: { kind: 'whole' }, alone: 'no' }));
    await world.settle();
    expect(await proposed()).toMatchObject([{ trigger: 'consent-withdrawn', personId }]);
    expect(await (await page(`/workspace/cases/${caseId}/risk`)).text()).toContain('occasion=consent-withdrawn');
    world.clock.advance(60_000);
    await ok(sara.post('/api/v1/risk-assessments', assess('high', { occasion: 'consent-withdrawn' })));
    await world.settle();
    expect(await proposed()).toEqual([]);
  });

  it('asks in which record, where the agency has two', async () => {
    const other = randomUUID();
    expect(await (await page(`/workspace/cases/${caseId}/risk/new`)).text()).not.toContain('<select class="ds-input" id="f-recordId"');
    await ok(sara.post('/api/v1/records', { recordId: other, caseId, functionId: 'boden-mottagning-vald', source: 'own' }));
    await ok(sara.post('/api/v1/people', { recordId: other, caseId, personId, role: 'exposed', name: 'Linda Prov' }));
    await world.settle();
    for (const form of ['risk/new', 'plan/edit', 'meetings/new', 'safety-plan/new'])
      expect(await (await page(`/workspace/cases/${caseId}/${form}`)).text()).toContain('id="f-recordId"');
    const safety = {
      idempotencyKey: randomUUID(),
      safetyPlanId: randomUUID(),
      recordId: other,
      personId: personId!,
      steps: 'Gå',
      reviewOn: day(9),
    };
    expect((await page(`/workspace/cases/${caseId}/safety-plan/new`, safety)).status).toBe(303);
    await world.settle();
    const made = await ok<{ recordId: string }>(sara.get(`/api/v1/safety-plans/${safety.safetyPlanId}`));
    expect(made.recordId).toBe(other);
  });

  describe('a safety plan', () => {
    const content = (change: object = {}) => ({
      ...{ reviewOn: day(14), madeTogether: true, warningSigns: ['Han dricker'], steps: ['Ta bussen till mormors stuga', 'Ring Sigrid'] },
      ...{ contacts: [{ name: 'Sigrid', way: '070-000 00 01' }], places: ['mormors stuga'], ...change },
    });
    it('is made with a step at least, in the own record', async () => {
      const made = { ...content(), safetyPlanId, recordId, caseId, personId };
      expect((await sara.post('/api/v1/safety-plans', { ...made, steps: [] })).status).toBe(422);
      await ok(sara.post('/api/v1/safety-plans', made));
      await world.settle();
      expect(await ok(sara.get(`/api/v1/safety-plans/${safetyPlanId}`))).toMatchObject({ steps: content().steps, madeTogether: true });
    });
    it('is nobody else’s', async () => {
      expect((await maria.get(`/api/v1/safety-plans/${safetyPlanId}`)).status).toBe(404);
      expect(await ok(maria.get(`/api/v1/safety-plans?caseId=${caseId}`))).toEqual({ items: [] });
    });
    it('is changed by the form, a line for each thing', async () => {
      const edit = `/workspace/cases/${caseId}/safety-plan/${safetyPlanId}/edit`;
      const html = await (await page(edit)).text();
      const version = /name="version" value="([^"]+)"/.exec(html)?.[1] ?? '';
      const form = { idempotencyKey: randomUUID(), version, steps: 'Ring Sigrid\r\nGå ut', contacts: 'Sigrid, ring', reviewOn: day(20) };
      expect((await page(edit, { ...form, contacts: 'Sigrid' })).status).toBe(400);
      expect((await page(edit, { ...form, idempotencyKey: randomUUID() })).status).toBe(303);
      await world.settle();
      expect(await ok(sara.get(`/api/v1/safety-plans/${safetyPlanId}`))).toMatchObject({ steps: ['Ring Sigrid', 'Gå ut'], places: [] });
    });
    it('is handed over only when it is safe', async () => {
      const paper = `/workspace/cases/${caseId}/safety-plan/${safetyPlanId}/paper`;
      const refused = await page(paper, { safe: 'no', way: 'in-person', names: 'without' });
      expect(refused.status).toBe(400);
      expect(await refused.text()).toContain('f-safe');
      const made = await page(paper, { safe: 'yes', way: 'in-person', names: 'without' });
      expect(made.headers.get('content-type')).toBe('application/pdf');
    });
  });

  describe('the plan as a paper', () => {
    const asked = (change: object = {}) => ({ safe: 'yes', way: 'in-person', names: 'with', ...change });
    beforeAll(async () => {
      await ok(
        sara.post('/api/v1/plans', {
          ...{ planId, recordId, caseId, personId, leaderFunction: 'boden-mottagning-vald', participation: 'took-part' },
          goals: [{ goalId, goal: `Trygg på ${STREET}` }],
          lines: [{ lineId: randomUUID(), goalId, kind: 'counselling', responsibleFunction: 'boden-mottagning-vald', dueOn: day(14) }],
        }),
      );
      await world.settle();
    });
    it('is made only after it was asked whether it is safe to receive', async () => {
      for (const safe of ['no', 'not-asked'])
        expect((await sara.post(`/api/v1/plans/${planId}/paper`, asked({ safe }))).body).toMatchObject({ errors: [{ path: 'safe' }] });
      expect((await maria.post(`/api/v1/plans/${planId}/paper`, asked())).status).toBe(404);
    });
    it('is a PDF under a name that says nothing, and stands in the trail as an export', async () => {
      const { headers, status } = await sara.post(`/api/v1/plans/${planId}/paper`, asked());
      expect(status).toBe(200);
      expect(headers).toMatchObject({ 'content-type': 'application/pdf', 'content-disposition': 'attachment; filename="plan.pdf"' });
      expect(headers['cache-control']).toBe('no-store');
      const lines = await asOwner<{ action: string; outcome: string }>(
        world,
        `SELECT action, outcome FROM audit.records WHERE operation = 'plan-paper' ORDER BY number`,
      );
      expect(lines.at(-1)).toMatchObject({ action: 'export', outcome: 'allowed' });
    });
    it('is offered by a page that asks first', async () => {
      const html = await (await page(`/workspace/cases/${caseId}/plan/${planId}/paper`)).text();
      expect(html).toContain('name="safe"');
      expect(html).toMatch(/value="without"[^>]*checked|checked[^>]*value="without"/);
    });
  });

  it('draws the chain, a track for each agency, told in words', async () => {
    const html = await (await page(`/workspace/cases/${caseId}`)).text();
    expect(html).toMatch(/<figure class="chain-drawing"/);
    expect(html).toMatch(/<svg width="100%" height="28" role="img" aria-label="[^"]+Händelser: \d/);
    expect(html).not.toMatch(/<svg[^>]*style=/);
  });
});
