import { isErased, isSealed, type Personal } from '#libs/shared-kernel';
import type { RiskAssessmentRow } from './risk.rows.js';

export interface RiskAssessmentView {
  readonly assessmentId: string;
  readonly caseId: string;
  readonly recordId: string;
  readonly personId: string;
  readonly occasion: string;
  readonly instrument: string;
  readonly instrumentVersion: string;
  /** Left out when erased, and in lists. */
  readonly answers?: Readonly<Record<string, string>>;
  readonly suggestedLevel: string;
  readonly level: string;
  readonly overrideReason?: string;
  readonly assessedOn: string;
  readonly reviewOn: string;
  readonly status: 'standing' | 'corrected' | 'retracted';
  /** Why it was corrected or retracted. */
  readonly reason: string | null;
  readonly assessedBy: string;
  readonly changedAt: string | null;
  /** Opaque. */
  readonly version: string;
}

const asOpen = <T>(value: Personal<T> | null): T | undefined => (value === null || isSealed(value) || isErased(value) ? undefined : value);

/** An assessment; sealed values that were not opened are left out. */
export const toRiskView = (row: RiskAssessmentRow, version: string): RiskAssessmentView => {
  const answers = asOpen(row.answers);
  const overrideReason = asOpen<string>(row.overrideReason);
  const { assessmentId, caseId, recordId, personId, occasion, instrument, instrumentVersion, suggestedLevel, level } = row;
  return {
    ...{ assessmentId, caseId, recordId, personId, occasion, instrument, instrumentVersion, suggestedLevel, level },
    ...(answers ? { answers } : {}),
    ...(overrideReason ? { overrideReason } : {}),
    assessedOn: row.assessedOn,
    reviewOn: row.reviewOn,
    status: row.status,
    reason: row.reason,
    assessedBy: row.assessedBy,
    changedAt: row.changedAt?.toISOString() ?? null,
    version,
  };
};

/** The assessment that holds now for each person: the last one made that was not retracted. Expects the newest first. */
export const latestByPerson = (newestFirst: readonly RiskAssessmentView[]): ReadonlyMap<string, RiskAssessmentView> => {
  const latest = new Map<string, RiskAssessmentView>();
  for (const one of newestFirst) if (one.status !== 'retracted' && !latest.has(one.personId)) latest.set(one.personId, one);
  return latest;
};
