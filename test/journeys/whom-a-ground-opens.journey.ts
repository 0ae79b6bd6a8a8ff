import { randomUUID } from 'node:crypto';
import { demoPersons } from '#config/demo/persons';
import { createWorld, ok, type ApiPerson, type World } from '../support/world.js';

const LONG = 'Konkreta omständigheter som tyder på det, vägda mot sekretessen.';
const BOARD = 'boden-mottagning-vald';
const SCHOOL = 'elevhalsan-haparanda-mottagning';
const POLICE = 'polis-lulea-lpo';
const CARE = 'vardcentral-boden-kurator';

/** A number as the population register makes it: born on that day (YYYYMMDD), with the right check digit. */
const numberOf = (born: string): string => {
  const nine = `${born.slice(2)}238`;
  const sum = [...nine].reduce((total, digit, index) => {
    const doubled = Number(digit) * (index % 2 === 0 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return `${born}238${(10 - (sum % 10)) % 10}`;
};

interface Preview {
  verdict: { allowed: boolean; rule: string; code?: string; reason?: { sv: string } };
}

/** A ground opens the data of those for whom it holds, by the record; nobody else's along with theirs (OSL 8:1, 12:2). */
describe('whom a ground opens', () => {
  let world: World;
  let sara: ApiPerson;
  let school: ApiPerson;
  const at = { recordId: randomUUID(), caseId: randomUUID() };
  const schools = { recordId: randomUUID(), caseId: randomUUID() };
  const [woman, man, child, pupil] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  const [young, older, teen, unnumbered, tickedMinor] = [randomUUID(), randomUUID(), randomUUID(), randomUUID(), randomUUID()];

  beforeAll(async () => {
    world = await createWorld();
    sara = await world.api('demo-boden-caseworker');
    school = await world.api('demo-school-counsellor');
    await ok(sara.post('/api/v1/records', { ...at, functionId: BOARD, source: 'own' }));
    await ok(school.post('/api/v1/records', { ...schools, functionId: SCHOOL, source: 'own' }));
    for (const person of [
      { personId: woman, role: 'exposed', name: 'Linda Kanarie', personNumber: demoPersons.exposed.personnummer },
      { personId: man, role: 'violence-user', name: 'Tobias Kanarie', personNumber: demoPersons.violenceUser.personnummer },
      { personId: child, role: 'child', name: 'Wilma Kanarie', personNumber: demoPersons.childNine.personnummer },
      // The clock stands at 2 November 2026: the day before the twenty-first birthday, that day itself, sixteen, and two of no known number.
      { personId: young, role: 'relative', name: 'Nils Kanarie', personNumber: numberOf('20051103') },
      { personId: older, role: 'relative', name: 'Olle Kanarie', personNumber: numberOf('20051102') },
      { personId: teen, role: 'child', name: 'Saga Kanarie', personNumber: numberOf('20100115') },
      { personId: unnumbered, role: 'relative', name: 'Kalle Kanarie' },
      { personId: tickedMinor, role: 'child', name: 'Alva Kanarie' },
    ])
      await ok(sara.post('/api/v1/people', { ...at, ...person }));
    await ok(school.post('/api/v1/people', { ...schools, personId: pupil, role: 'exposed', name: 'Elsa Prov' }));
    await world.settle();
  });
  afterAll(() => world?.close());

  const asked = (change: object) => ({
    ...{ disclosureId: randomUUID(), ...at, mode: 'copy', purpose: 'support', personIds: [woman], classes: ['identity', 'support'] },
    ...change,
  });
  const judged = async (change: object, who = sara) => {
    const body = await ok<Preview>(who.post('/api/v1/disclosures/preview', asked(change)));
    const { allowed, code } = body.verdict;
    return { answer: allowed ? 'allowed' : code!, said: body.verdict.reason?.sv ?? '' };
  };
  const answer = async (change: object, who = sara) => (await judged(change, who)).answer;

  describe('to prevent crime by a young person (OSL 10:18a)', () => {
    const ground = {
      ...{ ground: 'osl-10-18a', recipientFunction: POLICE, circumstances: ['risk-of-crime'] },
      documentation: { 'concrete-circumstances': LONG, balancing: LONG },
    };
    it('is nobody’s who is over 21 by the record, whatever is ticked', async () => {
      for (const circumstances of [['risk-of-crime'], ['under-21-risk-of-crime'], ['risk-of-crime', 'under-21-risk-of-crime', 'under-18']])
        for (const personIds of [[woman], [man], [woman, man], [older], [young, man], [unnumbered]])
          expect([personIds, await answer({ ...ground, circumstances, personIds })]).toEqual([personIds, 'person-too-old']);
      const made = await sara.post('/api/v1/disclosures', asked({ ...ground, personIds: [woman, man] }));
      expect([made.status, (made.body as { rule?: string }).rule]).toEqual([422, 'osl-10-18a']);
      expect((await judged({ ...ground, personIds: [woman] })).said).toContain('21 år');
    });
    it('is open of the young, until the day they are 21 (control)', async () => {
      for (const personIds of [[young], [teen], [young, teen, tickedMinor]])
        expect([personIds, await answer({ ...ground, personIds })]).toEqual([personIds, 'allowed']);
      // Their age alone is not enough, and the tick of the former rule says nothing under this one.
      for (const circumstances of [[], ['under-21-risk-of-crime']])
        expect(await answer({ ...ground, circumstances, personIds: [young] })).toBe('circumstances-not-met');
      await ok(sara.post('/api/v1/disclosures', asked({ ...ground, personIds: [young] })));
    });
    it('is asked of the risk alone in the form: no box says how old anybody is', async () => {
      const cookie = await world.cookie('demo-boden-caseworker');
      const path = `/workspace/cases/${at.caseId}/disclosures/new?recordId=${at.recordId}&recipientFunction=${POLICE}&mode=copy`;
      const page = await (await fetch(`${world.url}${path}`, { headers: { cookie, accept: 'text/html' } })).text();
      expect(page).toContain('value="risk-of-crime"');
      expect(page).toContain('konkret risk för brott');
      expect(page).not.toContain('under-21-risk-of-crime');
    });
  });

  describe('one person’s need (OSL 26:9)', () => {
    const ground = { ground: 'osl-26-9', recipientFunction: CARE, documentation: { necessity: 'Behövs för nödvändig vård av henne.' } };
    it.each(['pregnancy', 'substance-use', 'compulsory-psychiatric-care'])('carries nobody else’s data: %s', async (circumstance) => {
      const circumstances = [circumstance];
      for (const personIds of [
        [woman, man],
        [woman, man, child],
      ]) {
        const both = await judged({ ...ground, circumstances, personIds });
        expect(both).toMatchObject({
          answer: 'about-one-person',
          said: expect.stringContaining('ett utlämnande för var och en') as unknown,
        });
        const made = await sara.post('/api/v1/disclosures', asked({ ...ground, circumstances, personIds }));
        expect([made.status, (made.body as { rule?: string }).rule]).toEqual([422, 'osl-26-9']);
      }
      // The control: hers goes, also with the children whom their age covers; and theirs without any circumstance.
      for (const personIds of [[woman], [woman, child], [woman, child, teen]])
        expect([personIds, await answer({ ...ground, circumstances, personIds })]).toEqual([personIds, 'allowed']);
      expect(await answer({ ...ground, circumstances: [], personIds: [child, teen] })).toBe('allowed');
      expect(await answer({ ...ground, circumstances: [], personIds: [woman, child] })).toBe('circumstances-not-met');
    });
    it('carries nobody else’s in a request either', async () => {
      const referral = (personIds: string[]) =>
        sara.post('/api/v1/referrals', {
          ...{ referralId: randomUUID(), ...at, fromFunction: BOARD, toFunction: CARE, need: ['support'], purpose: 'support' },
          ...{ ground: ground.ground, documentation: ground.documentation, circumstances: ['pregnancy'] },
          ...{ classes: ['identity', 'support'], personIds },
        });
      const both = await referral([woman, man]);
      expect([both.status, (both.body as { rule?: string }).rule]).toEqual([422, 'osl-26-9']);
      expect((await referral([woman])).status).toBe(201);
    });
  });

  describe('health data of a school (OSL 25:1)', () => {
    const about = { ...schools, personIds: [pupil], recipientFunction: POLICE, classes: ['identity', 'health'] };
    const documentation = { balancing: LONG, necessity: LONG };
    it.each(['osl-10-27', 'osl-10-15a', 'lag-2025-170-5-7'])('are not opened by %s, which does not hold for them', async (ground) => {
      const health = await judged({ ...about, ground, documentation }, school);
      expect(health).toMatchObject({ answer: 'limit', said: expect.stringContaining('elevhälsan') as unknown });
      // The control: what else the school knows is.
      expect(await answer({ ...about, ground, documentation, classes: ['identity', 'risk'] }, school)).toBe('allowed');
    });
    it('go in danger, by a duty, and of the own need, as they did (control)', async () => {
      const danger = { ground: 'brb-24-4-necessity', urgent: true, documentation: { reason: 'Han är på väg dit med kniv.' } };
      expect(await answer({ ...about, ...danger }, school)).toBe('allowed');
      expect(await answer({ ...about, ground: 'osl-10-2-necessary', documentation }, school)).toBe('allowed');
    });
  });
});
