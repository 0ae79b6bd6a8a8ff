import { randomUUID } from 'node:crypto';
import supertest from 'supertest';
import { demoPersons } from '#config/demo/persons';
import { demoStaff } from '#config/demo/staff';
import { createWorld, ok, type ApiPerson, type World } from '../support/world.js';

const HERS = 'boden-mottagning-vald';
const HIS = 'boden-mottagning';
const POLICE = 'polis-lulea-lpo';

interface Chain {
  readonly links: readonly { readonly own: boolean; readonly personId: string | null }[];
}

/** The violence user's worker and hers, in one agency and one case, who staff the same functions: neither sees the other's side. */
describe('the two sides of a case', () => {
  let world: World;
  let officer: ApiPerson;
  let sara: ApiPerson;
  let johan: ApiPerson;
  let nawid: ApiPerson;
  const caseId = randomUUID();
  const [police, hers, his] = [randomUUID(), randomUUID(), randomUUID()];
  const [woman, man, child] = [randomUUID(), randomUUID(), randomUUID()];

  const GROUND = {
    ...{ purpose: 'protection', ground: 'osl-10-27' },
    documentation: { balancing: 'Skyddet väger tyngre än sekretessen i det här fallet.', necessity: 'Behövs för att skydda.' },
  };
  const disclose = async (recipientFunction: string, personId: string, more: object = { mode: 'copy' }) =>
    ok(
      officer.post('/api/v1/disclosures', {
        ...{ disclosureId: randomUUID(), recordId: police, caseId, recipientFunction, classes: ['identity', 'crime'], ...GROUND },
        ...{ personIds: [personId], ...more },
      }),
    );
  /** The police ask a function to help somebody. @returns its address */
  const request = async (toFunction: string, personId: string): Promise<string> => {
    const referralId = randomUUID();
    await ok(
      officer.post('/api/v1/referrals', {
        ...{ referralId, recordId: police, caseId, fromFunction: POLICE, toFunction, ...GROUND },
        ...{ personIds: [personId], classes: ['identity', 'contact'], need: ['protection'] },
      }),
    );
    await world.settle();
    return `/api/v1/referrals/${referralId}`;
  };
  const answers = async (who: ApiPerson, ...paths: string[]) => Promise.all(paths.map(async (path) => (await who.get(path)).status));
  /** All that a worker is shown of the case, as text. */
  const everything = async (who: ApiPerson, inCase = caseId): Promise<string> => {
    const pages = ['chain', 'received', 'who-sees-what', 'plans'].map((page) => `/api/v1/cases/${inCase}/${page}`);
    const lists = ['inbox', 'sent'].map((box) => `/api/v1/referrals?box=${box}`);
    const shown = [...pages, ...lists, `/api/v1/attachments?caseId=${inCase}`, '/api/v1/received'].map((path) => who.get(path));
    return JSON.stringify((await Promise.all(shown)).map(({ body }) => body as object));
  };
  const seen = async (who: ApiPerson) => {
    const grants = await ok<{ classes: { direction: string; recipientFunction: string }[] }>(
      who.get(`/api/v1/cases/${caseId}/who-sees-what`),
    );
    return [...new Set(grants.classes.map(({ direction, recipientFunction }) => `${direction} ${recipientFunction}`))].sort();
  };
  const people = async (who: ApiPerson, recordId: string): Promise<string> => {
    const { status, body } = await who.get(`/api/v1/records/${recordId}/people`);
    return `${status} ${(body as { items?: unknown[] }).items?.length ?? ''}`.trim();
  };
  const staff = { sara: demoStaff.bodenCaseworker.id, johan: demoStaff.bodenKin.id, nawid: demoStaff.bodenStandIn.id };
  const refusal = (answer: { status: number; body: { type?: string } }) => [answer.status, answer.body.type?.split(':').at(-1)];

  beforeAll(async () => {
    world = await createWorld();
    officer = await world.api('demo-police-officer');
    sara = await world.api('demo-boden-caseworker');
    johan = await world.api('demo-boden-kin');
    nawid = await world.api('demo-boden-stand-in');
    const { namesake, violenceUser, childNine } = demoPersons;
    await ok(
      officer.post('/api/v1/police/reports', {
        reportId: randomUUID(),
        recordId: police,
        caseId,
        functionId: POLICE,
        reportNumber: '5000-K95-26',
        offence: 'assault',
        occurredOn: '2026-11-01',
        immediateRisk: true,
        summary: 'Slog henne i hallen.',
        exposed: { personId: woman, name: 'Linda Ek', personNumber: namesake.personnummer },
        suspect: { personId: man, name: 'Tobias Grahn', personNumber: violenceUser.personnummer },
        children: [],
      }),
    );
    await ok(sara.post('/api/v1/records', { recordId: hers, caseId, functionId: HERS, source: 'own' }));
    await ok(
      sara.post('/api/v1/people', {
        recordId: hers,
        caseId,
        personId: woman,
        role: 'exposed',
        name: 'Linda Ek',
        personNumber: namesake.personnummer,
      }),
    );
    await ok(
      sara.post('/api/v1/people', {
        recordId: hers,
        caseId,
        personId: child,
        role: 'child',
        name: 'Wilma Grahn',
        personNumber: childNine.personnummer,
      }),
    );
    await ok(johan.post('/api/v1/records', { recordId: his, caseId, functionId: HIS, source: 'own', track: 'violence-user' }));
    await ok(
      johan.post('/api/v1/people', {
        recordId: his,
        caseId,
        personId: man,
        role: 'violence-user',
        name: 'Tobias Grahn',
        personNumber: violenceUser.personnummer,
      }),
    );
    await world.settle();
  });
  afterAll(() => world?.close());

  it('have a record each, open to their own worker and closed to the other', async () => {
    expect([await people(sara, hers), await people(johan, his)]).toEqual(['200 2', '200 1']);
    expect([await people(johan, hers), await people(sara, his)]).toEqual(['404', '404']);
    const chain = async (who: ApiPerson) =>
      (await ok<Chain>(who.get(`/api/v1/cases/${caseId}/chain`))).links.map(({ personId }) => personId);
    expect(await chain(johan)).not.toContain(woman);
    expect(await chain(sara)).not.toContain(man);
  });

  it('are worked with by nobody on both', async () => {
    const assign = (who: ApiPerson, recordId: string, staffId: string) => who.post('/api/v1/records/assign', { recordId, caseId, staffId });
    expect(refusal(await assign(sara, hers, staff.johan))).toEqual([409, 'other-side-of-case']);
    expect(refusal(await assign(johan, his, staff.sara))).toEqual([409, 'other-side-of-case']);
    const opened = await sara.post('/api/v1/records', {
      recordId: randomUUID(),
      caseId,
      functionId: 'boden-socialjour',
      source: 'own',
      track: 'violence-user',
    });
    expect(opened.status).toBeGreaterThanOrEqual(403);
    // The control: somebody who works on neither side is assigned to his.
    const petra = demoStaff.bodenOnCall.id;
    await ok(assign(johan, his, petra));
  });

  it('are stood in for on one side alone', async () => {
    expect(await people(nawid, hers)).toBe('200 2'); // stands in for Sara: the control
    await ok(johan.post('/api/v1/records/assign', { recordId: his, caseId, staffId: staff.nawid }));
    expect([await people(nawid, his), await people(nawid, hers)]).toEqual(['200 1', '404']);
    await ok(johan.post('/api/v1/records/unassign', { recordId: his, caseId, staffId: staff.nawid }));
    expect(await people(nawid, hers)).toBe('200 2');
  });

  it('learn by disclosure alone, each of what came to its own function', async () => {
    await disclose(HERS, woman);
    await disclose(HIS, man);
    await world.settle();
    expect(await seen(sara)).toEqual([`receives ${HERS}`]);
    expect(await seen(johan)).toEqual([`receives ${HIS}`]);
    expect(await seen(officer)).toEqual([`discloses ${HIS}`, `discloses ${HERS}`]);
  });

  it('do not learn from the reading log who works on the other', async () => {
    await ok(sara.get(`/api/v1/cases/${caseId}/chain`));
    const [hersPage, hisPage] = [await world.cookie('demo-boden-caseworker'), await world.cookie('demo-boden-kin')];
    /** Lines of the log, without the page's head that names the reader. */
    const log = async (cookie: string) => {
      const { text } = await supertest(world.url).get(`/workspace/cases/${caseId}/log`).set({ cookie, accept: 'text/html' });
      return text.slice(text.indexOf('<main'));
    };
    expect(await log(hersPage)).toContain('Sara Lindbäck');
    expect(await log(hisPage)).toContain('Johan Mäki');
    expect(await log(hisPage)).not.toContain('Sara Lindbäck');
    expect(await log(hersPage)).not.toContain('Johan Mäki');
  });

  it('do not learn from the reading log of a colleague who changed sides, before that or after', async () => {
    const inCase = randomUUID();
    const [herRecord, hisRecord] = [
      { recordId: randomUUID(), caseId: inCase },
      { recordId: randomUUID(), caseId: inCase },
    ];
    const petra = await world.api('demo-boden-on-call');
    await ok(sara.post('/api/v1/records', { ...herRecord, functionId: HERS, source: 'own' }));
    await ok(petra.post('/api/v1/records', { ...hisRecord, functionId: 'boden-socialjour', source: 'own', track: 'violence-user' }));
    const onHis = (act: string) => ok(petra.post(`/api/v1/records/${act}`, { ...hisRecord, staffId: staff.nawid }));
    const onHers = (act: string) => ok(sara.post(`/api/v1/records/${act}`, { ...herRecord, staffId: staff.nawid }));
    const names = async (who: string): Promise<boolean[]> => {
      await world.settle();
      const { text } = await supertest(world.url)
        .get(`/workspace/cases/${inCase}/log`)
        .set({ cookie: await world.cookie(`demo-boden-${who}`), accept: 'text/html' });
      const lines = text.slice(text.indexOf('<main'));
      return ['Nawid Rahimi', 'Petra Svanberg', 'Sara Lindbäck'].map((name) => lines.includes(name));
    };
    const readByNawid = () => ok(nawid.get(`/api/v1/cases/${inCase}/chain`));
    for (const who of [sara, petra]) await ok(who.get(`/api/v1/cases/${inCase}/chain`));
    await onHis('assign');
    await readByNawid();
    // The control: while he has worked on one side alone, it tells that side, also once he has left it.
    expect([await names('on-call'), await names('caseworker')]).toEqual([
      [true, true, false],
      [false, false, true],
    ]);
    await onHis('unassign');
    expect((await names('on-call'))[0]).toBe(true);
    await onHers('assign');
    await readByNawid();
    const apart = [
      [false, true, false],
      [false, false, true],
    ];
    expect([await names('on-call'), await names('caseworker')]).toEqual(apart);
    await onHers('unassign');
    expect([await names('on-call'), await names('caseworker')]).toEqual(apart);
  });

  it('take nothing out of the other’s inbox, though the same people staff both', async () => {
    const [aboutHer, aboutHim] = [await request(HERS, woman), await request(HIS, man)];
    expect([await answers(sara, aboutHer, aboutHim), await answers(johan, aboutHer, aboutHim)]).toEqual([
      [200, 404],
      [404, 200],
    ]);
    const inbox = async (who: ApiPerson) =>
      (await ok<{ items: { referralId: string }[] }>(who.get('/api/v1/referrals?box=inbox'))).items.map(({ referralId }) => referralId);
    const [herId, hisId] = [aboutHer, aboutHim].map((url) => url.slice(-36));
    expect([await inbox(sara), await inbox(johan)]).toEqual([[herId], [hisId]]);
    expect(await everything(johan)).not.toMatch(new RegExp(`Linda|${woman}|${herId}`));
    expect(await everything(sara)).not.toMatch(new RegExp(`Tobias|${man}|${hisId}`));
    // Nor by acting on it: the answer is the one to a request that is not there.
    for (const [act, body] of [
      ['acknowledge', {}],
      ['accept', {}],
      ['return', { reason: 'not-our-task' }],
      ['questions', { questionId: randomUUID(), question: 'Vem är hon?' }],
      ['case', {}],
    ] as const)
      expect([act, (await johan.post(`${aboutHer}/${act}`, body)).status]).toEqual([act, 404]);
    // Her own worker takes it: the control.
    await ok(sara.post(`${aboutHer}/accept`, {}));
    await world.settle();
    expect([await answers(johan, aboutHer), await answers(sara, aboutHer)]).toEqual([[404], [200]]);
    // What was returned stays with the staff of that side too.
    await ok(sara.post(`${await request(HERS, woman)}/return`, { reason: 'wrong-municipality' }));
    await world.settle();
    const formers = async (who: ApiPerson) => (await ok<{ formers: object[] }>(who.get('/api/v1/referrals?box=inbox'))).formers.length;
    expect([await formers(sara), await formers(johan)]).toEqual([1, 0]);
  });

  it('are not crossed by who stands in on one and works on the other', async () => {
    const [consentId, until] = [randomUUID(), '2026-12-24T00:00:00Z'];
    await ok(
      officer.post('/api/v1/consents', {
        ...{ consentId, recordId: police, caseId, personId: woman, givenBy: 'adult', form: 'oral', alone: 'yes', until },
        ...{ circumstances: 'in-car', recipients: [HERS], classes: ['identity', 'crime', 'risk'], purposes: ['protection'] },
      }),
    );
    await world.settle();
    await disclose(HERS, woman, { mode: 'standing', until, ground: 'osl-10-1-consent', consentId, documentation: {} });
    await world.settle();
    const url = await request(HERS, woman);
    const herLinks = async (who: ApiPerson) =>
      (await ok<Chain>(who.get(`/api/v1/cases/${caseId}/chain`))).links.filter(({ own, personId }) => !own && personId === woman).length;
    // Stands in for Sara, and works with nothing himself: sees what she sees. The control.
    expect([await herLinks(nawid), await seen(nawid), await answers(nawid, url)]).toEqual([
      await herLinks(sara),
      [`receives ${HERS}`],
      [200],
    ]);
    expect(await herLinks(nawid)).toBeGreaterThan(0);
    await ok(johan.post('/api/v1/records/assign', { recordId: his, caseId, staffId: staff.nawid }));
    expect([await herLinks(nawid), await seen(nawid), await answers(nawid, url)]).toEqual([0, [`receives ${HIS}`], [404]]);
    expect(await everything(nawid)).not.toMatch(new RegExp(`Linda|${woman}|${url.slice(-36)}`));
    const { text } = await supertest(world.url)
      .get(`/workspace/cases/${caseId}/log`)
      .set({ cookie: await world.cookie('demo-boden-stand-in'), accept: 'text/html' });
    const log = text.slice(text.indexOf('<main'));
    expect([log.includes('Johan Mäki'), log.includes('Sara Lindbäck')]).toEqual([true, false]);
    await ok(johan.post('/api/v1/records/unassign', { recordId: his, caseId, staffId: staff.nawid }));
    expect(await seen(nawid)).toEqual([`receives ${HERS}`]);
  });
});

/** Nobody has opened her record yet: what comes for her waits for those who staff the function and have no part on his side. */
describe('what comes for the exposed person before she has a record', () => {
  let world: World;
  const [caseId, police, his, hers, woman, man] = Array.from({ length: 6 }, () => randomUUID()) as [
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  afterAll(() => world?.close());

  it('is nothing to the violence user’s worker, and waits for the others', async () => {
    world = await createWorld();
    const [officer, sara, johan] = [
      await world.api('demo-police-officer'),
      await world.api('demo-boden-caseworker'),
      await world.api('demo-boden-kin'),
    ];
    const { namesake, violenceUser } = demoPersons;
    await ok(
      officer.post('/api/v1/police/reports', {
        ...{ reportId: randomUUID(), recordId: police, caseId, functionId: POLICE, reportNumber: '5000-K96-26', offence: 'assault' },
        ...{ occurredOn: '2026-11-01', immediateRisk: true, summary: 'Slog henne i hallen.', children: [] },
        exposed: { personId: woman, name: 'Linda Ek', personNumber: namesake.personnummer, phone: '070-174 06 05' },
        suspect: { personId: man, name: 'Tobias Grahn', personNumber: violenceUser.personnummer },
      }),
    );
    const copy = () =>
      ok(
        officer.post('/api/v1/disclosures', {
          ...{
            disclosureId: randomUUID(),
            recordId: police,
            caseId,
            recipientFunction: HERS,
            mode: 'copy',
            classes: ['identity', 'contact'],
          },
          ...{ purpose: 'protection', ground: 'osl-10-27', personIds: [woman] },
          documentation: { balancing: 'Skyddet väger tyngre än sekretessen i det här fallet.', necessity: 'Behövs för att skydda.' },
        }),
      );
    await copy();
    await world.settle();
    await world.settle();
    const waiting = async (who: ApiPerson) => (await ok<{ copies: object[] }>(who.get('/api/v1/received'))).copies.length;
    // Nobody works with the case: both staff the function, and see that something came. The control.
    expect([await waiting(sara), await waiting(johan)]).toEqual([1, 1]);

    await ok(johan.post('/api/v1/records', { recordId: his, caseId, functionId: HIS, source: 'own', track: 'violence-user' }));
    await copy();
    await world.settle();
    await world.settle();
    expect([await waiting(sara), await waiting(johan)]).toEqual([2, 0]);
    for (const path of ['chain', 'received', 'who-sees-what']) {
      const { status, body } = await johan.get(`/api/v1/cases/${caseId}/${path}`);
      expect([path, status, JSON.stringify(body)]).toEqual([path, 200, expect.not.stringMatching(new RegExp(`Linda|070|${woman}`))]);
    }
    const { text } = await supertest(world.url)
      .get(`/workspace/cases/${caseId}`)
      .set({ cookie: await world.cookie('demo-boden-kin'), accept: 'text/html' });
    expect(text).not.toMatch(/Linda|070-174/);

    // Nor does his log tell who looked at what came for her; who reads his own record it does tell.
    const referralId = randomUUID();
    await ok(
      officer.post('/api/v1/referrals', {
        ...{ referralId, recordId: police, caseId, fromFunction: POLICE, toFunction: HERS, purpose: 'protection', ground: 'osl-10-27' },
        ...{ personIds: [woman], classes: ['identity'], need: ['protection'] },
        documentation: { balancing: 'Skyddet väger tyngre än sekretessen i det här fallet.', necessity: 'Behövs för att skydda.' },
      }),
    );
    await world.settle();
    await ok(sara.get(`/api/v1/referrals/${referralId}`));
    const petra = await world.api('demo-boden-on-call');
    await ok(petra.post('/api/v1/openings/emergency', { openingId: randomUUID(), recordId: his, reason: 'Han ringde jouren och hotade.' }));
    await ok(petra.get(`/api/v1/cases/${caseId}/chain`));
    const log = await supertest(world.url)
      .get(`/workspace/cases/${caseId}/log`)
      .set({ cookie: await world.cookie('demo-boden-kin'), accept: 'text/html' });
    const lines = log.text.slice(log.text.indexOf('<main'));
    expect(['Johan Mäki', 'Petra Svanberg', 'Sara Lindbäck'].map((name) => lines.includes(name))).toEqual([true, true, false]);

    // Somebody with no part in it opens her record, and reads.
    await ok(sara.post('/api/v1/records', { recordId: hers, caseId, functionId: HERS, source: 'own' }));
    await world.settle();
    expect(JSON.stringify((await sara.get(`/api/v1/cases/${caseId}/received`)).body)).toContain('Linda Ek');
    expect(await waiting(sara)).toBe(0);
  });
});
