import type { FieldClass } from '#libs/shared-kernel';
import type { Directory } from '#src/access/index';
import type { AuditLines } from '#src/audit/index';
import type { AuditRecordRow } from './audit-trail.rows.js';

/** Who acted: by name in the own agency; elsewhere the duty and the agency, whose own review it is to know who. */
export interface AuditWho {
  readonly own: boolean;
  readonly staffId: string | null;
  readonly name: string | null;
  readonly duty: string;
  readonly agencyId: string;
  readonly agencyName: string;
  readonly unitId: string | null;
  /** Named in the own agency alone. */
  readonly unitName: string | null;
}

/** A line of the trail as it leaves the system. Ids and classes, never the data that was shown. */
export interface AuditLine {
  readonly auditId: string;
  readonly at: string;
  readonly who: AuditWho;
  readonly action: string;
  readonly operation: string;
  readonly objectType: string;
  readonly objectId: string | null;
  readonly caseId: string | null;
  /** The own agency's, where one of its staff acted in it. */
  readonly recordId: string | null;
  readonly personIds: readonly string[];
  /** How many rows a list or a search showed. */
  readonly hits: number;
  readonly classes: readonly FieldClass[];
  readonly ground: readonly string[];
  readonly purpose: string | null;
  readonly outcome: 'allowed' | 'denied';
  readonly rule: string | null;
}

export const auditLine = async (
  row: AuditRecordRow,
  directory: Pick<Directory, 'agencyName' | 'staffById' | 'unitName'>,
  lines: Pick<AuditLines, 'purposeOf'>,
): Promise<AuditLine> => ({
  auditId: row.auditId,
  at: row.at.toISOString(),
  who: {
    own: row.own,
    staffId: row.own ? row.staffId : null,
    name: row.own && row.staffId ? ((await directory.staffById(row.staffId))?.name ?? null) : null,
    duty: row.duty,
    agencyId: row.agencyId,
    agencyName: row.agencyId ? await directory.agencyName(row.agencyId) : '',
    unitId: row.unitId,
    unitName: row.own && row.unitId ? await directory.unitName(row.unitId) : null,
  },
  action: row.action,
  operation: row.operation,
  objectType: row.objectType,
  objectId: row.objectId,
  caseId: row.caseId,
  recordId: row.recordId,
  personIds: row.personIds,
  hits: row.hits.length,
  classes: row.classes,
  ground: row.ground?.split(',').filter(Boolean) ?? [],
  purpose: await lines.purposeOf(row.auditId, row.purpose),
  outcome: row.outcome,
  rule: row.rule,
});
