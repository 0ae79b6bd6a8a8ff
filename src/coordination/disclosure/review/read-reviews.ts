import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { deadline } from '#config/deadlines';
import { isErased, type FieldClass } from '#libs/shared-kernel';
import { ReadDoor, type ReadTransaction, type RequestContext } from '#src/access/index';
import { DisclosureReviewRow } from './review.rows.js';

export interface DisclosureReview {
  /** Of the decision; for a request, of that one sending of it. */
  readonly disclosureId: string;
  readonly kind: 'disclosure' | 'referral';
  readonly caseId: string;
  /** The function whose head reviews it. */
  readonly functionId: string;
  readonly recipientFunction: string;
  readonly classes: readonly FieldClass[];
  readonly purpose: string;
  readonly ground: string;
  readonly ruleVersion: string;
  readonly decidedBy: string;
  readonly decidedAt: string;
  /** Why, in the words of the one who decided; empty once erased. */
  readonly documentation: Readonly<Record<string, string>>;
  readonly dueAt: string;
  readonly overdue: boolean;
  readonly verdict: 'waits' | 'justified' | 'not-justified';
  readonly note: string | null;
  readonly reviewedBy: string | null;
  readonly reviewedAt: string | null;
}

/** What was decided under "Akut" in the units that the reader heads: what waits first, the oldest on top, then what was reviewed lately. */
export class DisclosureReviews extends Query<readonly DisclosureReview[]> {
  constructor(readonly context: RequestContext) {
    super();
  }
}

/** By when the head of the unit shall have looked (config/deadlines.ts). */
const dueAt = (decidedAt: Date): Date => {
  const { within } = deadline('urgent-disclosure-review');
  return new Date(decidedAt.getTime() + (within.hours ?? (within.days ?? 0) * 24) * 3_600_000);
};

/** A request keeps its reasons together with its circumstances; a disclosure apart from them. */
const reasonsOf = ({ kind, documentation }: DisclosureReviewRow): Readonly<Record<string, string>> => {
  if (documentation === null || isErased(documentation)) return {};
  return kind === 'referral'
    ? (documentation as { documentation: Record<string, string> }).documentation
    : (documentation as Record<string, string>);
};

const toView = (row: DisclosureReviewRow, now: Date): DisclosureReview => ({
  disclosureId: row.disclosureId,
  kind: row.kind,
  caseId: row.caseId,
  functionId: row.functionId,
  recipientFunction: row.recipientFunction,
  classes: row.classes,
  purpose: row.purpose,
  ground: row.ground,
  ruleVersion: row.ruleVersion,
  decidedBy: row.decidedBy,
  decidedAt: row.decidedAt.toISOString(),
  documentation: reasonsOf(row),
  dueAt: dueAt(row.decidedAt).toISOString(),
  overdue: row.verdict === 'waits' && dueAt(row.decidedAt) <= now,
  verdict: row.verdict,
  note: typeof row.note === 'string' ? row.note : null,
  reviewedBy: row.reviewedBy,
  reviewedAt: row.reviewedAt?.toISOString() ?? null,
});

const LATELY = 50;
const waiting = (tx: ReadTransaction): Promise<DisclosureReviewRow[]> =>
  tx.find(DisclosureReviewRow, 'DisclosureReview', { where: { verdict: 'waits' }, order: { decidedAt: 'ASC' }, limit: 500 });
const lately = (tx: ReadTransaction): Promise<DisclosureReviewRow[]> =>
  tx.find(DisclosureReviewRow, 'DisclosureReview', {
    where: { verdict: ['justified', 'not-justified'] },
    order: { reviewedAt: 'DESC' },
    limit: LATELY,
  });

@QueryHandler(DisclosureReviews)
export class DisclosureReviewsHandler implements IQueryHandler<DisclosureReviews> {
  constructor(private readonly door: ReadDoor) {}

  execute({ context }: DisclosureReviews): Promise<readonly DisclosureReview[]> {
    return this.door.read(context, { action: 'list', operation: 'disclosure-reviews', objectType: 'Disclosure' }, async (tx) => {
      const rows = [...(await waiting(tx)), ...(await lately(tx))];
      tx.note({
        hits: rows.map(({ disclosureId }) => disclosureId),
        owners: [context.actor.agencyId],
        classes: rows.length > 0 ? ['reference', 'free-text'] : [],
        grounds: rows.map(({ ground }) => ground),
      });
      return (await tx.open(rows)).map((row) => toView(row, context.now));
    });
  }
}
