import type { PlainKey, WrappedKey, WrappingKeys } from '../wrapping-keys.js';

type Wrapped = WrappedKey & { readonly name: string };

export interface RememberingOptions {
  /** How long an unwrapped key is remembered, in ms. */
  readonly forMs?: number;
  readonly atMost?: number;
  /** Milliseconds that only rise. */
  readonly now?: () => number;
}

/**
 * Spares a provider at the other end of a network, or of a bus, the same question again: what it unwrapped is remembered for half a minute, by the
 * wrapped bytes themselves. It is no cache of what may be opened: the row of each key is still looked up in the database at each read, so that an erased
 * key is gone at the very next one, and what is remembered of it is never asked for again (docs/decisions/0019).
 */
export class RememberingKeys implements WrappingKeys {
  private readonly known = new Map<string, { readonly key: Buffer; readonly until: number }>();
  private readonly forMs: number;
  private readonly atMost: number;
  private readonly now: () => number;

  constructor(
    private readonly inner: WrappingKeys,
    { forMs = 30_000, atMost = 20_000, now = () => performance.now() }: RememberingOptions = {},
  ) {
    this.forMs = forMs;
    this.atMost = atMost;
    this.now = now;
  }

  get provider(): WrappingKeys['provider'] {
    return this.inner.provider;
  }

  get holder(): string {
    return this.inner.holder;
  }

  currentEpoch(): Promise<number> {
    return this.inner.currentEpoch();
  }

  epochs(): Promise<readonly number[]> {
    return this.inner.epochs();
  }

  wrap(keys: readonly PlainKey[]): Promise<readonly WrappedKey[]> {
    return this.inner.wrap(keys);
  }

  async unwrap(keys: readonly Wrapped[]): Promise<readonly Buffer[]> {
    const ids = keys.map(idOf);
    const found = ids.map((id) => this.recall(id));
    const missing = keys.filter((_, index) => !found[index]);
    const fresh = missing.length > 0 ? [...(await this.inner.unwrap(missing))] : [];
    return found.map((known, index) => known ?? this.remember(ids[index]!, fresh.shift()!));
  }

  newEpoch(): Promise<number> {
    this.known.clear();
    return this.inner.newEpoch();
  }

  async destroyBefore(epoch: number): Promise<void> {
    await this.inner.destroyBefore(epoch);
    this.known.clear();
  }

  refresh(): Promise<void> {
    this.known.clear();
    return this.inner.refresh();
  }

  close(): Promise<void> {
    this.known.clear();
    return this.inner.close();
  }

  private recall(id: string): Buffer | undefined {
    const known = this.known.get(id);
    if (known && known.until > this.now()) return known.key;
    this.known.delete(id);
    return undefined;
  }

  /** The oldest go first: a Map keeps the order in which they came. */
  private remember(id: string, key: Buffer): Buffer {
    for (const oldest of this.known.keys()) {
      if (this.known.size < this.atMost && this.known.get(oldest)!.until > this.now()) break;
      this.known.delete(oldest);
    }
    this.known.set(id, { key, until: this.now() + this.forMs });
    return key;
  }
}

const idOf = ({ name, epoch, wrapped }: Wrapped): string => `${name} ${epoch} ${wrapped.toString('base64')}`;
