import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { statusOn, type Proceeding } from '#libs/proceeding';
import { isErased, isSealed, swedishDate, type FieldClass } from '#libs/shared-kernel';
import { ReadDoor, VersionTokens, type ReadTransaction, type RequestContext } from '#src/access/index';
import { Proceedings, type Declared } from '../own-proceedings.js';
import { ProceedingRow } from '../proceeding.rows.js';

export interface ProceedingView {
  readonly proceedingId: string;
  /** Which proceeding it is: `contact-ban`. */
  readonly proceeding: string;
  readonly caseId: string;
  readonly recordId: string;
  readonly personId: string;
  readonly status: string;
  /** By the names of the proceeding's facts; what is not known is left out. */
  readonly facts: Readonly<Record<string, string | boolean>>;
  readonly note?: string;
  readonly changedBy: string;
  readonly changedAt: string;
  /** Opaque. */
  readonly version: string;
}

/** The own agency's proceedings in a case, the latest changed first. */
export class ProceedingsInCase extends Query<readonly ProceedingView[]> {
  constructor(
    readonly context: RequestContext,
    readonly caseId: string,
  ) {
    super();
  }
}

export class ReadProceeding extends Query<ProceedingView> {
  constructor(
    readonly context: RequestContext,
    readonly proceedingId: string,
  ) {
    super();
  }
}

@QueryHandler(ProceedingsInCase)
export class ProceedingsInCaseHandler implements IQueryHandler<ProceedingsInCase> {
  constructor(
    private readonly door: ReadDoor,
    private readonly versions: VersionTokens,
    private readonly proceedings: Proceedings,
  ) {}

  async execute({ context, caseId }: ProceedingsInCase): Promise<readonly ProceedingView[]> {
    const about = { action: 'list', operation: 'proceedings', objectType: 'Intervention', caseId } as const;
    return this.door.read(context, about, async (tx) => {
      const rows = await tx.find(ProceedingRow, 'Intervention', { where: { caseId }, order: { changedAt: 'DESC' } });
      return show(tx, this.versions, this.proceedings.of(context), rows);
    });
  }
}

@QueryHandler(ReadProceeding)
export class ReadProceedingHandler implements IQueryHandler<ReadProceeding> {
  constructor(
    private readonly door: ReadDoor,
    private readonly versions: VersionTokens,
    private readonly proceedings: Proceedings,
  ) {}

  async execute({ context, proceedingId }: ReadProceeding): Promise<ProceedingView> {
    const about = { action: 'read' as const, operation: 'proceeding', objectType: 'Intervention', objectId: proceedingId };
    return this.door.read(context, about, async (tx) => {
      const row = await tx.one(ProceedingRow, 'Intervention', { proceedingId });
      const [view] = await show(tx, this.versions, this.proceedings.of(context), [row]);
      return view as ProceedingView;
    });
  }
}

const classesOf = ({ facts }: Proceeding): readonly FieldClass[] => Object.values(facts).map((fact) => fact.class);

/** Opens the notes, and notes what is shown. */
const show = async (
  tx: ReadTransaction,
  versions: VersionTokens,
  declared: readonly Declared[],
  rows: readonly ProceedingRow[],
): Promise<readonly ProceedingView[]> => {
  const names = new Set(rows.map(({ proceeding }) => proceeding));
  const today = swedishDate(tx.context.now);
  const runsOutOf = (name: string) => declared.find(({ table }) => table.name === name)?.table.runsOut;
  const classes = declared.filter(({ table }) => names.has(table.name)).flatMap(({ table }) => classesOf(table));
  tx.note({
    hits: rows.map(({ proceedingId }) => proceedingId),
    classes: rows.length > 0 ? [...new Set<FieldClass>([...classes, 'free-text'])] : [],
    persons: rows.map(({ personId }) => personId),
    owners: rows.map(({ ownerAgency }) => ownerAgency),
  });
  const opened = await tx.open(rows);
  return Promise.all(
    opened.map(
      async ({ note, changedAt, revision, ownerAgency: _owner, endsOn: _endsOn, assigned: _assigned, locked: _locked, ...row }) => ({
        ...row,
        status: statusOn(runsOutOf(row.proceeding), row.status, row.facts, today),
        ...(note === null || isSealed(note) || isErased(note) ? {} : { note }),
        changedAt: changedAt.toISOString(),
        version: await versions.version(tx.context.actor, `${row.proceeding}-${row.proceedingId}`, revision),
      }),
    ),
  );
};
