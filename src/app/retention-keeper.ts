import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import { Erasures } from '#libs/privacy';
import { EraseByRule } from '#src/coordination/index';
import { AppLog } from './log.js';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** How often it is asked whether something waits. */
const ROUND_MS = 30 * MINUTE_MS;

/**
 * Sees to it that what was erased stays erased and becomes final. Before anything is served the erasure list is replayed, as after a restore or a crash. Once
 * a day the rules erase what agencies have let them; and the wrapping key is changed at latest a day after an erasure, at once after those by rule or replay.
 */
@Injectable()
export class RetentionKeeper implements OnModuleInit, OnApplicationBootstrap, BeforeApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private lastByRule = 0;
  private urgent = false;

  constructor(
    private readonly erasures: Erasures,
    private readonly byRule: EraseByRule,
    private readonly log: AppLog,
  ) {}

  /** @throws when the list is damaged: a database that may hold what was erased is not served */
  async onModuleInit(): Promise<void> {
    const { destroyed } = await this.erasures.replay();
    this.urgent = destroyed > 0;
    if (destroyed > 0) this.log.warn({ event: 'erasures-replayed' });
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.round(), ROUND_MS).unref();
    if (this.urgent) this.round();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  private round(): void {
    this.running = this.running.then(() => this.work()).catch((error: unknown) => this.log.error({ event: 'erasures-failed' }, error));
  }

  private async work(): Promise<void> {
    let erased = 0;
    if (Date.now() - this.lastByRule >= DAY_MS && !this.urgent) {
      erased = (await this.byRule.run()).length;
      this.lastByRule = Date.now();
    }
    const waiting = await this.erasures.waitingSince();
    if (!waiting || !(this.urgent || erased > 0 || Date.now() - waiting.getTime() >= DAY_MS)) return;
    await this.erasures.makeFinal();
    this.urgent = false;
  }
}
