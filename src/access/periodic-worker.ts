import { Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { Turns } from './turns.js';

/**
 * Work that is due by the clock, looked for now and then on every instance and done by one of them at a time. What is due follows from rows, so a crash or
 * a restart loses nothing; what it does goes through the write door under ids that follow from it, so that twice is once.
 */
export abstract class PeriodicWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(this.constructor.name);
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<unknown> = Promise.resolve();

  /** @param trouble what the log says of a failure that is no error */
  protected constructor(
    private readonly turns: Turns,
    private readonly everyMs: number,
    private readonly trouble: string,
  ) {}

  /** Does what is due by the injected clock. @returns how many things were done now */
  abstract run(): Promise<number>;

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.running = this.running
        .then(() => this.turns.take(this.constructor.name, () => this.run()))
        .catch((error: unknown) => this.failed(error));
    }, this.everyMs).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  /** One thing that failed is tried again at the next turn; the others are done all the same. The name alone: an error's text may quote data. */
  protected failed(error: unknown): number {
    this.logger.error(error instanceof Error ? error.name : this.trouble);
    return 0;
  }
}
