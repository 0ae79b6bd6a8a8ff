import { Injectable } from '@nestjs/common';
import { Codec, type StoredEvent } from '#libs/event-store';
import { Clock, derivedId, type AgencyKind } from '#libs/shared-kernel';
import { Delivery, systemActor, WriteDoor, type CommandMeta } from '#src/access/index';
import { logReviewConcept, reviewPlace } from '../review.concept.js';
import { drawEvents, type DrawEvent } from './draw.events.js';

/** What was drawn becomes reviews, each in a stream of its own. Delivered at least once; each review's id and key are the same at each delivery. */
@Injectable()
export class OpenDrawnReviews extends Delivery {
  readonly name = 'drawn-reviews';
  readonly types = [drawEvents.drawn.type];
  private readonly codec = new Codec<DrawEvent>(drawEvents);

  constructor(
    private readonly writes: WriteDoor,
    private readonly clock: Clock,
  ) {
    super();
  }

  async deliver(stored: StoredEvent): Promise<void> {
    const { event } = this.codec.decode(stored);
    const { agencyId, kind, drawn } = event.data;
    const actor = systemActor(agencyId, (stored.metadata['agencyKind'] ?? 'county') as AgencyKind, []);
    for (const one of drawn) {
      const idempotencyKey = derivedId('open-review', one.reviewId);
      const meta: CommandMeta = { actor, now: this.clock.now(), correlationId: stored.id, causationId: stored.id, idempotencyKey };
      await this.writes.execute({
        concept: logReviewConcept,
        id: one.reviewId,
        operation: 'OpenLogReview',
        action: 'open',
        command: { type: 'OpenLogReview', data: { ...one, agencyId, kind } },
        input: { reviewId: one.reviewId },
        meta,
        place: reviewPlace(agencyId, one.caseId ?? null),
        creates: { ownerAgency: agencyId },
      });
    }
  }
}
