import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ReadDoor, type RequestContext } from '#src/access/index';
import { LogReviewRow } from '../review.rows.js';

/** What somebody is asked to explain: when, and what kind of act. Not which case: that there is one may be hidden from them. */
export interface AskedOfMe {
  readonly reviewId: string;
  readonly explainBy: string | null;
  readonly explanation: string | null;
  /** It may still be explained. */
  readonly open: boolean;
  readonly accesses: readonly { readonly at: string; readonly action: string }[];
}
export interface AskedOfMePage {
  readonly items: readonly AskedOfMe[];
}

export class ReadAskedOfMe extends Query<AskedOfMePage> {
  constructor(readonly context: RequestContext) {
    super();
  }
}

const OWN = 'SELECT audit_id, at, action FROM access.own_accesses($1)';

@QueryHandler(ReadAskedOfMe)
export class ReadAskedOfMeHandler implements IQueryHandler<ReadAskedOfMe> {
  constructor(private readonly door: ReadDoor) {}

  execute({ context }: ReadAskedOfMe): Promise<AskedOfMePage> {
    const about = { action: 'list', operation: 'asked-of-me', objectType: 'LogReview' } as const;
    return this.door.read(context, about, async (tx) => {
      const { staffId } = context.actor;
      const rows = await tx.find(LogReviewRow, 'LogReview', { where: { staffId, asked: true }, order: { openedAt: 'DESC' }, limit: 50 });
      tx.note({
        hits: rows.map(({ reviewId }) => reviewId),
        owners: [context.actor.agencyId],
        classes: rows.length > 0 ? ['reference'] : [],
      });
      const lines = await tx.sql<{ audit_id: string; at: Date; action: string }>(OWN, [rows.flatMap((row) => row.lines)]);
      const opened = await tx.open(rows);
      return {
        items: opened.map(({ reviewId, explainBy, explanation, explainedAt, verdict, lines: ids }) => ({
          reviewId,
          explainBy: explainBy?.toISOString() ?? null,
          explanation: typeof explanation === 'string' ? explanation : null,
          open: explainedAt === null && verdict === 'waits',
          accesses: lines.filter(({ audit_id: id }) => ids.includes(id)).map(({ at, action }) => ({ at: at.toISOString(), action })),
        })),
      };
    });
  }
}
