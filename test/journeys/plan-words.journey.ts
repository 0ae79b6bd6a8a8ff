import { randomUUID } from 'node:crypto';
import supertest from 'supertest';
import { tokenFor } from '#src/login/index';
import { asOwner } from '../privacy/past-the-walls.js';
import { createWorld, ok, type ApiPerson, type World } from '../support/world.js';

const DAY = 86_400_000;
const [HERS, CARE] = ['boden-mottagning-vald', 'vardcentral-boden-kurator'];
const [SARA, MARIA] = ['demo-boden-caseworker', 'demo-region-caseworker'];
/** What is written on each line of the plan: hers, the child's, and what health care is to do for the child. */
const WORDS = { hers: 'Samtal om hennes trygghet', childs: 'Rädd för pappa', toDo: 'Sover inte sedan i våras' };

/** Her consent opens what is written of her. What a line says of the child or of him is opened by what is shared about them (OSL 12:2), and to nobody by having the work. */
describe('what is written on the lines of a plan', () => {
  let world: World;
  let sara: ApiPerson;
  let maria: ApiPerson;
  const place = { recordId: randomUUID(), caseId: randomUUID() };
  const [personId, childId, planId, goalId, consentId] = Array.from({ length: 5 }, () => randomUUID()) as [
    string,
    string,
    string,
    string,
    string,
  ];
  const inDays = (days: number): string => new Date(world.clock.now().getTime() + days * DAY).toISOString();
  const [herLine, childLine, careLine] = [randomUUID(), randomUUID(), randomUUID()];
  const line = (lineId: string, responsibleFunction: string, who: string, details: string, due = 14) => ({
    ...{ lineId, goalId, kind: responsibleFunction === CARE ? 'treatment' : 'counselling', responsibleFunction, personId: who, details },
    ...{ dueOn: inDays(due).slice(0, 10), followUpOn: inDays(40).slice(0, 10) },
  });
  const content = (due = 14, more = '') => ({
    ...{ goals: [{ goalId, goal: 'Hon är trygg' }], leaderFunction: HERS, participation: 'took-part' },
    lines: [
      line(herLine, HERS, personId, WORDS.hers + more, due),
      line(childLine, HERS, childId, WORDS.childs + more, due),
      line(careLine, CARE, childId, WORDS.toDo + more, due),
    ],
  });
  const sharing = (classes: readonly string[], personIds: readonly string[]) => ({
    ...{ disclosureId: randomUUID(), ...place, recipientFunction: CARE, mode: 'standing', classes, personIds, purpose: 'plan' },
    ...{ factsFrom: inDays(-1), until: inDays(30), ground: 'osl-10-1-consent', consentId },
  });
  /** Free text never goes out standing. What the view says if it ever did is asked all the same: the rule is data, and another county's may be another. */
  const share = async (personIds: readonly string[], words: 'with-words' | 'without') => {
    const disclosure = sharing(['plan'], personIds);
    await ok(sara.post('/api/v1/disclosures', disclosure));
    await world.settle();
    await world.settle();
    if (words === 'without') return;
    const opened = `UPDATE access.grants SET classes = classes || '{free-text}' WHERE grant_id = $1 RETURNING grant_id`;
    expect(await asOwner(world, opened, [disclosure.disclosureId])).toHaveLength(1);
  };
  const agree = async () => {
    const { version } = await ok<{ version: string }>(sara.get(`/api/v1/plans/${planId}`));
    await ok(sara.post(`/api/v1/plans/${planId}/agree`, {}, { version }));
    await world.settle();
    await world.settle();
  };
  const screen = async (who: string, path = '') => {
    const cookie = await world.cookie(who);
    return supertest(world.url).get(`/workspace/cases/${place.caseId}/plan${path}`).set({ cookie, accept: 'text/html' });
  };
  const tells = ({ status, text }: { status: number; text: string }) => [
    status,
    ...Object.values(WORDS).map((words) => text.includes(words)),
  ];
  const compared = `/${planId}/compare?earlier=1&later=2`;
  /** The answer, the page, and two versions side by side. */
  const everywhere = async () =>
    (await Promise.all([maria.get(`/api/v1/plans/${planId}`), screen(MARIA), screen(MARIA, compared)])).map(tells);

  beforeAll(async () => {
    world = await createWorld();
    [sara, maria] = [await world.api(SARA), await world.api(MARIA)];
    await ok(sara.post('/api/v1/records', { ...place, functionId: HERS, source: 'own' }));
    await ok(sara.post('/api/v1/people', { ...place, personId, role: 'exposed', name: 'Linda Ek' }));
    await ok(sara.post('/api/v1/people', { ...place, personId: childId, role: 'child', name: 'Vera Ek', minor: true }));
    await ok(maria.post('/api/v1/records', { caseId: place.caseId, recordId: randomUUID(), functionId: CARE, source: 'own' }));
    const said = { givenBy: 'adult', form: 'oral', alone: 'yes', circumstances: 'at-meeting', purposes: ['plan'] };
    const shares = { recipients: [CARE], classes: ['plan', 'free-text'], until: inDays(60) };
    await ok(sara.post('/api/v1/consents', { consentId, ...place, personId, ...said, ...shares }));
    await ok(sara.post('/api/v1/plans', { planId, ...place, personId, ...content() }));
    await world.settle();
    await share([personId], 'with-words');
    await agree();
    const { version } = await ok<{ version: string }>(sara.get(`/api/v1/plans/${planId}`));
    const headers = {
      ...{ authorization: `Bearer ${await tokenFor(world.url, SARA)}`, 'idempotency-key': randomUUID(), 'if-match': `"${version}"` },
    };
    await ok(supertest(world.url).put(`/api/v1/plans/${planId}`).set(headers).send(content(20, ' och mer')));
    await world.settle();
    await agree();
  });
  afterAll(() => world?.close());

  it('of the child stays where free text of her alone is shared, though the line is the function’s to do', async () => {
    const { lines } = await ok<{ lines: { lineId: string }[] }>(maria.get(`/api/v1/plans/${planId}`));
    expect(lines.map(({ lineId }) => lineId).toSorted()).toEqual([herLine, careLine].toSorted());
    expect(await everywhere()).toEqual([
      [200, true, false, false],
      [200, true, false, false],
      [200, true, false, false],
    ]);
  });
  it('is whole for those who lead the plan (control)', async () => {
    expect(tells(await sara.get(`/api/v1/plans/${planId}`))).toEqual([200, true, true, true]);
    expect(tells(await screen(SARA, compared))).toEqual([200, true, true, true]);
  });
  it('of the child stays where the plan alone is shared about the child', async () => {
    await share([childId], 'without');
    expect(await everywhere()).toEqual([
      [200, true, false, false],
      [200, true, false, false],
      [200, true, false, false],
    ]);
  });
  it('of the child is read once free text about the child is shared (control)', async () => {
    await share([personId, childId], 'with-words');
    expect(await everywhere()).toEqual([
      [200, true, true, true],
      [200, true, true, true],
      [200, true, true, true],
    ]);
  });
  it('goes out standing to nobody as the rules are', async () => {
    const refused = await sara.post('/api/v1/disclosures', sharing(['plan', 'free-text'], [personId]));
    expect(refused.body).toMatchObject({ rule: 'free-text-never-standing' });
  });
  it('is asked for by a form that says not to write of others in needs and goals', async () => {
    const form = await screen(SARA, `/edit?planId=${planId}`);
    expect(form.text).toContain('Skriv inte om någon annan än den som planen gäller');
  });
});
