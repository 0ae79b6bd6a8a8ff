import { randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { shippedRules, type RuleFile } from '#config/legal-grounds';
import { Problem } from '#libs/http';
import { Sealer } from '#libs/privacy';
import type { Actor } from '#libs/shared-kernel';
import { RecordConsent, WithdrawConsent } from '../consent/index.js';
import { ApplyRules, LegalRules, ruleOf } from '../legal-rules/index.js';
import { DisclosureWorld, policeOfficer } from '../testing/disclosure-world.js';
import { DecideDisclosure } from './features/decide-disclosure.js';
import { ApproveDisclosure } from './features/approve-disclosure.js';
import type { DisclosureInput } from './features/disclosure-input.js';
import { CaseDisclosures } from './features/read-disclosures.js';

const CONSENT = 'osl-10-1-consent';
const lawyer = 'Beslut av chefsjuristen, dnr 2026/7.';

/** The shipped rules, with a consent that asks a second person from 2 March on, and another class from 5 March on. */
const twoPersons = (from: string, version: string, before: RuleFile, change: object = {}): RuleFile => {
  const old = before.grounds.findLast(({ id }) => id === CONSENT)!;
  const day = new Date(`${from}T00:00:00Z`);
  const validUntil = new Date(day.getTime() - 86_400_000).toISOString().slice(0, 10);
  const rule = { ...old, version, validFrom: from, requires: { ...old.requires, secondPerson: true }, ...change };
  delete (rule as { validUntil?: string }).validUntil;
  return { ...before, grounds: [...before.grounds.map((one) => (one === old ? { ...old, validUntil } : one)), rule] };
};

describe('approval by a second person', () => {
  let world: DisclosureWorld;
  let commands: CommandBus;
  let second: Actor;
  let operator: Actor;
  const rules2 = twoPersons('2026-03-02', 'two-persons', shippedRules);
  const apply = (file: RuleFile) => commands.execute(new ApplyRules(world.meta(operator), file, lawyer, false));

  const consentUntil = async (until: string): Promise<string> => {
    const consentId = randomUUID();
    const { recordId, caseId, anna: personId } = world;
    const given = { givenBy: 'adult', form: 'oral', alone: 'yes', circumstances: 'in-car' } as const;
    const covers = {
      recipients: ['region-akut'],
      classes: ['identity' as const, 'risk' as const, 'contact' as const],
      purposes: ['healthcare' as const],
    };
    await commands.execute(
      new RecordConsent(world.meta(world.police), { consentId, recordId, caseId, personId, ...given, ...covers, until }),
    );
    return consentId;
  };
  const proposal = async (change: Partial<DisclosureInput> = {}): Promise<DisclosureInput> => {
    const input: DisclosureInput = {
      disclosureId: randomUUID(),
      recordId: world.recordId,
      caseId: world.caseId,
      recipientFunction: 'region-akut',
      channel: 'system',
      mode: 'copy',
      classes: ['reference', 'identity', 'risk', 'contact'],
      purpose: 'healthcare',
      ground: CONSENT,
      personIds: [world.anna],
      circumstances: [],
      documentation: {},
      urgent: false,
      consentId: await consentUntil('2026-06-01T00:00:00Z'),
      ...change,
    };
    await commands.execute(new DecideDisclosure(world.meta(world.police), input));
    return input;
  };
  const approve = (disclosureId: string, who = second) => commands.execute(new ApproveDisclosure(world.meta(who), disclosureId));
  const problemOf = (work: Promise<unknown>): Promise<Problem> =>
    work.then(
      () => {
        throw new Error('it was approved');
      },
      (error: Problem) => error,
    );
  const typesOf = async (disclosureId: string) =>
    (await world.store.readStream(`disclosure-${disclosureId}`)).map(({ type }) => type.split('.')[1]);
  const grants = async (disclosureId: string) =>
    (await world.owner.query('SELECT rule_version FROM access.grants WHERE grant_id = $1 AND closed_at IS NULL', [disclosureId])).rows;
  const contentOf = async (disclosureId: string) => {
    const last = (await world.store.readStream(`disclosure-${disclosureId}`)).at(-1)!;
    return JSON.stringify(await world.module.get(Sealer).open(last.data));
  };

  beforeAll(async () => {
    world = await DisclosureWorld.open();
    commands = world.module.get(CommandBus);
    second = policeOfficer();
    operator = { ...second, staffId: randomUUID(), agencyId: 'operator', agencyKind: 'county', duty: 'administrator', functions: [] };
    await world.owner.query(
      'INSERT INTO access.assignments (record_id, case_id, agency_id, function_id, staff_id) VALUES ($1, $2, $3, $4, $5)',
      [world.recordId, world.caseId, 'polisen', 'polis-lulea', second.staffId],
    );
  });
  afterAll(() => world?.close());

  it('is asked for once a changed file asks for it, and what was decided before keeps its rule', async () => {
    const before = await proposal();
    expect(await typesOf(before.disclosureId)).toEqual(['DisclosureDecided']);
    expect(await apply(rules2)).toMatchObject({
      applied: true,
      changes: expect.arrayContaining([expect.objectContaining({ change: 'added', version: 'two-persons' })]),
    });
    const after = await proposal();
    expect(await typesOf(after.disclosureId)).toEqual(['DisclosureProposed']);
    expect(await grants(before.disclosureId)).toEqual([{ rule_version: '2' }]);
    expect(ruleOf(CONSENT, '2')?.requires.secondPerson).toBe(false);
    expect(ruleOf(CONSENT, 'two-persons')?.requires.secondPerson).toBe(true);
    // What was shipped before is known by its words too; what nobody knows is never another version's.
    expect(ruleOf(CONSENT, '1')?.requires.circumstances).toEqual({});
    expect(ruleOf(CONSENT, 'never')).toBeUndefined();
    // Another process, which never heard of the change, has it from the events.
    expect((await new LegalRules(world.store).inForce()).grounds.filter(({ id }) => id === CONSENT)).toHaveLength(2);
  });

  it('is known before a page tells it: asked for once after a start, and then only where a version is not known', async () => {
    const other = new LegalRules(world.store);
    const asked = jest.spyOn(world.store, 'readStream');
    const known = [{ ground: CONSENT, ruleVersion: '2' }];
    const times = async (work: () => Promise<unknown>): Promise<number> => {
      asked.mockClear();
      await work();
      return asked.mock.calls.length;
    };
    expect(await times(() => other.know([]))).toBe(0);
    // Until it has asked, the words that are shipped may be others than those that were applied.
    expect(await times(() => other.know(known))).toBe(1);
    expect(await times(() => other.know(known))).toBe(0);
    const unknown = { ground: CONSENT, ruleVersion: 'nowhere' };
    expect(await times(() => other.know([...known, unknown]))).toBe(1);
    await expect(other.require(unknown)).rejects.toMatchObject({
      status: 503,
      slug: 'rule-not-known',
      extra: { rule: `${CONSENT} nowhere` },
    });
    await expect(other.require(known[0]!)).resolves.toBeUndefined();
    asked.mockRestore();
  });

  it('opens what was proposed, and only then', async () => {
    const { disclosureId } = await proposal();
    expect(await grants(disclosureId)).toEqual([]);
    expect((await problemOf(approve(disclosureId, world.police))).slug).toBe('own-proposal');
    await approve(disclosureId);
    expect(await grants(disclosureId)).toEqual([{ rule_version: 'two-persons' }]);
    expect(await contentOf(disclosureId)).toMatch(/Anna Kanarie.*RISK-KANARIE|RISK-KANARIE.*Anna Kanarie/);
  });

  it('is refused, and the refusal kept, once the consent has run out', async () => {
    const { disclosureId } = await proposal({ consentId: await consentUntil('2026-03-03T00:00:00Z') });
    world.clock.set(new Date('2026-03-03T00:00:01Z'));
    const problem = await problemOf(approve(disclosureId));
    expect(problem).toMatchObject({ slug: 'no-legal-ground', extra: { rule: CONSENT } });
    expect(await typesOf(disclosureId)).toEqual(['DisclosureProposed', 'DisclosureRefused']);
    expect(await grants(disclosureId)).toEqual([]);
    expect((await problemOf(approve(disclosureId))).slug).toBe('not-proposed');
  });

  it('is refused once the consent is withdrawn', async () => {
    const { disclosureId, consentId } = await proposal();
    await commands.execute(new WithdrawConsent(world.meta(world.police), consentId!, { scope: { kind: 'whole' }, alone: 'yes' }));
    expect((await problemOf(approve(disclosureId))).slug).toBe('no-legal-ground');
    expect(await grants(disclosureId)).toEqual([]);
  });

  it('is judged by the rules of the day of approval', async () => {
    const { disclosureId } = await proposal();
    await apply(twoPersons('2026-03-05', '3', rules2, { classes: ['reference', 'identity'] }));
    world.clock.set(new Date('2026-03-05T08:00:00Z'));
    const problem = await problemOf(approve(disclosureId));
    expect(problem.extra.detail?.sv).toContain('omfattar inte alla valda uppgifter');
    expect(await typesOf(disclosureId)).toEqual(['DisclosureProposed', 'DisclosureRefused']);
  });

  it('takes nothing along that reveals where somebody is who has been protected since', async () => {
    const contact = { classes: ['reference', 'identity', 'contact'] as const };
    await apply(
      twoPersons('2026-03-06', '4', await world.module.get(LegalRules).inForce(), { classes: [...shippedRules.grounds[0]!.classes] }),
    );
    world.clock.set(new Date('2026-03-06T08:00:00Z'));
    const unprotected = await proposal({ classes: [...contact.classes] });
    await approve(unprotected.disclosureId);
    expect(await contentOf(unprotected.disclosureId)).toContain('070-KANARIE'); // the control: it would have gone
    const meanwhile = await proposal({ classes: [...contact.classes] });
    await world.projector.query(`UPDATE views.persons SET protection = 'secrecy-mark' WHERE person_id = $1`, [world.anna]);
    await approve(meanwhile.disclosureId);
    expect(await contentOf(meanwhile.disclosureId)).not.toContain('070-KANARIE');
    expect(await contentOf(meanwhile.disclosureId)).toContain('Anna Kanarie');
  });

  it('shows what became of each on the list', async () => {
    await world.project();
    const views = await world.module.get(QueryBus).execute(new CaseDisclosures(world.meta(world.police), world.caseId));
    expect(new Set(views.map(({ status }) => status))).toEqual(new Set(['open', 'proposed', 'refused']));
  });

  it('bad files change nothing, and say why', async () => {
    const rules = await world.module.get(LegalRules).inForce();
    const [first] = rules.grounds;
    const faults = (file: unknown, decision = lawyer) =>
      commands.execute(new ApplyRules(world.meta(operator), file, decision, false)).then(
        () => 'applied',
        (error: Error) => error.message,
      );
    expect(await faults({ ...rules, grounds: [{ ...first, summary: { sv: 'Nytt', en: 'New' } }, ...rules.grounds.slice(1)] })).toContain(
      'new version',
    );
    expect(await faults({ ...rules, grounds: [{ ...first, requiers: {} }] })).toMatch(/^Ground osl-10-1-consent.*requiers/);
    expect(await faults({ ...rules, grounds: [...rules.grounds, { ...first, version: '99' }] })).toContain('hold at the same time');
    expect(await faults({ grounds: [] })).toContain('List limits');
    const later = rules.grounds.map((rule) =>
      rule.id === 'brb-24-4-necessity' ? { ...rule, version: 'later', validFrom: '2030-01-01' } : rule,
    );
    expect(await faults({ ...rules, grounds: later })).toContain('must hold today');
    expect(await faults({ ...rules, secrecy: [] }, 'nej')).toContain('Say who decided');
    expect(await world.module.get(LegalRules).inForce()).toEqual(rules);
    const dry = await commands.execute(new ApplyRules(world.meta(operator), { ...rules, secrecy: [] }, '', true));
    expect(dry).toMatchObject({
      applied: false,
      changes: expect.arrayContaining([expect.objectContaining({ change: 'removed', table: 'reminder' })]),
    });
    expect(await world.module.get(LegalRules).inForce()).toEqual(rules);
    expect(await faults(rules)).toBe('applied'); // the control: the file as it stands is no fault, and changes nothing
    // Only those who operate the system put rules in force.
    expect((await problemOf(commands.execute(new ApplyRules(world.meta(second), { ...rules, secrecy: [] }, lawyer, false)))).status).toBe(
      404,
    );
  });
});
