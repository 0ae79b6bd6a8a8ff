import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { ReadDoor, WriteDoor, type CommandMeta, type CommandResult } from '#src/access/index';
import { disclosureConcept } from '../disclosure.concept.js';
import { REVIEW_VERDICTS } from '../disclosure.events.js';
import { referralReviewConcept } from './referral-review.concept.js';
import { DisclosureReviewRow } from './review.rows.js';

export const reviewInput = z.strictObject({ verdict: z.enum(REVIEW_VERDICTS), note: z.string().trim().min(3).max(4000) });
export type ReviewInput = z.infer<typeof reviewInput>;

/** The head of the unit says whether what one person decided alone under "Akut" was justified. */
export class ReviewDisclosure extends Command<CommandResult> {
  constructor(
    readonly meta: CommandMeta,
    readonly disclosureId: string,
    readonly input: ReviewInput,
  ) {
    super();
  }
}

@CommandHandler(ReviewDisclosure)
export class ReviewDisclosureHandler implements ICommandHandler<ReviewDisclosure> {
  constructor(
    private readonly door: WriteDoor,
    private readonly reads: ReadDoor,
  ) {}

  /** @throws 404 unless it was decided under "Akut" in a unit that the actor heads */
  async execute({ meta, disclosureId, input }: ReviewDisclosure): Promise<CommandResult> {
    const about = { action: 'read', operation: 'disclosure-review', objectType: 'Disclosure', objectId: disclosureId } as const;
    const row = await this.reads.read(meta, about, async (tx) => {
      const found = await tx.one(DisclosureReviewRow, 'DisclosureReview', { disclosureId });
      tx.note({ hits: [disclosureId], owners: [found.ownerAgency], classes: ['reference'] });
      return found;
    });
    const place = { recordId: row.recordId, caseId: row.caseId };
    if (row.kind === 'referral') return this.reviewReferral(meta, row, input);
    return this.door.execute({
      concept: disclosureConcept,
      id: disclosureId,
      operation: 'ReviewDisclosure',
      action: 'review',
      command: {
        type: 'ReviewDisclosure',
        data: { disclosureId, ...input },
        by: meta.actor.staffId,
        decidedBy: row.decidedBy,
      },
      input: { disclosureId, ...input },
      meta,
      place,
    });
  }

  private reviewReferral(meta: CommandMeta, row: DisclosureReviewRow, input: ReviewInput): Promise<CommandResult> {
    const { disclosureId: reviewId, recordId, caseId, functionId } = row;
    const { agencyId, staffId } = meta.actor;
    return this.door.execute({
      concept: referralReviewConcept,
      id: reviewId,
      operation: 'ReviewUrgentReferral',
      action: 'review',
      command: {
        type: 'ReviewUrgentReferral',
        data: { reviewId, recordId, caseId, agencyId, functionId, ...input },
        by: staffId,
        sentBy: row.decidedBy,
      },
      input: { reviewId, ...input },
      meta,
      place: { recordId, caseId },
      creates: { ownerAgency: agencyId, functionId },
    });
  }
}
