import { randomUUID } from 'node:crypto';
import supertest from 'supertest';
import { demoPersons } from '#config/demo/persons';
import { createWorld, ok, type ApiPerson, type World } from '../support/world.js';

const BODEN = 'boden-mottagning-vald';
const WHERE = 'Kanariegränd 7';

interface Detail {
  status: string;
  mayApprove: boolean;
  documentation: Record<string, string>;
  content: object;
  refusalReason: { sv: string } | null;
}

/** Law enforcement asks for a home address (lag 2025:170 4 §): it goes to persons who decide, two of them, and nothing is given by itself. */
describe('a request for a home address', () => {
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

  const asked = async (protection = 'none', places: object = {}) => {
    const caseId = randomUUID();
    const [police, boden] = [
      { recordId: randomUUID(), caseId },
      { recordId: randomUUID(), caseId },
    ];
    const [personId, referralId] = [randomUUID(), randomUUID()];
    const her = { role: 'exposed', name: 'Linda Kanarie', personNumber: demoPersons.exposed.personnummer };
    await ok(officer.post('/api/v1/records', { ...police, functionId: 'polis-lulea-lpo', source: 'own' }));
    await ok(officer.post('/api/v1/people', { ...police, personId, ...her }));
    await ok(sara.post('/api/v1/records', { ...boden, functionId: BODEN, source: 'own' }));
    await ok(sara.post('/api/v1/people', { ...boden, personId, ...her, protection, address: WHERE, ...places }));
    await world.settle();
    await ok(
      officer.post('/api/v1/referrals', {
        ...{ referralId, ...police, fromFunction: 'polis-lulea-lpo', toFunction: BODEN, personIds: [personId], classes: ['identity'] },
        ...{
          purpose: 'investigation',
          need: ['home-address'],
          ground: 'osl-10-2-necessary',
          documentation: { necessity: 'Hon ska höras.' },
        },
      }),
    );
    await world.settle();
    return { police, boden, personId, url: `/api/v1/referrals/${referralId}`, page: `/workspace/referrals/${referralId}` };
  };
  type Asked = Awaited<ReturnType<typeof asked>>;
  const decide = (who: ApiPerson, { boden, personId }: Asked, disclosureId: string) =>
    who.post('/api/v1/disclosures', {
      ...{
        disclosureId,
        ...boden,
        recipientFunction: 'polis-lulea-lpo',
        mode: 'copy',
        classes: ['identity', 'location'],
        personIds: [personId],
      },
      ...{ purpose: 'investigation', ground: 'lag-2025-170-4-address' },
      documentation: { request: 'Begäran av polisen i dag', balancing: 'Inga synnerliga skäl emot' },
    });
  const reaches = async ({ police }: Asked): Promise<boolean> => {
    await world.settle();
    const answers = [
      await officer.get(`/api/v1/cases/${police.caseId}/chain`),
      await officer.get(`/api/v1/cases/${police.caseId}/received`),
    ];
    return answers.some(({ text }) => text.includes(WHERE));
  };

  it('is shown to the recipient as a decision to make, and gives nothing by itself, not even when it is accepted', async () => {
    const request = await asked();
    const cookie = await world.cookie('demo-boden-caseworker');
    const { text } = await supertest(world.url).get(request.page).set({ cookie });
    expect([text.includes('Begäran om hemadress'), text.includes('Besluta om adressen')]).toEqual([true, true]);
    await ok(sara.post(`${request.url}/accept`, {}));
    expect(await reaches(request)).toBe(false);
  });

  it('is answered when one has decided and another approved', async () => {
    const request = await asked();
    const disclosureId = randomUUID();
    await ok(decide(sara, request, disclosureId));
    expect(await reaches(request)).toBe(false);
    expect((await sara.post(`/api/v1/disclosures/${disclosureId}/approval`, {})).status).toBe(409);
    // The second person reads what it rests on, and exactly what would go; that is written to the trail.
    const { caseId } = request.boden;
    const path = `cases/${caseId}/disclosures/${disclosureId}`;
    const proposal = await ok<Detail>(nawid.get(`/api/v1/${path}`));
    expect(proposal).toMatchObject({
      status: 'proposed',
      mayApprove: true,
      personIds: [request.personId],
      ground: 'lag-2025-170-4-address',
    });
    expect(proposal.documentation).toEqual({ request: 'Begäran av polisen i dag', balancing: 'Inga synnerliga skäl emot' });
    expect(JSON.stringify(proposal.content)).toContain(WHERE);
    expect((await ok<Detail>(sara.get(`/api/v1/${path}`))).mayApprove).toBe(false);
    const { text } = await supertest(world.url)
      .get(`/workspace/${path}`)
      .set({ cookie: await world.cookie('demo-boden-stand-in') });
    for (const part of [WHERE, 'Linda Kanarie', 'Begäran av polisen i dag', 'Inga synnerliga skäl emot'])
      expect([part, text.includes(part)]).toEqual([part, true]);
    for (const other of [officer, await world.api('demo-region-caseworker')]) expect((await other.get(`/api/v1/${path}`)).status).toBe(404);
    await world.settle();
    const lines = (
      await ok<{ items: { operation: string; outcome: string; classes: string[] }[] }>(
        (await world.api('demo-boden-supervisor')).get(`/api/v1/audit?caseId=${caseId}`),
      )
    ).items.filter(({ operation }) => operation === 'disclosure');
    expect(lines.filter(({ outcome, classes }) => outcome === 'allowed' && classes.includes('location'))).toHaveLength(3);
    await ok(nawid.post(`/api/v1/disclosures/${disclosureId}/approval`, {}));
    expect(await reaches(request)).toBe(true);
  });

  it('is declined with a reason, which is read afterwards, and never looks as if it had been in force', async () => {
    const request = await asked();
    const disclosureId = randomUUID();
    await ok(decide(sara, request, disclosureId));
    await world.settle();
    const closing = `/api/v1/disclosures/${disclosureId}/closing`;
    expect((await nawid.post(closing, { reason: 'not-approved' })).status).toBe(400);
    const cookie = await world.cookie('demo-boden-stand-in');
    const page = `/workspace/cases/${request.boden.caseId}/disclosures`;
    const decline = (note: string) =>
      supertest(world.url)
        .post(`${page}/${disclosureId}/decline`)
        .set({ cookie, origin: world.url, 'sec-fetch-site': 'same-origin' })
        .type('form')
        .send({ idempotencyKey: randomUUID(), note });
    const again = await decline(' ');
    expect([again.status, again.text.includes('Skriv varför förslaget avslås.')]).toEqual([400, true]);
    const reason = 'KANARIE: hon är flyktad dit, synnerliga skäl.';
    expect((await decline(reason)).status).toBe(303);
    await world.settle();
    expect(await ok(sara.get(`/api/v1/cases/${request.boden.caseId}/disclosures/${disclosureId}`))).toMatchObject({
      ...{ status: 'declined', declineNote: reason, mayApprove: false, mayDecline: false, content: { entries: {} } },
    });
    const { text } = await supertest(world.url).get(page).set({ cookie });
    expect([text.includes('Avslaget förslag'), text.includes('Upphört')]).toEqual([true, false]);
    const { rows } = await world.database.projector.query<{ text: string }>('SELECT data::text AS text FROM es.events');
    expect(rows.some((row) => row.text.includes('KANARIE: hon'))).toBe(false);
    await nawid.post(`/api/v1/disclosures/${disclosureId}/approval`, {});
    expect(await reaches(request)).toBe(false);
  });

  it('keeps why the rules refused it, beside the ground that was asked for', async () => {
    const request = await asked();
    const disclosureId = randomUUID();
    const { boden, personId } = request;
    const refused = await sara.post('/api/v1/disclosures', {
      ...{ disclosureId, ...boden, recipientFunction: 'polis-lulea-lpo', mode: 'copy', classes: ['identity'], personIds: [personId] },
      ...{ purpose: 'investigation', ground: 'lag-2025-170-4-address', documentation: { request: 'Begäran av polisen i dag' } },
    });
    expect(refused.status).toBe(422);
    await world.settle();
    const kept = await ok<Detail>(sara.get(`/api/v1/cases/${boden.caseId}/disclosures/${disclosureId}`));
    expect(kept).toMatchObject({ status: 'refused', ground: 'lag-2025-170-4-address', refusalCode: 'documentation-missing' });
    expect(kept.refusalReason?.sv).toBe((refused.body as { detail: string }).detail);
  });

  it('gives the address, and no other place that the record holds: an intended placement stays, and so does each file and entry', async () => {
    const { boden, personId } = await asked();
    const shelter = { interventionId: randomUUID(), personId, kind: 'shelter-placement', functionId: BODEN, dueOn: '2026-11-02' };
    await ok(sara.post('/api/v1/interventions', { ...boden, ...shelter }));
    await world.settle();
    const preview = (change: object) =>
      ok<{ content: { persons: { location: object }; entries: object } }>(
        sara.post('/api/v1/disclosures/preview', {
          ...{ disclosureId: randomUUID(), ...boden, recipientFunction: 'polis-lulea-lpo', mode: 'copy', personIds: [personId] },
          ...{ classes: ['reference', 'identity', 'location'], purpose: 'investigation', ground: 'lag-2025-170-4-address' },
          ...{ documentation: { request: 'Begäran av polisen i dag', balancing: 'Inga synnerliga skäl emot' } },
          ...change,
        }),
      );
    // Nor where the entry is chosen by its own id. By another ground the same choice shows it: it is there to be taken.
    for (const items of [undefined, [shelter.interventionId]]) {
      const { content } = await preview(items ? { items } : {});
      expect([JSON.stringify(content.persons.location).includes(WHERE), content.entries]).toEqual([true, {}]);
    }
    const other = await preview({ ground: 'osl-10-2-necessary', documentation: { necessity: 'Hon ska höras.' } });
    expect(JSON.stringify(other.content.entries)).toContain('shelter-placement');
  });

  it('gives the home address alone of all the places that are kept about her: no school, no workplace, no municipality, no personal number', async () => {
    const places = { school: 'Kanarieskolan', workplace: 'Kanariebageriet', municipality: 'Kanarieby' };
    const request = await asked('none', places);
    const { boden, personId } = request;
    const others = [...Object.values(places), demoPersons.exposed.personnummer];
    const seen = (shown: unknown) => [WHERE, ...others].map((words) => JSON.stringify(shown).includes(words));
    const disclosureId = randomUUID();
    const body = {
      ...{ disclosureId, ...boden, recipientFunction: 'polis-lulea-lpo', mode: 'copy', personIds: [personId] },
      ...{ classes: ['identity', 'location'], purpose: 'investigation', ground: 'lag-2025-170-4-address' },
      documentation: { request: 'Begäran av polisen i dag', balancing: 'Inga synnerliga skäl emot' },
    };
    const preview = (more: object) => ok<{ content: object }>(sara.post('/api/v1/disclosures/preview', { ...body, ...more }));
    const onlyAddress = [true, ...others.map(() => false)];
    expect(seen((await preview({})).content)).toEqual(onlyAddress);
    // The control: by another ground the same choice shows them all.
    const other = await preview({ ground: 'osl-10-2-necessary', documentation: { necessity: 'Hon ska höras.' } });
    expect(seen(other.content)).toEqual([true, ...others.map(() => true)]);
    await ok(sara.post('/api/v1/disclosures', body));
    await world.settle();
    const proposal = await ok<Detail>(nawid.get(`/api/v1/cases/${boden.caseId}/disclosures/${disclosureId}`));
    expect(seen(proposal.content)).toEqual(onlyAddress);
    await ok(nawid.post(`/api/v1/disclosures/${disclosureId}/approval`, {}));
    await world.settle();
    const { items } = await ok<{ items: object[] }>(officer.get(`/api/v1/cases/${request.police.caseId}/received`));
    expect([items.length, seen(items)]).toEqual([1, onlyAddress]);
  });

  it('carries no address of somebody protected, whoever decides', async () => {
    const request = await asked('protected-registration');
    const disclosureId = randomUUID();
    await decide(sara, request, disclosureId);
    await nawid.post(`/api/v1/disclosures/${disclosureId}/approval`, {});
    expect(await reaches(request)).toBe(false);
  });

  it('is not for others than law enforcement', async () => {
    const { boden, personId } = await asked();
    const refused = await sara.post('/api/v1/referrals', {
      ...{ referralId: randomUUID(), ...boden, fromFunction: BODEN, toFunction: 'lulea-mottagning-vald', personIds: [personId] },
      ...{
        classes: ['identity'],
        purpose: 'support',
        need: ['home-address'],
        ground: 'osl-10-2-necessary',
        documentation: { necessity: 'Ska nås.' },
      },
    });
    expect([refused.status, (refused.body as { type: string }).type]).toEqual([422, 'urn:insatskedja:problem:address-duty-does-not-cover']);
    await world.settle();
    const head = await world.api('demo-boden-supervisor');
    const { items } = await ok<{ items: { outcome: string; rule: string }[] }>(head.get(`/api/v1/audit?caseId=${boden.caseId}`));
    expect(items).toContainEqual(expect.objectContaining({ outcome: 'denied', rule: 'lag-2025-170-4-address' }));
  });
});
