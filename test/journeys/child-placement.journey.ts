import { randomUUID } from 'node:crypto';
import supertest from 'supertest';
import { byTwo } from '../support/by-two.js';
import { createWorld, ok, type ApiPerson, type World } from '../support/world.js';

const DAY = 86_400_000;
const SECRET = 'Kanariegatan sjutton';

interface Child {
  readonly processes: readonly {
    readonly process: string;
    readonly status: string;
    readonly next: readonly string[];
    readonly clocks: readonly { readonly deadline: string; readonly due: string; readonly state: string }[];
  }[];
}
const refusal = ({ status, body }: { status: number; body: { type?: string } }) => [status, body.type?.split(':').at(-1)];

/** The child's part of scenario 3 and 4: a girl of 16, reported by telephone, placed in sheltered housing under lag (2024:79). */
describe('a child in sheltered housing', () => {
  let world: World;
  let sara: ApiPerson;
  let head: ApiPerson;
  const [caseId, recordId, personId, concernId] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  const place = { caseId, recordId, personId };
  const api = '/api/v1/social-services';
  const child = () => ok<Child>(sara.get(`${api}/children/${personId}?caseId=${caseId}`));
  const placement = async () => (await child()).processes.findLast(({ process }) => process === 'placement')!;
  const concern = (body: object) => sara.post(`${api}/concerns/${concernId}/steps`, body);
  const decide = async (): Promise<string> => {
    const placementId = randomUUID();
    await ok(sara.post(`${api}/placements`, { placementId, ...place, ground: 'honour', decidedBy: 'chair' }));
    await world.settle();
    return placementId;
  };
  const step = (placementId: string, body: object) => sara.post(`${api}/placements/${placementId}/steps`, body);

  /** A change of the person in the record, with the version that it rests on. */
  const change = async (what: string, body: object) => {
    const { items } = await ok<{ items: { personId: string; version: string }[] }>(sara.get(`/api/v1/records/${recordId}/people`));
    const { version } = items.find((one) => one.personId === personId)!;
    return sara.post(`/api/v1/people/${personId}/${what}`, { recordId, caseId, ...body }, { version });
  };
  const changed = async (what: string, body: object): Promise<void> => {
    expect(await change(what, body)).toMatchObject({ status: 201 });
    await world.settle();
  };
  const unprotected = async () => refusal(await change('protection', { protection: 'none' }));

  beforeAll(async () => {
    world = await createWorld();
    sara = await world.api('demo-boden-caseworker');
    head = await world.api('demo-boden-supervisor');
  });
  afterAll(() => world?.close());

  it('is reported by somebody who does not say who they are, and gets a record of her own', async () => {
    const report = {
      ...{ concernId, recordId, caseId, functionId: 'boden-mottagning', source: 'anonymous', channel: 'phone', worries: ['honour'] },
      child: { personId, name: 'Nour Haddad', protection: 'none' },
      words: 'Hon ska giftas bort i sommar.',
    };
    expect((await sara.post(`${api}/concerns`, { ...report, reporter: { name: 'Grannen' } })).status).toBe(400);
    expect((await sara.post(`${api}/concerns`, { ...report, functionId: 'lulea-mottagning' })).status).toBe(400);
    await ok(sara.post(`${api}/concerns`, report));
    await world.settle();
    expect(await child()).toMatchObject({ personId, recordId, guardiansClosed: true });
    expect(refusal(await concern({ step: 'reporter-asks' }))).toEqual([409, 'reporter-unknown']);
  });

  it('is protected before her guardians are met', async () => {
    expect(refusal(await concern({ step: 'contact-guardians', reason: 'De ringer.' }))).toEqual([422, 'protection-first']);
    await ok(concern({ step: 'assess-protection', need: 'immediate', measures: ['shelter'], reason: 'Risk för bortförande.' }));
    expect(refusal(await concern({ step: 'contact-guardians' }))).toEqual([422, 'contact-needs-reason']);
    const asked = { step: 'decide-access', party: 'guardian', outcome: 'refused', reason: 'Hon skulle lida betydande men.' };
    expect(refusal(await concern(asked))).toEqual([422, 'rule-missing']);
    await ok(concern({ ...asked, rule: 'osl-12-3' }));
    await world.settle();
    expect((await child()) as { guardiansClosed?: boolean }).toMatchObject({ guardiansClosed: false });
  });

  it('has a decision without any place in it, and starts when her data is protected', async () => {
    const decision = { placementId: randomUUID(), ...place, ground: 'honour', decidedBy: 'chair' };
    for (const extra of [{ address: SECRET }, { reason: SECRET }, { note: SECRET }, { municipality: 'Boden' }])
      expect((await sara.post(`${api}/placements`, { ...decision, ...extra })).status).toBe(400);
    expect((await sara.post(`${api}/placements`, { ...decision, decidedBy: 'caseworker' })).status).toBe(400);
    await ok(sara.post(`${api}/placements`, decision));
    const { placementId } = decision;
    expect(refusal(await step(placementId, { step: 'start' }))).toEqual([422, 'child-not-protected']);
    expect(refusal(await step(placementId, { step: 'make-secret', decidedBy: 'committee' }))).toEqual([422, 'child-not-protected']);
    await changed('protection', { protection: 'protected-registration' });
    await ok(step(placementId, { step: 'start' }));
    await ok(step(placementId, { step: 'make-secret', decidedBy: 'committee' }));
    await world.settle();
    expect((await placement()).clocks.map(({ deadline, due }) => [deadline, due.slice(0, 10)])).toEqual([
      ['shelter-child-to-court', '2026-11-09'],
      ['shelter-child-application', '2026-12-14'],
      ['shelter-child-review', '2027-05-02'],
      ['secret-whereabouts-review', '2027-05-02'],
    ]);
  });

  it('keeps where she is in the vault: no answer, search, page or log says it', async () => {
    await changed('corrections', { reason: 'new-information', address: SECRET });
    const cookie = await world.cookie('demo-boden-caseworker');
    const page = async (path: string) => (await supertest(world.url).get(path).set({ cookie, accept: 'text/html' })).text;
    const seen = [
      JSON.stringify(await child()),
      JSON.stringify(await ok(sara.get(`${api}/children?caseId=${caseId}`))),
      JSON.stringify(await ok(sara.get(`/api/v1/cases/${caseId}/chain`))),
      JSON.stringify(await ok(sara.get(`/api/v1/records/${recordId}/people`))),
      await page(`/workspace/social-services/children/${personId}?caseId=${caseId}`),
      await page(`/workspace/cases/${caseId}`),
    ];
    for (const text of seen) expect(text).not.toContain(SECRET);
    // The control: the pages do tell of her.
    expect(seen[4]).toContain('Nour Haddad');
    expect(seen[4]).toContain('Skyddat boende');
    // Nothing of a placement is told to anyone: the chain has no row of it.
    const { rows } = await world.database.projector.query<{ type: string }>('SELECT type FROM views.chain_entries WHERE case_id = $1', [
      caseId,
    ]);
    expect(rows.map(({ type }) => type)).toEqual(['social-services.ConcernReceived']);
  });

  it('falls by itself when the court is not asked in time, and a new decision is needed', async () => {
    world.clock.advance(8 * DAY);
    const late = await decide();
    const { processes } = await child();
    const first = processes.find(({ process }) => process === 'placement')!;
    expect(first.next[0]).toBe('lapse');
    expect(first.clocks.find(({ deadline }) => deadline === 'shelter-child-to-court')?.state).toBe('overdue');
    await ok(step(late, { step: 'submit' }));
    await ok(step(late, { step: 'rule', ruling: 'confirmed' }));
    await ok(step(late, { step: 'start' }));
    world.clock.advance(43 * DAY);
    expect(refusal(await step(late, { step: 'apply' }))).toEqual([422, 'placement-lapsed']);
    await ok(step(late, { step: 'lapse' }));
    await world.settle();
    expect(await placement()).toMatchObject({ status: 'lapsed' });
  });

  it('goes through the court, with the months counted, and is reviewed', async () => {
    const placementId = await decide();
    const at = (days: number) => new Date(world.clock.now().getTime() - days * DAY).toISOString();
    expect((await step(placementId, { step: 'submit', at: at(-1) })).status).toBe(400);
    expect(refusal(await step(placementId, { step: 'submit', at: at(1) }))).toEqual([422, 'before-the-beginning']);
    for (const body of [{ step: 'submit' }, { step: 'rule', ruling: 'confirmed' }, { step: 'start' }]) await ok(step(placementId, body));
    world.clock.advance(30 * DAY);
    await ok(step(placementId, { step: 'extend-application', until: new Date(world.clock.now().getTime() + 30 * DAY).toISOString() }));
    world.clock.advance(20 * DAY);
    for (const body of [
      { step: 'apply' },
      { step: 'judge', judgment: 'granted' },
      { step: 'gain-force' },
      { step: 'review', review: 'goes-on' },
    ])
      await ok(step(placementId, body));
    await ok(step(placementId, { step: 'end', outcome: 'no-longer-needed' }));
    await world.settle();
    expect(await placement()).toMatchObject({ status: 'ended' });
    expect(refusal(await step(placementId, { step: 'review', review: 'goes-on' }))).toEqual([409, 'placement-over']);
  });

  it('stays protected until every stay is over and no decision keeps secret where she is', async () => {
    const held = [409, 'protection-held'];
    const first = (await child()).processes.filter(({ process }) => process === 'placement')[0] as unknown as { processId: string };
    const steps = (body: object) => ok(step(first.processId, body));
    expect(await unprotected()).toEqual(held);
    await steps({ step: 'lapse' });
    // The stay has fallen; the decision on her whereabouts outlives it, also while it is appealed.
    expect(await unprotected()).toEqual(held);
    await steps({ step: 'appeal-secrecy' });
    await steps({ step: 'rule-appeal', ruling: 'confirmed' });
    expect(await unprotected()).toEqual(held);
    // Another kind of protection is still protection. A lighter one takes two persons.
    expect(refusal(await change('protection', { protection: 'secrecy-mark' }))).toEqual([403, 'second-person-needed']);
    await byTwo(sara, head, { recordId, personId });
    await changed('protection', { protection: 'secrecy-mark' });
    await steps({ step: 'review-secrecy', review: 'ends' });
    await changed('protection', { protection: 'none' });
    // The control: what has been taken away can be set again, and taken away while nothing rests on it.
    await changed('protection', { protection: 'secrecy-mark' });
    await changed('protection', { protection: 'none' });
  });

  it('is not placed while her protection is being taken away', async () => {
    await changed('protection', { protection: 'secrecy-mark' });
    await byTwo(sara, head, { recordId, personId });
    const placementId = await decide();
    const [started, taken] = await Promise.all([step(placementId, { step: 'start' }), change('protection', { protection: 'none' })]);
    await world.settle();
    // Whoever came first prevails; never both.
    expect([started.status < 300, taken.status < 300].filter(Boolean)).toHaveLength(1);
    if (started.status < 300) expect(await unprotected()).toEqual([409, 'protection-held']);
    else expect(refusal(await step(placementId, { step: 'start' }))).toEqual([422, 'child-not-protected']);
  });
});
