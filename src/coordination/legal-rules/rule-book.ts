import { formerRules, shippedRules, type LegalGround, type RuleFile } from '#config/legal-grounds';

/** Every rule that this process knows, by id; a version never changes its words, so what is known stays true. */
const known = new Map<string, LegalGround[]>();

const learn = ({ grounds }: RuleFile): void => {
  for (const rule of grounds) {
    const versions = (known.get(rule.id) ?? []).filter(({ version }) => version !== rule.version);
    known.set(rule.id, [...versions, rule]);
  }
};
learn(formerRules);
learn(shippedRules);

/** Takes in rules that were in force once, or are now. Which are in force, LegalRules tells. */
export const remember = (file: RuleFile): void => learn(file);

/**
 * The rule as it was when a decision was made under it: none where this process does not know that version, never another one's words. The latest
 * known when nobody says which.
 */
export const ruleOf = (ground: string, ruleVersion: string | null): LegalGround | undefined => {
  const versions = known.get(ground) ?? [];
  return ruleVersion === null ? versions.at(-1) : versions.find((rule) => rule.version === ruleVersion);
};
