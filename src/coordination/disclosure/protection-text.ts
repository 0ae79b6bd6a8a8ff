import type { LegalGround } from '#config/legal-grounds';
import type { AgencyKind } from '#libs/shared-kernel';
import { ruleOf } from '../legal-rules/index.js';

/** What protects the data at this kind of recipient, in words: secrecy does not follow the data (OSL 7:2). */
const protectionText = (
  ground: string,
  ruleVersion: string | null,
  kind: AgencyKind,
): { readonly sv: string; readonly en: string } | undefined => ruleOf(ground, ruleVersion)?.protectionAtRecipient[kind];

/** What binds the data where it came, by the rule as it was when the decision was made. */
export interface Limits {
  readonly protection: { readonly sv: string; readonly en: string } | null;
  /** Whether a party may see it there (OSL 10:3). */
  readonly partyMaySee: LegalGround['partyMaySee'] | null;
}
export const limitsOf = (ground: string, ruleVersion: string | null, kind: AgencyKind): Limits => ({
  protection: protectionText(ground, ruleVersion, kind) ?? null,
  partyMaySee: ruleOf(ground, ruleVersion)?.partyMaySee ?? null,
});

/** The wording of a reservation (OSL 10:14) among the opened words of a decision, or of what came: it binds nobody who never gets it. */
export const reservationIn = (words: unknown): string | undefined => {
  const { reservation } = (words ?? {}) as { readonly reservation?: unknown };
  return typeof reservation === 'string' && reservation !== '' ? reservation : undefined;
};
