import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Codec, type StoredEvent } from '#libs/event-store';
import { Clock, derivedId } from '#libs/shared-kernel';
import { Delivery, systemActor, type CommandMeta } from '#src/access/index';
import { referralConcept, referralEvents } from '#src/coordination/referral/index';
import { ProcessStates } from '../../process/features/process-states.js';
import { concernConcept } from '../concern.concept.js';
import { TakeConcernStep } from './take-concern-step.js';
import { concernOf } from './take-report.js';

/**
 * Whoever reported a child by duty asks what came of it (SoL 19:6): it stands in each child's concern, as if they had telephoned. Of the sender's event only
 * that it was asked is used. Delivered at least once; the step's id is the same at each delivery.
 */
@Injectable()
export class ReporterAsks extends Delivery {
  readonly name = 'reporter-asks';
  readonly types = [referralEvents.outcomeRequested.type];
  private readonly codec = new Codec(referralEvents);

  constructor(
    private readonly commands: CommandBus,
    private readonly states: ProcessStates,
    private readonly clock: Clock,
  ) {
    super();
  }

  async deliver(stored: StoredEvent): Promise<void> {
    const referralId = stored.stream.slice('referral-'.length);
    const report = await this.states.of(referralConcept, referralId);
    if (report.status === 'none' || report.kind !== 'concern-report') return;
    const at = this.codec.decode(stored).occurredAt.toISOString();
    for (const personId of report.personIds) {
      const concernId = concernOf(referralId, report.toAgency, personId);
      const concern = await this.states.of(concernConcept, concernId);
      if (concern.status === 'none') continue; // a grown-up in the report
      const meta: CommandMeta = {
        actor: systemActor(report.toAgency, 'social-services', [concern.functionId]),
        ...{ now: this.clock.now(), correlationId: stored.id, causationId: stored.id },
        idempotencyKey: derivedId('reporter-asks', stored.id, concernId),
      };
      await this.commands.execute(new TakeConcernStep(meta, concernId, { step: 'reporter-asks', at }));
    }
  }
}
