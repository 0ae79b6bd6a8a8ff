import { demoPersons } from '#config/demo/persons';
import { demoStaff } from '#config/demo/staff';
import { countyOrganisation } from '#config/county';
import { asOwner } from '../privacy/past-the-walls.js';
import { playCase, type PlayedCase } from '../privacy/played-case.js';
import { createWorld, ok, type ApiPerson, type World } from '../support/world.js';

interface HandedOver {
  readonly extract: {
    readonly withOthers: boolean;
    readonly lines: readonly { day: string; duty: string; agencyName: string; act: string; times: number }[];
  };
}

/** Loggutdrag: who has seen my data. What the rightful person gets stands beside what nobody may. */
describe('an extract of the log', () => {
  let world: World;
  let played: PlayedCase;
  let sara: ApiPerson;
  let jonas: ApiPerson;
  let head: ApiPerson;
  const login = async (): Promise<void> => {
    [sara, jonas, head] = (await Promise.all(
      ['boden-caseworker', 'police-officer', 'boden-supervisor'].map((name) => world.api(`demo-${name}`)),
    )) as [ApiPerson, ApiPerson, ApiPerson];
  };
  const boden = (more: object = {}) => ({
    ...{ recordId: played.ids.bodenRecord, to: 'self', identity: 'id-document', safe: 'yes', format: 'json' },
    ...more,
  });
  const police = (more: object = {}) => boden({ recordId: played.ids.policeRecord, ...more });
  const handOver = (who: ApiPerson, personId: string, input: object) => who.post(`/api/v1/log-extracts/${personId}/handovers`, input);
  const ruleOf = (response: { body: unknown }) =>
    String((response.body as { type: string }).type)
      .split(':')
      .at(-1);

  beforeAll(async () => {
    world = await createWorld();
    played = await playCase(world, 'E');
    await login();
    // Something that another agency has seen of Boden’s.
    const maria = await world.api('demo-region-caseworker');
    await ok(maria.get(`/api/v1/cases/${played.ids.caseId}/chain`));
  });
  afterAll(() => world?.close());

  it('tells her the day, the duty and the agency, and never who or which unit', async () => {
    const { extract } = await ok<HandedOver>(handOver(sara, played.ids.personId, boden()));
    expect(extract.lines.length).toBeGreaterThan(0);
    expect(extract.withOthers).toBe(true);
    expect(extract.lines.every(({ day }) => /^\d{4}-\d{2}-\d{2}$/.test(day))).toBe(true);
    const text = JSON.stringify(extract);
    for (const { id, name } of Object.values(demoStaff)) for (const secret of [id, name]) expect(text).not.toContain(secret);
    for (const { id, name } of countyOrganisation.units) for (const secret of [id, name]) expect(text).not.toContain(secret);
    for (const id of Object.values(played.ids)) expect(text).not.toContain(id);
  });

  it('is a tagged PDF, or a file for a spreadsheet, and an export in the log', async () => {
    const cookie = await world.cookie('demo-boden-caseworker');
    const body = (format: string) =>
      new URLSearchParams({ ...(boden({ format }) as Record<string, string>), idempotencyKey: crypto.randomUUID() });
    const post = (format: string) =>
      fetch(`${world.url}/workspace/people/${played.ids.personId}/log-extract/hand-over`, {
        ...{ method: 'POST', body: body(format) },
        headers: { cookie, origin: world.url, 'content-type': 'application/x-www-form-urlencoded' },
      });
    const pdf = await post('pdf');
    const bytes = Buffer.from(await pdf.arrayBuffer()).toString('latin1');
    expect([pdf.status, pdf.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect(bytes.startsWith('%PDF-1.7')).toBe(true);
    for (const mark of ['/MarkInfo', '/StructTreeRoot', '/Lang (sv-SE)']) expect(bytes).toContain(mark);
    const csv = await post('csv');
    expect(await csv.text()).toMatch(/^\uFEFF?Dag;Uppdrag;Myndighet;/);
    const { items } = await ok<{ items: { operation: string; purpose: string }[] }>(head.get('/api/v1/audit?action=export'));
    expect(items.filter(({ operation }) => operation === 'log-extract').length).toBeGreaterThanOrEqual(3);
  });

  it('waits until it is safe, and while an investigation demands it', async () => {
    expect(ruleOf(await handOver(sara, played.ids.personId, boden({ safe: 'no' })))).toBe('not-safe');
    const personal = (who: ApiPerson) => handOver(who, played.ids.personId, police());
    expect(ruleOf(await personal(jonas))).toBe('extract-delayed');
    await ok(jonas.post(`/api/v1/log-extracts/${played.ids.personId}/delay/lift`, { recordId: played.ids.policeRecord }));
    expect((await ok<HandedOver>(personal(jonas))).extract.lines.length).toBeGreaterThan(0);
  });

  it('of the violence user shows no contact of hers', async () => {
    const { policeRecord: recordId, suspectId } = played.ids;
    await ok(jonas.get(`/api/v1/people/${suspectId}?recordId=${recordId}`));
    const { extract } = await ok<HandedOver>(handOver(jonas, suspectId, police()));
    expect(extract.withOthers).toBe(false);
    expect(extract.lines.length).toBeGreaterThan(0);
    expect(new Set(extract.lines.map(({ agencyName }) => agencyName)).size).toBe(1);
    // Control: hers, from the same record, does tell of the others.
    const hers = await ok<HandedOver>(handOver(jonas, played.ids.personId, police()));
    expect(new Set(hers.extract.lines.map(({ agencyName }) => agencyName)).size).toBeGreaterThan(1);
  });

  it('of the violence user counts out of her record what was about him alone, and out of his own all of it', async () => {
    const caseId = crypto.randomUUID();
    const [hers, his] = [
      { recordId: crypto.randomUUID(), caseId },
      { recordId: crypto.randomUUID(), caseId },
    ];
    const [woman, man] = [crypto.randomUUID(), crypto.randomUUID()];
    const petra = await world.api('demo-boden-on-call');
    await ok(sara.post('/api/v1/records', { ...hers, functionId: 'boden-mottagning-vald', source: 'own' }));
    await ok(sara.post('/api/v1/people', { ...hers, personId: woman, role: 'exposed', name: 'Linda Ek' }));
    await ok(sara.post('/api/v1/people', { ...hers, personId: man, role: 'violence-user', name: 'Tobias Ek' }));
    await ok(petra.post('/api/v1/records', { ...his, functionId: 'boden-socialjour', source: 'own', track: 'violence-user' }));
    await ok(petra.post('/api/v1/people', { ...his, personId: man, role: 'violence-user', name: 'Tobias Ek' }));
    await world.settle();
    const times = async (who: ApiPerson, recordId: string, personId = man) => {
      const { extract } = await ok<HandedOver>(handOver(who, personId, boden({ recordId })));
      return extract.lines.filter(({ act }) => act === 'read').reduce((sum, line) => sum + line.times, 0);
    };
    const reads = async (who: ApiPerson, path: string) => void (await ok(who.get(`/api/v1/${path}`)));
    const before = [await times(sara, hers.recordId), await times(sara, hers.recordId, woman), await times(petra, his.recordId)];
    for (let i = 0; i < 3; i++) await reads(sara, `people/${woman}?recordId=${hers.recordId}`);
    await reads(petra, `people/${man}?recordId=${his.recordId}`);
    await reads(petra, `records/${his.recordId}`);
    // Control: hers counts hers, and his own record counts for him, though nobody is named in what was read.
    const after = [await times(sara, hers.recordId), await times(sara, hers.recordId, woman), await times(petra, his.recordId)];
    expect(after.map((one, index) => one - before[index]!)).toEqual([0, 3, 2]);
    await reads(sara, `people/${man}?recordId=${hers.recordId}`);
    expect((await times(sara, hers.recordId)) - after[0]!).toBe(1);
  });

  it('of one who was registered twice tells of both while they are held as one, and of each alone when they are apart', async () => {
    const { caseId, bodenRecord: recordId, personId } = played.ids;
    const keptId = crypto.randomUUID();
    const place = { recordId, caseId };
    await ok(sara.post('/api/v1/people', { ...place, personId: keptId, role: 'exposed', name: 'Linda Utdrag' }));
    await world.settle();
    const version = async (): Promise<string> =>
      (await ok<{ person: { version: string } }>(sara.get(`/api/v1/people/${personId}?recordId=${recordId}`))).person.version;
    const said = async (): Promise<boolean> =>
      (await ok<{ merged: boolean }>(sara.get(`/api/v1/log-extracts/${keptId}?recordId=${recordId}`))).merged;
    // What the region has read stands under the registration that is merged.
    const fromRegion = async (): Promise<boolean> => {
      const { extract } = await ok<HandedOver>(handOver(sara, keptId, boden()));
      return extract.lines.some(({ agencyName }) => agencyName === 'Region Norrbotten');
    };
    expect([await fromRegion(), await said()]).toEqual([false, false]);
    await ok(
      sara.post(`/api/v1/people/${personId}/merge`, { ...place, intoPersonId: keptId, basis: 'told' }, { version: await version() }),
    );
    await world.settle();
    expect([await fromRegion(), await said()]).toEqual([true, true]);
    await ok(sara.post(`/api/v1/people/${personId}/unmerge`, place, { version: await version() }));
    await world.settle();
    expect([await fromRegion(), await said()]).toEqual([false, false]);
  });

  it('is no guardian’s once the number says that the child has come of age, whatever was ticked', async () => {
    const { caseId, bodenRecord: recordId, personId } = played.ids;
    const grown = crypto.randomUUID();
    const person = { role: 'child', name: 'Nils Utdrag', personNumber: demoPersons.namesake.personnummer };
    await ok(sara.post('/api/v1/people', { recordId, caseId, personId: grown, ...person }));
    await world.settle();
    expect(ruleOf(await handOver(sara, grown, boden({ to: 'guardian', guardianId: personId })))).toBe('guardian-of-adult');
    expect((await ok<{ minor: boolean }>(head.get(`/api/v1/log-extracts/${grown}?recordId=${recordId}`))).minor).toBe(false);
  });

  it('never goes to the guardian of a protected child, nor to one who may be the danger', async () => {
    const { childId, suspectId, personId } = played.ids;
    const toGuardian = (guardianId?: string) => handOver(jonas, childId, police({ to: 'guardian', ...(guardianId ? { guardianId } : {}) }));
    expect(ruleOf(await toGuardian(suspectId))).toBe('guardian-is-danger');
    expect(ruleOf(await toGuardian())).toBe('guardian-is-danger');
    expect(ruleOf(await handOver(jonas, personId, police({ to: 'guardian', guardianId: suspectId })))).toBe('guardian-of-adult');
    await ok(toGuardian(personId)); // control: her mother, and nobody is protected
    const { recordId } = police();
    const { person } = await ok<{ person: { version: string } }>(jonas.get(`/api/v1/people/${personId}?recordId=${recordId}`));
    await ok(
      jonas.post(
        `/api/v1/people/${personId}/protection`,
        { recordId, caseId: played.ids.caseId, protection: 'secrecy-mark' },
        { version: person.version },
      ),
    );
    await world.settle();
    expect(ruleOf(await toGuardian(personId))).toBe('guardian-of-protected-child');
    const appointment = { court: 'Haparanda tingsrätt', decidedOn: '2026-03-02' };
    await ok(handOver(jonas, childId, police({ to: 'special-representative', appointment })));
  });

  it('goes to a special representative whom a court has appointed for a child, told by court and day, as a consent is', async () => {
    const { childId, personId } = played.ids;
    const court = 'Utdragets tingsrätt';
    const today = world.clock.now().toISOString().slice(0, 10);
    const to = (whose: string, more: object = {}) => handOver(jonas, whose, police({ to: 'special-representative', ...more }));
    const answer = async (whose: string, more?: object) => {
      const response = await to(whose, more);
      return [response.status, ruleOf(response)];
    };
    const on = (decidedOn: string) => ({ appointment: { court, decidedOn } });
    const day = (ahead: number): string => new Date(world.clock.now().getTime() + ahead * 86_400_000).toISOString().slice(0, 10);
    expect(await answer(childId)).toEqual([422, 'representative-not-appointed']);
    expect(await answer(childId, on(day(2)))).toEqual([422, 'representative-not-appointed']);
    expect((await to(childId, { appointment: { court: '', decidedOn: today } })).status).toBe(400);
    expect(await answer(personId, on(today))).toEqual([422, 'representative-of-adult']); // nobody represents an adult
    expect((await to(childId, on(today))).status).toBe(200); // control
    const [told] = await asOwner<{ data: string }>(
      world,
      `SELECT data::text AS data FROM es.events WHERE type = 'audit-review.LogExtractHandedOver' ORDER BY position DESC LIMIT 1`,
    );
    expect([told!.data.includes('appointment'), told!.data.includes(court)]).toEqual([true, false]); // it tells where the child is: sealed

    const cookie = await world.cookie('demo-police-officer');
    const url = `${world.url}/workspace/people/${childId}/log-extract`;
    const post = (more: Record<string, string>) =>
      fetch(`${url}/hand-over`, {
        ...{ method: 'POST', headers: { cookie, origin: world.url, 'content-type': 'application/x-www-form-urlencoded' } },
        body: new URLSearchParams({
          ...(police({ to: 'special-representative', format: 'pdf', idempotencyKey: crypto.randomUUID() }) as Record<string, string>),
          ...more,
        }),
      });
    const refused = await post({});
    expect([refused.status, (await refused.text()).includes('Ange domstolen och beslutets dag')]).toEqual([400, true]);
    const whole = { 'appointment.court': court, 'appointment.decidedOn': today };
    expect((await post(whole)).headers.get('content-type')).toBe('application/pdf'); // control
    // What was filled in for a representative and then not chosen stands in no one's way.
    expect((await post({ ...whole, to: 'self', mature: 'yes' })).headers.get('content-type')).toBe('application/pdf');
    const page = async (whose: string) => {
      const text = await (
        await fetch(`${url.replace(childId, whose)}?recordId=${played.ids.policeRecord}`, { headers: { cookie } })
      ).text();
      return ['Särskild företrädare', 'Domstol som förordnade'].map((words) => text.includes(words));
    };
    expect([await page(childId), await page(personId)]).toEqual([
      [true, true],
      [false, false],
    ]);
  });

  it('never goes to a guardian whom another own record of the case suspects, under whatever registration', async () => {
    const caseId = crypto.randomUUID();
    const [hers, childs] = [
      { recordId: crypto.randomUUID(), caseId },
      { recordId: crypto.randomUUID(), caseId },
    ];
    const [mother, child, suspect, twin] = Array.from({ length: 4 }, () => crypto.randomUUID()) as [string, string, string, string];
    const him = { name: 'Tobias Ek', personNumber: demoPersons.violenceUser.personnummer };
    await ok(sara.post('/api/v1/records', { ...hers, functionId: 'boden-mottagning-vald', source: 'own' }));
    await ok(sara.post('/api/v1/records', { ...childs, functionId: 'boden-mottagning-vald', source: 'own', track: 'child' }));
    for (const person of [
      { ...hers, personId: suspect, role: 'violence-user', ...him },
      { ...childs, personId: mother, role: 'relative', name: 'Linda Ek' },
      { ...childs, personId: child, role: 'child', name: 'Wilma Ek', minor: true },
      { ...childs, personId: suspect, role: 'relative', ...him },
      { ...childs, personId: twin, role: 'relative', ...him },
    ])
      await ok(sara.post('/api/v1/people', person));
    await world.settle();
    const to = (guardianId: string) => handOver(sara, child, boden({ recordId: childs.recordId, to: 'guardian', guardianId }));
    expect([ruleOf(await to(suspect)), ruleOf(await to(twin))]).toEqual(['guardian-is-danger', 'guardian-is-danger']);
    expect((await to(mother)).status).toBe(200); // the control
  });

  it('goes to no proxy of a child, and to the child itself by its maturity alone', async () => {
    const { childId, suspectId } = played.ids;
    const to = (input: object) => handOver(jonas, childId, police(input));
    expect(ruleOf(await to({ to: 'proxy', guardianId: suspectId }))).toBe('proxy-of-child');
    expect([ruleOf(await to({})), ruleOf(await to({ mature: 'no' }))]).toEqual(['child-not-mature', 'child-not-mature']);
    expect((await to({ mature: 'yes' })).status).toBe(200); // controls: as she may consent by her maturity, and an adult’s proxy
    expect((await handOver(jonas, played.ids.personId, police({ to: 'proxy' }))).status).toBe(200);
    const cookie = await world.cookie('demo-police-officer');
    const page = async (personId: string) => {
      const url = `${world.url}/workspace/people/${personId}/log-extract?recordId=${played.ids.policeRecord}`;
      const text = await (await fetch(url, { headers: { cookie } })).text();
      return ['moget nog', 'Ombud med fullmakt'].map((words) => text.includes(words));
    };
    expect([await page(childId), await page(played.ids.personId)]).toEqual([
      [true, false],
      [false, true],
    ]);
  });

  it('is handed over by whoever works with the record, or heads it, and by nobody else', async () => {
    const strangers = ['boden-kin', 'lulea-supervisor', 'region-caseworker', 'boden-on-call', 'police-supervisor'];
    for (const name of strangers) {
      const who = await world.api(`demo-${name}`);
      expect([name, (await handOver(who, played.ids.personId, boden())).status]).toEqual([name, 404]);
      expect((await who.get(`/api/v1/log-extracts/${played.ids.personId}?recordId=${played.ids.bodenRecord}`)).status).toBe(404);
    }
    expect((await handOver(head, played.ids.personId, boden())).status).toBe(200);
  });
});
