import type { Pool, PoolClient } from 'pg';

/** One connection kept out of its pool for as long as it lives, and taken anew after it broke. */
export class HeldConnection {
  private held: Promise<PoolClient> | undefined;

  /** @param prepare what the connection is for: LISTEN, a lock. Run each time it is taken */
  constructor(
    private readonly pool: Pool,
    private readonly prepare: (client: PoolClient) => Promise<unknown>,
  ) {}

  /** Takes it if it is not there. @throws when the database does not answer; the next call tries again */
  async ensure(): Promise<void> {
    this.held ??= this.take();
    await this.held;
  }

  async release(): Promise<void> {
    const held = this.held;
    this.held = undefined;
    (await held?.catch(() => undefined))?.release(true);
  }

  private take(): Promise<PoolClient> {
    const taken = this.open();
    const current = (): boolean => this.held === taken; // a later one is not this one's to give up
    taken.then(
      (client) => client.once('end', () => current() && void this.release()),
      () => current() && (this.held = undefined),
    );
    return taken;
  }

  private async open(): Promise<PoolClient> {
    const client = await this.pool.connect();
    try {
      await this.prepare(client);
      return client;
    } catch (error) {
      client.release(true); // kept, it would be out of its pool for ever: a seat less at each outage, and a pool that never closes
      throw error;
    }
  }
}
