import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ServiceKeys } from '#libs/privacy';
import { Directory, readCursor, ReadDoor, type RequestContext } from '#src/access/index';
import { AuditLines } from '#src/audit/index';
import { RecordRow } from '#src/coordination/index';
import { auditLine } from './audit-line.js';
import { AuditRecordRow } from './audit-trail.rows.js';
import type { AuditPage } from './read-audit-trail.js';

const PAGE = 50;
const CURSOR = 'case-log-cursors';

/**
 * Läslogg: who has read in a case, for those who work with it in their own agency. Colleagues by name; another agency by duty and agency only,
 * and only where it was shown the own agency's facts. Refused attempts are for the supervisor (row-level security lets through no others).
 */
export class ReadCaseLog extends Query<AuditPage> {
  constructor(
    readonly context: RequestContext,
    readonly caseId: string,
    readonly cursor?: string,
  ) {
    super();
  }
}

@QueryHandler(ReadCaseLog)
export class ReadCaseLogHandler implements IQueryHandler<ReadCaseLog> {
  constructor(
    private readonly door: ReadDoor,
    private readonly directory: Directory,
    private readonly keys: ServiceKeys,
    private readonly lines: AuditLines,
  ) {}

  async execute({ context, caseId, cursor }: ReadCaseLog): Promise<AuditPage> {
    const before = await readCursor(this.keys, CURSOR, cursor);
    const rows = await this.door.read(
      context,
      { action: 'read', operation: 'case-log', objectType: 'Case', objectId: caseId, caseId },
      async (tx) => {
        const record = await tx.one(RecordRow, 'Record', { caseId });
        const found = await tx.find(AuditRecordRow, 'AuditRecord', {
          where: { caseId },
          order: { number: 'DESC' },
          limit: PAGE + 1,
          ...(before === undefined ? {} : { after: { column: 'number', value: before, direction: '<' } }),
        });
        tx.note({ hits: found.slice(0, PAGE).map(({ auditId }) => auditId), owners: [record.ownerAgency], classes: ['reference'] });
        return found;
      },
    );
    const shown = rows.slice(0, PAGE);
    return {
      items: await Promise.all(shown.map((row) => auditLine(row, this.directory, this.lines))),
      ...(rows.length > PAGE ? { next: await this.keys.encrypt(CURSOR, shown.at(-1)!.number) } : {}),
    };
  }
}
