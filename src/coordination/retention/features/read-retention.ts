import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { problems } from '#libs/http';
import { fold, swedishDate } from '#libs/shared-kernel';
import { ReadDoor, type ReadTransaction, type RequestContext } from '#src/access/index';
import { birthDateOf, yearsAfter, type Judged, type RetentionFacts } from '../judge-retention.js';
import { retentionDecider, type RetentionState } from '../retention.decider.js';
import { RetentionRules } from '../retention-rules.js';
import type { RetentionEvent } from '../retention.events.js';
import { RetentionPartRow, RetentionRow } from '../retention.rows.js';

/** A record with what the rules and the agency's decisions say of it. Of its persons only ids. */
export interface RecordKept {
  readonly row: RetentionRow;
  readonly facts: RetentionFacts;
  readonly judged: Judged;
  readonly state: RetentionState;
  /** When each act was recorded, the first first. */
  readonly acts: readonly { readonly type: RetentionEvent['type']; readonly at: Date }[];
  readonly today: string;
}

/** What is due, decided, held or erased among the records that the reader answers for; the oldest note first. */
export class DueRecords extends Query<readonly RecordKept[]> {
  constructor(readonly context: RequestContext) {
    super();
  }
}
/** The retention of the own agency's records in a case. */
export class CaseRetention extends Query<readonly RecordKept[]> {
  constructor(
    readonly context: RequestContext,
    readonly caseId: string,
  ) {
    super();
  }
}
export class OneRetention extends Query<RecordKept> {
  constructor(
    readonly context: RequestContext,
    readonly recordId: string,
  ) {
    super();
  }
}

const LIMIT = 500;

const MOST_PARTS = 100_000;

/** Numbers are opened to see when somebody was born, and go no further than that. */
export const keptIn = async (tx: ReadTransaction, rules: RetentionRules, rows: readonly RetentionRow[]): Promise<RecordKept[]> => {
  const today = swedishDate(tx.context.now);
  const recordIds = rows.map(({ recordId }) => recordId);
  const found = await tx.find(RetentionPartRow, 'Retention', { where: { recordId: recordIds }, order: { key: 'ASC' }, limit: MOST_PARTS });
  const parts = new Map<string, RetentionPartRow[]>(recordIds.map((recordId) => [recordId, []]));
  for (const part of await tx.open(found)) parts.get(part.recordId)?.push(part);
  tx.note({
    hits: recordIds,
    owners: rows.map(({ ownerAgency }) => ownerAgency),
    persons: found.flatMap(({ kind, key }) => (kind === 'person' ? [key] : [])),
    classes: rows.length > 0 ? ['reference', 'identity'] : [],
  });
  return rows.map((row) => {
    const own = parts.get(row.recordId)!;
    const acts = own.filter(({ kind }) => kind === 'act').map(({ value, at }) => ({ event: value as RetentionEvent, at }));
    const facts = factsOf(row, own);
    const state = fold(
      retentionDecider,
      acts.map(({ event }) => event),
    );
    return { row, facts, judged: rules.judge(facts, today), state, today, acts: acts.map(({ event, at }) => ({ type: event.type, at })) };
  });
};

const factsOf = (row: RetentionRow, parts: readonly RetentionPartRow[]): RetentionFacts => ({
  agencyId: row.ownerAgency,
  agencyKind: row.agencyKind,
  track: row.track,
  openedFor: row.openedFor,
  status: row.status,
  closedAs: row.closedAs,
  openedOn: swedishDate(row.openedAt),
  lastNoteOn: swedishDate(row.lastNoteAt),
  persons: parts
    .filter(({ kind }) => kind === 'person')
    .map(({ key: personId, value, at, hasOwnRecord }) => ({
      personId,
      role: String(value),
      registeredOn: swedishDate(at),
      bornOn: birthDateOf(parts.find(({ kind, key }) => kind === 'number' && key === personId)?.value),
      hasOwnRecord,
    })),
  interventions: parts.filter(({ kind }) => kind === 'given').map(({ value }) => value as RetentionFacts['interventions'][number]),
});

@QueryHandler(DueRecords)
export class DueRecordsHandler implements IQueryHandler<DueRecords> {
  constructor(
    private readonly door: ReadDoor,
    private readonly rules: RetentionRules,
  ) {}

  execute({ context }: DueRecords): Promise<readonly RecordKept[]> {
    const about = { action: 'list', operation: 'retention-due', objectType: 'Retention' } as const;
    return this.door.read(context, about, async (tx) => {
      const old = yearsAfter(swedishDate(context.now), -this.rules.shortestYears());
      const order = { lastNoteAt: 'ASC', recordId: 'ASC' } as const;
      const acted = await tx.find(RetentionRow, 'Retention', { where: { acted: true }, order, limit: LIMIT });
      const candidates = await tx.find(RetentionRow, 'Retention', {
        where: { acted: false, status: 'closed' },
        and: [{ column: 'lastNoteAt', operator: '<', value: `${old}T23:59:59Z` }],
        order,
        limit: LIMIT,
      });
      const kept = await keptIn(tx, this.rules, [...acted, ...candidates]);
      return kept.filter(({ judged, row }) => row.acted || judged.state === 'due');
    });
  }
}

@QueryHandler(CaseRetention)
export class CaseRetentionHandler implements IQueryHandler<CaseRetention> {
  constructor(
    private readonly door: ReadDoor,
    private readonly rules: RetentionRules,
  ) {}

  /** @throws 404 unless the reader is assigned to a record of the own agency in the case */
  execute({ context, caseId }: CaseRetention): Promise<readonly RecordKept[]> {
    const about = { action: 'list', operation: 'case-retention', objectType: 'Retention', caseId } as const;
    return this.door.read(context, about, async (tx) => {
      const rows = await tx.find(RetentionRow, 'Retention', { where: { caseId }, order: { openedAt: 'ASC' } });
      if (rows.length === 0) throw problems.notFound();
      return keptIn(tx, this.rules, rows);
    });
  }
}

@QueryHandler(OneRetention)
export class OneRetentionHandler implements IQueryHandler<OneRetention> {
  constructor(
    private readonly door: ReadDoor,
    private readonly rules: RetentionRules,
  ) {}

  execute({ context, recordId }: OneRetention): Promise<RecordKept> {
    const about = { action: 'read', operation: 'retention', objectType: 'Retention', objectId: recordId, recordId } as const;
    return this.door.read(context, about, async (tx) => {
      const row = await tx.one(RetentionRow, 'Retention', { recordId });
      return (await keptIn(tx, this.rules, [row]))[0]!;
    });
  }
}
