import { z } from 'zod';
import { CONCERN_DUTY, staysOpen } from './always-open.js';
import { groundShape, legalGroundSchema, legalLimitSchema, secrecyRuleSchema } from './schema.js';
import type { LegalGround, LegalLimit, SecrecyRule } from './schema.js';

/** All rules at one time: what opens (grounds), what closes whichever ground is chosen but necessity and the duty to report (limits), and what screens remind of. */
export interface RuleFile {
  readonly grounds: readonly LegalGround[];
  readonly limits: readonly LegalLimit[];
  readonly secrecy: readonly SecrecyRule[];
}
/** Whether a rule holds on this day (YYYY-MM-DD in Sweden); its last day is within. */
export const holdsOn = (rule: Pick<Dated, 'validFrom' | 'validUntil'>, day: string): boolean =>
  rule.validFrom <= day && day <= (rule.validUntil ?? '9999-12-31');

type Dated = { readonly id: string; readonly version: string; readonly validFrom: string; readonly validUntil?: string | undefined };

/** Two rules under one id may follow each other, never overlap: at each moment an id means one thing. */
const oneAtATime = (rules: readonly Dated[], context: z.core.$RefinementCtx): void => {
  for (const [index, rule] of rules.entries())
    for (const other of rules.slice(index + 1)) {
      if (rule.id !== other.id) continue;
      const overlap = rule.validFrom <= (other.validUntil ?? '9999-12-31') && other.validFrom <= (rule.validUntil ?? '9999-12-31');
      if (overlap) context.addIssue({ code: 'custom', message: `${rule.id}: two rules hold at the same time` });
      if (rule.version === other.version) context.addIssue({ code: 'custom', message: `${rule.id}: version ${rule.version} twice` });
    }
};
export const groundsSchema = z.array(legalGroundSchema).superRefine(oneAtATime);
export const limitsSchema = z.array(legalLimitSchema).superRefine(oneAtATime);
export const secrecySchema = z.array(secrecyRuleSchema);

/** A file from when `aboutChild` was yes or no, as it was meant: of a child alone, but for the concern report, which always told of the parents too. */
const lifted = (rule: unknown): unknown => {
  const { id, requires } = (rule ?? {}) as { id?: unknown; requires?: { aboutChild?: unknown } };
  if (typeof requires?.aboutChild !== 'boolean') return rule;
  const aboutChild = !requires.aboutChild ? 'no' : id === CONCERN_DUTY ? 'concerns' : 'only';
  return { ...(rule as object), requires: { ...requires, aboutChild } };
};

/** A limit on a ground that nobody wrote would close nothing, and look as if it did. */
const limitsKnownGrounds = ({ grounds, limits }: Pick<RuleFile, 'grounds' | 'limits'>, context: z.core.$RefinementCtx): void => {
  for (const [index, limit] of limits.entries())
    for (const id of limit.grounds ?? [])
      if (grounds.every((rule) => rule.id !== id))
        context.addIssue({ code: 'custom', path: ['limits', index, 'grounds'], message: `there is no ground ${id}` });
};
const ruleFileSchema = z
  .strictObject({
    grounds: z.array(z.preprocess(lifted, legalGroundSchema)).min(1).superRefine(oneAtATime).superRefine(staysOpen),
    limits: limitsSchema,
    secrecy: secrecySchema,
  })
  .superRefine(limitsKnownGrounds);
/** As it was when it was applied: read as it stands, never judged by rules of today. */
const storedSchema = z.object({
  grounds: z.array(z.preprocess(lifted, groundShape)),
  limits: z.array(legalLimitSchema),
  secrecy: secrecySchema,
});

/** Why a file can't be applied, one sentence for each fault, naming the rule. */
export class RuleFileFaults extends Error {
  constructor(readonly faults: readonly string[]) {
    super(faults.join('\n'));
  }
}

const TABLES: Readonly<Record<string, string>> = { grounds: 'Ground', limits: 'Limit', secrecy: 'Reminder' };
const sentence = (issue: z.core.$ZodIssue, file: unknown): string => {
  const [table, index, ...field] = issue.path;
  const rules = (file as Readonly<Record<string, readonly { id?: unknown }[] | undefined>> | null)?.[String(table)];
  const id = typeof index === 'number' ? rules?.[index]?.id : undefined;
  const named =
    typeof index === 'number' ? `${TABLES[String(table)] ?? 'Rule'} ${typeof id === 'string' ? id : `number ${index + 1}`}` : null;
  const where = [named ?? (table === undefined ? 'The file' : `List ${String(table)}`), field.map(String).join('.')]
    .filter(Boolean)
    .join(', ');
  return `${where}: ${issue.message.replace(/[.]$/, '')}.`;
};

/** A rule file as somebody wrote it. @throws RuleFileFaults with a sentence for each fault */
export const parseRuleFile = (file: unknown): RuleFile => {
  const parsed = ruleFileSchema.safeParse(file);
  if (parsed.success) return parsed.data;
  throw new RuleFileFaults(parsed.error.issues.map((issue) => sentence(issue, file)));
};
export const readStoredRules = (text: string): RuleFile => storedSchema.parse(JSON.parse(text));

export const RULE_CHANGES = ['added', 'ended', 'prolonged', 'removed'] as const;
export interface RuleChange {
  readonly change: (typeof RULE_CHANGES)[number];
  readonly table: 'ground' | 'limit' | 'reminder';
  readonly id: string;
  readonly version: string;
}

const withoutEnd = ({ validUntil: _, ...rule }: Dated): string => canonical(rule);
/** The same text for the same rule, in whatever order its fields stand. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([one], [other]) => one.localeCompare(other)))
      : inner,
  );

const changesIn = <T extends Dated>(
  table: RuleChange['table'],
  before: readonly T[],
  after: readonly T[],
  faults: string[],
): RuleChange[] => {
  const find = (rules: readonly T[], { id, version }: Dated): T | undefined =>
    rules.find((one) => one.id === id && one.version === version);
  const told = (change: RuleChange['change'], { id, version }: Dated): RuleChange => ({ change, table, id, version });
  return [
    ...after.flatMap((rule) => {
      const old = find(before, rule);
      if (!old) return [told('added', rule)];
      if (withoutEnd(old) !== withoutEnd(rule)) {
        faults.push(
          `Rule ${rule.id}: version ${rule.version} says something else than before. Decisions may rest on it, or it is shipped in other words: give the new wording a new version.`,
        );
        return [];
      }
      if (old.validUntil === rule.validUntil) return [];
      return [told((rule.validUntil ?? '9999-12-31') < (old.validUntil ?? '9999-12-31') ? 'ended' : 'prolonged', rule)];
    }),
    ...before.flatMap((rule) => (find(after, rule) ? [] : [told('removed', rule)])),
  ];
};
const dated = ({ secrecy }: RuleFile): (SecrecyRule & Dated)[] =>
  secrecy.map((rule) => ({ ...rule, version: canonical(rule), validFrom: '' }));

/**
 * Every rule that may have been in force here. What was applied stands first for its versions: a release may ship a version under a name that somebody here
 * had used, and that one was never in force. Any other version that is shipped, or was, may have been, before the first file was applied.
 */
export const knownRules = (applied: readonly RuleFile[], shipped: readonly RuleFile[]): readonly RuleFile[] => {
  const named = (table: 'grounds' | 'limits') => {
    const used = new Set(applied.flatMap((file) => file[table].map(({ id, version }) => `${id} ${version}`)));
    return ({ id, version }: Dated): boolean => used.has(`${id} ${version}`);
  };
  const [ground, limit] = [named('grounds'), named('limits')];
  const unused = (file: RuleFile): RuleFile => ({
    ...file,
    grounds: file.grounds.filter((rule) => !ground(rule)),
    limits: file.limits.filter((rule) => !limit(rule)),
  });
  return [...shipped.map(unused), ...applied];
};

/**
 * What a new file changes. `known`: every rule that ever held; a version once used keeps its words for ever, since decisions rest on it.
 * @throws RuleFileFaults when a version has changed its meaning
 */
export const diffRules = (before: RuleFile, after: RuleFile, known: readonly RuleFile[] = []): readonly RuleChange[] => {
  const faults: string[] = [];
  const changes = [
    ...changesIn('ground', before.grounds, after.grounds, faults),
    ...changesIn('limit', before.limits, after.limits, faults),
    ...changesIn('reminder', dated(before), dated(after), []).map((change) => ({ ...change, version: '-' })),
  ];
  for (const old of known) {
    changesIn('ground', old.grounds, after.grounds, faults);
    changesIn('limit', old.limits, after.limits, faults);
  }
  if (faults.length > 0) throw new RuleFileFaults([...new Set(faults)]);
  return changes;
};
