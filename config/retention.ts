/**
 * How long a record is kept. Retention follows the record, so one person's data lives five years here and longer there.
 * Erasing public records needs a decision (gallring); a hold against a mandatory rule needs a ground of its own.
 * An agency's lawyer changes the rules in a file (RETENTION_FILE, docs/retention.md) or here; what was decided keeps the rule it was decided under.
 */
import { shippedHoldGrounds, shippedSamples } from './retention/exceptions.js';
import { parseRetentionFile, type RetentionFile } from './retention/rule-file.js';
import { shippedRetentionRules } from './retention/rules.js';

export { inForce, parseRetentionFile, RetentionFaults, type RetentionFile } from './retention/rule-file.js';
export {
  REFERENCE,
  SOURCE,
  type HoldGround,
  type RetentionConditions,
  type RetentionRule,
  type RetentionSample,
} from './retention/schema.js';

/** The rules as they are shipped: in force unless RETENTION_FILE names others. Throws when they contradict themselves: the program does not start. */
export const shippedRetention: RetentionFile = parseRetentionFile({
  rules: shippedRetentionRules,
  samples: shippedSamples,
  holdGrounds: shippedHoldGrounds,
});
