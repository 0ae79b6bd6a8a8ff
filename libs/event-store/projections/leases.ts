import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { HeldConnection } from '../postgres/held-connection.js';
import { ensureCheckpoints } from './checkpoints.js';
import type { Share } from './projection.js';

/** A lease that is not renewed for so long is free: its instance stands still. One whose connection is gone is free at once. */
const LEASE_SECONDS = 4;
const TICK_MS = 1_000;

const keyOf = ({ name, part }: Pick<Share, 'name' | 'part'>): string => `${name}#${part}`;

export interface LeaseOptions {
  readonly pool: Pool;
  readonly shares: readonly (Share & { readonly version: number })[];
  readonly owner?: string;
  onGained(share: Share): void;
  /** Stops the work; the lease is given on after it. */
  onLost(share: Share): Promise<void>;
  /** Called each second while things go well. */
  onTick?(): Promise<void>;
  onError(error: unknown): void;
}

/**
 * Divides the shares of all subscriptions among the instances that live: each takes its fair part, gives up what is beyond it when another comes, and
 * takes over what a dead or frozen one held. By the database's clock alone. Two that both think they hold a share do no harm: checkpoints are fenced.
 */
export class Leases {
  readonly owner: string;
  private readonly held = new Map<string, Share>();
  /** A lock that lives as long as its connection tells the others that this instance has not died. */
  private readonly presence: HeldConnection;
  private timer: NodeJS.Timeout | undefined;
  private ticking: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(private readonly options: LeaseOptions) {
    this.owner = options.owner ?? randomUUID();
    this.presence = new HeldConnection(options.pool, (client) =>
      client.query(`SELECT pg_advisory_lock(${NAMESPACE}, hashtext($1))`, [this.owner]),
    );
  }

  async start(): Promise<void> {
    const kinds = new Map(this.options.shares.map((share) => [share.name, share]));
    for (const share of kinds.values()) await ensureCheckpoints(this.options.pool, share, share.version);
    this.schedule(0);
  }

  /** Gives everything back, so that another instance goes on at once. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.ticking;
    await Promise.all([...this.held.values()].map((share) => this.options.onLost(share)));
    const { pool } = this.options;
    await pool.query('UPDATE es.checkpoints SET owner = NULL, lease_until = NULL WHERE owner = $1', [this.owner]).catch(() => undefined);
    await pool.query('DELETE FROM es.instances WHERE instance_id = $1', [this.owner]).catch(() => undefined);
    await this.presence.release();
  }

  private schedule(delay: number): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.ticking = this.tick()
        .catch((error: unknown) => this.options.onError(error))
        .finally(() => this.schedule(TICK_MS));
    }, delay);
  }

  private async tick(): Promise<void> {
    const { pool, shares, onTick } = this.options;
    await this.presence.ensure();
    const { rows: mine } = await pool.query<Share>(RENEW, [this.owner, LEASE_SECONDS]);
    const still = new Set(mine.map(keyOf));
    for (const [key, share] of this.held) if (!still.has(key)) await this.lose(key, share);
    const { rows } = await pool.query<{ instances: number }>(LIVING, [this.owner, LEASE_SECONDS]);
    const fair = Math.ceil(shares.length / Math.max(1, rows[0]!.instances));
    for (const [key, share] of [...this.held].slice(fair)) {
      await this.lose(key, share);
      await pool.query('UPDATE es.checkpoints SET owner = NULL, lease_until = NULL WHERE name = $1 AND part = $2 AND owner = $3', [
        share.name,
        share.part,
        this.owner,
      ]);
    }
    if (this.held.size < fair) await this.claim(fair - this.held.size);
    await onTick?.();
  }

  private async lose(key: string, share: Share): Promise<void> {
    this.held.delete(key);
    await this.options.onLost(share);
  }

  private async claim(most: number): Promise<void> {
    const { pool, shares } = this.options;
    const names = [...new Set(shares.map(({ name }) => name))];
    const { rows } = await pool.query<Share>(CLAIM, [this.owner, LEASE_SECONDS, most, names]);
    for (const share of rows) {
      this.held.set(keyOf(share), share);
      this.options.onGained(share);
    }
  }
}

/** "LE" in ASCII. */
const NAMESPACE = 0x4c45;

const RENEW = `UPDATE es.checkpoints SET lease_until = clock_timestamp() + make_interval(secs => $2) WHERE owner = $1 RETURNING name, part, parts`;

/** Says that this instance lives, forgets those that do not, and counts. */
const LIVING = `
  WITH seen AS (INSERT INTO es.instances VALUES ($1, clock_timestamp()) ON CONFLICT (instance_id) DO UPDATE SET seen_at = excluded.seen_at RETURNING 1),
       gone AS (DELETE FROM es.instances WHERE instance_id <> $1 AND seen_at < clock_timestamp() - make_interval(secs => $2) RETURNING 1)
  SELECT (SELECT count(*) FROM es.instances WHERE instance_id <> $1 AND seen_at >= clock_timestamp() - make_interval(secs => $2))::int
         + (SELECT count(*) FROM seen)::int AS instances`;

const CLAIM = `
  WITH alive AS (SELECT objid FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 2 AND classid = ${NAMESPACE}
                    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())),
       free AS (SELECT name, part FROM es.checkpoints c
                 WHERE name = ANY ($4) AND (owner IS NULL OR lease_until < clock_timestamp()
                       OR (hashtext(owner::text)::bigint & 4294967295) <> ALL (SELECT objid::bigint FROM alive))
                 ORDER BY name, part LIMIT $3 FOR UPDATE SKIP LOCKED)
  UPDATE es.checkpoints c SET owner = $1, lease_until = clock_timestamp() + make_interval(secs => $2)
    FROM free WHERE c.name = free.name AND c.part = free.part
  RETURNING c.name, c.part, c.parts`;
