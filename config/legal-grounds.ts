/**
 * The legal grounds for disclosure, as dated data. An agency's lawyer can change every rule here: raise the rule's `version`,
 * or close the old one with `validUntil` and add a new one under the same id. Past decisions keep the version they were made
 * under. This is not legal advice; rules marked `toVerify` could not be read at their source.
 */
import { assessmentGrounds } from './legal-grounds/assessment.js';
import { careGrounds } from './legal-grounds/care.js';
import { consentGrounds } from './legal-grounds/consent.js';
import { crimeGrounds } from './legal-grounds/crime.js';
import { dutyGrounds } from './legal-grounds/duties.js';
import { formerGrounds, formerLimits } from './legal-grounds/former.js';
import { limits } from './legal-grounds/limits.js';
import { groundsSchema, limitsSchema, secrecySchema, type RuleFile } from './legal-grounds/rule-file.js';
import { legalGroundSchema, legalLimitSchema, type LegalGround, type LegalLimit, type SecrecyRule } from './legal-grounds/schema.js';
import { secrecy } from './legal-grounds/secrecy.js';

export * from './legal-grounds/labels.js';
export { closedAmong, CONCERN_DUTY, NECESSITY } from './legal-grounds/always-open.js';
export { diffRules, holdsOn, knownRules, parseRuleFile, readStoredRules, RULE_CHANGES, RuleFileFaults } from './legal-grounds/rule-file.js';
export type { RuleChange, RuleFile } from './legal-grounds/rule-file.js';
export { ABOUT_ONE_PERSON, CIRCUMSTANCES, CRIME_GRADES, DOCUMENTATION_KINDS, SHELTER_ANSWERS } from './legal-grounds/schema.js';
export type {
  Circumstance,
  CrimeGrade,
  DisclosureMode,
  DocumentationKind,
  LegalGround,
  LegalGroundInput,
  LegalLimit,
  PersonFieldName,
  SecrecyRule,
} from './legal-grounds/schema.js';

/** Reads a rule file. Throws zod's error, naming the rule, when it is malformed or contradicts itself. */
export const parseLegalGrounds = (rules: unknown): readonly LegalGround[] => groundsSchema.parse(rules);

export const legalGrounds = parseLegalGrounds([...consentGrounds, ...assessmentGrounds, ...careGrounds, ...crimeGrounds, ...dutyGrounds]);
export const legalLimits: readonly LegalLimit[] = limitsSchema.parse(limits);
export const secrecyRules: readonly SecrecyRule[] = secrecySchema.parse(secrecy);
/** The rules as they are shipped: in force until an operator applies others (`npm run rules:apply`). */
export const shippedRules: RuleFile = { grounds: legalGrounds, limits: legalLimits, secrecy: secrecyRules };
/** What was shipped once: known, so that past decisions are shown as they were and a version never changes its words, and in force nowhere. */
export const formerRules: RuleFile = {
  grounds: formerGrounds.map((rule) => legalGroundSchema.parse(rule)),
  limits: formerLimits.map((rule) => legalLimitSchema.parse(rule)),
  secrecy: [],
};
