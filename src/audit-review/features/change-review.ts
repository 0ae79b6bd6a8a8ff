import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { z } from 'zod';
import { logReview } from '#config/log-review';
import { ReadDoor, WriteDoor, type CommandMeta, type CommandResult } from '#src/access/index';
import { logReviewConcept, reviewPlace } from '../review.concept.js';
import type { LogReviewCommand } from '../review.decider.js';
import type { incidentInput, judgeInput, settleInput } from '../review.input.js';
import { reviewable } from './read-reviews.js';

export type ReviewChange =
  | { readonly type: 'AskExplanation' }
  | ({ readonly type: 'Judge' } & z.infer<typeof judgeInput>)
  | ({ readonly type: 'OpenIncident' } & z.infer<typeof incidentInput>)
  | ({ readonly type: 'SettleIncident' } & z.infer<typeof settleInput>);

/** What the reviewer does with a review. */
export class ChangeLogReview extends Command<CommandResult> {
  constructor(
    readonly meta: CommandMeta,
    readonly reviewId: string,
    readonly change: ReviewChange,
  ) {
    super();
  }
}
/** The answer of whom it is about. */
export class ExplainAccess extends Command<CommandResult> {
  constructor(
    readonly meta: CommandMeta,
    readonly reviewId: string,
    readonly explanation: string,
  ) {
    super();
  }
}

const HOUR_MS = 3_600_000;
const later = (from: Date, hours: number): string => new Date(from.getTime() + hours * HOUR_MS).toISOString();

const toCommand = (change: ReviewChange, { actor, now }: CommandMeta): LogReviewCommand => {
  const by = actor.staffId;
  switch (change.type) {
    case 'AskExplanation':
      return { type: 'AskExplanation', by, dueAt: later(now, logReview.explanationWithinDays * 24) };
    case 'OpenIncident': {
      // Nobody discovers in the future; the clock never starts later than now.
      const told = change.discoveredAt === undefined ? now : new Date(change.discoveredAt);
      const discovered = told < now ? told : now;
      const notifyBy = later(discovered, logReview.incidentWithinHours);
      return { type: 'OpenIncident', by, discoveredAt: discovered.toISOString(), notifyBy, what: change.what };
    }
    case 'Judge':
    case 'SettleIncident':
      return { ...change, by };
  }
};

@CommandHandler(ChangeLogReview)
export class ChangeLogReviewHandler implements ICommandHandler<ChangeLogReview> {
  constructor(
    private readonly door: WriteDoor,
    private readonly reads: ReadDoor,
  ) {}

  /** @throws Problem not-found unless it is the actor's to review: their own accesses, and what concerns them, never are */
  async execute({ meta, reviewId, change }: ChangeLogReview): Promise<CommandResult> {
    const about = { action: 'read', operation: 'log-review', objectType: 'LogReview', objectId: reviewId } as const;
    await this.reads.read(meta, about, async (tx) => {
      await reviewable(tx, reviewId);
      tx.note({ hits: [reviewId], owners: [meta.actor.agencyId], classes: ['reference'] });
    });
    return this.door.execute({
      concept: logReviewConcept,
      id: reviewId,
      operation: change.type,
      action: 'review',
      command: toCommand(change, meta),
      input: change,
      meta,
      place: reviewPlace(meta.actor.agencyId, null),
    });
  }
}

@CommandHandler(ExplainAccess)
export class ExplainAccessHandler implements ICommandHandler<ExplainAccess> {
  constructor(private readonly door: WriteDoor) {}

  /** @throws Problem not-found unless the actor was asked */
  execute({ meta, reviewId, explanation }: ExplainAccess): Promise<CommandResult> {
    return this.door.execute({
      concept: logReviewConcept,
      id: reviewId,
      operation: 'ExplainAccess',
      action: 'explain',
      command: { type: 'Explain', by: meta.actor.staffId, explanation },
      input: { explanation },
      meta,
      place: reviewPlace(meta.actor.agencyId, null),
    });
  }
}
