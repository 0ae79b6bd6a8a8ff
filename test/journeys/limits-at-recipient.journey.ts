import { randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import { CommandBus } from '@nestjs/cqrs';
import supertest from 'supertest';
import { shippedRules } from '#config/legal-grounds';
import { createPool } from '#libs/postgres';
import { limitsOf } from '#src/coordination/disclosure/index';
import { ApplyRules, LegalRules } from '#src/coordination/legal-rules/index';
import { operatorActor } from '#src/organisation/index';
import { createWorld, ok, type ApiPerson, type World } from '../support/world.js';

const CARE = 'vardcentral-boden-kurator';
const PAPER = 'arjeplog-mottagning';
const GROUND = 'osl-10-1-consent';

/** Secrecy does not follow the data (OSL 7:2), and a party may see a file (OSL 10:3): whoever receives reads what binds the data there, as whoever gives does. */
describe('what binds the data where it came', () => {
  let world: World;
  let sara: ApiPerson;
  let maria: ApiPerson;
  const at = { recordId: randomUUID(), caseId: randomUUID() };
  const [personId, consentId, referralId] = [randomUUID(), randomUUID(), randomUUID()];
  const limits = limitsOf(GROUND, null, 'health-care');
  const PROTECTION = limits.protection!.sv;
  const PARTY = 'En part';

  const page = async (subject: string, path: string): Promise<string> => {
    const cookie = await world.cookie(subject);
    const shown = await supertest(world.url).get(`/workspace/${path}`).set('cookie', cookie).set('accept', 'text/html');
    expect(shown.status).toBe(200);
    return shown.text;
  };
  const times = (text: string, words: string): number => text.split(words).length - 1;
  const intervention = () =>
    ok(
      sara.post('/api/v1/interventions', {
        ...at,
        ...{ interventionId: randomUUID(), personId, kind: 'counselling', functionId: 'boden-mottagning-vald', dueOn: '2026-12-01' },
      }),
    );

  beforeAll(async () => {
    world = await createWorld();
    [sara, maria] = [await world.api('demo-boden-caseworker'), await world.api('demo-region-caseworker')];
    await ok(sara.post('/api/v1/records', { ...at, functionId: 'boden-mottagning-vald', source: 'own' }));
    await ok(sara.post('/api/v1/people', { ...at, personId, role: 'exposed', name: 'Linda Kanarie' }));
    await ok(maria.post('/api/v1/records', { caseId: at.caseId, recordId: randomUUID(), functionId: CARE, source: 'own' }));
    const scope = { recipients: [CARE, PAPER], classes: ['identity', 'support', 'risk'], purposes: ['plan', 'healthcare'] };
    const given = { givenBy: 'adult', form: 'oral', alone: 'yes', circumstances: 'at-meeting', until: '2027-01-01T00:00:00Z' };
    await ok(sara.post('/api/v1/consents', { ...at, consentId, personId, ...scope, ...given }));
    await world.settle();
  });
  afterAll(() => world?.close());

  it('a request tells its recipient of protection and party access, on the page and by the API', async () => {
    const asked = { personIds: [personId], classes: ['identity', 'support'], purpose: 'healthcare', need: ['treatment'] };
    const sent = { referralId, fromFunction: 'boden-mottagning-vald', toFunction: CARE, ground: GROUND, consentId };
    await ok(sara.post('/api/v1/referrals', { ...at, ...asked, ...sent }));
    await world.settle();
    for (const who of [sara, maria]) expect(await ok(who.get(`/api/v1/referrals/${referralId}`))).toMatchObject(limits);
    for (const subject of ['demo-boden-caseworker', 'demo-region-caseworker']) {
      const text = await page(subject, `referrals/${referralId}`);
      expect([times(text, PROTECTION), times(text, PARTY)]).toEqual([1, 1]);
    }
  });

  it('a standing disclosure tells its recipient on the case’s page, once for all that it shows', async () => {
    await intervention();
    await intervention();
    await world.settle();
    // The control: where nothing is disclosed, nothing of it is told.
    const before = await page('demo-region-caseworker', `cases/${at.caseId}`);
    expect([times(before, PROTECTION), times(before, PARTY)]).toEqual([0, 0]);
    const standing = { mode: 'standing', purpose: 'plan', factsFrom: '2026-10-01T08:00:00Z', until: '2026-12-20T08:00:00Z' };
    const share = (classes: string[]) => {
      const what = { disclosureId: randomUUID(), personIds: [personId], recipientFunction: CARE, classes };
      return ok(sara.post('/api/v1/disclosures', { ...at, ...what, ...standing, ground: GROUND, consentId }));
    };
    await share(['support']);
    await share(['support', 'risk']);
    await world.settle();
    const chain = await ok<{ links: { own: boolean }[]; limits: object[] }>(maria.get(`/api/v1/cases/${at.caseId}/chain`));
    expect(chain.links.filter(({ own }) => !own)).toHaveLength(2);
    expect(chain.limits).toEqual([
      { ownerAgency: 'socialtjanst-boden', ground: GROUND, ruleVersion: expect.any(String) as string, ...limits },
    ]);
    const text = await page('demo-region-caseworker', `cases/${at.caseId}`);
    expect([times(text, PROTECTION), times(text, PARTY)]).toEqual([1, 1]);
    // Whose data it is reads it under their own rules.
    expect((await ok<{ limits: object[] }>(sara.get(`/api/v1/cases/${at.caseId}/chain`))).limits).toEqual([]);
  });

  it('"vem ser vad" tells both sides, once for each recipient and ground', async () => {
    for (const [who, subject] of [
      [sara, 'demo-boden-caseworker'],
      [maria, 'demo-region-caseworker'],
    ] as const) {
      const { items } = await ok<{ items: object[] }>(who.get(`/api/v1/cases/${at.caseId}/who-sees-what`));
      expect(items).toHaveLength(3);
      for (const item of items) expect(item).toMatchObject(limits);
      const text = await page(subject, `cases/${at.caseId}/who-sees-what`);
      expect([times(text, PROTECTION), times(text, PARTY)]).toEqual([1, 1]);
    }
  });

  describe('under a rule that another instance was told of a moment ago', () => {
    /** A rule applied there, and all that was decided here said to have been decided there, under it: this process has not been told. */
    const elsewhere = async (version: string, known = true): Promise<string> => {
      const words = `Skyddet enligt ${version}.`;
      const grounds = shippedRules.grounds.map((rule) => {
        if (rule.id !== GROUND) return rule;
        const kinds = Object.keys(rule.protectionAtRecipient);
        return { ...rule, version, protectionAtRecipient: Object.fromEntries(kinds.map((kind) => [kind, { sv: words, en: words }])) };
      });
      if (known) {
        const told = jest.spyOn(world.app.get(LegalRules, { strict: false }), 'inForce').mockResolvedValue(shippedRules);
        const apply = new ApplyRules(operatorActor(world.clock.now()), { ...shippedRules, grounds }, 'Beslut av chefsjuristen.', false);
        expect(await world.app.get(CommandBus, { strict: false }).execute(apply)).toMatchObject({ applied: true });
        told.mockRestore();
      }
      const owner = createPool(world.migrateUrl, { max: 1, applicationName: 'another-instance' });
      for (const table of ['access.grants', 'views.referrals', 'views.received', 'views.disclosures'])
        await owner.query(`UPDATE ${table} SET rule_version = $1`, [version]);
      await owner.end();
      return words;
    };
    const print = async () => {
      const cookie = await world.cookie('demo-boden-caseworker');
      return supertest(world.url).get(`/workspace/cases/${at.caseId}/disclosures/${paper}/print`).set('cookie', cookie);
    };
    const [copy, paper] = [randomUUID(), randomUUID()];
    const read = async (who: ApiPerson, path: string) => JSON.stringify(await ok(who.get(`/api/v1/${path}`)));

    beforeAll(async () => {
      const decided = { ...at, personIds: [personId], mode: 'copy', classes: ['identity'], purpose: 'plan', ground: GROUND, consentId };
      await ok(sara.post('/api/v1/disclosures', { ...decided, disclosureId: copy, recipientFunction: CARE }));
      await ok(sara.post('/api/v1/disclosures', { ...decided, disclosureId: paper, recipientFunction: PAPER, channel: 'print' }));
      await world.settle();
    });

    it.each<[string, () => Promise<string>]>([
      ['a copy', () => read(maria, `cases/${at.caseId}/received`)],
      ['a copy on the case’s page', () => page('demo-region-caseworker', `cases/${at.caseId}`)],
      ['who sees what', () => read(maria, `cases/${at.caseId}/who-sees-what`)],
      [
        'a standing disclosure',
        async () => JSON.stringify((await ok<{ limits: object }>(maria.get(`/api/v1/cases/${at.caseId}/chain`))).limits),
      ],
      ['a request', () => read(maria, `referrals/${referralId}`)],
      ['paper', async () => (await print()).text],
    ])('%s tells what binds it all the same', async (name, shown) => {
      const words = await elsewhere(`hos-${name.replaceAll(/[^a-z]/g, '-')}`);
      expect([await shown()].map((text) => text.includes(words))).toEqual([true]);
    });

    it('paper without what binds it is not printed: neither it nor what it would carry', async () => {
      expect([(await print()).status, (await print()).text.includes('Linda Kanarie')]).toEqual([200, true]); // the control
      await elsewhere('nobody-knows-it', false);
      const refused = await print();
      expect([refused.status, refused.text.includes('Linda Kanarie'), refused.text.includes('reglerna')]).toEqual([503, false, true]);
    });
  });
});
