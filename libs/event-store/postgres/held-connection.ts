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

  private async take(): Promise<PoolClient> {
    try {
      const client = await this.pool.connect();
      const broken = (): void => void (this.held && this.release());
      client.on('error', broken); // a dying server may say so more than once
      client.once('end', broken);
      await this.prepare(client);
      return client;
    } catch (error) {
      this.held = undefined;
      throw error;
    }
  }
}
