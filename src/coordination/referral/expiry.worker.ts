import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Clock, derivedId, type Actor } from '#libs/shared-kernel';
import { Directory, PeriodicWorker, ReadDoor, systemActors, Turns } from '#src/access/index';
import { ActOnReferral } from './features/act-on-referral.js';
import { ReferralRow } from './referral.rows.js';

const EVERY_MS = 30_000;
const AT_ONCE = 100;

/**
 * Records that a request has run out, as each sending agency's own machinery. What it does follows from rows, so a crash loses nothing and two
 * instances do it once; reads never wait for it, since status and access are computed from the times at each query.
 */
@Injectable()
export class ReferralExpiry extends PeriodicWorker {
  constructor(
    turns: Turns,
    private readonly reads: ReadDoor,
    private readonly commands: CommandBus,
    private readonly directory: Directory,
    private readonly clock: Clock,
  ) {
    super(turns, EVERY_MS, 'a request that ran out was not recorded');
  }

  /** Ends what has run out by the injected clock. @returns how many */
  async run(): Promise<number> {
    let ended = 0;
    for (const { actor } of await systemActors(this.directory)) ended += await this.endAll(actor);
    return ended;
  }

  private async endAll(actor: Actor): Promise<number> {
    const context = { actor, now: this.clock.now(), correlationId: 'referral-expiry' };
    // Ids and times only, of the agency's own requests; what is then done is audited as a command.
    const rows = await this.reads.lookAgain(context, (tx) =>
      tx.find(ReferralRow, 'Referral', { where: { senderAgency: actor.agencyId, lapsed: true }, limit: AT_ONCE }),
    );
    let ended = 0;
    for (const { referralId, addressedAt } of rows) {
      const key = derivedId('referral-expiry', referralId, addressedAt.toISOString());
      const meta = { ...context, correlationId: key, idempotencyKey: key };
      await this.commands.execute(new ActOnReferral(meta, referralId, { type: 'ExpireReferral', data: {} })).then(
        () => (ended += 1),
        (error: unknown) => this.failed(error), // the next one has run out all the same
      );
    }
    return ended;
  }
}
