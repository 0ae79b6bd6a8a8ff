import { gapRule, type GapKind } from '#config/gap-rules';
import { derivedId } from '#libs/shared-kernel';
import type { Gap, GapInput } from './gap.types.js';

export interface GapPlace {
  readonly laneAgency: string;
  readonly thingId: string;
  readonly href: string;
  /** What opened it: when the same thing opens a gap again, this is another. */
  readonly since: string;
  readonly name?: { readonly sv: string; readonly en: string };
}

/** The gap by its rule (config/gap-rules.ts), with what the own agency has said of it; none where the county has left the rule out. */
export const gapsOf = (kind: GapKind, { record, acknowledged }: GapInput, { since, name, ...where }: GapPlace): Gap[] => {
  const rule = gapRule(kind);
  if (!rule) return [];
  const gapId = derivedId('gap', record.recordId, kind, where.thingId, since);
  const { sv, en } = rule.text;
  const text = { sv: sv.replace('{{name}}', name?.sv ?? ''), en: en.replace('{{name}}', name?.en ?? '') };
  const known = acknowledged.find((one) => one.gapId === gapId) ?? null;
  return [{ ...where, gapId, kind, text, why: rule.why, source: rule.source, acknowledged: known }];
};
