import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { problems } from '#libs/http';
import { fold, isErased, isSealed } from '#libs/shared-kernel';
import { ReadDoor, type ReadTransaction, type RequestContext } from '#src/access/index';
import { recordDecider } from '../record.decider.js';
import type { CLOSING_OUTCOMES, CLOSING_REASONS, MOVE_GOES_ON, RecordEvent, RELATIONS, Track } from '../record.events.js';
import { RecordActRow } from '../record-acts.rows.js';
import { RecordRow } from '../record.rows.js';

type One<T extends readonly string[]> = T[number];

/** A record as it stands in its life: open or closed, what waits for somebody, who looks after it meanwhile, and what it belongs with. */
export interface RecordLife {
  readonly recordId: string;
  readonly caseId: string;
  readonly functionId: string;
  readonly track: Track;
  readonly status: 'open' | 'closed';
  readonly openedAt: string;
  readonly closed: {
    readonly at: string;
    readonly reason: One<typeof CLOSING_REASONS>;
    readonly outcome: One<typeof CLOSING_OUTCOMES> | null;
  } | null;
  /** A proposal to close that waits for a second person. */
  readonly closing: {
    readonly proposalId: string;
    readonly reason: One<typeof CLOSING_REASONS>;
    readonly outcome: One<typeof CLOSING_OUTCOMES>;
    readonly note: string | null;
    readonly proposedBy: string;
    readonly at: string;
  } | null;
  readonly handover: { readonly handoverId: string; readonly toStaff: string; readonly until: string; readonly note: string | null } | null;
  /** Records that the reader works with too; others are not told of. */
  readonly related: readonly {
    readonly recordId: string;
    readonly caseId: string;
    readonly relation: One<typeof RELATIONS>;
    /** It was said here, and may be taken back here. */
    readonly saidHere: boolean;
  }[];
  /** That she has moved and another board has taken over; where to stands in the request alone. */
  readonly moved: { readonly on: string; readonly goesOn: One<typeof MOVE_GOES_ON> } | null;
  /** Since when the agency holds the threads of the case together. */
  readonly leadSince: string | null;
}

/** The own agency's records in a case. */
export class LifeInCase extends Query<readonly RecordLife[]> {
  constructor(
    readonly context: RequestContext,
    readonly caseId: string,
  ) {
    super();
  }
}
export class OneLife extends Query<RecordLife> {
  constructor(
    readonly context: RequestContext,
    readonly recordId: string,
  ) {
    super();
  }
}

/** Open records of the own agency that the reader works with: what another one may be said to belong with. */
export class OwnRecords extends Query<readonly RecordRow[]> {
  constructor(readonly context: RequestContext) {
    super();
  }
}

type Told = { readonly event: RecordEvent; readonly at: Date };
const last = <T extends RecordEvent['type']>(acts: readonly Told[], type: T) =>
  acts.findLast((act): act is Told & { event: Extract<RecordEvent, { type: T }> } => act.event.type === type);
const noteOf = (note: unknown): string | null => (note === undefined || isSealed(note) || isErased(note) ? null : (note as string));

const livesOf = async (tx: ReadTransaction, rows: readonly RecordRow[]): Promise<RecordLife[]> => {
  const recordIds = rows.map(({ recordId }) => recordId);
  const order = { act: 'ASC' } as const;
  const found = await tx.open(await tx.find(RecordActRow, 'Record', { where: { recordId: recordIds }, order, limit: MOST_ACTS }));
  const saidElsewhere = await tx.find(RecordActRow, 'Record', { where: { otherRecordId: recordIds }, order, limit: MOST_ACTS });
  // The head is asked about the closing; what colleagues write to each other, and what a record belongs with, is for those who work with it.
  const head = tx.context.actor.duty === 'supervisor';
  const ties = [...found, ...saidElsewhere].map(({ value }) => value as RecordEvent).filter(isTie);
  const others = [...new Set([...ties.map(({ data }) => data.otherRecordId), ...saidElsewhere.map(({ recordId }) => recordId)])];
  const visible = head || others.length === 0 ? [] : await tx.find(RecordRow, 'Record', { where: { recordId: others } });
  const fictitious = await fictitiousIn(tx, visible.length > 0 ? [...recordIds, ...others] : []);
  tx.note({
    hits: [...recordIds, ...visible.map(({ recordId }) => recordId)],
    owners: rows.map(({ ownerAgency }) => ownerAgency),
    classes: rows.length > 0 ? ['reference', 'support', 'free-text'] : [],
  });
  return rows.map((row) => {
    const acts = found
      .filter(({ recordId }) => recordId === row.recordId)
      .map(({ value, at }): Told => ({ event: value as RecordEvent, at }));
    // What was said before the mark would tell who she was: it shows no longer than the identity stands.
    const related = relatedTo(row.recordId, found, saidElsewhere, visible).filter(
      ({ recordId, relation }) => relation !== 'same-person' || ![recordId, row.recordId].some((one) => fictitious.has(one)),
    );
    const life = lifeOf(row, acts, related, tx.context.now);
    return head && life.handover ? { ...life, handover: { ...life.handover, note: null } } : life;
  });
};

const FICTITIOUS = 'SELECT id FROM unnest($1::uuid[]) id WHERE access.fictitious_beside(id)';

/** Those of some records on whose side of the case somebody has a fictitious identity. */
export const fictitiousIn = async (tx: ReadTransaction, recordIds: readonly string[]): Promise<ReadonlySet<string>> =>
  new Set(recordIds.length === 0 ? [] : (await tx.sql<{ id: string }>(FICTITIOUS, [recordIds])).map(({ id }) => id));

const MOST_ACTS = 10_000;
const isTie = (event: RecordEvent): event is Extract<RecordEvent, { data: { otherRecordId: string } }> =>
  event.type === 'coordination.RecordRelated' || event.type === 'coordination.RecordUnrelated';

/** What one record says of the other, either way; the latest word of each side holds. */
const relatedTo = (
  recordId: string,
  here: readonly RecordActRow[],
  elsewhere: readonly RecordActRow[],
  visible: readonly RecordRow[],
): RecordLife['related'] => {
  const standing = new Map<string, RecordLife['related'][number]>();
  for (const { recordId: from, value } of [...here, ...elsewhere]) {
    const event = value as RecordEvent;
    if (!isTie(event)) continue;
    const saidHere = from === recordId;
    if (!saidHere && event.data.otherRecordId !== recordId) continue;
    const other = visible.find((row) => row.recordId === (saidHere ? event.data.otherRecordId : from));
    if (!other) continue;
    const key = `${from} ${other.recordId}`;
    if (event.type === 'coordination.RecordUnrelated') standing.delete(key);
    else standing.set(key, { recordId: other.recordId, caseId: other.caseId, relation: event.data.relation, saidHere });
  }
  return [...standing.values()];
};

const lifeOf = (row: RecordRow, acts: readonly Told[], related: RecordLife['related'], now: Date): RecordLife => {
  const state = fold(
    recordDecider,
    acts.map(({ event }) => event),
  );
  if (state.status === 'none') throw problems.notFound();
  const proposed = state.closing && last(acts, 'coordination.ClosingProposed');
  // It is over when its moment has passed, recorded or not.
  const over = state.handover && new Date(state.handover.until) > now && last(acts, 'coordination.RecordHandedOver');
  const move = last(acts, 'coordination.PersonMoved')?.event.data;
  const ended = state.status === 'closed' ? last(acts, 'coordination.RecordClosed') : undefined;
  return {
    recordId: row.recordId,
    caseId: row.caseId,
    functionId: row.functionId,
    track: row.track,
    status: state.status,
    openedAt: row.openedAt.toISOString(),
    closed: ended ? { at: ended.at.toISOString(), reason: ended.event.data.reason, outcome: ended.event.data.outcome ?? null } : null,
    closing: proposed ? { ...proposed.event.data, note: noteOf(proposed.event.data.note), at: proposed.at.toISOString() } : null,
    handover: over
      ? {
          handoverId: over.event.data.handoverId,
          toStaff: over.event.data.toStaff,
          until: over.event.data.until,
          note: noteOf(over.event.data.note),
        }
      : null,
    related,
    moved: move ? { on: move.on, goesOn: move.goesOn } : null,
    leadSince: state.leads ? (last(acts, 'coordination.LeadTaken')?.event.data.on ?? null) : null,
  };
};

@QueryHandler(LifeInCase)
export class LifeInCaseHandler implements IQueryHandler<LifeInCase> {
  constructor(private readonly door: ReadDoor) {}

  /** @throws 404 unless the reader may see a record of the own agency in the case */
  execute({ context, caseId }: LifeInCase): Promise<readonly RecordLife[]> {
    return this.door.read(context, { action: 'list', operation: 'record-lives', objectType: 'Record', caseId }, async (tx) => {
      const rows = await tx.find(RecordRow, 'Record', { where: { caseId }, order: { openedAt: 'ASC' } });
      if (rows.length === 0) throw problems.notFound();
      return livesOf(tx, rows);
    });
  }
}

@QueryHandler(OneLife)
export class OneLifeHandler implements IQueryHandler<OneLife> {
  constructor(private readonly door: ReadDoor) {}

  execute({ context, recordId }: OneLife): Promise<RecordLife> {
    const about = { action: 'read', operation: 'record-life', objectType: 'Record', objectId: recordId, recordId } as const;
    return this.door.read(context, about, async (tx) => {
      const [life] = await livesOf(tx, [await tx.one(RecordRow, 'Record', { recordId })]);
      return life!;
    });
  }
}

@QueryHandler(OwnRecords)
export class OwnRecordsHandler implements IQueryHandler<OwnRecords> {
  constructor(private readonly door: ReadDoor) {}

  execute({ context }: OwnRecords): Promise<readonly RecordRow[]> {
    return this.door.read(context, { action: 'list', operation: 'own-records', objectType: 'Record' }, async (tx) => {
      const rows = await tx.find(RecordRow, 'Record', { where: { status: 'open' }, order: { openedAt: 'DESC' }, limit: 200 });
      tx.note({ hits: rows.map(({ recordId }) => recordId), owners: [context.actor.agencyId], classes: ['reference'] });
      return rows;
    });
  }
}
