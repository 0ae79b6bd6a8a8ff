import { QueryHandler, Query, type IQueryHandler } from '@nestjs/cqrs';
import { ServiceKeys } from '#libs/privacy';
import { endOfSwedishDay, startOfSwedishDay } from '#libs/shared-kernel';
import { Directory, readCursor, ReadDoor, type ReadTransaction, type RequestContext, type Selection } from '#src/access/index';
import { AuditLines } from '#src/audit/index';
import type { AuditFilter } from './audit-filter.js';
import { AuditRecordRow } from './audit-trail.rows.js';
import { auditLine, type AuditLine } from './audit-line.js';

export interface AuditPage {
  readonly items: readonly AuditLine[];
  readonly next?: string;
}

const PAGE = 50;
const EXPORT = 5_000;
const CURSOR = 'audit-cursors';

/** The trail of the own agency: what its staff did, and who elsewhere was shown its facts. Reading it leaves a line of its own. */
export class ReadAuditTrail extends Query<AuditPage> {
  constructor(
    readonly context: RequestContext,
    readonly filter: AuditFilter,
    readonly how: 'list' | 'export' = 'list',
  ) {
    super();
  }
}

@QueryHandler(ReadAuditTrail)
export class ReadAuditTrailHandler implements IQueryHandler<ReadAuditTrail> {
  constructor(
    private readonly door: ReadDoor,
    private readonly directory: Directory,
    private readonly keys: ServiceKeys,
    private readonly lines: AuditLines,
  ) {}

  async execute({ context, filter, how }: ReadAuditTrail): Promise<AuditPage> {
    const before = await readCursor(this.keys, CURSOR, filter.cursor);
    const limit = how === 'export' ? EXPORT : PAGE;
    const rows = await this.door.read(
      context,
      { action: how, operation: 'audit-trail', objectType: 'AuditRecord', ...(filter.caseId ? { caseId: filter.caseId } : {}) },
      (tx) => this.rows(tx, filter, limit, before),
    );
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      items: await Promise.all(shown.map((row) => auditLine(row, this.directory, this.lines))),
      ...(rows.length > limit && last ? { next: await this.keys.encrypt(CURSOR, last.number) } : {}),
    };
  }

  private async rows(tx: ReadTransaction, filter: AuditFilter, limit: number, before: string | undefined): Promise<AuditRecordRow[]> {
    const rows = await tx.find(AuditRecordRow, 'AuditRecord', {
      ...selection(filter),
      order: { number: 'DESC' },
      limit: limit + 1,
      ...(before === undefined ? {} : { after: { column: 'number', value: before, direction: '<' } }),
    });
    const shown = rows.slice(0, limit);
    tx.note({
      hits: shown.map(({ auditId }) => auditId),
      persons: shown.flatMap(({ personIds }) => personIds),
      owners: [tx.context.actor.agencyId],
      classes: ['reference'],
    });
    return rows;
  }
}

const selection = (filter: AuditFilter): Pick<Selection<AuditRecordRow>, 'where' | 'and'> => ({
  where: {
    ...(filter.staffId ? { staffId: filter.staffId } : {}),
    ...(filter.caseId ? { caseId: filter.caseId } : {}),
    ...(filter.unitId ? { unitId: filter.unitId } : {}),
    ...(filter.outcome ? { outcome: filter.outcome } : {}),
    ...(filter.action ? { action: filter.action } : {}),
  },
  and: [
    ...(filter.from ? [{ column: 'at' as const, operator: '>=' as const, value: startOfSwedishDay(filter.from) }] : []),
    ...(filter.to ? [{ column: 'at' as const, operator: '<' as const, value: endOfSwedishDay(filter.to) }] : []),
    ...(filter.personId ? [{ column: 'personIds' as const, operator: 'has' as const, value: filter.personId }] : []),
  ],
});
