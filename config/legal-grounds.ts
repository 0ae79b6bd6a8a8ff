/**
 * The legal grounds for disclosure, as dated data. An agency's lawyer can change every rule here: raise the rule's `version`,
 * or close the old one with `validUntil` and add a new one under the same id. Past decisions keep the version they were made
 * under. This is not legal advice; rules marked `toVerify` could not be read at their source.
 */
import { z } from 'zod';
import { assessmentGrounds } from './legal-grounds/assessment.js';
import { careGrounds } from './legal-grounds/care.js';
import { consentGrounds } from './legal-grounds/consent.js';
import { crimeGrounds } from './legal-grounds/crime.js';
import { dutyGrounds } from './legal-grounds/duties.js';
import { limits } from './legal-grounds/limits.js';
import { legalGroundSchema, legalLimitSchema, secrecyRuleSchema } from './legal-grounds/schema.js';
import type { LegalGround, LegalLimit, SecrecyRule } from './legal-grounds/schema.js';
import { secrecy } from './legal-grounds/secrecy.js';

export * from './legal-grounds/labels.js';
export { CIRCUMSTANCES, CRIME_GRADES, DOCUMENTATION_KINDS } from './legal-grounds/schema.js';
export type {
  Circumstance,
  CrimeGrade,
  DisclosureMode,
  DocumentationKind,
  LegalGround,
  LegalGroundInput,
  LegalLimit,
  SecrecyRule,
} from './legal-grounds/schema.js';

/** Two rules under one id may follow each other, never overlap: at each moment a ground means one thing. */
const groundsSchema = z.array(legalGroundSchema).superRefine((rules, context) => {
  for (const [index, rule] of rules.entries())
    for (const other of rules.slice(index + 1)) {
      if (rule.id !== other.id) continue;
      const overlap = rule.validFrom <= (other.validUntil ?? '9999-12-31') && other.validFrom <= (rule.validUntil ?? '9999-12-31');
      if (overlap) context.addIssue({ code: 'custom', message: `${rule.id}: two rules hold at the same time` });
      if (rule.version === other.version) context.addIssue({ code: 'custom', message: `${rule.id}: version ${rule.version} twice` });
    }
});

/** Reads a rule file. Throws zod's error, naming the rule, when it is malformed or contradicts itself. */
export const parseLegalGrounds = (rules: unknown): readonly LegalGround[] => groundsSchema.parse(rules);

export const legalGrounds = parseLegalGrounds([...consentGrounds, ...assessmentGrounds, ...careGrounds, ...crimeGrounds, ...dutyGrounds]);
export const legalLimits: readonly LegalLimit[] = z.array(legalLimitSchema).parse(limits);
export const secrecyRules: readonly SecrecyRule[] = z.array(secrecyRuleSchema).parse(secrecy);
