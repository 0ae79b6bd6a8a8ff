import { randomUUID } from 'node:crypto';
import { demoPersons } from '#config/demo/persons';
import { createWorld, ok, type ApiPerson, type World } from '../support/world.js';

const BODEN = 'boden-mottagning-vald';
const HEALTH = 'vardcentral-boden-kurator';
const OTHER = 'polis-lulea-lpo';
const OPPOSES = 'Personen motsätter sig utlämnandet';

interface Verdict {
  allowed: boolean;
  code?: string;
  reason?: { sv: string; en: string };
}

/** Who takes her consent back says no. What she said no to is not given the next minute because somebody judges that it does her no harm. */
describe('after a consent was withdrawn', () => {
  let world: World;
  let sara: ApiPerson;

  beforeAll(async () => {
    world = await createWorld();
    sara = await world.api('demo-boden-caseworker');
  });
  afterAll(() => world?.close());

  const opened = async () => {
    const at = { recordId: randomUUID(), caseId: randomUUID() };
    const [woman, man, child] = [randomUUID(), randomUUID(), randomUUID()];
    await ok(sara.post('/api/v1/records', { ...at, functionId: BODEN, source: 'own' }));
    for (const person of [
      { personId: woman, role: 'exposed', name: 'Linda Kanarie', personNumber: demoPersons.exposed.personnummer },
      { personId: man, role: 'violence-user', name: 'Tobias Kanarie', personNumber: demoPersons.violenceUser.personnummer },
      { personId: child, role: 'child', name: 'Wilma Kanarie', personNumber: demoPersons.childNine.personnummer },
    ])
      await ok(sara.post('/api/v1/people', { ...at, ...person }));
    await world.settle();
    const consents = async (classes: readonly string[], change: object = {}): Promise<string> => {
      const consentId = randomUUID();
      await ok(
        sara.post('/api/v1/consents', {
          ...{ consentId, ...at, personId: woman, givenBy: 'adult', form: 'oral', alone: 'yes', recipients: [HEALTH], classes },
          ...{ purposes: ['support'], until: '2027-01-01T00:00:00Z', circumstances: 'at-meeting' },
          ...change,
        }),
      );
      await world.settle();
      return consentId;
    };
    const withdraws = (consentId: string, scope: object = { kind: 'whole' }) =>
      ok(sara.post(`/api/v1/consents/${consentId}/withdrawals`, { scope, alone: 'yes' }));
    const asked = (change: object = {}) => ({
      ...{
        disclosureId: randomUUID(),
        ...at,
        mode: 'copy',
        purpose: 'support',
        recipientFunction: HEALTH,
        classes: ['reference', 'support'],
      },
      ...{ personIds: [woman], ground: 'osl-26-1-harm-test', documentation: { 'harm-test': 'Det står klart att ingen lider men av det.' } },
      ...change,
    });
    const preview = async (change: object = {}): Promise<Verdict> =>
      (await ok<{ verdict: Verdict }>(sara.post('/api/v1/disclosures/preview', asked(change)))).verdict;
    const decide = (change: object = {}) => sara.post('/api/v1/disclosures', asked(change));
    return { at, woman, man, child, consents, withdraws, preview, decide };
  };

  it('the harm test no longer carries the same to the same recipient, and says when she took it back', async () => {
    const { consents, withdraws, preview, decide } = await opened();
    const consentId = await consents(['support', 'risk']);
    expect(await preview()).toMatchObject({ allowed: true }); // control: while it stands
    // At once: no view has caught up yet.
    await withdraws(consentId);
    const verdict = await preview();
    expect(verdict).toMatchObject({ allowed: false, code: 'circumstances-not-met' });
    expect(verdict.reason?.sv).toContain(OPPOSES);
    expect(verdict.reason?.sv).toContain('återkallades den 2 november 2026');
    expect(verdict.reason?.en).toContain('withdrawn on 2 November 2026');
    expect((await decide()).status).toBe(422);
  });

  it('what she never consented to, another recipient, and another’s data are judged as before', async () => {
    const { man, consents, withdraws, preview } = await opened();
    await withdraws(await consents(['support']));
    expect(await preview()).toMatchObject({ allowed: false });
    expect(await preview({ classes: ['reference', 'health'] })).toMatchObject({ allowed: true });
    expect(await preview({ recipientFunction: OTHER })).toMatchObject({ allowed: true });
    expect(await preview({ personIds: [man] })).toMatchObject({ allowed: true });
  });

  it('her no holds for the child that came with her', async () => {
    const { child, consents, withdraws, preview } = await opened();
    await withdraws(await consents(['support']));
    expect(await preview({ personIds: [child] })).toMatchObject({ allowed: false, code: 'circumstances-not-met' });
  });

  it('a part taken back closes that part', async () => {
    const { consents, withdraws, preview } = await opened();
    await withdraws(await consents(['support', 'health']), { kind: 'part', classes: ['health'] });
    expect(await preview()).toMatchObject({ allowed: true });
    expect(await preview({ classes: ['reference', 'support', 'health'] })).toMatchObject({ allowed: false });
  });

  it('a new consent is a new answer, for what it covers and as long as it stands', async () => {
    const { consents, withdraws, preview } = await opened();
    await withdraws(await consents(['support', 'health']));
    await consents(['support']);
    expect(await preview()).toMatchObject({ allowed: true });
    expect(await preview({ classes: ['reference', 'health'] })).toMatchObject({ allowed: false });
    const { consents: other, withdraws: back, preview: see } = await opened();
    const first = await other(['support']);
    await other(['support']);
    await back(first);
    // One from before is no answer to what she has said since.
    expect(await see()).toMatchObject({ allowed: false });
  });

  it('grounds that do not ask for her view go on: one’s own task, and necessity in danger', async () => {
    const { consents, withdraws, preview, decide } = await opened();
    await withdraws(await consents(['support']));
    const own = { ground: 'osl-10-2-necessary', documentation: { necessity: 'Krävs för vår egen utredning av stödet.' } };
    expect(await preview(own)).toMatchObject({ allowed: true });
    const danger = { ground: 'brb-24-4-necessity', urgent: true, documentation: { reason: 'Han är på väg dit nu' } };
    expect((await decide(danger)).status).toBe(201);
  });

  it('a request by the harm test is refused alike', async () => {
    const { at, woman, consents, withdraws } = await opened();
    const consentId = await consents(['support']);
    const send = () =>
      sara.post('/api/v1/referrals', {
        ...{ referralId: randomUUID(), ...at, fromFunction: BODEN, toFunction: HEALTH, personIds: [woman], classes: ['support'] },
        ...{ purpose: 'support', need: ['support'], ground: 'osl-26-1-harm-test' },
        documentation: { 'harm-test': 'Det står klart att ingen lider men av det.' },
      });
    const before = await send();
    expect([before.status, before.text]).toEqual([201, before.text]); // control
    await withdraws(consentId);
    const refused = await send();
    expect([refused.status, refused.text.includes('återkallades den 2 november 2026')]).toEqual([422, true]);
  });
});
