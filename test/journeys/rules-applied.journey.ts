import { randomUUID } from 'node:crypto';
import { CommandBus } from '@nestjs/cqrs';
import { CONCERN_DUTY, shippedRules, type LegalLimit, type RuleFile } from '#config/legal-grounds';
import { ApplyRules, LegalRules, ruleOf } from '#src/coordination/legal-rules/index';
import { operatorActor } from '#src/organisation/index';
import { createWorld, ok, type ApiPerson, type World } from '../support/world.js';

const BODEN = 'boden-mottagning';
const lawyer = 'Beslut av chefsjuristen, dnr 2026/7.';

/** What a rule file that an agency's lawyer applies changes while the system runs, and what no file changes. */
describe('rules that were applied', () => {
  let world: World;
  let nurse: ApiPerson;
  const at = { recordId: randomUUID(), caseId: randomUUID() };
  const [mother, child] = [randomUUID(), randomUUID()];
  const inForce = () => world.app.get(LegalRules, { strict: false }).inForce();
  const apply = (file: RuleFile, dryRun = false) =>
    world.app
      .get(CommandBus, { strict: false })
      .execute(new ApplyRules(operatorActor(world.clock.now()), JSON.parse(JSON.stringify(file)), lawyer, dryRun));

  beforeAll(async () => {
    world = await createWorld();
    nurse = await world.api('demo-region-nurse');
    await ok(nurse.post('/api/v1/records', { ...at, functionId: 'akutmottagning', source: 'own' }));
    await ok(nurse.post('/api/v1/people', { ...at, personId: mother, role: 'exposed', name: 'Aino Palo' }));
    await ok(nurse.post('/api/v1/people', { ...at, personId: child, role: 'child', name: 'Ida Palo' }));
    await world.settle();
  });
  afterAll(() => world?.close());

  const consented = async (): Promise<string> => {
    const consentId = randomUUID();
    const given = { givenBy: 'adult', form: 'oral', alone: 'yes', circumstances: 'at-visit', until: '2027-01-02T08:00:00Z' };
    const scope = { recipients: [BODEN], classes: ['identity', 'support'], purposes: ['protection', 'support'] };
    await ok(nurse.post('/api/v1/consents', { ...at, consentId, personId: mother, ...given, ...scope }));
    return consentId;
  };

  it('keep their own words after an upgrade that ships the same version in others, and can be changed then', async () => {
    const first = shippedRules.grounds.find(({ id }) => id === 'osl-10-24')!;
    const second = (words: string) => ({ ...first, version: '2', title: { sv: words, en: words } });
    const without = (...ids: string[]) => shippedRules.grounds.filter(({ id }) => !ids.includes(id));
    await apply({ ...shippedRules, grounds: [...without('osl-10-24', 'osl-10-19'), second('Nämndens egna ord')] });
    const exported = await inForce();
    const taken = shippedRules.grounds.find(({ id }) => id === 'osl-10-19')!;
    const refused = /says something else than before.*new version/;
    const shipped = shippedRules.grounds as (typeof first)[];
    shipped.splice(shipped.indexOf(first), 1, second('Nästa utgåvas ord'));
    try {
      expect(await apply(exported)).toEqual({ changes: [], applied: false });
      expect(ruleOf('osl-10-24', '2')?.title.sv).toBe('Nämndens egna ord');
      const changed = { ...exported, secrecy: exported.secrecy.slice(1) };
      expect(await apply(changed, true)).toMatchObject({ changes: [{ change: 'removed', table: 'reminder' }] });
      // The controls: neither its own version nor one that was shipped, and is in force no more, gets other words.
      for (const words of ['Andra ord', 'Nästa utgåvas ord'])
        await expect(apply({ ...exported, grounds: [...without('osl-10-24', 'osl-10-19'), second(words)] })).rejects.toThrow(refused);
      const back = (rule: typeof taken) => apply({ ...exported, grounds: [...exported.grounds, rule] }, true);
      await expect(back({ ...taken, urgent: false })).rejects.toThrow(refused);
      expect(await back(taken)).toMatchObject({ changes: [{ change: 'added', id: 'osl-10-19' }] });
    } finally {
      shipped.splice(
        shipped.findIndex(({ id }) => id === first.id),
        1,
        first,
      );
    }
  });

  it('stop no concern report, with a consent or without: a limit on requests to the board stops the others', async () => {
    const said = { sv: 'Förfrågningar till nämnden kräver samtycke.', en: 'Requests to the board need consent.' };
    const limit = { id: 'board-by-consent', title: said, source: 'Beslut 1', reason: said, validFrom: '2026-01-01', version: '1' };
    const narrowed: LegalLimit = { ...limit, to: ['social-services'], modes: ['referral'], unlessConsent: true };
    const consentId = await consented();
    const report = {
      kind: 'concern-report',
      personIds: [mother, child],
      ground: CONCERN_DUTY,
      documentation: { reason: 'Bevittnat våld.' },
    };
    const request = {
      kind: 'request',
      personIds: [mother],
      ground: 'osl-25-1-harm-test',
      documentation: { 'harm-test': 'Ingen lider men av det.' },
    };
    const send = async (what: object) => {
      const place = { referralId: randomUUID(), ...at, fromFunction: 'akutmottagning', toFunction: BODEN };
      const body = { ...place, classes: ['identity'], purpose: 'protection', need: ['protection'], ...what };
      return (await nurse.post('/api/v1/referrals', body)).status;
    };
    expect([await send(report), await send(request)]).toEqual([201, 201]); // before the limit
    const shipped = await inForce();
    await apply({ ...shipped, limits: [...shipped.limits, narrowed] });
    expect([await send(report), await send({ ...report, consentId })]).toEqual([201, 201]);
    expect([await send(request), await send({ ...request, consentId })]).toEqual([422, 201]); // the control: it stops, and yields to the consent
    await apply(shipped);
  });

  it('never take the concern report away, or make it ask: the file is refused by its name', async () => {
    const { grounds, ...rest } = await inForce();
    const duty = grounds.find(({ id }) => id === CONCERN_DUTY)!;
    const others = grounds.filter((rule) => rule !== duty);
    const ended = { ...duty, validUntil: '2026-10-31' };
    const later = { ...duty, version: 'later', validFrom: '2026-12-01' };
    for (const left of [
      [],
      [{ ...duty, version: 'by-consent', requires: { ...duty.requires, consent: true } }],
      [{ ...duty, version: 'by-two', requires: { ...duty.requires, secondPerson: true } }],
      [ended, later],
      [later],
    ])
      await expect(apply({ ...rest, grounds: [...others, ...left] })).rejects.toThrow(
        /osl-10-28-sol-19-1.*every concern report rests on it \(SoL 19:1\)\.$/,
      );
    expect(await inForce()).toEqual({ ...rest, grounds });
    // The control: worded anew from a day on, without a day between.
    const anew = [{ ...duty, validUntil: '2026-11-30' }, later];
    expect(await apply({ ...rest, grounds: [...others, ...anew] }, true)).toMatchObject({
      applied: false,
      changes: [
        { change: 'ended', id: CONCERN_DUTY },
        { change: 'added', version: 'later' },
      ],
    });
  });
});
