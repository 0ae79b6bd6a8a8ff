import { subject as about } from '@casl/ability';
import fc from 'fast-check';
import { Client } from 'pg';
import { AGENCY_KINDS, DUTIES, type Actor } from '#libs/shared-kernel';
import { compilePolicy } from './policy-sql.js';
import { policyFor, SUBJECTS, type Facts, type Policy } from './policy.js';

const COLUMNS = {
  ownerAgency: 'text',
  assigned: 'boolean',
  joined: 'boolean',
  locked: 'boolean',
  granted: 'boolean',
  emergency: 'boolean',
  released: 'boolean',
  functionId: 'text',
  senderAgency: 'text',
  senderFunction: 'text',
  recipientFunction: 'text',
  formerFunction: 'text',
  concernsAgency: 'text',
  staffId: 'text',
  unitId: 'text',
  asked: 'boolean',
  otherSide: 'boolean',
  byHead: 'boolean',
} as const satisfies Record<keyof Facts, string>;
const ACTIONS = [
  'read',
  'work',
  'open',
  'assign',
  'extend',
  'send-on',
  'withdraw',
  'answer',
  'acknowledge',
  'accept',
  'return',
  'request-information',
  'report-outcome',
  'reveal',
  'find',
  'locate',
  'approve',
  'end',
  'review',
  'target',
  'explain',
  'hand-over',
  'delay',
];
const AGENCIES = ['a', 'b'];
const FUNCTIONS = ['f1', 'f2', 'f3'];

const actors: fc.Arbitrary<Actor> = fc.record({
  staffId: fc.constant('s'),
  agencyId: fc.constantFrom(...AGENCIES),
  agencyKind: fc.constantFrom(...AGENCY_KINDS),
  unitId: fc.constant('u'),
  duty: fc.constantFrom(...DUTIES),
  functions: fc.subarray(FUNCTIONS),
  standsInFor: fc.constant([]),
  onCall: fc.boolean(),
});
const facts = fc.record({
  ownerAgency: fc.constantFrom(...AGENCIES),
  assigned: fc.boolean(),
  joined: fc.boolean(),
  locked: fc.boolean(),
  granted: fc.boolean(),
  emergency: fc.boolean(),
  released: fc.boolean(),
  functionId: fc.constantFrom(...FUNCTIONS),
  senderAgency: fc.constantFrom(...AGENCIES),
  senderFunction: fc.constantFrom(...FUNCTIONS),
  recipientFunction: fc.constantFrom(...FUNCTIONS),
  formerFunction: fc.constantFrom('', ...FUNCTIONS),
  concernsAgency: fc.constantFrom(...AGENCIES),
  staffId: fc.constantFrom('s', 'someone-else'),
  unitId: fc.constantFrom('u', 'another-unit', ''),
  asked: fc.boolean(),
  otherSide: fc.boolean(),
  byHead: fc.boolean(),
});

/** TypeORM's named parameters as node-postgres's numbered ones. */
const numbered = (sql: string, parameters: Readonly<Record<string, unknown>>): { text: string; values: unknown[] } => {
  const values: unknown[] = [];
  const text = sql.replace(/:(policy\d+)/g, (_, name: string) => `$${values.push(parameters[name])}`);
  return { text, values };
};
const identity = Object.fromEntries(Object.keys(COLUMNS).map((name) => [name, `"${name}"`]));

describe('the policy compiled to SQL', () => {
  let client: Client;
  beforeAll(async () => {
    client = new Client({ connectionString: process.env['TEST_SUPERUSER_URL']! });
    await client.connect();
    await client.query(
      `CREATE TEMP TABLE facts (${Object.entries(COLUMNS)
        .map(([name, type]) => `"${name}" ${type} NOT NULL`)
        .join(', ')}, n int)`,
    );
  });
  afterAll(() => client.end());

  const fill = async (rows: readonly Facts[]): Promise<void> => {
    await client.query('TRUNCATE facts');
    await client.query(
      `INSERT INTO facts SELECT x.* FROM json_to_recordset($1) AS x(${Object.entries(COLUMNS)
        .map(([name, type]) => `"${name}" ${type}`)
        .join(', ')}, n int)`,
      [JSON.stringify(rows.map((row, n) => ({ ...row, n })))],
    );
  };
  const selected = async (policy: Policy, action: string, subject: (typeof SUBJECTS)[number]): Promise<number[]> => {
    const { sql, parameters } = compilePolicy(policy, action, subject, identity);
    const { text, values } = numbered(sql, parameters);
    return (await client.query<{ n: number }>(`SELECT n FROM facts WHERE ${text} ORDER BY n`, values)).rows.map(({ n }) => n);
  };

  it('selects exactly the rows that CASL allows, for every duty, action and subject', async () => {
    const rows = fc.sample(facts, { numRuns: 400, seed: 7 });
    await fill(rows);
    let decisions = 0;
    let allowed = 0;
    await fc.assert(
      fc.asyncProperty(actors, fc.constantFrom(...ACTIONS), fc.constantFrom(...SUBJECTS), async (actor, action, subject) => {
        const policy = policyFor(actor);
        const expected = rows.flatMap((row, n) => (policy.can(action, about(subject, { ...row })) ? [n] : []));
        decisions += rows.length;
        allowed += expected.length;
        expect(await selected(policy, action, subject)).toEqual(expected);
      }),
      { numRuns: 500, seed: 11 },
    );
    expect(allowed).toBeGreaterThan(1000); // a policy that allows nothing would pass
    expect(decisions - allowed).toBeGreaterThan(1000);
  });

  it('never selects a locked row, whatever the duty', async () => {
    const rows = fc.sample(facts, { numRuns: 200, seed: 3 }).map((row) => ({ ...row, locked: true }));
    await fill(rows);
    const cases = SUBJECTS.filter((subject) => !['AuditRecord', 'Organisation', 'OperatingState', 'Statistics'].includes(subject));
    // What one did oneself one explains, also where the case is closed to one: it says nothing of the case.
    const actions = ACTIONS.filter((action) => action !== 'explain');
    await fc.assert(
      fc.asyncProperty(actors, fc.constantFrom(...actions), fc.constantFrom(...cases), async (actor, action, subject) =>
        expect(await selected(policyFor(actor), action, subject)).toEqual([]),
      ),
      { numRuns: 150, seed: 5 },
    );
  });

  it('is caught when a prohibition is dropped (negative control)', async () => {
    await fill([{ ...fc.sample(facts, { numRuns: 1, seed: 1 })[0]!, ownerAgency: 'a', assigned: true, locked: true }]);
    const actor = { ...fc.sample(actors, { numRuns: 1, seed: 1 })[0]!, agencyId: 'a', duty: 'caseworker' as const };
    const policy = policyFor(actor);
    const forgetful = {
      possibleRulesFor: (action: string, subject: (typeof SUBJECTS)[number]) =>
        policy.possibleRulesFor(action, subject).filter((rule) => !rule.inverted),
    } as unknown as Policy;
    expect(await selected(policy, 'read', 'Consent')).toEqual([]);
    expect(await selected(forgetful, 'read', 'Consent')).toEqual([0]);
  });

  it('throws on an operator or a fact that it does not know, rather than drop it', () => {
    const strange = (conditions: object): Policy => ({ possibleRulesFor: () => [{ inverted: false, conditions }] }) as unknown as Policy;
    expect(() => compilePolicy(strange({ ownerAgency: { $regex: '.*' } }), 'read', 'Plan', identity)).toThrow('$regex');
    expect(() => compilePolicy(strange({ shoeSize: 'x' }), 'read', 'Plan', identity)).toThrow('shoeSize');
    expect(() => compilePolicy(strange({ ownerAgency: { $in: ['a'], $ne: 'a' } }), 'read', 'Plan', identity)).toThrow('one operator');
    expect(compilePolicy(strange({ ownerAgency: 'a' }), 'read', 'Plan', identity).sql).toContain('ownerAgency');
  });
});
