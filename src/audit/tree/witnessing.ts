import type { Pool } from 'pg';
import type { Signed } from './sequencer.js';
import type { TreeSigner } from './signer.js';
import { WitnessFailure, type WitnessClient } from './witness-client.js';

const PAUSE_MS = 5_000;

interface State {
  size: number;
  asking: boolean;
  notBefore: number;
  failing: boolean;
}

export interface WitnessingOptions {
  readonly pool: Pool;
  readonly signer: TreeSigner;
  readonly witnesses: readonly WitnessClient[];
  /** A witness went silent or refused (`kind`), or is back (undefined). Said once for each change. */
  onChange(witness: string, kind: WitnessFailure['kind'] | undefined, failure?: unknown): void;
}

/** Asks the witnesses for their names on each new checkpoint. Beside everything else: nothing waits for a witness, and nothing fails because one is away. */
export class Witnessing {
  private readonly states = new Map<string, State>();
  private readonly under = new Set<Promise<void>>();

  constructor(private readonly options: WitnessingOptions) {}

  /** A new checkpoint. One question at a time for each witness and log; what came meanwhile is asked for with the next checkpoint. */
  offer(signed: Signed): void {
    for (const witness of this.options.witnesses) {
      const key = `${witness.name} ${signed.origin}`;
      const state = this.states.get(key) ?? { size: 0, asking: false, notBefore: 0, failing: false };
      this.states.set(key, state);
      if (state.asking || state.size === signed.size || Date.now() < state.notBefore) continue;
      state.asking = true;
      const asked = this.ask(witness, signed, state).finally(() => {
        state.asking = false;
        this.under.delete(asked);
      });
      this.under.add(asked);
    }
  }

  /** Waits for what is under way. */
  async settle(): Promise<void> {
    await Promise.all(this.under);
  }

  private async ask(witness: WitnessClient, signed: Signed, state: State): Promise<void> {
    try {
      const { size, time, note } = await witness.cosign(signed, this.options.signer, state.size);
      await this.options.pool.query(
        `INSERT INTO tree.cosignatures (origin, witness, log, size, note, cosigned_at) VALUES ($1, $2, $3, $4, $5, to_timestamp($6))
         ON CONFLICT (origin, witness) DO UPDATE SET size = excluded.size, note = excluded.note, cosigned_at = excluded.cosigned_at, failing_since = NULL, failure = NULL`,
        [signed.origin, witness.name, signed.log, size, note, time],
      );
      state.size = size;
      if (state.failing) this.options.onChange(witness.name, undefined);
      state.failing = false;
    } catch (error) {
      await this.failed(witness, signed, state, error);
    }
  }

  private async failed(witness: WitnessClient, signed: Signed, state: State, error: unknown): Promise<void> {
    const kind = error instanceof WitnessFailure ? error.kind : 'misbehaves';
    state.notBefore = Date.now() + PAUSE_MS;
    if (!state.failing) this.options.onChange(witness.name, kind, error);
    state.failing = true;
    await this.options.pool
      .query(
        `INSERT INTO tree.cosignatures (origin, witness, log, failing_since, failure) VALUES ($1, $2, $3, clock_timestamp(), $4)
         ON CONFLICT (origin, witness) DO UPDATE SET failing_since = coalesce(tree.cosignatures.failing_since, excluded.failing_since), failure = excluded.failure`,
        [signed.origin, witness.name, signed.log, kind],
      )
      .catch(() => undefined);
  }
}
