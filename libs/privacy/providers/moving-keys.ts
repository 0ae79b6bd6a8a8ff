import type { PlainKey, WrappedKey, WrappingKeys } from '../wrapping-keys.js';

type Wrapped = WrappedKey & { readonly name: string };

/**
 * Two holders of wrapping keys while an installation moves from one to the other: what stands under an epoch of the old is opened there, all else is done by
 * the new. Its epochs go on above the old one's, so that each key says by its number who wrapped it, in the backups of the database too. Rotating these keys is
 * the move.
 */
export class MovingKeys implements WrappingKeys {
  private constructor(
    private readonly from: WrappingKeys,
    private readonly to: WrappingKeys,
    /** The old one's last epoch. */
    private readonly floor: number,
  ) {}

  static async between(from: WrappingKeys, to: WrappingKeys): Promise<MovingKeys> {
    return new MovingKeys(from, to, await from.currentEpoch());
  }

  get provider(): WrappingKeys['provider'] {
    return this.to.provider;
  }

  get holder(): string {
    return this.to.holder;
  }

  async currentEpoch(): Promise<number> {
    return (await this.epochs()).at(-1)!;
  }

  async epochs(): Promise<readonly number[]> {
    return [this.floor, ...(await this.to.epochs()).filter((epoch) => epoch > this.floor)];
  }

  wrap(keys: readonly PlainKey[]): Promise<readonly WrappedKey[]> {
    return this.to.wrap(keys);
  }

  async unwrap(keys: readonly Wrapped[]): Promise<readonly Buffer[]> {
    const isOld = ({ epoch }: Wrapped): boolean => epoch <= this.floor;
    const [old, fresh] = [keys.filter(isOld), keys.filter((key) => !isOld(key))];
    const [olds, freshes] = [[...(await this.from.unwrap(old))], [...(await this.to.unwrap(fresh))]];
    return keys.map((key) => (isOld(key) ? olds : freshes).shift()!);
  }

  async newEpoch(): Promise<number> {
    for (;;) {
      const epoch = await this.to.newEpoch();
      if (epoch > this.floor) return epoch;
    }
  }

  /** The old holder's keys stay until an operator has seen that all is well, and destroys them there. */
  destroyBefore(epoch: number): Promise<void> {
    return this.to.destroyBefore(epoch);
  }

  refresh(): Promise<void> {
    return this.to.refresh();
  }

  async close(): Promise<void> {
    await Promise.all([this.from.close(), this.to.close()]);
  }
}
