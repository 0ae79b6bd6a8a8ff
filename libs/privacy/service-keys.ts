import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import { withCurrentEpoch } from './data-keys.js';
import { EpochUnknown, type WrappingKeys } from './wrapping-keys.js';

/** Keys that belong to no person: an agency's key for search tokens, the key for version tokens. Wrapped like data keys. */
export class ServiceKeys {
  private readonly cache = new Map<string, Promise<Buffer>>();

  constructor(
    private readonly pool: Pool,
    private readonly keys: WrappingKeys,
  ) {}

  /** HMAC-SHA-256 of a text under the named key. Safe to keep: the key never leaves the process. */
  async hmac(name: string, text: string): Promise<Buffer> {
    return createHmac('sha256', await this.key(name))
      .update(text)
      .digest();
  }

  /** An opaque token of a text, which only this installation can open again (positions, cursors). */
  async encrypt(name: string, text: string): Promise<string> {
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', await this.key(name), iv);
    return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64url');
  }

  /** The text of a token made by `encrypt`, or undefined when it was not made here under this name. */
  async decrypt(name: string, token: string): Promise<string | undefined> {
    const bytes = Buffer.from(token, 'base64url');
    if (bytes.length < 28) return undefined;
    try {
      const decipher = createDecipheriv('aes-256-gcm', await this.key(name), bytes.subarray(0, 12)).setAuthTag(bytes.subarray(-16));
      return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString('utf8');
    } catch {
      return undefined;
    }
  }

  private key(name: string): Promise<Buffer> {
    let key = this.cache.get(name);
    if (!key) {
      key = this.load(name);
      this.cache.set(name, key);
      key.catch(() => this.cache.delete(name));
    }
    return key;
  }

  private async load(name: string): Promise<Buffer> {
    await withCurrentEpoch(this.keys, async () => {
      const [fresh] = await this.keys.wrap([{ name, key: randomBytes(32) }]);
      await this.pool.query('INSERT INTO privacy.service_keys (name, wrapped, epoch) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [
        name,
        fresh!.wrapped,
        fresh!.epoch,
      ]);
    });
    return this.stored(name).catch((error: unknown) => {
      if (error instanceof EpochUnknown) return this.stored(name); // rotated between the look-up and the unwrapping
      throw error;
    });
  }

  private async stored(name: string): Promise<Buffer> {
    const { rows } = await this.pool.query<{ wrapped: Buffer; epoch: number }>(
      'SELECT wrapped, epoch FROM privacy.service_keys WHERE name = $1',
      [name],
    );
    const [key] = await this.keys.unwrap([{ name, ...rows[0]! }]);
    return key!;
  }
}
