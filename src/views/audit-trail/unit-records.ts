import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ServiceKeys } from '#libs/privacy';
import { Directory, readCursor, ReadDoor, type ReadTransaction, type RequestContext } from '#src/access/index';
import { RecordRow } from '#src/coordination/index';

export interface UnitRecord {
  readonly recordId: string;
  readonly caseId: string;
  readonly functionName: string;
  readonly status: 'open' | 'closed';
  readonly openedAt: string;
  readonly assigned: readonly { readonly staffId: string; readonly name: string }[];
  /** Locked out by name. Who is kin is not told, not even here. */
  readonly lockedOut: readonly { readonly staffId: string; readonly name: string }[];
  /** Everybody assigned is a party or kin: nobody can work with it until somebody else is assigned. */
  readonly needsDiversion: boolean;
}
export interface UnitRecordsPage {
  readonly items: readonly UnitRecord[];
  readonly next?: string;
}

const PAGE = 100;
const CURSOR = 'unit-records-cursors';

/** The records of the functions that a supervisor heads, and who works with each. Never what stands in them, nor whom they are about. */
export class UnitRecords extends Query<UnitRecordsPage> {
  constructor(
    readonly context: RequestContext,
    readonly status: 'open' | 'closed',
    readonly cursor?: string,
  ) {
    super();
  }
}

interface Assignment {
  readonly record_id: string;
  readonly staff_id: string;
}
interface Conflict {
  readonly record_id: string;
  readonly locked_out: readonly string[];
  readonly stuck: boolean;
}
const CONFLICTS = 'SELECT record_id, locked_out, stuck FROM access.conflicts_in($1::uuid[])';

@QueryHandler(UnitRecords)
export class UnitRecordsHandler implements IQueryHandler<UnitRecords> {
  constructor(
    private readonly door: ReadDoor,
    private readonly directory: Directory,
    private readonly keys: ServiceKeys,
  ) {}

  async execute({ context, status, cursor }: UnitRecords): Promise<UnitRecordsPage> {
    const after = await readCursor(this.keys, CURSOR, cursor);
    const about = { action: 'list', operation: 'unit-records', objectType: 'Record' } as const;
    const { rows, assignments, conflicts } = await this.door.read(context, about, (tx) => this.rows(tx, status, after));
    const shown = rows.slice(0, PAGE);
    return {
      items: await Promise.all(shown.map((row) => this.record(row, assignments, conflicts))),
      ...(rows.length > PAGE ? { next: await this.keys.encrypt(CURSOR, shown.at(-1)!.recordId) } : {}),
    };
  }

  private async rows(
    tx: ReadTransaction,
    status: 'open' | 'closed',
    after: string | undefined,
  ): Promise<{ rows: RecordRow[]; assignments: Assignment[]; conflicts: Conflict[] }> {
    const rows = await tx.find(RecordRow, 'Record', {
      where: { status },
      order: { recordId: 'ASC' },
      limit: PAGE + 1,
      ...(after === undefined ? {} : { after: { column: 'recordId', value: after, direction: '>' } }),
    });
    const shown = rows.slice(0, PAGE).map(({ recordId }) => recordId);
    tx.note({ hits: shown, owners: [tx.context.actor.agencyId], classes: ['reference'] });
    const assignments = await tx.sql<Assignment>(
      'SELECT record_id, staff_id FROM access.assignments WHERE record_id = ANY ($1::uuid[]) AND access.lasts(ended_at) ORDER BY staff_id',
      [shown],
    );
    return { rows, assignments, conflicts: await tx.sql<Conflict>(CONFLICTS, [shown]) };
  }

  private async record(row: RecordRow, assignments: readonly Assignment[], conflicts: readonly Conflict[]): Promise<UnitRecord> {
    const staff = assignments.filter((one) => one.record_id === row.recordId).map((one) => one.staff_id);
    const conflict = conflicts.find((one) => one.record_id === row.recordId);
    const named = (ids: readonly string[]) =>
      Promise.all(ids.map(async (staffId) => ({ staffId, name: (await this.directory.staffById(staffId))?.name ?? staffId })));
    return {
      recordId: row.recordId,
      caseId: row.caseId,
      functionName: (await this.directory.functionById(row.functionId))?.name ?? row.functionId,
      status: row.status,
      openedAt: row.openedAt.toISOString(),
      assigned: await named(staff),
      lockedOut: await named(conflict?.locked_out ?? []),
      needsDiversion: row.status === 'open' && conflict?.stuck === true,
    };
  }
}
