import type { EventStore } from '#libs/event-store';
import { Pool, type PoolClient } from 'pg';
import { TrailVerifier, type TrailLog, type TrailVerification, type VerifiedLog, type WitnessedCheckpoint } from '../trail-verifier.js';
import { gather } from './evidence.js';
import { leafLogs, signerOf, witnessesOf, type TreeSettings } from './tree-keeper.js';
import type { TreeSigner } from './signer.js';
import { verifyLog } from './verify-log.js';
import type { WitnessClient } from './witness-client.js';

type Queries = Pick<Pool | PoolClient, 'query'>;
const LOGS = ['events', 'audit'] as const;

export interface VerifyOptions {
  /** Of a role that reads both logs and the tree's tables. */
  readonly client: Queries;
  readonly store?: EventStore;
  /** Undefined: only what the database and the witnesses say. */
  readonly folder: string | undefined;
  readonly signer: TreeSigner;
  readonly witnesses: readonly WitnessClient[];
  readonly logs?: readonly TrailLog[];
  readonly onProgress?: (log: TrailLog, records: number) => void;
}

/** Verifies from the stored rows to the witnesses: canonical text, leaf, tree, checkpoint, cosignature. Changes nothing. */
export const verifyTrees = async ({
  client,
  store,
  folder,
  signer,
  witnesses,
  logs = LOGS,
  onProgress,
}: VerifyOptions): Promise<TrailVerification> => {
  const startedAt = new Date().toISOString();
  const sources = leafLogs(client, store);
  const one = async (log: TrailLog) => {
    const testimony = await gather(log, { client, folder, signer, witnesses });
    try {
      return { log, testimony, ...(await verifyLog(log, sources[log], testimony, (records) => onProgress?.(log, records))) };
    } finally {
      for (const { close } of testimony.evidence) close?.();
    }
  };
  // Side by side where there are connections for it: the database reads one log while the other is hashed.
  const done: Awaited<ReturnType<typeof one>>[] = [];
  if (client instanceof Pool) done.push(...(await Promise.all(logs.map(one))));
  else for (const log of logs) done.push(await one(log));
  const findings = done.flatMap((verified) => verified.findings);
  return {
    state: findings.length === 0 ? 'whole' : 'tampered',
    startedAt,
    finishedAt: new Date().toISOString(),
    logs: done.map(({ log, records, testimony: { signed, witnessed } }): VerifiedLog => ({
      log,
      records,
      size: signed?.size ?? 0,
      signedAt: signed?.at ?? null,
      witnessed,
    })),
    findings,
    silentWitnesses: [...new Set(done.flatMap(({ testimony }) => testimony.silent))],
  };
};

/** The verification of an installation's own trail, with its result kept. */
export class TreeVerifier extends TrailVerifier {
  private running: Promise<TrailVerification> | undefined;

  constructor(
    /** The projector's. */
    private readonly pool: Pool,
    private readonly store: EventStore,
    private readonly settings: TreeSettings,
  ) {
    super();
  }

  async last(): Promise<TrailVerification | null> {
    const { rows } = await this.pool.query<{ result: TrailVerification }>(
      'SELECT result FROM tree.verifications ORDER BY number DESC LIMIT 1',
    );
    return rows[0]?.result ?? null;
  }

  verifyTrail(onProgress?: VerifyOptions['onProgress']): Promise<TrailVerification> {
    this.running ??= this.run(onProgress).finally(() => (this.running = undefined));
    return this.running;
  }

  async witnessed(): Promise<WitnessedCheckpoint[]> {
    const { rows } = await this.pool.query<{ log: TrailLog; size: string; witness: string; note: string; cosigned_at: Date }>(
      `SELECT DISTINCT ON (w.log) w.log, w.size, w.witness, w.note, w.cosigned_at
         FROM tree.cosignatures w JOIN tree.logs l USING (log)
        WHERE w.note IS NOT NULL ORDER BY w.log DESC, w.cosigned_at DESC`,
    );
    return rows.map(({ log, size, witness, note, cosigned_at }) => ({
      log,
      size: Number(size),
      root: note.split('\n')[2]!,
      witness,
      at: cosigned_at.toISOString(),
    }));
  }

  private async run(onProgress: VerifyOptions['onProgress']): Promise<TrailVerification> {
    const { pool: client, store, settings } = this;
    const result = await verifyTrees({
      client,
      store,
      folder: settings.folder,
      signer: signerOf(settings),
      witnesses: witnessesOf(settings),
      ...(onProgress ? { onProgress } : {}),
    });
    await client.query('INSERT INTO tree.verifications (result) VALUES ($1)', [JSON.stringify(result)]);
    return result;
  }
}
