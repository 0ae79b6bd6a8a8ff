import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import type { LeafLog } from '#libs/event-store';
import {
  checkpointText,
  CompactRange,
  DIGEST_BYTES,
  type Checkpoint,
  formatNote,
  parseCheckpoint,
  parseNote,
  TileFolder,
} from '#libs/merkle';
import type { TrailLog } from '../trail-verifier.js';
import type { TreeSigner } from './signer.js';
import { folderOf, originOf, readCheckpoint, readOrigin, writeCheckpoint, writeKey, writeOrigin } from './tree-files.js';

const TICK_MS = 1_000;
const LEASE_SECONDS = 4;
const PAGE = 5_000;
/** Signed checkpoints of each second are kept for a day, then one for each hour. */
const THIN_EVERY_MS = 3_600_000;

/** Another instance gives the leaves their places now: what this one was about to write was not written. */
class LeaseLost extends Error {}
/** What lies outside the database says that it held more, or something else. Nothing is signed until an operator has looked (docs/audit.md). */
export class TreeDiffers extends Error {}

export interface Signed {
  readonly log: TrailLog;
  readonly origin: string;
  readonly size: number;
  readonly note: string;
  readonly tiles: TileFolder;
}

export interface SequencerOptions {
  /** Of a role that may read leaves and write the tree's tables. */
  readonly pool: Pool;
  readonly logs: Readonly<Record<TrailLog, LeafLog>>;
  /** Where leaves and checkpoints are kept outside the database. */
  readonly folder: string;
  readonly signer: TreeSigner;
  /** Hears of the newest checkpoint of each log, each second, while this instance holds the lease. Does not delay the next. */
  onSigned?(signed: Signed): void;
  onError(error: unknown): void;
}

interface Tree {
  readonly log: TrailLog;
  readonly origin: string;
  readonly folder: string;
  readonly tiles: TileFolder;
  range: CompactRange;
  place: string;
  signed: number;
  note: string;
}

/**
 * Gives the leaves of both logs their places and signs a checkpoint each second when there is something new: that second is the window of detection.
 * One instance at a time, by a lease; each step is compare-and-set, so that one that stood still does no harm. Commits have no part in it.
 */
export class Sequencer {
  private readonly owner = randomUUID();
  private readonly trees = new Map<TrailLog, Tree>();
  private timer: NodeJS.Timeout | undefined;
  private ticking: Promise<void> = Promise.resolve();
  private stopped = false;
  private thinned = Date.now();
  /** What went wrong in the last round: said once, not each second. */
  private wrong = '';

  constructor(private readonly options: SequencerOptions) {}

  start(): void {
    this.schedule(0);
  }

  /** Gives the lease back, so that another instance goes on at once. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.ticking;
    this.forget();
    await this.options.pool
      .query('UPDATE tree.lease SET owner = NULL, lease_until = NULL WHERE owner = $1', [this.owner])
      .catch(() => undefined);
  }

  /** One round. False when another instance holds the lease. @throws TreeDiffers; whatever the database, the disk or the signer has against it */
  async tick(): Promise<boolean> {
    const { rowCount } = await this.options.pool.query(
      `UPDATE tree.lease SET owner = $1, lease_until = clock_timestamp() + make_interval(secs => $2)
        WHERE owner = $1 OR owner IS NULL OR lease_until < clock_timestamp()`,
      [this.owner, LEASE_SECONDS],
    );
    if (!rowCount) {
      this.forget();
      return false;
    }
    const failures: unknown[] = [];
    for (const log of ['events', 'audit'] as const)
      await this.advance(log).catch((error: unknown) => {
        this.drop(log); // read anew in the next round
        if (!(error instanceof LeaseLost)) failures.push(error);
      });
    if (failures.length > 0) throw failures[0];
    await this.thin();
    return true;
  }

  private schedule(delay: number): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.ticking = this.tick()
        .then(
          () => void (this.wrong = ''),
          (error: unknown) => this.failed(error),
        )
        .finally(() => this.schedule(this.wrong ? 5 * TICK_MS : TICK_MS));
    }, delay);
  }

  private failed(error: unknown): void {
    const wrong = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    if (wrong !== this.wrong) this.options.onError(error);
    this.wrong = wrong;
  }

  private async advance(log: TrailLog): Promise<void> {
    const tree = this.trees.get(log) ?? (await this.load(log));
    for (;;) {
      const { leaves, next } = await this.options.logs[log].leaves(tree.place, PAGE);
      if (leaves.length === 0) break;
      await this.take(tree, leaves, next);
    }
    if (tree.range.size > tree.signed) await this.sign(tree);
    if (tree.note) this.options.onSigned?.({ log, origin: tree.origin, size: tree.signed, note: tree.note, tiles: tree.tiles });
  }

  private async take(tree: Tree, leaves: Buffer, next: string): Promise<void> {
    const range = tree.range.copy();
    for (let at = 0; at < leaves.length; at += DIGEST_BYTES) range.append(leaves.subarray(at, at + DIGEST_BYTES));
    await this.store(tree.log, { size: tree.range.size, place: tree.place }, range, next);
    tree.tiles.append(leaves);
    [tree.range, tree.place] = [range, next];
  }

  private async sign(tree: Tree): Promise<void> {
    const { log, origin, range, tiles } = tree;
    tiles.sync();
    const text = checkpointText({ origin, size: range.size, root: range.root() });
    const note = formatNote({ text, signatures: [await this.options.signer.sign(origin, text)] });
    if (tree.note === '') writeKey(tree.folder, await this.options.signer.verifier(origin));
    writeCheckpoint(tree.folder, note);
    await this.options.pool.query('INSERT INTO tree.checkpoints (log, origin, size, note) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING', [
      log,
      origin,
      range.size,
      note,
    ]);
    [tree.signed, tree.note] = [range.size, note];
  }

  /** @throws TreeDiffers when what is kept outside the database holds more than the database, or something else */
  private async load(log: TrailLog): Promise<Tree> {
    const { rows } = await this.options.pool.query<{
      id: string;
      generation: number;
      size: string;
      range: Buffer;
      place: string;
      note: string | null;
    }>(
      `SELECT i.id, l.generation, l.size, l.range, l.place, c.note FROM tree.installation i, tree.logs l
         LEFT JOIN LATERAL (SELECT note, origin FROM tree.checkpoints c WHERE c.log = l.log ORDER BY signed_at DESC, size DESC LIMIT 1) c ON true WHERE l.log = $1`,
      [log],
    );
    const { id, generation, size, range: bytes, place: at, note } = rows[0]!;
    const origin = originOf(id, log, generation);
    const known = readOrigin(this.options.folder, log);
    if (known === undefined) writeOrigin(this.options.folder, log, origin);
    else if (known !== origin) throw new TreeDiffers(`${log}: the tree that goes on is ${known}, and the database says ${origin}`);
    const folder = folderOf(this.options.folder, log, generation);
    const kept = readCheckpoint(folder);
    const signed = kept === undefined ? undefined : parseCheckpoint(parseNote(kept).text);
    const { range, place } = await this.reach(log, CompactRange.from(Number(size), bytes), at, signed);
    const tiles = TileFolder.open(folder);
    try {
      await this.fill(tiles, log, range.size);
      if (!tiles.root(range.size).equals(range.root()))
        throw new TreeDiffers(`${log}: the tree in the database is not the one that was kept outside it`);
    } catch (error) {
      tiles.close();
      throw error;
    }
    const last = note === null ? undefined : parseCheckpoint(parseNote(note).text);
    const own = last?.origin === origin ? { signed: last.size, note: note! } : { signed: 0, note: '' };
    const tree = { log, origin, folder, tiles, range, place, ...own };
    this.trees.set(log, tree);
    return tree;
  }

  /**
   * What was signed for must be there. The tree's state in the database is written without waiting for the disk and may be a moment behind after a crash:
   * it is then made again from the records, if they are those that were signed for. @throws TreeDiffers when they are not
   */
  private async reach(
    log: TrailLog,
    stored: CompactRange,
    from: string,
    signed: Checkpoint | undefined,
  ): Promise<{ readonly range: CompactRange; readonly place: string }> {
    if (!signed || signed.size <= stored.size) return { range: stored, place: from };
    const [range, before] = [stored.copy(), stored.size];
    let place = from;
    while (range.size < signed.size) {
      const { leaves, next } = await this.options.logs[log].leaves(place, Math.min(PAGE, signed.size - range.size));
      if (leaves.length === 0) throw new TreeDiffers(`${log}: ${signed.size} records were signed for, and the database has ${range.size}`);
      for (let at = 0; at < leaves.length; at += DIGEST_BYTES) range.append(leaves.subarray(at, at + DIGEST_BYTES));
      place = next;
    }
    if (!range.root().equals(signed.root)) throw new TreeDiffers(`${log}: the records are not those that were signed for`);
    await this.store(log, { size: before, place: from }, range, place);
    return { range, place };
  }

  /** Compare and set, by the holder of the lease alone. @throws LeaseLost */
  private async store(
    log: TrailLog,
    from: { readonly size: number; readonly place: string },
    range: CompactRange,
    place: string,
  ): Promise<void> {
    const { rowCount } = await this.options.pool.query(
      `UPDATE tree.logs SET size = $4, range = $5, place = $6
        WHERE log = $1 AND size = $2 AND place = $3 AND EXISTS (SELECT 1 FROM tree.lease WHERE owner = $7)`,
      [log, from.size, from.place, range.size, range.toBytes(), place, this.owner],
    );
    if (!rowCount) throw new LeaseLost();
  }

  /** A folder that is new, or behind after a crash or on another host, gets the leaves from the log. */
  private async fill(tiles: TileFolder, log: TrailLog, size: number): Promise<void> {
    if (tiles.size > size) tiles.truncate(size);
    for (let [place, passed] = ['0', 0]; tiles.size < size;) {
      const { leaves, next } = await this.options.logs[log].leaves(place, PAGE);
      if (leaves.length === 0) throw new TreeDiffers(`${log}: ${size} records have their places, and only ${passed} are there`);
      const count = leaves.length / DIGEST_BYTES;
      const skip = Math.max(0, Math.min(count, tiles.size - passed));
      tiles.append(leaves.subarray(skip * DIGEST_BYTES, Math.min(count, size - passed) * DIGEST_BYTES));
      [place, passed] = [next, passed + count];
    }
    tiles.sync();
  }

  private async thin(): Promise<void> {
    if (Date.now() - this.thinned < THIN_EVERY_MS) return;
    this.thinned = Date.now();
    await this.options.pool.query(
      `DELETE FROM tree.checkpoints c USING tree.checkpoints later
        WHERE c.signed_at < clock_timestamp() - interval '1 day' AND later.origin = c.origin AND later.size > c.size
          AND date_trunc('hour', later.signed_at) = date_trunc('hour', c.signed_at)`,
    );
  }

  private drop(log: TrailLog): void {
    this.trees.get(log)?.tiles.close();
    this.trees.delete(log);
  }

  private forget(): void {
    for (const log of this.trees.keys()) this.drop(log);
  }
}
