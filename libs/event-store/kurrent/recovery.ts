import { setTimeout as sleep } from 'node:timers/promises';

const EVERY_MS = 2_000;

/** Looks for commits that were left half done, at the start and every two seconds. Each instance does; a lease gives each commit to one of them. */
export class Recovery {
  private readonly abort = new AbortController();
  private running: Promise<void> | undefined;

  constructor(
    private readonly recover: () => Promise<unknown>,
    private readonly onError: (error: unknown) => void,
    private readonly every = EVERY_MS,
  ) {}

  start(): void {
    this.running ??= this.run();
  }

  async stop(): Promise<void> {
    this.abort.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.abort;
    while (!signal.aborted) {
      await this.recover().catch(this.onError);
      await sleep(this.every, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }
}
