import { createHmac, randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import type { Keyring } from './keyring.js';

/** Keys that belong to no person: an agency's key for search tokens, the key for version tokens. Wrapped like data keys. */
export class ServiceKeys {
  private readonly cache = new Map<string, Promise<Buffer>>();

  constructor(
    private readonly pool: Pool,
    private readonly keyring: Keyring,
  ) {}

  /** HMAC-SHA-256 of a text under the named key. Safe to keep: the key never leaves the process. */
  async hmac(name: string, text: string): Promise<Buffer> {
    let key = this.cache.get(name);
    if (!key) {
      key = this.load(name);
      this.cache.set(name, key);
      key.catch(() => this.cache.delete(name));
    }
    return createHmac('sha256', await key).update(text).digest();
  }

  private async load(name: string): Promise<Buffer> {
    const fresh = this.keyring.wrap(name, randomBytes(32));
    await this.pool.query('INSERT INTO privacy.service_keys (name, wrapped, epoch) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [name, fresh.wrapped, fresh.epoch]);
    const { rows } = await this.pool.query<{ wrapped: Buffer; epoch: number }>('SELECT wrapped, epoch FROM privacy.service_keys WHERE name = $1', [name]);
    return this.keyring.unwrap(name, rows[0]!);
  }
}
