import type { AgencyKind } from '#libs/shared-kernel';
import { ruleOf } from '../legal-rules/index.js';

/** What protects the data at this kind of recipient, in words: secrecy does not follow the data (OSL 7:2). */
export const protectionText = (
  ground: string,
  ruleVersion: string | null,
  kind: AgencyKind,
): { readonly sv: string; readonly en: string } | undefined => ruleOf(ground, ruleVersion)?.protectionAtRecipient[kind];
