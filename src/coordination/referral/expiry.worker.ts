import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Database } from '#libs/postgres';
import { Clock, derivedId } from '#libs/shared-kernel';
import { Directory, systemActor } from '#src/access/index';
import { ActOnReferral } from './features/act-on-referral.js';

const EVERY_MS = 30_000;
const AT_ONCE = 100;
const RUN_OUT = `
  SELECT referral_id, owner_agency, sender_function, addressed_at FROM views.referrals
   WHERE status IN ('new', 'acknowledged') AND expires_at <= $1 ORDER BY expires_at LIMIT ${AT_ONCE}`;

interface RunOut {
  referral_id: string;
  owner_agency: string;
  sender_function: string;
  addressed_at: Date;
}

/**
 * Records that a request has run out. What it does follows from rows, so a crash loses nothing and two instances do it once; reads never wait for it,
 * since status and access are computed from the times at each query.
 */
@Injectable()
export class ReferralExpiry implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(ReferralExpiry.name);
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly database: Database,
    private readonly commands: CommandBus,
    private readonly directory: Directory,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.running = this.running.then(() => this.run()).catch((error: unknown) => this.failed(error));
    }, EVERY_MS).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  /** Ends what has run out by the injected clock. @returns how many */
  async run(): Promise<number> {
    const now = this.clock.now();
    const { rows } = await this.database.projector.query<RunOut>(RUN_OUT, [now]);
    let ended = 0;
    for (const { referral_id, owner_agency, sender_function, addressed_at } of rows) {
      const sender = await this.directory.functionById(sender_function);
      if (!sender) continue;
      const key = derivedId('referral-expiry', referral_id, addressed_at.toISOString());
      const meta = { actor: systemActor(owner_agency, sender.agencyKind, []), now, correlationId: key, idempotencyKey: key };
      await this.commands.execute(new ActOnReferral(meta, referral_id, { type: 'ExpireReferral', data: {} })).then(
        () => (ended += 1),
        (error: unknown) => this.failed(error), // the next one has run out all the same
      );
    }
    return ended;
  }

  private failed(error: unknown): void {
    this.logger.error(error instanceof Error ? error.name : 'a request that ran out was not recorded');
  }
}
