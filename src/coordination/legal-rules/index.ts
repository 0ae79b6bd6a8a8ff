import type { RoomPart } from '#src/access/index';
import { ApplyRulesHandler } from './apply-rules.js';
import { LegalRules } from './legal-rules.js';
import { rulesEvents } from './rules.events.js';

export { ApplyRules } from './apply-rules.js';
export { LegalRules } from './legal-rules.js';
export { ruleOf } from './rule-book.js';

/** The rules that decide on disclosure: which are in force, and which were when a decision was made. */
export const legalRulesParts: RoomPart = {
  controllers: [],
  providers: [LegalRules, ApplyRulesHandler],
  events: [rulesEvents],
};
