import { randomUUID } from 'node:crypto';
import supertest from 'supertest';
import { demoPersons } from '#config/demo/persons';
import { instruments, questionsOf } from '#config/instruments';
import { tokenFor } from '#src/login/index';
import { createWorld, ok, type ApiPerson, type World } from '../support/world.js';

const DAY = 86_400_000;
const [SARA, MARIA, OUTSIDER] = ['demo-boden-caseworker', 'demo-region-caseworker', 'demo-region-nurse'];
const GOAL = 'Hon och barnen är trygga';

interface PlanBody {
  planId: string;
  version?: string;
  planVersion: number;
  kind: string;
  status: string;
  words: string;
  goals: { goal?: string }[];
  lines: { lineId: string; dueOn: string; progress?: { status: string } }[];
}
interface Listed {
  items: { interventionId: string; status: string; planLineId: string | null; kind: string; note?: string }[];
}

describe('a joint plan over two agencies', () => {
  let world: World;
  let sara: ApiPerson;
  let maria: ApiPerson;
  let outsider: ApiPerson;
  let token: string;
  const caseId = randomUUID();
  const [recordId, careRecord, personId, childId] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  const [planId, goalId, ourLine, careLine] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];

  const today = (days = 0): string => new Date(world.clock.now().getTime() + days * DAY).toISOString().slice(0, 10);
  const line = (lineId: string, kind: string, responsibleFunction: string | undefined, dueIn = 14) => ({
    lineId,
    goalId,
    kind,
    ...(responsibleFunction ? { responsibleFunction } : {}),
    dueOn: today(dueIn),
    followUpOn: today(40),
    details: 'Varje vecka',
  });
  const content = (change: object = {}) => ({
    goals: [{ goalId, goal: GOAL }],
    lines: [line(ourLine, 'counselling', 'boden-mottagning-vald'), line(careLine, 'treatment', 'vardcentral-boden-kurator')],
    leaderFunction: 'boden-mottagning-vald',
    participation: 'took-part',
    ...change,
  });
  const draft = (change: object = {}) => ({ planId, recordId, caseId, personId, ...content(change) });
  const put = (path: string, body: object, version?: string) => {
    const test = supertest(world.url).put(path).set('authorization', `Bearer ${token}`).set('idempotency-key', randomUUID());
    return (version ? test.set('if-match', `"${version}"`) : test).send(body);
  };
  const plan = (who: ApiPerson = sara) => ok<PlanBody>(who.get(`/api/v1/plans/${planId}`));
  const list = (who: ApiPerson) => ok<Listed>(who.get(`/api/v1/interventions?caseId=${caseId}`));

  beforeAll(async () => {
    world = await createWorld();
    [sara, maria, outsider] = [await world.api(SARA), await world.api(MARIA), await world.api(OUTSIDER)];
    token = await tokenFor(world.url, SARA);
    const open = (who: ApiPerson, id: string, functionId: string) =>
      ok(who.post('/api/v1/records', { recordId: id, caseId, functionId, source: 'own' }));
    await open(sara, recordId, 'boden-mottagning-vald');
    await open(maria, careRecord, 'vardcentral-boden-kurator');
    const person = { recordId, caseId, role: 'exposed', name: 'Linda Prov', personNumber: demoPersons.namesake.personnummer };
    await ok(sara.post('/api/v1/people', { ...person, personId }));
    await ok(sara.post('/api/v1/people', { recordId, caseId, personId: childId, role: 'child', name: 'Wilma Prov' }));
    await world.settle();
  });
  afterAll(() => world?.close());

  it.each([
    [
      'an intervention nobody is responsible for',
      () => ({ lines: [line(ourLine, 'counselling', undefined)] }),
      'lines.0.responsibleFunction',
    ],
    ['a date that has passed', () => ({ lines: [line(ourLine, 'counselling', 'boden-mottagning-vald', -1)] }), 'lines.0.dueOn'],
    ['an unknown kind', () => ({ lines: [line(ourLine, 'magic', 'boden-mottagning-vald')] }), 'lines.0.kind'],
    ['a function that does not exist', () => ({ lines: [line(ourLine, 'counselling', 'atlantis')] }), 'lines.0.responsibleFunction'],
    ['a function that cannot do it', () => ({ lines: [line(ourLine, 'counselling', 'polis-lulea-lpo')] }), 'lines.0.responsibleFunction'],
    [
      'an intervention for somebody who is not in the record',
      () => ({ lines: [{ ...line(ourLine, 'counselling', 'boden-mottagning-vald'), personId: randomUUID() }] }),
      'lines.0.personId',
    ],
    ['a leader of another agency', () => ({ leaderFunction: 'vardcentral-boden-kurator' }), 'leaderFunction'],
  ])('refuses %s, by its field', async (_, change, path) => {
    const answer = await sara.post('/api/v1/plans', draft(change()));
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ type: 'urn:insatskedja:problem:invalid-input', errors: [{ path }] });
  });

  it('is a SIP where social services and health care are both needed; a draft is seen by whoever leads alone', async () => {
    await ok(sara.post('/api/v1/plans', draft()));
    await world.settle();
    expect(await plan()).toMatchObject({ kind: 'sip', status: 'draft', words: 'shown', goals: [{ goal: GOAL }] });
    expect((await maria.get(`/api/v1/plans/${planId}`)).status).toBe(404);
    const { items } = await ok<{ items: unknown[] }>(maria.get(`/api/v1/plans?caseId=${caseId}`));
    expect(items).toEqual([]);
  });

  it('asks which version is changed, and gives the loser of a race both versions', async () => {
    const { version } = await plan();
    expect((await put(`/api/v1/plans/${planId}`, content())).status).toBe(428);
    await ok(put(`/api/v1/plans/${planId}`, content({ others: 'Mormor hämtar' }), version));
    const lost = await put(`/api/v1/plans/${planId}`, content({ others: 'Morfar hämtar' }), version);
    expect(lost.status).toBe(412);
    expect(lost.body).toMatchObject({
      type: 'urn:insatskedja:problem:changed-by-someone-else',
      current: { planVersion: 2, others: 'Mormor hämtar' },
    });
  });

  it('answers a stranger as if there were no plan, before anything else is judged', async () => {
    const answers = await Promise.all([
      maria.post(`/api/v1/plans/${planId}/agree`, {}, { version: 'x' }),
      outsider.post(`/api/v1/plans/${planId}/agree`, {}),
      maria.post(`/api/v1/plans/${randomUUID()}/agree`, {}),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
  });

  it('is disclosed and agreed: each agency plans what is its own, once', async () => {
    const consentId = randomUUID();
    const until = new Date(world.clock.now().getTime() + 180 * DAY).toISOString();
    await ok(
      sara.post('/api/v1/consents', {
        ...{ consentId, recordId, caseId, personId, givenBy: 'adult', form: 'oral', alone: 'yes', until, circumstances: 'at-meeting' },
        ...{ recipients: ['vardcentral-boden-kurator'], classes: ['plan', 'support'], purposes: ['plan', 'support'] },
      }),
    );
    const disclosure = {
      recordId,
      caseId,
      recipientFunction: 'vardcentral-boden-kurator',
      mode: 'standing',
      classes: ['plan'],
      purpose: 'plan',
    };
    const validUntil = new Date(world.clock.now().getTime() + 90 * DAY).toISOString();
    const ground = { ground: 'osl-10-1-consent', consentId, personIds: [personId], until: validUntil };
    await ok(sara.post('/api/v1/disclosures', { disclosureId: randomUUID(), ...disclosure, ...ground }));
    const { version } = await plan();
    await ok(sara.post(`/api/v1/plans/${planId}/agree`, {}, version ? { version } : {}));
    await world.settle();
    await world.settle();
    expect((await list(sara)).items).toMatchObject([{ status: 'planned', planLineId: ourLine, kind: 'counselling' }]);
    expect((await list(maria)).items).toMatchObject([{ status: 'planned', planLineId: careLine, kind: 'treatment' }]);
    await ok(maria.post(`/api/v1/interventions/from-plan/${planId}`, {}));
    await world.settle();
    expect((await list(maria)).items).toHaveLength(1);
  });

  it('is read by the recipient without its words, and is not hers to change', async () => {
    const seen = await plan(maria);
    expect(seen).toMatchObject({ status: 'agreed', planVersion: 2, words: 'withheld' });
    expect(JSON.stringify(seen)).not.toMatch(/trygga|Varje vecka|Mormor/);
    expect(seen.version).toBeUndefined();
    const tried = await maria.post(`/api/v1/plans/${planId}/agree`, {}, { version: 'x' });
    expect([tried.status, (tried.body as { rule?: string }).rule]).toEqual([403, 'led-by-another-agency']);
    expect((await outsider.get(`/api/v1/plans/${planId}`)).status).toBe(404);
  });

  it('shows the recipient no draft of the next version', async () => {
    const { version } = await plan();
    await ok(put(`/api/v1/plans/${planId}`, content({ lines: [line(ourLine, 'counselling', 'boden-mottagning-vald', 20)] }), version));
    await world.settle();
    expect(await plan()).toMatchObject({ planVersion: 3, status: 'draft', kind: 'joint' });
    expect(await plan(maria)).toMatchObject({ planVersion: 2, status: 'agreed', kind: 'sip' });
  });

  it('shows how the own line goes; what health care does is not told without a disclosure of its own', async () => {
    const [support] = (await list(sara)).items;
    const [care] = (await list(maria)).items;
    const report = (who: ApiPerson, id: string, body: object) => who.post(`/api/v1/interventions/${id}/report`, body);
    const future = await report(sara, support!.interventionId, { step: 'start', on: today(1) });
    expect(future.body).toMatchObject({ errors: [{ path: 'on' }] });
    expect((await report(sara, support!.interventionId, { step: 'complete', on: today() })).body).toMatchObject({
      type: 'urn:insatskedja:problem:intervention-not-started',
    });
    await ok(report(sara, support!.interventionId, { step: 'start', on: today(), note: 'Ses på tisdagar' }));
    expect((await report(sara, support!.interventionId, { step: 'interrupt', on: today() })).status).toBe(422);
    await ok(report(maria, care!.interventionId, { step: 'start', on: today() }));
    await world.settle();
    const { lines } = await ok<PlanBody>(sara.get(`/api/v1/plans/${planId}?planVersion=2`));
    expect(lines.find(({ lineId }) => lineId === ourLine)?.progress).toMatchObject({ status: 'started' });
    expect(lines.find(({ lineId }) => lineId === careLine)?.progress).toBeUndefined();
    expect((await list(sara)).items[0]?.note).toBe('Ses på tisdagar');
    expect((await maria.get(`/api/v1/interventions/${support!.interventionId}`)).status).toBe(404);
    expect((await sara.get(`/api/v1/interventions/${care!.interventionId}`)).status).toBe(404);
  });

  it('is followed up and closed', async () => {
    const follow = async (path: string, body: object) =>
      ok(sara.post(`/api/v1/plans/${planId}/${path}`, body, { version: (await plan()).version! }));
    await follow('follow-up', { on: today(), next: today(60), note: 'Går bra' });
    await world.settle();
    expect(await plan()).toMatchObject({ nextFollowUpOn: today(60), followUpNote: 'Går bra' });
    expect(JSON.stringify(await plan(maria))).not.toContain('Går bra');
  });

  describe('on screen', () => {
    let cookie: string;
    const html = () => ({ cookie, accept: 'text/html', origin: world.url, 'sec-fetch-site': 'same-origin' });
    const page = (path: string) => supertest(world.url).get(path).set(html());
    const send = (path: string, body: object) => supertest(world.url).post(path).set(html()).type('form').send(body);
    const href = `/workspace/cases/${caseId}/plan`;
    beforeAll(async () => {
      cookie = await world.cookie(SARA);
    });

    it('shows the plan, its versions and a form to change it', async () => {
      const shown = await page(href);
      expect([shown.status, shown.text.includes(GOAL), shown.text.includes('Versioner')]).toEqual([200, true, true]);
      expect((await page(`${href}?planId=${planId}&planVersion=2`)).text).toContain('Du ser en tidigare version');
      expect((await page(`${href}/edit?planId=${planId}`)).text).toContain('Lägg till rad');
    });

    const form = (version: string, change: object = {}) => ({
      ...{ idempotencyKey: randomUUID(), planId, recordId, personId, planIsSaved: 'true', version },
      ...{ 'goals.0.goalId': goalId, 'goals.0.goal': GOAL, leaderFunction: 'boden-mottagning-vald', participation: 'consulted' },
      ...{ 'lines.0.lineId': ourLine, 'lines.0.kind': 'counselling', 'lines.0.personId': personId, 'lines.0.dueOn': today(20) },
      ...{ 'lines.0.responsibleFunction': 'boden-mottagning-vald', 'lines.0.details': 'Skrivet för hand' },
      intent: 'save',
      ...change,
    });
    it('adds a row without script, and keeps what was typed', async () => {
      const more = await send(`${href}/edit`, form('x', { intent: 'add-line' }));
      expect([more.status, more.text.includes('name="lines.1.kind"'), more.text.includes('Skrivet för hand')]).toEqual([200, true, true]);
    });
    it('leads each fault to its field, with everything typed still there', async () => {
      const { version } = await plan();
      const faulty = await send(`${href}/edit`, form(version!, { 'lines.0.responsibleFunction': '' }));
      expect(faulty.status).toBe(400);
      expect(faulty.text).toContain('href="#f-lines-0-responsibleFunction"');
      expect(faulty.text).toContain('Skrivet för hand');
    });
    it('shows both versions side by side to whoever lost the race, and saves on the next try', async () => {
      const { version } = await plan();
      await ok(put(`/api/v1/plans/${planId}`, content({ others: 'Från en kollega' }), version));
      const lost = await send(`${href}/edit`, form(version!));
      expect(lost.status).toBe(412);
      expect(lost.text).toContain('Någon annan har sparat planen medan du skrev');
      expect([lost.text.includes('Från en kollega'), lost.text.includes('Skrivet för hand')]).toEqual([true, true]);
      const newVersion = /name="version" value="([^"]+)"/.exec(lost.text)?.[1];
      const saved = await send(`${href}/edit`, form(newVersion!));
      expect(saved.status).toBe(303);
      expect((await page(saved.headers['location']!)).text).toContain('Skrivet för hand');
    });
    it('lists the own interventions, plans another and reports how one goes', async () => {
      const base = '/workspace/interventions';
      expect((await page(`${base}?caseId=${caseId}`)).text).toContain('Rådgivning');
      const fresh = { idempotencyKey: randomUUID(), interventionId: randomUUID(), caseId, recordId, personId: childId };
      const planned = { ...fresh, kind: 'child-conversation', functionId: 'boden-mottagning-vald', dueOn: today(5) };
      expect((await send(base, { ...planned, dueOn: today(-1) })).status).toBe(400);
      expect((await send(base, { ...planned, idempotencyKey: randomUUID() })).status).toBe(303);
      await world.settle();
      const one = `${base}/${fresh.interventionId}`;
      expect((await page(one)).text).toContain('Ingen uppföljning är planerad');
      const noReason = await send(one, { idempotencyKey: randomUUID(), step: 'interrupt', on: today() });
      expect([noReason.status, noReason.text.includes('href="#f-reason"')]).toEqual([400, true]);
      expect((await send(one, { idempotencyKey: randomUUID(), step: 'start', on: today(), reason: '' })).status).toBe(303);
    });
    it('shows another agency its own at the same address, and nothing of ours', async () => {
      cookie = await world.cookie(MARIA);
      const theirs = await page(`/workspace/interventions?caseId=${caseId}`);
      expect([theirs.status, theirs.text.includes('Hälso- och sjukvårdens insatser'), theirs.text.includes('>Rådgivning</a>')]).toEqual([
        200,
        true,
        false,
      ]);
      const seen = await page(href);
      expect([seen.status, seen.text.includes(GOAL), seen.text.includes('Fritext lämnas inte ut')]).toEqual([200, false, true]);
      cookie = await world.cookie(SARA);
    });
  });

  describe('risk', () => {
    const [instrument] = instruments;
    const answers = (value: string) => Object.fromEntries(questionsOf(instrument!).map(({ key }) => [key, value]));
    const assessment = (change: object = {}) => ({
      ...{ assessmentId: randomUUID(), recordId, caseId, personId, occasion: 'first-contact', instrument: 'norrsken' },
      ...{ answers: answers('no'), level: 'low', assessedOn: today(), reviewOn: today(30) },
      ...change,
    });
    const assess = (change: object = {}) => sara.post('/api/v1/risk-assessments', assessment(change));

    it('takes unknown for no calm, an override only with its reason, and no time that cannot be', async () => {
      expect((await assess({ answers: answers('unknown') })).body).toMatchObject({ type: 'urn:insatskedja:problem:override-needs-reason' });
      expect((await assess({ level: 'high' })).status).toBe(422);
      expect((await assess({ assessedOn: today(1), reviewOn: today(-1) })).body).toMatchObject({
        errors: [{ path: 'assessedOn' }, { path: 'reviewOn' }],
      });
      expect((await assess({ answers: { horoscope: 'yes' } })).body).toMatchObject({ errors: [{ path: 'answers.horoscope' }] });
    });
    it('is about somebody in the record (control: the next), and whose record it is comes first', async () => {
      const stranger = { errors: [{ path: 'personId' }] };
      expect((await assess({ personId: randomUUID() })).body).toMatchObject(stranger);
      expect((await outsider.post('/api/v1/risk-assessments', assessment({ personId: randomUUID() }))).status).toBe(404);
    });
    it('is recorded for the woman and for the child, corrected and retracted in the open, and nobody else’s to read', async () => {
      const own = assessment({ level: 'high', overrideReason: 'Hon visade meddelanden' });
      await ok(sara.post('/api/v1/risk-assessments', own));
      await ok(assess({ personId: childId }));
      await world.settle();
      const url = `/api/v1/risk-assessments/${own.assessmentId}`;
      const read = await ok<{ version: string }>(sara.get(url));
      expect(read).toMatchObject({ level: 'high', suggestedLevel: 'low', overrideReason: 'Hon visade meddelanden', answers: own.answers });
      const { assessmentId: _a, recordId: _r, caseId: _c, personId: _p, occasion: _o, ...judgement } = own;
      await ok(put(url, { ...judgement, reason: 'wrong-answer', answers: answers('yes') }, read.version));
      await world.settle();
      const corrected = await ok<{ version: string }>(sara.get(url));
      expect(corrected).toMatchObject({ suggestedLevel: 'high', status: 'corrected', reason: 'wrong-answer' });
      await ok(sara.post(`${url}/retract`, { reason: 'entered-by-mistake' }, { version: corrected.version }));
      expect((await maria.get(url)).status).toBe(404);
      await world.settle();
      const { items } = await ok<{ items: { personId: string; status: string; answers?: object }[] }>(
        sara.get(`/api/v1/risk-assessments?caseId=${caseId}`),
      );
      expect(
        items
          .map(({ personId: about, status }) => `${about === childId ? 'child' : 'woman'} ${status}`)
          .toSorted((one, other) => one.localeCompare(other)),
      ).toEqual(['child standing', 'woman retracted']);
      expect(items.every((item) => item.answers === undefined)).toBe(true);
    });
    it('is a form that works out its suggestion before anything is saved, and leads to the reason when one is missing', async () => {
      const cookie = await world.cookie(SARA);
      const headers = { cookie, accept: 'text/html', origin: world.url, 'sec-fetch-site': 'same-origin' };
      const href = `/workspace/cases/${caseId}/risk`;
      expect((await supertest(world.url).get(`${href}/new?personId=${personId}`).set(headers)).text).toContain('Okänt är inte nej');
      const all = Object.fromEntries(Object.entries(answers('yes')).map(([key, value]) => [`answers.${key}`, value]));
      const form = {
        idempotencyKey: randomUUID(),
        assessmentId: randomUUID(),
        instrument: 'norrsken',
        personId,
        occasion: 'review',
        ...all,
      };
      const send = (change: object) =>
        supertest(world.url)
          .post(`${href}/new`)
          .set(headers)
          .type('form')
          .send({ ...form, assessedOn: today(), reviewOn: today(30), ...change });
      expect((await send({ intent: 'suggest' })).text).toContain('Instrumentet föreslår: Hög');
      const missing = await send({ intent: 'save', level: 'low' });
      expect([missing.status, missing.text.includes('href="#f-overrideReason"')]).toEqual([422, true]);
      const saved = await send({ intent: 'save', level: 'high', idempotencyKey: randomUUID() });
      expect(saved.status).toBe(303);
      const shown = await supertest(world.url).get(saved.headers['location']!).set(headers);
      expect([shown.status, shown.text.includes('Hög risk'), shown.text.includes('Wilma Prov')]).toEqual([200, true, true]);
    });
  });
});

/** Whoever consents lifts the secrecy of nobody else's (OSL 12:2): of a plan about her, what it says of him and of the child stays. */
describe('a plan with lines for others than the one it is about', () => {
  const [HERS, CARE, HIS] = ['boden-mottagning-vald', 'vardcentral-boden-kurator', 'boden-mottagning'];
  const PROGRAMME = 'violence-user-programme';
  let world: World;
  let sara: ApiPerson;
  let maria: ApiPerson;
  const place = { recordId: randomUUID(), caseId: randomUUID() };
  const [careRecord, personId, manId, childId] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  const [planId, goalId, consentId] = [randomUUID(), randomUUID(), randomUUID()];
  const [herLine, manLine, childLine, careLine] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  const inDays = (days: number): string => new Date(world.clock.now().getTime() + days * DAY).toISOString();
  const line = (lineId: string, kind: string, responsibleFunction: string, who = personId) => ({
    ...{ lineId, goalId, kind, responsibleFunction, personId: who, dueOn: inDays(14).slice(0, 10), followUpOn: inDays(40).slice(0, 10) },
  });
  const sharing = (mode: 'copy' | 'standing', personIds: readonly string[], more: object = {}) => ({
    ...{ disclosureId: randomUUID(), ...place, recipientFunction: CARE, mode, classes: ['plan'], personIds, purpose: 'plan' },
    ...(mode === 'standing' ? { factsFrom: inDays(-1), until: inDays(30) } : {}),
    ...{ ground: 'osl-10-1-consent', consentId, ...more },
  });
  const share = async (...given: Parameters<typeof sharing>) => {
    await ok(sara.post('/api/v1/disclosures', sharing(...given)));
    await world.settle();
    await world.settle();
  };
  /** Of whom and of what a text tells: him, his programme, the child, and her own line. */
  const tells = ({ status, text }: { status: number; text: string }) => [
    status,
    ...[manId, PROGRAMME, childId, herLine].map((word) => text.includes(word)),
  ];
  const read = (path: string) => maria.get(`/api/v1/${path}`);
  const everywhere = async () =>
    (await Promise.all([`cases/${place.caseId}/received`, `cases/${place.caseId}/chain`, `plans/${planId}`].map(read))).map(tells);

  beforeAll(async () => {
    world = await createWorld();
    [sara, maria] = [await world.api(SARA), await world.api(MARIA)];
    await ok(sara.post('/api/v1/records', { ...place, functionId: HERS, source: 'own' }));
    const person = (id: string, role: string, name: string, more: object = {}) =>
      ok(sara.post('/api/v1/people', { ...place, personId: id, role, name, ...more }));
    await person(personId, 'exposed', 'Linda Kanarie');
    await person(manId, 'violence-user', 'Tobias Kanarie');
    await person(childId, 'child', 'Vera Kanarie', { minor: true });
    await ok(maria.post('/api/v1/records', { caseId: place.caseId, recordId: careRecord, functionId: CARE, source: 'own' }));
    const said = { givenBy: 'adult', form: 'oral', alone: 'yes', circumstances: 'at-meeting', purposes: ['plan'] };
    const shares = { recipients: [CARE], classes: ['plan'], until: inDays(60) };
    await ok(sara.post('/api/v1/consents', { consentId, ...place, personId, ...said, ...shares }));
    const lines = [
      line(herLine, 'counselling', HERS),
      line(manLine, PROGRAMME, HIS, manId),
      line(childLine, 'counselling', HERS, childId),
      line(careLine, 'treatment', CARE, childId),
    ];
    const plan = { planId, ...place, personId, goals: [{ goalId, goal: 'Hon är trygg' }], leaderFunction: HERS };
    await ok(sara.post('/api/v1/plans', { ...plan, participation: 'took-part', lines }));
    await world.settle();
    await share('standing', [personId]);
    const { version } = await ok<{ version: string }>(sara.get(`/api/v1/plans/${planId}`));
    await ok(sara.post(`/api/v1/plans/${planId}/agree`, {}, { version }));
    await world.settle();
    await world.settle();
  });
  afterAll(() => world?.close());

  const planned = async (who: ApiPerson) => {
    await world.settle();
    const { items } = await ok<Listed>(who.get(`/api/v1/interventions?caseId=${place.caseId}`));
    return items.map(({ planLineId }) => String(planLineId)).toSorted();
  };

  it('keeps them where they are in the preview, the copy, the chain and the plan that are shared on her consent', async () => {
    const preview = await sara.post('/api/v1/disclosures/preview', sharing('copy', [personId]));
    expect(tells(preview)).toEqual([200, false, false, false, true]);
    await share('copy', [personId]);
    const [received, chain] = await everywhere();
    expect([received, chain]).toEqual([
      [200, false, false, false, true],
      [200, false, false, false, true],
    ]);
  });

  it('is whole for those who lead it, who plan all that they are to do, for whomever', async () => {
    const own = await sara.get(`/api/v1/plans/${planId}`);
    expect(tells(own)).toEqual([200, true, true, true, true]);
    expect(tells(await sara.get(`/api/v1/cases/${place.caseId}/chain`))).toEqual([200, true, true, true, true]);
    expect(await planned(sara)).toEqual([herLine, manLine, childLine].toSorted());
  });

  it('shows the function that is to do something for the child that, and no more, and lets it plan it', async () => {
    const { lines } = await ok<{ lines: { lineId: string }[] }>(read(`plans/${planId}`));
    expect(lines.map(({ lineId }) => lineId).toSorted()).toEqual([herLine, careLine].toSorted());
    expect(await planned(maria)).toEqual([]);
    await ok(maria.post(`/api/v1/interventions/from-plan/${planId}`, {}));
    expect(await planned(maria)).toEqual([careLine]);
  });

  it('tells of the child once what is shared names it, and of him still nothing (control)', async () => {
    await share('copy', [personId, childId]);
    await share('standing', [personId, childId]);
    expect(await everywhere()).toEqual([
      [200, false, false, true, true],
      [200, false, false, true, true],
      [200, false, false, true, true],
    ]);
  });

  it('tells of him where there is a ground to share what is his (control)', async () => {
    const documentation = { balancing: 'Skyddet väger tyngst här.', necessity: 'Behövs för att skydda.' };
    const ground = { ground: 'osl-10-27', consentId: undefined, purpose: 'protection', documentation };
    const both = await sara.post('/api/v1/disclosures/preview', sharing('copy', [personId, manId], ground));
    // That he has something in the plan is of the plan; that he is treated is of his health.
    expect(tells(both)).toEqual([200, true, false, false, true]);
    const health = sharing('copy', [personId, manId], { ...ground, classes: ['plan', 'health'] });
    expect(tells(await sara.post('/api/v1/disclosures/preview', health))).toEqual([200, true, true, false, true]);
    const hers = await sara.post('/api/v1/disclosures/preview', sharing('copy', [personId], ground));
    expect(tells(hers)).toEqual([200, false, false, false, true]);
  });

  it('plans what the function is to do for the child when it is agreed, where what is shared names the child', async () => {
    const again = randomUUID();
    const { version } = await ok<{ version: string }>(sara.get(`/api/v1/plans/${planId}`));
    const token = await tokenFor(world.url, SARA);
    const content = { goals: [{ goalId, goal: 'Hon är trygg' }], leaderFunction: HERS, participation: 'took-part' };
    const changed = await supertest(world.url)
      .put(`/api/v1/plans/${planId}`)
      .set({ authorization: `Bearer ${token}`, 'idempotency-key': randomUUID(), 'if-match': `"${version}"` })
      .send({ ...content, lines: [line(herLine, 'counselling', HERS), line(again, 'treatment', CARE, childId)] });
    expect(changed.status).toBe(200);
    await world.settle();
    const { version: next } = await ok<{ version: string }>(sara.get(`/api/v1/plans/${planId}`));
    await ok(sara.post(`/api/v1/plans/${planId}/agree`, {}, { version: next }));
    await world.settle();
    expect(await planned(maria)).toEqual([careLine, again].toSorted());
  });
});
