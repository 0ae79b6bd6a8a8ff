import { randomUUID } from 'node:crypto';
import supertest from 'supertest';
import { demoPersons } from '#config/demo/persons';
import { createWorld, ok, type ApiPerson, type World } from '../support/world.js';

const BODEN = 'boden-mottagning';

/** A nurse and the police each report the same child, in a case of their own. The signals meet at the board that received both, and only there. */
describe('signals about the same child', () => {
  let world: World;
  let nurse: ApiPerson;
  let police: ApiPerson;
  let sara: ApiPerson;
  let cookie: string;
  const { childNine } = demoPersons;

  /** One agency's report, with ids of its own: it knows of no other. */
  const report = async (who: ApiPerson, functionId: string, protection = 'none') => {
    const [caseId, recordId, personId, referralId] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
    await ok(who.post('/api/v1/records', { recordId, caseId, functionId, source: 'own' }));
    await ok(
      who.post('/api/v1/people', {
        ...{ recordId, caseId, personId, role: 'child', name: 'Ida Palo', personNumber: childNine.personnummer, protection },
      }),
    );
    await world.settle();
    await ok(
      who.post('/api/v1/referrals', {
        ...{ referralId, recordId, caseId, fromFunction: functionId, toFunction: BODEN, kind: 'concern-report', personIds: [personId] },
        ...{ classes: ['identity'], need: ['protection'], purpose: 'protection', ground: 'osl-10-28-sol-19-1' },
        documentation: { reason: 'Barnet far illa.' },
      }),
    );
    await world.settle();
    return { caseId, personId, referralId };
  };
  const page = async (path: string) => (await supertest(world.url).get(path).set({ cookie, accept: 'text/html' })).text;
  const takePage = (referralId: string) => page(`/workspace/social-services/concerns/take/${referralId}`);
  const take = async (referralId: string): Promise<void> => {
    await ok(sara.post('/api/v1/social-services/concerns/from-report', { referralId, worries: ['violence'] }));
    await world.settle();
  };
  const MEET = 'Samma person finns också i';

  beforeAll(async () => {
    world = await createWorld();
    nurse = await world.api('demo-region-nurse');
    police = await world.api('demo-police-officer');
    sara = await world.api('demo-boden-caseworker');
    cookie = await world.cookie('demo-boden-caseworker');
  });
  afterAll(() => world?.close());

  it('meet at intake, where a person compares them', async () => {
    const first = await report(nurse, 'akutmottagning');
    expect(await takePage(first.referralId)).not.toContain(MEET);
    await take(first.referralId);

    const second = await report(police, 'polis-lulea-lpo');
    const shown = await takePage(second.referralId);
    expect(shown).toContain(MEET);
    expect(shown).toContain(first.caseId);
    const form = shown.slice(shown.indexOf('action="/workspace/social-services/concerns/take/'));
    const hidden = Object.fromEntries(
      [...form.slice(0, form.indexOf('</form>')).matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(
        ([, name, value]) => [name, value],
      ),
    );
    const posted = await supertest(world.url)
      .post(`/workspace/social-services/concerns/take/${second.referralId}`)
      .set({ cookie, accept: 'text/html', origin: world.url, 'sec-fetch-site': 'same-origin' })
      .type('form')
      .send({ idempotencyKey: randomUUID(), ...hidden, worries: 'violence' });
    expect([posted.status, posted.headers['location']]).toEqual([303, expect.stringContaining(second.caseId)]);
    await world.settle();
    const matches = await page(`/workspace/social-services/children/${second.personId}/matches?caseId=${second.caseId}`);
    expect(matches).toContain(first.caseId);

    // Nothing is merged of itself: two records, two concerns, until somebody has judged.
    const child = async ({ caseId, personId }: typeof first) =>
      ok<{ recordId: string; processes: { processId: string; steps: { type: string; facts: Record<string, unknown> }[] }[] }>(
        sara.get(`/api/v1/social-services/children/${personId}?caseId=${caseId}`),
      );
    const [one, other] = [await child(first), await child(second)];
    expect(one.recordId).not.toBe(other.recordId);
    const concernId = other.processes[0]!.processId;
    await ok(
      sara.post(`/api/v1/social-services/concerns/${concernId}/steps`, {
        ...{ step: 'judge-match', otherRecordId: one.recordId, judgement: 'same-person' },
      }),
    );
    await world.settle();
    expect((await child(second)).processes[0]!.steps.at(-1)).toMatchObject({ type: 'social-services.SignalMatchJudged' });

    // Neither sender learns of the other, nor that there is one.
    for (const [who, own, foreign] of [
      [nurse, first, second],
      [police, second, first],
    ] as const) {
      const seen = [
        await ok(who.get(`/api/v1/referrals/${own.referralId}`)),
        await ok(who.get('/api/v1/referrals?box=sent')),
        await ok(who.get(`/api/v1/cases/${own.caseId}/chain`)),
      ];
      expect(JSON.stringify(seen)).toContain(own.caseId);
      expect(JSON.stringify(seen)).not.toContain(foreign.caseId);
      expect(JSON.stringify(seen)).not.toMatch(/SignalMatch|same-person/);
      expect((await who.get(`/api/v1/referrals/${foreign.referralId}`)).status).toBe(404);
    }
  });

  it('take along that the reporter asked to be told before anybody had taken the report in, and of whom did not that she did not', async () => {
    const reporterAsked = async ({ caseId, personId, referralId }: Awaited<ReturnType<typeof report>>): Promise<unknown> => {
      await take(referralId);
      const { processes } = await ok<{ processes: { steps: { type: string; facts: Record<string, unknown> }[] }[] }>(
        sara.get(`/api/v1/social-services/children/${personId}?caseId=${caseId}`),
      );
      return processes[0]!.steps.find(({ type }) => type === 'social-services.ConcernReceived')!.facts['reporterAsks'];
    };
    const asked = await report(nurse, 'akutmottagning');
    await ok(sara.post(`/api/v1/referrals/${asked.referralId}/accept`, {}));
    await ok(nurse.post(`/api/v1/referrals/${asked.referralId}/outcome-request`, {}));
    await world.settle();
    expect(await reporterAsked(asked)).toBe(true);
    expect(await reporterAsked(await report(nurse, 'akutmottagning'))).toBe(false);
  });

  it('never meet for a fictitious identity', async () => {
    const third = await report(nurse, 'akutmottagning', 'fictitious');
    expect(await takePage(third.referralId)).not.toContain(MEET);
    await take(third.referralId);
    const again = await page(`/workspace/social-services/children/${third.personId}/matches?caseId=${third.caseId}`);
    expect(again).toContain('Ingen annan akt');
  });
});
