import { z } from 'zod';
import { holdGroundSchema, retentionRuleSchema, retentionSampleSchema } from './schema.js';

interface Dated {
  readonly id: string;
  readonly version: string;
  readonly validFrom: string;
  readonly validUntil?: string | undefined;
}

/** Two rules under one id may follow each other, never overlap: at each moment an id means one thing. */
const oneAtATime = (rules: readonly Dated[], context: z.core.$RefinementCtx): void => {
  for (const [index, rule] of rules.entries())
    for (const other of rules.slice(index + 1)) {
      if (rule.id !== other.id) continue;
      if (rule.version === other.version) context.addIssue({ code: 'custom', message: `${rule.id}: version ${rule.version} twice` });
      if (inForce(rule, other.validFrom) || inForce(other, rule.validFrom))
        context.addIssue({ code: 'custom', message: `${rule.id}: two rules hold at the same time` });
    }
};

const retentionFileSchema = z.strictObject({
  rules: z.array(retentionRuleSchema).min(1).superRefine(oneAtATime),
  samples: z.array(retentionSampleSchema).superRefine(oneAtATime),
  holdGrounds: z.array(holdGroundSchema).min(1).superRefine(oneAtATime),
});
export type RetentionFile = Readonly<z.infer<typeof retentionFileSchema>>;

/** Why a retention file cannot be used, a sentence for each fault. */
export class RetentionFaults extends Error {
  constructor(readonly faults: readonly string[]) {
    super(`The retention rules cannot be used:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
  }
}

/** The rules as somebody wrote them. @throws RetentionFaults */
export const parseRetentionFile = (file: unknown): RetentionFile => {
  const parsed = retentionFileSchema.safeParse(file);
  if (parsed.success) return parsed.data;
  throw new RetentionFaults(parsed.error.issues.map(({ path, message }) => `${path.map(String).join('.') || 'The file'}: ${message}.`));
};

/** Whether it holds on a day (YYYY-MM-DD); the last day is included. */
export const inForce = ({ validFrom, validUntil }: Pick<Dated, 'validFrom' | 'validUntil'>, on: string): boolean =>
  validFrom <= on && on <= (validUntil ?? '9999-12-31');
