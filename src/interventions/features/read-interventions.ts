import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { interventionKind } from '#config/interventions';
import { problems } from '#libs/http';
import { classOfTask } from '#libs/intervention';
import { isErased, isSealed, type FieldClass, type InterventionReason, type InterventionStatus } from '#libs/shared-kernel';
import { ReadDoor, VersionTokens, type ReadTransaction, type RequestContext } from '#src/access/index';
import { Declarations, type InterventionConcept } from '../own-interventions.js';
import { InterventionRow } from '../intervention.rows.js';

export interface InterventionView {
  readonly interventionId: string;
  readonly caseId: string;
  readonly recordId: string;
  readonly personId: string;
  readonly planId: string | null;
  readonly planLineId: string | null;
  readonly kind: string;
  readonly functionId: string;
  readonly status: InterventionStatus;
  readonly dueOn: string | null;
  readonly followUpOn: string | null;
  readonly startedOn: string | null;
  readonly endedOn: string | null;
  readonly reason: InterventionReason | null;
  readonly note?: string;
  readonly changedBy: string;
  readonly changedAt: string;
  /** Opaque. */
  readonly version: string;
}

/** The own agency's interventions in a case, by due date. */
export class InterventionsInCase extends Query<readonly InterventionView[]> {
  constructor(
    readonly context: RequestContext,
    readonly caseId: string,
  ) {
    super();
  }
}

export class ReadIntervention extends Query<InterventionView> {
  constructor(
    readonly context: RequestContext,
    readonly interventionId: string,
  ) {
    super();
  }
}

@QueryHandler(InterventionsInCase)
export class InterventionsInCaseHandler implements IQueryHandler<InterventionsInCase> {
  constructor(
    private readonly door: ReadDoor,
    private readonly versions: VersionTokens,
    private readonly declarations: Declarations,
  ) {}

  async execute({ context, caseId }: InterventionsInCase): Promise<readonly InterventionView[]> {
    const { concept } = this.declarations.of(context);
    return this.door.read(context, { action: 'list', operation: 'interventions', objectType: 'Intervention', caseId }, async (tx) => {
      const rows = await tx.find(InterventionRow, 'Intervention', { where: { caseId }, order: { dueOn: 'ASC' } });
      return show(tx, this.versions, concept, await open(tx, rows));
    });
  }
}

@QueryHandler(ReadIntervention)
export class ReadInterventionHandler implements IQueryHandler<ReadIntervention> {
  constructor(
    private readonly door: ReadDoor,
    private readonly versions: VersionTokens,
    private readonly declarations: Declarations,
  ) {}

  async execute({ context, interventionId }: ReadIntervention): Promise<InterventionView> {
    const { concept } = this.declarations.of(context);
    const about = { action: 'read' as const, operation: 'intervention', objectType: 'Intervention', objectId: interventionId };
    return this.door.read(context, about, async (tx) => {
      const [row] = await open(tx, [await tx.one(InterventionRow, 'Intervention', { interventionId })]);
      if (!row) throw problems.notFound();
      const [view] = await show(tx, this.versions, concept, [row]);
      return view as InterventionView;
    });
  }
}

const CLOSED = 'SELECT access.whereabouts_closed($1, $2, $3, $4) AS closed';

/** Without those that tell where somebody is by being there, where a mark closes that to the reader: as in the chain (docs/decisions/0033). */
const open = async (tx: ReadTransaction, rows: readonly InterventionRow[]): Promise<readonly InterventionRow[]> => {
  const shown: InterventionRow[] = [];
  for (const row of rows) {
    const { caseId, ownerAgency, recordId, personId, kind, functionId } = row;
    const task = { kind, responsibleFunction: functionId, responsibleKind: tx.context.actor.agencyKind };
    const [asked] =
      classOfTask(task, interventionKind) === 'location'
        ? await tx.sql<{ closed: boolean }>(CLOSED, [caseId, ownerAgency, recordId, personId])
        : [];
    if (asked?.closed !== true) shown.push(row);
  }
  return shown;
};

/** Opens the notes, and notes what is shown. */
const show = async (
  tx: ReadTransaction,
  versions: VersionTokens,
  concept: InterventionConcept,
  rows: readonly InterventionRow[],
): Promise<readonly InterventionView[]> => {
  tx.note({
    hits: rows.map(({ interventionId }) => interventionId),
    classes: rows.length > 0 ? classesOf(concept) : [],
    persons: rows.map(({ personId }) => personId),
    owners: rows.map(({ ownerAgency }) => ownerAgency),
  });
  const opened = await tx.open(rows);
  return Promise.all(
    opened.map(async ({ note, changedAt, revision, ownerAgency: _owner, assigned: _assigned, locked: _locked, ...row }) => ({
      ...row,
      ...(note === null || isSealed(note) || isErased(note) ? {} : { note }),
      changedAt: changedAt.toISOString(),
      version: await versions.version(tx.context.actor, `${concept.name}-${row.interventionId}`, revision),
    })),
  );
};

/** What of somebody the agency's interventions tell: for health care, of her health. */
const classesOf = ({ events }: InterventionConcept): readonly FieldClass[] =>
  [...new Set(Object.values(events).flatMap(({ fields }) => Object.values(fields).map((field) => field.class)))].filter(
    (one) => one !== 'reference',
  );
