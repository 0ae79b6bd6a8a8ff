import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Problem } from '#libs/http';
import { derivedId } from '#libs/shared-kernel';
import { ReadDoor, WriteDoor, type CommandMeta, type CommandResult, type ReadTransaction } from '#src/access/index';
import { startOfDay } from '../draw/period.js';
import { logReviewConcept, reviewPlace } from '../review.concept.js';
import type { TargetInput } from '../review.input.js';
import { ReviewedLineRow } from '../review.rows.js';

/** The head of a unit chooses to look: at a person, a member of staff, a case. One review for each member of staff who was there. */
export class TargetLogReview extends Command<CommandResult> {
  constructor(
    readonly meta: CommandMeta,
    readonly input: TargetInput,
  ) {
    super();
  }
}

const DAY_MS = 86_400_000;
const MOST = { lines: 500, staff: 20 };
/** The review itself is no access. */
const OF_THE_REVIEW = ['LogReview', 'LogExtract', 'AuditRecord'];
const LOOKS = ['read', 'list', 'search', 'reveal', 'export', 'print', 'break-glass', 'command'];

const nobody = () =>
  new Problem(422, 'nothing-to-review', {
    sv: 'Ingen annan i verksamheten har gjort något där under den tiden.',
    en: 'Nobody else in the agency did anything there in that time.',
  });

@CommandHandler(TargetLogReview)
export class TargetLogReviewHandler implements ICommandHandler<TargetLogReview> {
  constructor(
    private readonly door: WriteDoor,
    private readonly reads: ReadDoor,
  ) {}

  /** @throws Problem nothing-to-review: also where only the actor's own accesses were found, which are not theirs to review */
  async execute({ meta, input }: TargetLogReview): Promise<CommandResult> {
    const about = { action: 'search', operation: 'target-log-review', objectType: 'AuditRecord' } as const;
    const lines = await this.reads.read(meta, about, (tx) => this.lines(tx, input));
    const byStaff = new Map<string, ReviewedLineRow[]>();
    for (const line of lines)
      if (line.own && line.staffId && line.staffId !== 'system' && line.staffId !== meta.actor.staffId)
        byStaff.set(line.staffId, [...(byStaff.get(line.staffId) ?? []), line]);
    let last: CommandResult | undefined;
    for (const [staffId, own] of [...byStaff].slice(0, MOST.staff)) last = await this.open(meta, input, staffId, own);
    if (!last) throw nobody();
    return last;
  }

  private async lines(tx: ReadTransaction, { staffId, caseId, personId, from, to }: TargetInput): Promise<ReviewedLineRow[]> {
    const found = await tx.find(ReviewedLineRow, 'AuditRecord', {
      where: { action: LOOKS, ...(staffId ? { staffId } : {}), ...(caseId ? { inCase: caseId } : {}) },
      and: [
        { column: 'at', operator: '>=', value: startOfDay(from) },
        { column: 'at', operator: '<', value: new Date(startOfDay(to).getTime() + DAY_MS) },
        ...(personId ? [{ column: 'personIds' as const, operator: 'has' as const, value: personId }] : []),
      ],
      order: { number: 'DESC' },
      limit: MOST.lines * 4,
    });
    tx.note({ hits: found.map(({ auditId }) => auditId), owners: [tx.context.actor.agencyId], classes: ['reference'] });
    return found.filter(({ objectType }) => !OF_THE_REVIEW.includes(objectType)).toReversed();
  }

  private open(meta: CommandMeta, input: TargetInput, staffId: string, own: readonly ReviewedLineRow[]): Promise<CommandResult> {
    const { agencyId, unitId } = meta.actor;
    const { caseId, personId, reason } = input;
    const key = derivedId('targeted', meta.actor.staffId, meta.idempotencyKey, staffId);
    const lines = own.slice(-MOST.lines);
    return this.door.execute({
      concept: logReviewConcept,
      id: key,
      operation: 'TargetLogReview',
      action: 'target',
      command: {
        type: 'OpenLogReview',
        data: {
          ...{ reviewId: key, agencyId, unitId, kind: 'targeted', staffId, signals: [], reason },
          ...(caseId ? { caseId } : {}),
          ...(personId ? { personId } : {}),
          ...{ lines: lines.map(({ auditId }) => auditId), from: lines[0]!.at.toISOString(), to: lines.at(-1)!.at.toISOString() },
        },
      },
      input,
      meta: { ...meta, idempotencyKey: key },
      place: reviewPlace(agencyId, caseId ?? null),
      creates: { ownerAgency: agencyId, unitId, staffId },
    });
  }
}
