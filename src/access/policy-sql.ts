import type { Policy, SubjectType } from './policy.js';

export interface SqlCondition {
  readonly sql: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/**
 * Compiles the policy's rules for one action and subject into a WHERE clause. CASL's own order holds: a later rule prevails over an earlier one.
 * Columns must be NOT NULL in the door views; an unknown operator or fact throws, and so does a rule about certain fields: rows are selected whole, and
 * fields filtered by their class (field-filter.ts). No rule is ever dropped silently.
 * @param columns property of a fact → column or property path in the query
 */
export const compilePolicy = (
  policy: Policy,
  action: string,
  subject: SubjectType,
  columns: Readonly<Record<string, string>>,
): SqlCondition => {
  const parameters: Record<string, unknown> = {};
  const bind = (value: unknown): string => {
    const name = `policy${Object.keys(parameters).length}`;
    parameters[name] = value;
    return `:${name}`;
  };
  const column = (fact: string): string => {
    const name = columns[fact];
    if (!name) throw new Error(`the policy asks ${subject} about ${fact}, which its rows do not tell`);
    return name;
  };
  const comparison = (fact: string, wanted: unknown): string => {
    if (typeof wanted === 'string' || typeof wanted === 'boolean') return `${column(fact)} = ${bind(wanted)}`;
    const operators = Object.entries(wanted as Record<string, unknown>);
    if (operators.length !== 1) throw new Error(`one operator expected on ${fact}`);
    const [operator, value] = operators[0]!;
    if (operator === '$in' && Array.isArray(value)) return `${column(fact)} = ANY(${bind(value)})`;
    throw new Error(`the policy compiler does not know ${operator}`);
  };
  const condition = (conditions: Readonly<Record<string, unknown>> | undefined): string => {
    const parts = Object.entries(conditions ?? {}).map(([fact, wanted]) => comparison(fact, wanted));
    return parts.length === 0 ? 'TRUE' : parts.map((part) => `(${part})`).join(' AND ');
  };

  // Not rulesFor: asked without a field, it widens a permission of some fields to the row, and leaves out a prohibition of some.
  const rules = policy.possibleRulesFor(action, subject);
  const partial = rules.find(({ fields }) => fields !== undefined);
  if (partial) throw new Error(`the policy compiler does not know rules about fields (${subject}: ${partial.fields!.join(', ')})`);

  // The prevailing rule comes first; build from the weakest up.
  const sql = rules.toReversed().reduce((weaker, rule) => {
    const when = condition(rule.conditions as Record<string, unknown> | undefined);
    return rule.inverted ? `(NOT (${when}) AND ${weaker})` : `((${when}) OR ${weaker})`;
  }, 'FALSE');
  return { sql, parameters };
};
