import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { expiryOf } from '#libs/proceeding';
import { addDays, Clock, derivedId, swedishDate, type Actor } from '#libs/shared-kernel';
import { Directory, PeriodicWorker, ReadDoor, systemActors, Turns } from '#src/access/index';
import { TakeStep } from './features/take-step.js';
import { Proceedings } from './own-proceedings.js';
import { ProceedingRow } from './proceeding.rows.js';

const EVERY_MS = 30_000;
const AT_ONCE = 100;

/**
 * Records that a contact ban, or whatever else has a last day, has run out, as its owner's own machinery. Nobody has to say it, and no read waits for it:
 * how it stands follows from its last day at each question. An id that follows from proceeding and day makes twice once, on however many instances.
 */
@Injectable()
export class ProceedingExpiry extends PeriodicWorker {
  constructor(
    turns: Turns,
    private readonly reads: ReadDoor,
    private readonly commands: CommandBus,
    private readonly directory: Directory,
    private readonly proceedings: Proceedings,
    private readonly clock: Clock,
  ) {
    super(turns, EVERY_MS, 'that a proceeding has run out was not recorded');
  }

  /** Ends what has run out by the injected clock. @returns how many */
  async run(): Promise<number> {
    let ended = 0;
    for (const { actor } of await systemActors(this.directory))
      for (const row of await this.dueFor(actor)) ended += await this.end(actor, row).catch((error: unknown) => this.failed(error));
    return ended;
  }

  /** Of the agency's own; what is then done is audited as a command. */
  private async dueFor(actor: Actor): Promise<ProceedingRow[]> {
    const now = this.clock.now();
    return this.reads.lookAgain({ actor, now, correlationId: 'proceeding-expiry' }, (tx) =>
      tx.find(ProceedingRow, 'Intervention', {
        where: { ownerAgency: actor.agencyId },
        and: [{ column: 'endsOn', operator: '<', value: swedishDate(now) }],
        order: { endsOn: 'ASC' },
        limit: AT_ONCE,
      }),
    );
  }

  private async end(actor: Actor, { proceeding, proceedingId, endsOn, facts }: ProceedingRow): Promise<number> {
    const now = this.clock.now();
    const key = derivedId('proceeding-expiry', proceedingId, endsOn!);
    const meta = { actor, now, correlationId: key, idempotencyKey: key };
    const { table } = this.proceedings.named(proceeding, meta);
    // The first day without it; or, where something was written of a later one, that day.
    const over = addDays(endsOn!, 1);
    const on = String(facts['on']) > over ? String(facts['on']) : over;
    const { replayed } = await this.commands.execute(new TakeStep(meta, proceeding, proceedingId, { step: expiryOf(table)!, on }));
    return replayed ? 0 : 1;
  }
}
