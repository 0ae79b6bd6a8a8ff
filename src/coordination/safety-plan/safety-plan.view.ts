import { isErased, isSealed, type Personal } from '#libs/shared-kernel';
import type { SafetyPlanRow } from './safety-plan.rows.js';

export interface SafetyPlanView {
  readonly safetyPlanId: string;
  readonly recordId: string;
  readonly caseId: string;
  readonly personId: string;
  readonly madeOn: string;
  readonly reviewOn: string;
  readonly madeTogether: boolean;
  readonly warningSigns: readonly string[];
  readonly steps: readonly string[];
  readonly contacts: readonly { readonly name: string; readonly way: string }[];
  readonly places: readonly string[];
  /** The places do not show, since somebody on that side of the case is protected. They stay unless others are written. */
  readonly placesWithheld: boolean;
  /** The words are gone, by rule or decision. */
  readonly erased: boolean;
  readonly endedOn: string | null;
  readonly endedReason: string | null;
  readonly savedBy: string;
  /** Opaque, for If-Match. */
  readonly version: string;
}

const listOf = <T>(value: Personal<readonly T[]>): readonly T[] => (isSealed(value) || isErased(value) ? [] : value);

/** A safety plan as the owner's staff see it. The row comes opened. */
export const toSafetyPlanView = (row: SafetyPlanRow, version: string, placesWithheld = false): SafetyPlanView => ({
  safetyPlanId: row.safetyPlanId,
  recordId: row.recordId,
  caseId: row.caseId,
  personId: row.personId,
  madeOn: row.madeOn,
  reviewOn: row.reviewOn,
  madeTogether: row.madeTogether,
  warningSigns: listOf(row.warningSigns),
  steps: listOf(row.steps),
  contacts: listOf(row.contacts),
  places: listOf(row.places),
  placesWithheld,
  erased: isErased(row.steps),
  endedOn: row.endedOn,
  endedReason: row.endedReason,
  savedBy: row.savedBy,
  version,
});
