import { z } from 'zod';
import { RULE_CHANGES } from '#config/legal-grounds';
import { defineEvent, open, sealed, type EventUnion } from '#libs/shared-kernel';

/** The rules that decide on disclosure, as somebody put them in force. Stored for ever: past decisions rest on what stands here. */
export const rulesEvents = {
  applied: defineEvent('coordination.LegalRulesApplied', 1, {
    /** The whole rule file as JSON: what an earlier decision was made under can always be read. */
    file: open('reference', z.string().min(2)),
    changes: open(
      'reference',
      z.array(
        z.strictObject({
          change: z.enum(RULE_CHANGES),
          table: z.enum(['ground', 'limit', 'reminder']),
          ruleId: z.string().min(1),
          ruleVersion: z.string().min(1),
        }),
      ),
    ),
    /** Who decided it, and why: an agency's lawyer. */
    decision: sealed('free-text', z.string().min(10).max(2000)),
  }),
};
export type RulesEvent = EventUnion<typeof rulesEvents>;
