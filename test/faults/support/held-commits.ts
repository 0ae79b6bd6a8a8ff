import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Pool } from 'pg';

/** What becomes of the next append: committed at once, or held open for so many milliseconds and then committed or rolled back. */
export interface Fate {
  readonly holdMs: number;
  readonly rollBack: boolean;
}

/** The writer's transaction was rolled back on purpose. */
export class RolledBack extends Error {}

type Callback = (error: Error | null, result?: unknown) => void;
type Query = (...given: unknown[]) => Promise<unknown>;

/**
 * A pool for one writer whose appends sit in a transaction that stays open as long as `fate` says: how a slow disk, a long garbage collection or a
 * lock make a commit late. The store under test is the product's own and knows nothing of it.
 */
export const holdingPool = (connectionString: string, fate: () => Fate | undefined): Pool => {
  class HoldingClient extends Client {
    constructor(config?: ConstructorParameters<typeof Client>[0]) {
      super(config);
      const plain = this.query.bind(this) as unknown as Query;
      this.query = ((...given: unknown[]): unknown => {
        const held = /\bes[.](append|commit)/.test(textOf(given[0])) ? fate() : undefined;
        if (!held) return plain(...given);
        const last = given.at(-1);
        if (typeof last !== 'function') return hold(plain, given, held);
        const tell = last as Callback;
        hold(plain, given.slice(0, -1), held).then(
          (result) => tell(null, result),
          (error: Error) => tell(error),
        );
        return undefined;
      }) as typeof this.query;
    }
  }
  const pool = new Pool({ connectionString, max: 1, Client: HoldingClient });
  pool.on('error', () => undefined);
  return pool;
};

const textOf = (query: unknown): string => (typeof query === 'string' ? query : ((query as { text?: string }).text ?? ''));

const hold = async (query: Query, given: readonly unknown[], { holdMs, rollBack }: Fate): Promise<unknown> => {
  await query('BEGIN');
  try {
    const result = await query(...given);
    await sleep(holdMs);
    if (rollBack) throw new RolledBack('rolled back on purpose');
    await query('COMMIT');
    return result;
  } catch (error) {
    await query('ROLLBACK');
    throw error;
  }
};
