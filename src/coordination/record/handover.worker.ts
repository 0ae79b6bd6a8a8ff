import { Injectable } from '@nestjs/common';
import { Clock, derivedId, type Actor } from '#libs/shared-kernel';
import { Directory, PeriodicWorker, ReadDoor, systemActors, Turns, WriteDoor } from '#src/access/index';
import { recordConcept } from './record.concept.js';
import { RecordRow } from './record.rows.js';

const EVERY_MS = 30_000;
const AT_ONCE = 100;

/**
 * Records that a hand-over to on-call is over, as the record's own agency's machinery. The rights of whoever had it have ended by then, at the very moment
 * (access.assignments); this is so that it stands in the record, and whoever works with it has it back. A record remembers, so twice is once.
 */
@Injectable()
export class HandoverExpiry extends PeriodicWorker {
  constructor(
    turns: Turns,
    private readonly reads: ReadDoor,
    private readonly writes: WriteDoor,
    private readonly directory: Directory,
    private readonly clock: Clock,
  ) {
    super(turns, EVERY_MS, 'that a hand-over is over was not recorded');
  }

  /** Ends what is over by the injected clock. @returns how many */
  async run(): Promise<number> {
    let ended = 0;
    for (const { actor } of await systemActors(this.directory))
      for (const row of await this.dueFor(actor)) ended += await this.end(actor, row).catch((error: unknown) => this.failed(error));
    return ended;
  }

  /** Ids and times only, of the agency's own records; what is then done is audited as a command. */
  private async dueFor(actor: Actor): Promise<RecordRow[]> {
    const now = this.clock.now();
    return this.reads.lookAgain({ actor, now, correlationId: 'handover-expiry' }, (tx) =>
      tx.find(RecordRow, 'Record', {
        where: { ownerAgency: actor.agencyId },
        and: [{ column: 'handedUntil', operator: '<=', value: now }],
        order: { handedUntil: 'ASC' },
        limit: AT_ONCE,
      }),
    );
  }

  private async end(actor: Actor, { recordId, caseId, revision }: RecordRow): Promise<number> {
    const now = this.clock.now();
    const key = derivedId('handover-expiry', recordId, String(revision));
    const { replayed } = await this.writes.execute({
      concept: recordConcept,
      id: recordId,
      operation: 'ExpireHandover',
      action: 'work',
      command: { type: 'ExpireHandover', now: now.toISOString() },
      input: { recordId, revision },
      meta: { actor, now, correlationId: key, idempotencyKey: key },
      place: { recordId, caseId },
    });
    return replayed ? 0 : 1;
  }
}
