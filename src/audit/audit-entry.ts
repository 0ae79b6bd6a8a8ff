import type { FieldClass } from '#libs/shared-kernel';

/** What was done. Named by the server, never taken from a client. */
export type AuditAction =
  | 'read'
  | 'list'
  | 'search'
  | 'export'
  | 'print'
  | 'reveal'
  | 'break-glass'
  | 'command'
  | 'login'
  | 'logout'
  | 'login-failed'
  | 'duty-chosen'
  | 'rights-changed';

/**
 * One line of the audit trail: who, as what, from which unit, when, what, about whom, on which ground, and whether it was allowed
 * (HSLF-FS 2016:40 4:9). Holds ids and classes, never copies of data, and survives erasure.
 */
export interface AuditEntry {
  readonly auditId: string;
  readonly at: string;
  readonly action: AuditAction;
  /** Which page or command: `case-chain`, `SendReferral`. */
  readonly operation: string;
  readonly outcome: 'allowed' | 'denied';
  readonly staffId: string | null;
  readonly duty: string | null;
  readonly agencyId: string | null;
  readonly unitId: string | null;
  readonly objectType: string;
  readonly objectId: string | null;
  readonly caseId: string | null;
  readonly recordId: string | null;
  /** Agencies whose facts were shown: their supervisors see the line too. */
  readonly ownerAgencies: readonly string[];
  readonly personIds: readonly string[];
  /** Ids of the rows that a list or a search showed. */
  readonly hits: readonly string[];
  readonly classes: readonly FieldClass[];
  readonly ground: string | null;
  readonly purpose: string | null;
  readonly correlationId: string;
  /** For a denial: the rule that refused. */
  readonly rule: string | null;
}
