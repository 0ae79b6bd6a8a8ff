import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { logReview } from '#config/log-review';
import { Directory, ReadDoor, type RequestContext } from '#src/access/index';
import { lastMonth } from '../draw/period.js';
import type { ReviewKind } from '../review.events.js';
import { hideSmall } from './small-cells.js';

/** Reviews of one unit, of one kind. Null: too few to be told. Nothing is counted by person. */
export interface ReviewCounts {
  readonly unitId: string;
  readonly unitName: string;
  readonly kind: ReviewKind;
  readonly noRemark: number | null;
  readonly remark: number | null;
  readonly waits: number | null;
  readonly total: number | null;
}
export interface ReviewStatistics {
  readonly from: string;
  readonly to: string;
  readonly items: readonly ReviewCounts[];
}

/** Are reviews made? A quarter at a time, by unit: never by person, and no number so small that it is one. */
export class ReadReviewStatistics extends Query<ReviewStatistics> {
  constructor(readonly context: RequestContext) {
    super();
  }
}

interface Row {
  unit_id: string;
  kind: ReviewKind;
  no_remark: number;
  remark: number;
  waits: number;
}
const QUARTER_MS = 92 * 86_400_000;

@QueryHandler(ReadReviewStatistics)
export class ReadReviewStatisticsHandler implements IQueryHandler<ReadReviewStatistics> {
  constructor(
    private readonly door: ReadDoor,
    private readonly directory: Directory,
  ) {}

  async execute({ context }: ReadReviewStatistics): Promise<ReviewStatistics> {
    // Whole months, so that two looks a day apart differ in nothing.
    const to = lastMonth(context.now).until;
    const from = lastMonth(new Date(to.getTime() - QUARTER_MS)).until;
    const about = { action: 'read', operation: 'log-review-statistics', objectType: 'LogReview' } as const;
    const rows = await this.door.read(context, about, async (tx) => {
      tx.note({ owners: [context.actor.agencyId], classes: ['reference'] });
      return tx.sql<Row>('SELECT * FROM access.review_counts($1, $2) ORDER BY unit_id, kind', [from, to]);
    });
    const items = rows.map(async ({ unit_id: unitId, kind, no_remark: noRemark, remark, waits }): Promise<ReviewCounts> => ({
      ...{ unitId, unitName: unitId === '' ? '' : await this.directory.unitName(unitId), kind },
      ...hideSmall({ noRemark, remark, waits }, logReview.smallestCell),
    }));
    return { from: from.toISOString(), to: to.toISOString(), items: await Promise.all(items) };
  }
}
