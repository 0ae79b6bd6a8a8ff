import { randomUUID } from 'node:crypto';
import supertest from 'supertest';
import { demoPersons } from '#config/demo/persons';
import { createWorld, ok, type ApiPerson, type World } from '../support/world.js';

const BODEN = 'boden-mottagning-vald';
const WHERE = 'Kanariegränd 7';
const ASKED = 'Polisen frågar i dag om hon vistas i skyddat boende';

interface Preview {
  verdict: { allowed: boolean; code?: string; secondPerson?: boolean; reason?: { sv: string } };
  content: { persons: Record<string, Record<string, object>>; entries: Record<string, { fields: object }[]> };
}

/** Whether somebody is in a shelter (SoL 15:7): a yes or a no, which two persons give, and nothing else of the record. */
describe('what a duty opens', () => {
  let world: World;
  let officer: ApiPerson;
  let sara: ApiPerson;
  let nawid: ApiPerson;

  beforeAll(async () => {
    world = await createWorld();
    officer = await world.api('demo-police-officer');
    sara = await world.api('demo-boden-caseworker');
    nawid = await world.api('demo-boden-stand-in');
  });
  afterAll(() => world?.close());

  const opened = async (protection = 'none') => {
    const caseId = randomUUID();
    const [police, at] = [
      { recordId: randomUUID(), caseId },
      { recordId: randomUUID(), caseId },
    ];
    const [personId, childId] = [randomUUID(), randomUUID()];
    const her = { role: 'exposed', name: 'Linda Kanarie', personNumber: demoPersons.exposed.personnummer };
    await ok(officer.post('/api/v1/records', { ...police, functionId: 'polis-lulea-lpo', source: 'own' }));
    await ok(officer.post('/api/v1/people', { ...police, personId, ...her }));
    await ok(sara.post('/api/v1/records', { ...at, functionId: BODEN, source: 'own' }));
    await ok(sara.post('/api/v1/people', { ...at, personId, ...her, protection, address: WHERE, phone: '070-1740605' }));
    await ok(
      sara.post('/api/v1/people', {
        ...at,
        personId: childId,
        role: 'child',
        name: 'Wilma Kanarie',
        personNumber: demoPersons.childNine.personnummer,
      }),
    );
    for (const kind of ['shelter-placement', 'counselling', 'treatment'])
      await ok(
        sara.post('/api/v1/interventions', { ...at, interventionId: randomUUID(), personId, kind, functionId: BODEN, dueOn: '2026-11-02' }),
      );
    await world.settle();
    const asked = (change: object = {}) => ({
      ...{ disclosureId: randomUUID(), ...at, mode: 'copy', purpose: 'investigation', recipientFunction: 'polis-lulea-lpo' },
      ...{ classes: ['reference', 'identity'], personIds: [personId], ground: 'osl-10-28-sol-15-7' },
      ...{ documentation: { request: ASKED, 'in-shelter': 'yes' } },
      ...change,
    });
    const preview = (change: object = {}) => ok<Preview>(sara.post('/api/v1/disclosures/preview', asked(change)));
    return { police, at, personId, childId, asked, preview };
  };

  it('is the answer and who it is about: no intervention, no address, not even that there is any', async () => {
    const { personId, preview } = await opened();
    for (const classes of [
      ['reference', 'identity'],
      ['reference', 'identity', 'location'],
    ]) {
      const { verdict, content } = await preview({ classes });
      expect(verdict).toMatchObject({ allowed: true, secondPerson: true });
      expect(Object.keys(content.persons['identity']!)).toEqual([personId]);
      expect([content.persons['location'], content.persons['contact']]).toEqual([{}, {}]);
      expect(Object.keys(content.entries)).toEqual(['location']);
      expect(content.entries['location']!.map(({ fields }) => fields)).toEqual([{ inShelter: true }]);
    }
    expect((await preview({ documentation: { request: ASKED, 'in-shelter': 'no' } })).content.entries['location']).toEqual([
      expect.objectContaining({ fields: { inShelter: false } }),
    ]);
    // Interventions were what went instead of it.
    expect((await preview({ classes: ['reference', 'identity', 'support'] })).verdict).toMatchObject({ code: 'class-not-covered' });
    // The control: the same words on another ground carry no answer, and the record's own data.
    const other = await preview({ ground: 'osl-10-2-necessary', classes: ['reference', 'support', 'location'] });
    expect(JSON.stringify(other.content)).not.toContain('inShelter');
    expect(JSON.stringify(other.content)).toContain(WHERE);
  });

  it('is answered before it is decided, about one at a time', async () => {
    const { personId, childId, preview, asked } = await opened();
    const { verdict } = await preview({ documentation: { request: ASKED } });
    expect([verdict.code, verdict.reason?.sv.includes('Vistas')]).toEqual(['documentation-missing', true]);
    const post = async (change: object) => (await sara.post('/api/v1/disclosures', asked(change))).status;
    expect(await post({ documentation: { request: ASKED, 'in-shelter': 'kanske' } })).toBe(400);
    expect(await post({ personIds: [personId, childId] })).toBe(400);
  });

  it('reaches whoever asked once a second person has read it and approved', async () => {
    const { police, at, asked } = await opened();
    const decision = asked();
    await ok(sara.post('/api/v1/disclosures', decision));
    const path = `cases/${at.caseId}/disclosures/${decision.disclosureId}`;
    await world.settle();
    const proposal = await ok<Preview>(nawid.get(`/api/v1/${path}`));
    expect(proposal.content.entries['location']!.map(({ fields }) => fields)).toEqual([{ inShelter: true }]);
    const read = async (subject: string, page: string) =>
      (
        await supertest(world.url)
          .get(page)
          .set({ cookie: await world.cookie(subject) })
      ).text;
    expect(await read('demo-boden-stand-in', `/workspace/${path}`)).toMatch(/Vistas i skyddat boende[^]*Ja/);
    await ok(nawid.post(`/api/v1/disclosures/${decision.disclosureId}/approval`, {}));
    await world.settle();
    await world.settle();
    const received = await ok<{ items: (Preview & { classes: string[] })[] }>(officer.get(`/api/v1/cases/${police.caseId}/received`));
    const [copy] = received.items;
    expect([...copy!.classes].sort()).toEqual(['identity', 'location', 'reference']);
    expect(copy!.content.entries['location']!.map(({ fields }) => fields)).toEqual([{ inShelter: true }]);
    const text = JSON.stringify(received);
    for (const more of [WHERE, '070-1740605', 'counselling', 'treatment', 'shelter-placement', 'social-services.'])
      expect([more, text.includes(more)]).toEqual([more, false]);
  });

  it('of somebody protected nothing of where she is leaves from here: it is said, and nothing empty goes', async () => {
    const { preview } = await opened('protected-registration');
    const { verdict, content } = await preview();
    expect([verdict.allowed, verdict.reason?.sv.includes('egen säkra kanal')]).toEqual([false, true]);
    expect(JSON.stringify(content)).not.toContain('inShelter');
  });

  it('whoever reported a child is told in the child’s own concern, connected or not; no disclosure offers an empty copy', async () => {
    const child = { recordId: randomUUID(), caseId: randomUUID() };
    const [personId, concernId] = [randomUUID(), randomUUID()];
    const reported = { personId, name: 'Alva Prov', personNumber: demoPersons.childNine.personnummer };
    await ok(
      sara.post('/api/v1/social-services/concerns', {
        ...{ concernId, ...child, functionId: BODEN, source: 'authority', channel: 'phone', worries: ['violence'], child: reported },
      }),
    );
    await world.settle();
    const ground = 'sol-19-6-reporter-informed';
    const { verdict } = await ok<Preview>(
      sara.post('/api/v1/disclosures/preview', {
        ...{
          disclosureId: randomUUID(),
          ...child,
          mode: 'copy',
          purpose: 'support',
          personIds: [personId],
          classes: ['reference'],
          ground,
        },
        ...{ recipientFunction: 'elevhalsan-haparanda-mottagning', circumstances: ['reporter-asks'] },
        documentation: { request: 'Skolan frågar om utredning inletts' },
      }),
    );
    expect([verdict.code, verdict.reason?.sv.includes('barnets orosanmälan')]).toEqual(['mode-not-covered', true]);
    const form = `/workspace/cases/${child.caseId}/disclosures/new?recipientFunction=elevhalsan-haparanda-mottagning&mode=copy`;
    const { text } = await supertest(world.url)
      .get(form)
      .set({ cookie: await world.cookie('demo-boden-caseworker') });
    expect([text.includes('osl-26-1-harm-test'), text.includes(ground), text.includes('reporter-asks')]).toEqual([true, false, false]);
    // A reporter that no system connects telephones; the concern holds that it was asked, and what was told.
    const step = (data: object) => sara.post(`/api/v1/social-services/concerns/${concernId}/steps`, data);
    await ok(step({ step: 'assess-protection', need: 'not-immediate', measures: [], reason: 'Trygg hos farmor' }));
    await ok(step({ step: 'reporter-asks' }));
    await ok(step({ step: 'decide', outcome: 'no-inquiry', reason: 'Får stöd redan' }));
    await ok(step({ step: 'inform-reporter' }));
  });
});
