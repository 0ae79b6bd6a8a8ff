import { shippedRules, type LegalGround, type RuleFile } from '#config/legal-grounds';

/** Every rule that this process knows, by id; a version never changes its words, so what is known stays true. */
const known = new Map<string, LegalGround[]>();
let current: RuleFile = shippedRules;

const learn = ({ grounds }: RuleFile): void => {
  for (const rule of grounds) {
    const versions = (known.get(rule.id) ?? []).filter(({ version }) => version !== rule.version);
    known.set(rule.id, [...versions, rule]);
  }
};
learn(shippedRules);

/** Takes in rules that were in force once, or are now. */
export const remember = (file: RuleFile, inForce: boolean): void => {
  learn(file);
  if (inForce) current = file;
};

/** The rules as this process last knew them: for forms. What decides asks LegalRules. */
export const rulesKnown = (): RuleFile => current;

/** The rule as it was when a decision was made under it; the latest known when nobody says which. */
export const ruleOf = (ground: string, ruleVersion: string | null): LegalGround | undefined => {
  const versions = known.get(ground) ?? [];
  return versions.find((rule) => rule.version === ruleVersion) ?? versions.at(-1);
};
