import { randomUUID } from 'node:crypto';
import { asOwner } from '../privacy/past-the-walls.js';
import { without } from '../support/without.js';
import { createWorld, ok, type ApiPerson, type SharedWorld } from '../support/world.js';

const HERS = 'boden-mottagning-vald';
const AKUT = 'akutmottagning';
const UNTIL = '2026-12-24T00:00:00.000Z';
const SOONER = '2026-11-05T00:00:00.000Z';

/** She takes back what it may be used for, or says that it holds a shorter time: what rests on that closes, and nothing else does. */
describe('a consent that is taken back in part', () => {
  let world: SharedWorld;
  let sara: ApiPerson;
  let elsa: ApiPerson;
  const login = async () => {
    [sara, elsa] = [await world.api('demo-boden-caseworker'), await world.api('demo-region-nurse')];
  };
  beforeAll(async () => {
    world = await createWorld();
    await login();
  });
  afterAll(() => world?.close());

  /** A consent for support and health care; on it, for each of these purposes, a request, a copy, and a standing disclosure that shows a measure. */
  const opened = async (givenBy: 'adult' | 'guardian' | 'child-mature' = 'adult', purposes = ['support', 'healthcare']) => {
    const at = { recordId: randomUUID(), caseId: randomUUID() };
    const [mother, child, consentId] = [randomUUID(), randomUUID(), randomUUID()];
    await ok(sara.post('/api/v1/records', { ...at, functionId: HERS, source: 'own' }));
    await ok(sara.post('/api/v1/people', { ...at, personId: mother, role: 'exposed', name: 'Saga Prov' }));
    await ok(sara.post('/api/v1/people', { ...at, personId: child, role: 'child', name: 'Saga Lill Prov', minor: true }));
    await world.settle();
    const personId = givenBy === 'adult' ? mother : child;
    const said = {
      form: 'oral',
      alone: 'yes',
      circumstances: 'at-visit',
      until: UNTIL,
      ...(givenBy === 'guardian' ? { givenByPersonId: mother } : {}),
    };
    await ok(
      sara.post('/api/v1/consents', {
        ...{
          consentId,
          ...at,
          personId,
          givenBy,
          ...said,
          recipients: [AKUT],
          classes: ['identity', 'support'],
          purposes: ['support', 'healthcare'],
        },
      }),
    );
    await world.settle();
    const common = { ...at, personIds: [personId], ground: 'osl-10-1-consent', consentId };
    const disclose = (purpose: string, until = UNTIL, mode = 'standing') =>
      sara.post('/api/v1/disclosures', {
        ...{ disclosureId: randomUUID(), ...common, purpose, recipientFunction: AKUT, mode, classes: ['identity', 'support'] },
        ...{ ...(mode === 'standing' ? { until } : {}), documentation: {} },
      });
    const requests = new Map<string, string>();
    for (const purpose of purposes) {
      const referralId = randomUUID();
      await ok(disclose(purpose));
      await ok(disclose(purpose, UNTIL, 'copy'));
      await ok(
        sara.post('/api/v1/referrals', {
          ...{ referralId, ...common, purpose, fromFunction: HERS, toFunction: AKUT, classes: ['identity'], need: ['support'] },
        }),
      );
      requests.set(purpose, referralId);
    }
    await ok(
      sara.post('/api/v1/interventions', {
        ...{ interventionId: randomUUID(), ...at, personId, kind: 'counselling', functionId: HERS, dueOn: '2026-11-20' },
      }),
    );
    await ok(elsa.post('/api/v1/records', { recordId: randomUUID(), caseId: at.caseId, functionId: AKUT, source: 'own' }));
    await world.settle();
    const grants = async () =>
      asOwner<{ said: string; ends: Date }>(
        world,
        `SELECT kind || ' for ' || purpose AS said, valid_until AS ends FROM access.grants WHERE record_id = $1 AND closed_at IS NULL ORDER BY 1`,
        [at.recordId],
      );
    /** What is open in the rows of rights; what the recipient reads of it: measures in the chain, and the requests that still show a name. */
    const open = async () => {
      const { links } = await ok<{ links: { own: boolean }[] }>(elsa.get(`/api/v1/cases/${at.caseId}/chain`));
      const read: string[] = [];
      for (const [purpose, referralId] of requests)
        if ((await elsa.get(`/api/v1/referrals/${referralId}`)).text.includes('Saga')) read.push(purpose);
      return { grants: (await grants()).map((one) => one.said), chain: links.filter(({ own }) => !own).length, requests: read };
    };
    /** Until when it is said to be open: in the decisions, and in the requests on either side. */
    const told = async () => {
      const { items } = await ok<{ items: { until: string }[] }>(sara.get(`/api/v1/cases/${at.caseId}/disclosures`));
      const found = new Set(items.map(({ until }) => until));
      for (const referralId of requests.values())
        for (const who of [sara, elsa])
          found.add((await ok<{ accessUntil: string }>(who.get(`/api/v1/referrals/${referralId}`))).accessUntil);
      return [...found];
    };
    const takeBack = (scope: object, alone = 'yes') => sara.post(`/api/v1/consents/${consentId}/withdrawals`, { scope, alone });
    const extend = (change: object) => sara.post(`/api/v1/consents/${consentId}/extensions`, { form: 'oral', alone: 'yes', ...change });
    const consent = async () => {
      await world.settle();
      return (await sara.get(`/api/v1/consents/${consentId}`)).body as Record<string, unknown>;
    };
    /** As a decision that was judged before it was taken back, and commits after it. */
    const late = (purpose: string) => {
      const grantId = randomUUID();
      const now = world.clock.now().toISOString();
      const grant = {
        ...{ grantId, kind: 'standing', caseId: at.caseId, objectId: null, ownerAgency: 'boden', recordId: at.recordId },
        ...{ recipientAgency: 'region', recipientFunction: AKUT, classes: ['support'], personIds: [personId], purpose, ground: 'x' },
        ...{ ruleVersion: '1', consentId, factsFrom: now, validFrom: now, validUntil: UNTIL },
      };
      return asOwner(world, 'SELECT access.apply_rights($1)', [JSON.stringify([{ op: 'open-grant', grant, at: now }])]);
    };
    return { open, grants, told, takeBack, extend, consent, disclose, late };
  };
  const ALL = {
    grants: [
      'copy for healthcare',
      'copy for support',
      'referral for healthcare',
      'referral for support',
      'standing for healthcare',
      'standing for support',
    ],
    chain: 1,
    requests: ['support', 'healthcare'],
  };
  const SUPPORT = { grants: ['copy for support', 'referral for support', 'standing for support'], chain: 1, requests: ['support'] };
  const NOTHING = { grants: [], chain: 0, requests: [] };

  it.each(['adult', 'guardian', 'child-mature'] as const)(
    'closes what was for that purpose at once, and leaves the other: %s',
    async (by) => {
      const { open, takeBack, consent, disclose } = await opened(by);
      expect(await open()).toEqual(ALL); // control
      await ok(takeBack({ kind: 'part', purposes: ['healthcare'] }, 'no'));
      expect(await open()).toEqual(SUPPORT);
      expect(await consent()).toMatchObject({
        ...{ state: 'partly-withdrawn', purposes: ['support'], until: UNTIL, withdrawnNotAlone: true },
        takenBack: [{ scope: { kind: 'part', purposes: ['healthcare'] }, alone: 'no', at: expect.any(String) as string }],
      });
      expect((await disclose('healthcare')).status).toBe(422);
      await ok(disclose('support')); // control
      await ok(takeBack({ kind: 'part', purposes: ['support'] }));
      expect(await open()).toEqual(NOTHING);
      expect(await consent()).toMatchObject({ state: 'withdrawn', purposes: [], recipients: [] });
    },
  );

  it('shows the recipient nothing of a disclosure that was for that purpose alone', async () => {
    const { open, takeBack } = await opened('adult', ['healthcare']);
    await ok(takeBack({ kind: 'part', purposes: ['support'] }));
    expect(await open()).toEqual({
      grants: ['copy for healthcare', 'referral for healthcare', 'standing for healthcare'],
      chain: 1,
      requests: ['healthcare'],
    }); // control
    await ok(takeBack({ kind: 'part', purposes: ['healthcare'] }));
    expect(await open()).toEqual(NOTHING);
  });

  it('takes a class away for that purpose alone, and the purpose for that recipient alone', async () => {
    const { open, takeBack, disclose } = await opened();
    await ok(takeBack({ kind: 'part', purposes: ['healthcare'], classes: ['support'] }));
    expect((await open()).grants).toEqual(ALL.grants);
    expect((await disclose('healthcare')).status).toBe(422);
    await ok(takeBack({ kind: 'part', purposes: ['healthcare'], recipients: [AKUT] }));
    expect(await open()).toEqual(SUPPORT);
  });

  it('is refused for a purpose that it never had', async () => {
    const { takeBack } = await opened('adult', []);
    expect((await takeBack({ kind: 'part', purposes: ['plan'] })).body).toMatchObject({
      type: expect.stringContaining('consent-part-unknown') as string,
    });
    expect((await takeBack({ kind: 'part', purposes: [] })).status).toBe(400);
  });

  it('is held by the commit itself: a decision that was judged before it opens nothing for the purpose, nor beyond the end', async () => {
    const { takeBack, late, grants } = await opened('adult', []);
    await ok(takeBack({ kind: 'part', purposes: ['healthcare'] }));
    await expect(late('healthcare')).rejects.toMatchObject({ code: 'AC409' });
    await late('support'); // control
    await ok(takeBack({ kind: 'end', until: SOONER }));
    await late('support');
    expect((await grants()).map(({ ends }) => ends.toISOString())).toEqual([SOONER, SOONER]);
    const blind = { name: 'access.open_grant', condition: /d\.ends_at IS NULL AND/, instead: 'false AND' };
    await without(world, blind, async () => void (await late('healthcare')));
    const endless = { name: 'access.open_grant', condition: /min\(d\.ends_at\)/, instead: 'NULL::timestamptz' };
    await without(world, endless, async () => void (await late('support')));
    expect((await grants()).at(-1)!.ends.toISOString()).toBe(UNTIL);
  });

  it('ends sooner when she says so, never later, and closes for the recipient then', async () => {
    const [sooner, control] = [await opened(), await opened()];
    expect((await sooner.takeBack({ kind: 'end', until: '2026-12-24T00:00:01Z' })).body).toMatchObject({
      ...{ status: 422, type: expect.stringContaining('consent-end-not-earlier') as string },
    });
    expect((await sooner.takeBack({ kind: 'end', until: '2026-01-01T00:00:00Z' })).status).toBe(400);
    await ok(sooner.takeBack({ kind: 'end', until: SOONER }, 'unknown'));
    expect((await sooner.grants()).map(({ ends }) => ends.toISOString())).toEqual(Array.from({ length: 6 }, () => SOONER));
    expect(await sooner.open()).toEqual(ALL); // control: until then
    expect(await sooner.consent()).toMatchObject({
      ...{ state: 'partly-withdrawn', until: SOONER, withdrawnNotAlone: true },
      takenBack: [{ scope: { kind: 'end', until: SOONER }, alone: 'unknown' }],
    });
    expect(await sooner.told()).toEqual([SOONER]);
    expect((await control.told()).filter((until) => until > SOONER)).toEqual(await control.told()); // control
    // What was taken back is not given back by the way.
    expect((await sooner.extend({ until: UNTIL })).body).toMatchObject({
      type: expect.stringContaining('consent-part-withdrawn') as string,
    });
    expect((await sooner.disclose('support')).status).toBe(400);
    await ok(sooner.disclose('support', SOONER));
    expect((await sooner.grants()).map(({ ends }) => ends.toISOString())).toEqual(Array.from({ length: 7 }, () => SOONER));
    world.clock.set(new Date(SOONER));
    await login();
    expect(await sooner.open()).toMatchObject({ chain: 0, requests: [] });
    expect(await sooner.consent()).toMatchObject({ state: 'expired' });
    expect((await sooner.disclose('support', UNTIL)).status).toBe(422);
    expect(await control.open()).toEqual(ALL);
  });
});
