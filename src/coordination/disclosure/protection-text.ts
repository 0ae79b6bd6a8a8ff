import { legalGrounds, type LegalGround } from '#config/legal-grounds';
import type { AgencyKind } from '#libs/shared-kernel';

/** The rule as it was when a decision was made under it; today's when the file no longer holds that version. */
export const ruleOf = (ground: string, ruleVersion: string | null): LegalGround | undefined => {
  const versions = legalGrounds.filter((rule) => rule.id === ground);
  return versions.find((rule) => rule.version === ruleVersion) ?? versions.at(-1);
};

/** What protects the data at this kind of recipient, in words: secrecy does not follow the data (OSL 7:2). */
export const protectionText = (
  ground: string,
  ruleVersion: string | null,
  kind: AgencyKind,
): { readonly sv: string; readonly en: string } | undefined => ruleOf(ground, ruleVersion)?.protectionAtRecipient[kind];
