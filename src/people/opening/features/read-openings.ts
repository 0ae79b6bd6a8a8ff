import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Directory, ReadDoor, type RequestContext } from '#src/access/index';
import type { RefuseReason, ReviewOutcome } from '../opening.events.js';
import { ASKING_MINUTES } from '../opening-input.js';
import { OpeningRow } from '../opening.rows.js';

export interface OpeningView {
  readonly openingId: string;
  readonly kind: 'emergency' | 'vault' | 'neighbour';
  readonly recordId: string;
  readonly caseId: string;
  readonly personId: string | null;
  readonly functionName: string;
  readonly staffId: string;
  readonly staffName: string;
  readonly own: boolean;
  /** `asked` waits for a second person, and `lapsed` waited too long; `expired` has run out, `ended` was closed before that. */
  readonly status: 'asked' | 'lapsed' | 'open' | 'accepted' | 'refused' | 'ended' | 'expired';
  readonly reason: string | null;
  readonly askedAt: string;
  readonly until: string | null;
  readonly reviewBy: string | null;
  /** Its time for review has run out: whoever opened can open nothing more in an emergency. */
  readonly overdue: boolean;
  readonly approvedBy: string | null;
  readonly refuseReason: RefuseReason | null;
  readonly reviewedAt: string | null;
  readonly outcome: ReviewOutcome | null;
  /** Found unjustified: whoever opened can open nothing more in an emergency until a head lifts it. */
  readonly stopped: boolean;
  readonly stopLiftedAt: string | null;
}

/** Openings out of the ordinary: one's own; those in one's records; for a head, those of the unit's staff and records. What waits stands first. */
export class ReadOpenings extends Query<readonly OpeningView[]> {
  constructor(readonly context: RequestContext) {
    super();
  }
}

const LIMIT = 200;

@QueryHandler(ReadOpenings)
export class ReadOpeningsHandler implements IQueryHandler<ReadOpenings> {
  constructor(
    private readonly door: ReadDoor,
    private readonly directory: Directory,
  ) {}

  async execute({ context }: ReadOpenings): Promise<readonly OpeningView[]> {
    const rows = await this.door.read(context, { action: 'list', operation: 'openings', objectType: 'Opening' }, async (tx) => {
      const found = await tx.find(OpeningRow, 'Opening', { order: { askedAt: 'DESC' }, limit: LIMIT });
      tx.note({
        hits: found.map(({ openingId }) => openingId),
        owners: [context.actor.agencyId],
        persons: found.flatMap(({ personId }) => personId ?? []),
        classes: found.length > 0 ? ['reference', 'free-text'] : [],
      });
      return tx.open(found);
    });
    const views = await Promise.all(rows.map((row) => this.view(row, context)));
    return views.toSorted((one, other) => Number(waits(other)) - Number(waits(one)));
  }

  private async view(row: OpeningRow, { actor, now }: RequestContext): Promise<OpeningView> {
    const { until, reviewBy, reviewedAt } = row;
    return {
      openingId: row.openingId,
      kind: row.kind,
      recordId: row.recordId,
      caseId: row.caseId,
      personId: row.personId,
      functionName: (await this.directory.functionById(row.functionId))?.name ?? row.functionId,
      staffId: row.staffId,
      staffName: (await this.directory.staffById(row.staffId))?.name ?? row.staffId,
      own: row.staffId === actor.staffId,
      status: statusOf(row, now),
      reason: typeof row.reason === 'string' ? row.reason : null,
      askedAt: row.askedAt.toISOString(),
      until: until?.toISOString() ?? null,
      reviewBy: reviewBy?.toISOString() ?? null,
      overdue: row.kind !== 'neighbour' && reviewBy !== null && reviewedAt === null && reviewBy <= now,
      approvedBy: row.approvedBy === null ? null : ((await this.directory.staffById(row.approvedBy))?.name ?? row.approvedBy),
      refuseReason: row.refuseReason,
      reviewedAt: reviewedAt?.toISOString() ?? null,
      outcome: row.outcome,
      stopped: row.outcome === 'unjustified' && row.kind !== 'neighbour' && row.stopLiftedAt === null,
      stopLiftedAt: row.stopLiftedAt?.toISOString() ?? null,
    };
  }
}

const statusOf = ({ status, until, askedAt, outcome }: OpeningRow, now: Date): OpeningView['status'] => {
  if (status === 'open' && until !== null && until <= now) return 'expired';
  if (status === 'open' && outcome === 'unjustified') return 'ended';
  return status === 'asked' && askedAt.getTime() + ASKING_MINUTES * 60_000 <= now.getTime() ? 'lapsed' : status;
};

/** Somebody has to do something: a second person, or whoever reviews. */
export const waits = ({ status, reviewBy, reviewedAt, stopped }: OpeningView): boolean =>
  status === 'asked' || (reviewBy !== null && reviewedAt === null) || stopped;
