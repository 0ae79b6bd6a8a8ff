import { AbilityBuilder, createMongoAbility } from '@casl/ability';
import { compilePolicy } from './policy-sql.js';
import type { Policy } from './policy.js';

const COLUMNS = { ownerAgency: 'row.owner', assigned: 'row.assigned', functionId: 'row.function', locked: 'row.locked' };
interface Rule {
  readonly inverted: boolean;
  readonly conditions?: object;
}
/** The prevailing rule first, as CASL answers. */
const compiled = (...rules: Rule[]): ReturnType<typeof compilePolicy> =>
  compilePolicy({ possibleRulesFor: () => rules } as unknown as Policy, 'read', 'Plan', COLUMNS);
const can = (conditions?: object): Rule => ({ inverted: false, ...(conditions ? { conditions } : {}) });
const cannot = (conditions: object): Rule => ({ inverted: true, conditions });

describe('a policy as SQL', () => {
  it('allows nothing without a rule', () => expect(compiled()).toEqual({ sql: 'FALSE', parameters: {} }));
  it('binds every value; none stands in the text', () =>
    expect(compiled(can({ ownerAgency: "x' OR TRUE --", assigned: true }))).toEqual({
      sql: '(((row.owner = :policy0) AND (row.assigned = :policy1)) OR FALSE)',
      parameters: { policy0: "x' OR TRUE --", policy1: true },
    }));
  it('asks membership by one array', () =>
    expect(compiled(can({ functionId: { $in: ['a', 'b'] } }))).toEqual({
      sql: '(((row.function = ANY(:policy0))) OR FALSE)',
      parameters: { policy0: ['a', 'b'] },
    }));
  it('takes a rule without conditions as it stands', () => expect(compiled(can()).sql).toBe('((TRUE) OR FALSE)'));
  it('lets the later rule prevail: a prohibition stands outside all that is allowed before it', () => {
    expect(compiled(cannot({ locked: true }), can({ assigned: true }), can({ ownerAgency: 'a' }))).toEqual({
      sql: '(NOT ((row.locked = :policy2)) AND (((row.assigned = :policy1)) OR (((row.owner = :policy0)) OR FALSE)))',
      parameters: { policy0: 'a', policy1: true, policy2: true },
    });
    expect(compiled(can({ assigned: true }), cannot({ locked: true })).sql).toBe(
      '(((row.assigned = :policy1)) OR (NOT ((row.locked = :policy0)) AND FALSE))',
    );
  });
  it.each<[string, object, string]>([
    ['an operator that it does not know', { ownerAgency: { $ne: 'a' } }, 'the policy compiler does not know $ne'],
    ['membership in what is no list', { ownerAgency: { $in: 'a' } }, 'the policy compiler does not know $in'],
    ['another operator over a list', { ownerAgency: { $nin: ['a'] } }, 'the policy compiler does not know $nin'],
    ['two operators at once', { ownerAgency: { $in: ['a'], $ne: 'a' } }, 'one operator expected on ownerAgency'],
    ['no operator', { ownerAgency: {} }, 'one operator expected on ownerAgency'],
    ['a fact that the rows do not tell', { shoeSize: 'x' }, 'the policy asks Plan about shoeSize, which its rows do not tell'],
  ])('throws at %s, and never drops it', (_, conditions, message) => expect(() => compiled(can(conditions))).toThrow(message));

  const built = (rules: (of: AbilityBuilder<Policy>) => void): ReturnType<typeof compilePolicy> => {
    const of = new AbilityBuilder<Policy>(createMongoAbility);
    rules(of);
    return compilePolicy(of.build(), 'read', 'Plan', COLUMNS);
  };
  it('throws at a permission of some fields: it would be read as one of the whole row', () =>
    expect(() => built(({ can }) => can('read', 'Plan', ['goals'], { ownerAgency: 'a' }))).toThrow('rules about fields (Plan: goals)'));
  it.each(['Plan', 'all'])('throws at a prohibition of some fields of %s: it would not be asked at all', (subject) =>
    expect(() =>
      built(({ can, cannot }) => {
        can('read', 'Plan', { ownerAgency: 'a' });
        cannot('manage', subject as 'Plan', ['summary'], { locked: true });
      }),
    ).toThrow('rules about fields (Plan: summary)'),
  );
  it('takes the same rules about the whole row, of the subject and of all', () =>
    expect(
      built(({ can, cannot }) => {
        can('read', 'Plan', { ownerAgency: 'a' });
        cannot('manage', 'all' as 'Plan', { locked: true });
      }).sql,
    ).toBe('(NOT ((row.locked = :policy1)) AND (((row.owner = :policy0)) OR FALSE))'));
});
