import { randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { StoredEvent } from '#libs/event-store';
import { Problem } from '#libs/http';
import { derivedId } from '#libs/shared-kernel';
import { ConsentReader, RecordConsent, WithdrawConsent, type KnownConsent } from '../consent/index.js';
import { CaseDisclosures, DecideDisclosure, type DisclosureInput } from '../disclosure/index.js';
import { ruleOf } from '../legal-rules/index.js';
import { OpenRecord } from '../record/index.js';
import { DisclosureWorld, policeOfficer } from '../testing/disclosure-world.js';
import { CopyDelivery } from './deliver-copies.js';
import { ReceivedAtIntake, ReceivedInCase } from './features/read-received.js';
import { ReceiveCopy } from './features/receive-copy.js';

let world: DisclosureWorld;
let commands: CommandBus;
let queries: QueryBus;
let delivery: CopyDelivery;

const decisionEvent = async (disclosureId: string): Promise<StoredEvent> => (await world.store.readStream(`disclosure-${disclosureId}`))[0];
const receivedOf = (disclosureId: string) => world.store.readStream(`received-${derivedId('received', disclosureId)}`);
const consentFor = async (until = '2026-06-01T00:00:00Z'): Promise<string> => {
  const consentId = randomUUID();
  await commands.execute(
    new RecordConsent(world.meta(world.police), {
      consentId,
      recordId: world.recordId,
      caseId: world.caseId,
      personId: world.anna,
      givenBy: 'adult',
      form: 'oral',
      alone: 'yes',
      recipients: ['region-akut', 'boden-vald'],
      classes: ['identity', 'risk'],
      purposes: ['healthcare'],
      until,
      circumstances: 'in-car',
    }),
  );
  return consentId;
};
const asked = (consentId: string | undefined, change: Partial<DisclosureInput> = {}): DisclosureInput => ({
  disclosureId: randomUUID(),
  recordId: world.recordId,
  caseId: world.caseId,
  recipientFunction: 'region-akut',
  channel: 'system',
  mode: 'copy',
  classes: ['reference', 'identity', 'risk'],
  purpose: 'healthcare',
  ground: 'osl-10-1-consent',
  ...(consentId ? { consentId } : {}),
  personIds: [world.anna],
  circumstances: [],
  documentation: {},
  urgent: false,
  ...change,
});
const decide = (input: DisclosureInput, who = world.meta(world.police)) => commands.execute(new DecideDisclosure(who, input));
const withdraw = (consentId: string, scope: WithdrawConsent['input']['scope'] = { kind: 'whole' }) =>
  commands.execute(new WithdrawConsent(world.meta(world.police), consentId, { scope, alone: 'yes' }));
const openGrants = async (consentId: string): Promise<unknown[]> =>
  (
    await world.owner.query(
      'SELECT recipient_function, classes FROM access.grants WHERE consent_id = $1 AND closed_at IS NULL ORDER BY recipient_function',
      [consentId],
    )
  ).rows;
const slugOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'done',
    (error: unknown) => (error instanceof Problem ? error.slug : String(error)),
  );

beforeAll(async () => {
  world = await DisclosureWorld.open();
  commands = world.module.get(CommandBus);
  queries = world.module.get(QueryBus);
  delivery = world.module.get(CopyDelivery);
});
afterAll(() => world?.close());
afterEach(() => jest.restoreAllMocks());

describe('a copy, from consent to the recipient’s intake', () => {
  let consentId: string;
  let input: DisclosureInput;
  beforeAll(async () => {
    consentId = await consentFor();
    input = asked(consentId);
    await decide(input);
    await delivery.deliver(await decisionEvent(input.disclosureId));
    await world.project();
  });

  it('is read by the function’s staff once they have a record: the chosen classes of the chosen person, and nothing else', async () => {
    const nurse = world.meta(world.nurse);
    expect(JSON.stringify(await queries.execute(new ReceivedInCase(nurse, world.caseId)))).not.toContain('KANARIE'); // it came; not what it says
    expect(await queries.execute(new ReceivedAtIntake(world.meta(world.nurse)))).toMatchObject({
      copies: [{ fromAgency: 'polisen', inIntake: true }],
      standing: [],
    });
    const opening = { recordId: randomUUID(), caseId: world.caseId, functionId: 'region-akut', source: 'own' as const };
    await commands.execute(new OpenRecord(world.meta(world.nurse), opening));
    const [copy] = await queries.execute(new ReceivedInCase(nurse, world.caseId));
    const text = JSON.stringify(copy);
    expect(text).toContain('Anna Kanarie');
    expect(text).toContain('RISK-KANARIE');
    for (const canary of ['070-KANARIE', 'Carl', 'HANS-KANARIE', 'HEALTH-KANARIE']) expect(text).not.toContain(canary);
    expect(copy).toMatchObject({ fromAgency: 'polisen', ground: 'osl-10-1-consent', inIntake: true, ended: false });
  });
  it('says what it may be used for and what binds it there, by the rule that the decision was made under', async () => {
    const [copy] = await queries.execute(new ReceivedInCase(world.meta(world.nurse), world.caseId));
    const rule = ruleOf('osl-10-1-consent', '1')!;
    expect(copy).toMatchObject({
      ...{ purpose: 'healthcare', partyMaySee: rule.partyMaySee, protection: rule.protectionAtRecipient['health-care'], reservation: null },
    });
    expect(copy!.protection!.sv.length).toBeGreaterThan(10);
  });
  it('is nothing to another agency', async () =>
    expect(await queries.execute(new ReceivedInCase(world.meta(world.stranger), world.caseId))).toEqual([]));
  it('lies sealed in the store, under the recipient’s own keys', async () => {
    const { rows } = await world.projector.query<{ text: string }>('SELECT data::text AS text FROM es.events');
    expect(rows.map(({ text }) => text).join()).not.toMatch(/KANARIE|Kanarie/);
    const [received] = await receivedOf(input.disclosureId);
    const keys = [...JSON.stringify(received.data).matchAll(/"key":"([^"]+)"/g)].map(([, key]) => key);
    const owners = await world.app.query<{ agency_id: string }>('SELECT DISTINCT agency_id FROM privacy.data_keys WHERE key_id = ANY($1)', [
      keys,
    ]);
    expect(owners.rows).toEqual([{ agency_id: 'region' }]);
  });
  it('delivered again changes nothing', async () => {
    await delivery.deliver(await decisionEvent(input.disclosureId));
    expect(await receivedOf(input.disclosureId)).toHaveLength(1);
  });
  it('stays when the consent is withdrawn, marked in the very next read', async () => {
    await withdraw(consentId);
    const [copy] = await queries.execute(new ReceivedInCase(world.meta(world.nurse), world.caseId));
    expect(copy).toMatchObject({ ended: true, endedAt: world.clock.now().toISOString() });
    const decisions = await queries.execute(new CaseDisclosures(world.meta(world.police), world.caseId));
    expect(decisions.find(({ disclosureId }) => disclosureId === input.disclosureId)?.status).toBe('ended');
  });
});

describe('a reservation (OSL 10:14)', () => {
  const words = 'KANARIE-FÖRBEHÅLL: lämnas inte vidare, och används bara för vården.';
  it('travels with the copy as its own words, whatever classes go, and nothing else of what was documented', async () => {
    const documentation = { reservation: words, 'harm-test': 'KANARIE-MENPRÖVNING: hos oss' };
    const input = asked(await consentFor(), { documentation });
    await decide(input);
    await delivery.deliver(await decisionEvent(input.disclosureId));
    await world.project();
    const copies = await queries.execute(new ReceivedInCase(world.meta(world.nurse), world.caseId));
    const copy = copies.find(({ receivedId }) => receivedId === derivedId('received', input.disclosureId));
    expect(copy?.reservation).toBe(words);
    expect(JSON.stringify(copies)).not.toContain('KANARIE-MENPRÖVNING');
    // Control: it lies sealed under the recipient's keys, like the rest.
    const [received] = await receivedOf(input.disclosureId);
    expect(JSON.stringify(received!.data)).not.toContain('KANARIE');
    const { key } = (received!.data as { reservation: { key: string } }).reservation;
    const { rows } = await world.app.query('SELECT agency_id FROM privacy.data_keys WHERE key_id = $1', [key]);
    expect(rows).toEqual([{ agency_id: 'region' }]);
  });
});

describe('nothing crosses after a withdrawal', () => {
  it('that came before the delivery', async () => {
    const input = asked(await consentFor());
    await decide(input);
    await withdraw(input.consentId ?? '');
    expect(await delivery.deliver(await decisionEvent(input.disclosureId))).toBe(false);
    expect(await receivedOf(input.disclosureId)).toEqual([]);
  });
  it('that came between the gate and the copy’s commit', async () => {
    const input = asked(await consentFor());
    await decide(input);
    const execute = commands.execute.bind(commands);
    jest.spyOn(commands, 'execute').mockImplementation(async (command) => {
      if (command instanceof ReceiveCopy)
        await execute(new WithdrawConsent(world.meta(world.police), input.consentId ?? '', { scope: { kind: 'whole' }, alone: 'yes' }));
      return execute(command);
    });
    expect(await delivery.deliver(await decisionEvent(input.disclosureId))).toBe(false);
    expect(await receivedOf(input.disclosureId)).toEqual([]);
  });
  it('that came between the judgement and the decision’s commit; and it is the denial that stops it', async () => {
    const consentId = await consentFor();
    const reader = world.module.get(ConsentReader);
    jest.spyOn(reader, 'findOwn').mockResolvedValue((await reader.find(consentId)) as KnownConsent);
    await withdraw(consentId);
    expect(await slugOf(decide(asked(consentId)))).toBe('right-ended');
    expect(await openGrants(consentId)).toEqual([]);
    // Negative control: without the denial the late decision would have opened its grant.
    await world.owner.query('DELETE FROM access.consent_denials WHERE consent_id = $1', [consentId]);
    expect(await slugOf(decide(asked(consentId)))).toBe('done');
    expect(await openGrants(consentId)).toHaveLength(1);
  });
  it('nor after the consent has run out', async () => {
    const before = world.clock.now();
    const until = new Date(before.getTime() + 86_400_000);
    const late = asked(await consentFor(until.toISOString()));
    const inTime = asked(late.consentId);
    for (const input of [late, inTime]) await decide(input);
    expect(await delivery.deliver(await decisionEvent(inTime.disclosureId))).toBe(true); // control
    try {
      world.clock.set(until);
      expect(await delivery.deliver(await decisionEvent(late.disclosureId))).toBe(false);
    } finally {
      world.clock.set(before);
    }
    expect(await receivedOf(late.disclosureId)).toEqual([]);
    expect(await receivedOf(inTime.disclosureId)).toHaveLength(1);
  });
  it('of one recipient, which leaves the other’s', async () => {
    const consentId = await consentFor();
    await decide(asked(consentId));
    await decide(asked(consentId, { recipientFunction: 'boden-vald' }));
    expect(await openGrants(consentId)).toHaveLength(2);
    await withdraw(consentId, { kind: 'part', recipients: ['region-akut'] });
    expect(await openGrants(consentId)).toEqual([{ recipient_function: 'boden-vald', classes: ['reference', 'identity', 'risk'] }]);
    await withdraw(consentId, { kind: 'part', classes: ['risk'], recipients: ['boden-vald'] });
    expect(await openGrants(consentId)).toEqual([{ recipient_function: 'boden-vald', classes: ['reference', 'identity'] }]);
  });
});

describe('a disclosure that the rules refuse', () => {
  it('is recorded, answered with rule and reason, and answered so again', async () => {
    const input = asked(undefined);
    const who = world.meta(world.police);
    for (const attempt of [1, 2]) {
      const problem = await decide(input, who).catch((error: unknown) => error as Problem);
      expect({ attempt, ...(problem as Problem).extra }).toMatchObject({
        attempt,
        rule: 'osl-10-1-consent',
        detail: { sv: expect.stringMatching(/OSL 10:1/) },
      });
    }
    expect((await world.store.readStream(`disclosure-${input.disclosureId}`)).map(({ type }) => type)).toEqual([
      'coordination.DisclosureRefused',
    ]);
    const grants = await world.owner.query('SELECT 1 FROM access.grants WHERE grant_id = $1', [input.disclosureId]);
    expect(grants.rowCount).toBe(0);
  });
  it('goes nowhere without a recipient', async () => {
    expect(await slugOf(decide(asked(undefined, { recipientFunction: 'ingen' })))).toBe('function-unknown');
    expect(await slugOf(decide(asked(undefined, { recipientFunction: 'jouren' })))).toBe('function-not-connected');
    expect(await slugOf(decide(asked(undefined, { mode: 'standing' })))).toBe('invalid-input');
  });
  it('is not even judged for who has nothing to do with the record', async () => {
    const input = asked(undefined);
    expect(await slugOf(decide(input, world.meta(policeOfficer())))).toBe('not-found');
    expect(await world.store.readStream(`disclosure-${input.disclosureId}`)).toEqual([]);
  });
});
