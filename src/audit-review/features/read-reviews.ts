import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { SignalId } from '#config/log-review';
import { problems } from '#libs/http';
import { ReadDoor, type ReadTransaction, type RequestContext } from '#src/access/index';
import { AuditLines } from '#src/audit/index';
import type { LogVerdict, ReviewKind } from '../review.events.js';
import { LogReviewRow, ReviewedLineRow } from '../review.rows.js';

/** A review in the queue of the head of a unit. */
export interface LogReview {
  readonly reviewId: string;
  readonly kind: ReviewKind;
  readonly staffId: string;
  readonly caseId: string | null;
  readonly personId: string | null;
  readonly signals: readonly SignalId[];
  readonly lines: number;
  readonly from: string;
  readonly to: string;
  readonly reason: string | null;
  readonly openedAt: string;
  readonly asked: boolean;
  readonly explainBy: string | null;
  readonly explanation: string | null;
  readonly verdict: 'waits' | LogVerdict;
  readonly judgedBy: string | null;
  readonly judgedAt: string | null;
  readonly note: string | null;
  readonly incident: 'none' | 'open' | 'notified' | 'no-risk';
  readonly notifyBy: string | null;
  readonly incidentWhat: string | null;
  readonly incidentNote: string | null;
  /** The clock of an explanation or of an incident has run out. */
  readonly overdue: boolean;
}
/** A line as the reviewer sees it: ids and classes of act, never what was read. */
export interface ReviewedLine {
  readonly auditId: string;
  readonly at: string;
  readonly action: string;
  readonly objectType: string;
  readonly outcome: 'allowed' | 'denied';
  readonly caseId: string | null;
  readonly ground: string | null;
  readonly purpose: string | null;
}
export interface LogReviewPage {
  readonly items: readonly LogReview[];
}
export interface OneLogReview extends LogReview {
  readonly accesses: readonly ReviewedLine[];
}

/** What waits in the units that the reader reviews, incidents whose clock runs first; then what was judged lately. */
export class ReadLogReviews extends Query<LogReviewPage> {
  constructor(readonly context: RequestContext) {
    super();
  }
}
/** One review with its lines. */
export class ReadLogReview extends Query<OneLogReview> {
  constructor(
    readonly context: RequestContext,
    readonly reviewId: string,
  ) {
    super();
  }
}

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const moment = (date: Date | null): string | null => date?.toISOString() ?? null;

const toView = (row: LogReviewRow, now: Date): LogReview => ({
  reviewId: row.reviewId,
  kind: row.kind,
  staffId: row.staffId,
  caseId: row.aboutCase,
  personId: row.personId,
  signals: row.signals,
  lines: row.lines.length,
  from: row.periodFrom.toISOString(),
  to: row.periodTo.toISOString(),
  reason: text(row.reason),
  openedAt: row.openedAt.toISOString(),
  asked: row.asked,
  explainBy: moment(row.explainBy),
  explanation: text(row.explanation),
  verdict: row.verdict,
  judgedBy: row.judgedBy,
  judgedAt: moment(row.judgedAt),
  note: text(row.note),
  incident: row.incident,
  notifyBy: moment(row.notifyBy),
  incidentWhat: text(row.incidentWhat),
  incidentNote: text(row.incidentNote),
  overdue:
    (row.incident === 'open' && row.notifyBy !== null && row.notifyBy <= now) ||
    (row.verdict === 'waits' && row.explainBy !== null && row.explainedAt === null && row.explainBy <= now),
});

const noteShown = (tx: ReadTransaction, rows: readonly LogReviewRow[]): void =>
  tx.note({
    hits: rows.map(({ reviewId }) => reviewId),
    owners: [tx.context.actor.agencyId],
    classes: rows.length > 0 ? ['reference', 'free-text'] : [],
  });

@QueryHandler(ReadLogReviews)
export class ReadLogReviewsHandler implements IQueryHandler<ReadLogReviews> {
  constructor(private readonly door: ReadDoor) {}

  execute({ context }: ReadLogReviews): Promise<LogReviewPage> {
    const about = { action: 'list', operation: 'log-reviews', objectType: 'LogReview' } as const;
    return this.door.read(context, about, async (tx) => {
      const find = (where: object, order: object, limit: number) => tx.find(LogReviewRow, 'LogReview', { where, order, limit });
      const rows = [
        ...(await find({ incident: 'open' }, { notifyBy: 'ASC' }, 100)),
        ...(await find({ verdict: 'waits' }, { openedAt: 'ASC' }, 300)),
        ...(await find({ verdict: ['remark', 'no-remark'], incident: ['none', 'notified', 'no-risk'] }, { judgedAt: 'DESC' }, 30)),
      ].filter(({ staffId }) => staffId !== context.actor.staffId);
      noteShown(tx, rows);
      return { items: (await tx.open(rows)).map((row) => toView(row, context.now)) };
    });
  }
}

@QueryHandler(ReadLogReview)
export class ReadLogReviewHandler implements IQueryHandler<ReadLogReview> {
  constructor(
    private readonly door: ReadDoor,
    private readonly audit: AuditLines,
  ) {}

  /** @throws Problem not-found unless it is the reader's to review: never their own accesses, nor what concerns them */
  execute({ context, reviewId }: ReadLogReview): Promise<OneLogReview> {
    const about = { action: 'read', operation: 'log-review', objectType: 'LogReview', objectId: reviewId } as const;
    return this.door.read(context, about, async (tx) => {
      const row = await reviewable(tx, reviewId);
      const lines = await tx.find(ReviewedLineRow, 'AuditRecord', {
        where: { auditId: row.lines, staffId: row.staffId },
        order: { number: 'ASC' },
      });
      noteShown(tx, [row]);
      tx.note({ persons: lines.flatMap(({ personIds }) => personIds) });
      const [opened] = await tx.open([row]);
      const accesses = await Promise.all(
        lines.map(async (line): Promise<ReviewedLine> => ({
          ...{ auditId: line.auditId, at: line.at.toISOString(), action: line.action, objectType: line.objectType, outcome: line.outcome },
          ...{ caseId: line.inCase, ground: line.ground, purpose: await this.audit.purposeOf(line.auditId, line.purpose) },
        })),
      );
      return { ...toView(opened!, context.now), accesses };
    });
  }
}

/** The review, where it is the actor's to judge. @throws Problem not-found */
export const reviewable = async (tx: ReadTransaction, reviewId: string): Promise<LogReviewRow> => {
  const row = await tx.one(LogReviewRow, 'LogReview', { reviewId });
  const { ownerAgency, unitId, staffId, asked, locked } = row;
  if (!tx.can('review', { __caslSubjectType__: 'LogReview', ownerAgency, unitId, staffId, asked, locked })) throw problems.notFound();
  return row;
};
