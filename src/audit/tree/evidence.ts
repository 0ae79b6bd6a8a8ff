import type { Pool, PoolClient } from 'pg';
import { CompactRange, cosignedAt, parseCheckpoint, parseNote, VerifierKey, type Digest } from '#libs/merkle';
import type { TrailLog, WitnessedCheckpoint } from '../trail-verifier.js';
import type { TreeSigner } from './signer.js';
import { folderOf, originOf, readCheckpoint, readKey, readOrigin, tilesOf } from './tree-files.js';
import type { WitnessClient, Witnessed } from './witness-client.js';

type Queries = Pick<Pool | PoolClient, 'query'>;

/** Someone's word that the first `size` records had this root. */
export interface Evidence {
  readonly by: string;
  readonly size: number;
  readonly root: Digest;
  /** Hashes of the leaves, or of tiles of them (level 8), for finding where a record differs. */
  hashes?(level: number, start: number, count: number): Promise<Buffer>;
  close?(): void;
}

/** Everything that is said about a log's tree, and by whom. Gathered before the records are read, so that there are at least as many of them. */
export interface Testimony {
  /** The strongest first: witnesses, the folder outside the database, the database's own. */
  readonly evidence: readonly Evidence[];
  /** Words that are not signed as they should be. */
  readonly unsigned: readonly { readonly by: string; readonly size: number }[];
  readonly signed: { readonly size: number; readonly at: string } | null;
  readonly witnessed: WitnessedCheckpoint | null;
  readonly silent: readonly string[];
  /** How far the tree has come, as the database says: no record that came later stands at that place. */
  readonly end: { readonly size: number; readonly place: string };
}

export interface Sources {
  readonly client: Queries;
  /** Undefined: nothing is kept outside the database here. */
  readonly folder: string | undefined;
  readonly signer: TreeSigner;
  readonly witnesses: readonly WitnessClient[];
}

interface Row {
  id: string;
  generation: number;
  size: string;
  range: Buffer;
  place: string;
}

const NEWEST = 'SELECT note, signed_at FROM tree.checkpoints WHERE origin = $1 ORDER BY size DESC LIMIT 1';

export const gather = async (log: TrailLog, { client, folder, signer, witnesses }: Sources): Promise<Testimony> => {
  const { rows } = await client.query<Row>(
    'SELECT i.id, l.generation, l.size, l.range, l.place FROM tree.installation i, tree.logs l WHERE l.log = $1',
    [log],
  );
  const { id, generation, size, range, place: last } = rows[0]!;
  const origin = originOf(id, log, generation);
  const [newest] = (await client.query<{ note: string; signed_at: Date }>(NEWEST, [origin])).rows;
  const place = folder === undefined ? undefined : folderOf(folder, log, generation);
  const key = await signer.verifier(origin).catch(() => (place === undefined ? undefined : readKey(place)));
  const evidence: Evidence[] = [];
  const unsigned: { by: string; size: number }[] = [];
  const silent: string[] = [];
  let witnessed: WitnessedCheckpoint | null = null;
  const known = folder === undefined ? undefined : readOrigin(folder, log);
  if (known !== undefined && known !== origin) unsigned.push({ by: 'folder', size: Number(size) });
  for (const witness of key ? witnesses : []) {
    try {
      const latest = (await witness.latest(origin, key!)) ?? (await keptWord(client, origin, witness));
      if (!latest) {
        // It knows nothing of this tree: what it would have shown is not looked at.
        if (Number(size) > 0) silent.push(witness.name);
        continue;
      }
      evidence.push({ by: witness.name, ...latest, hashes: (level, start, count) => witness.hashes(origin, level, start, count) });
      if (!witnessed || latest.size > witnessed.size)
        witnessed = {
          log,
          size: latest.size,
          root: latest.root.toString('base64'),
          witness: witness.name,
          at: new Date(latest.time * 1000).toISOString(),
        };
    } catch {
      silent.push(witness.name);
    }
  }
  const kept = place === undefined ? undefined : readCheckpoint(place);
  const tiles = kept === undefined ? undefined : tilesOf(place!);
  if (kept !== undefined && tiles) {
    const word = wordOf('folder', kept, key, unsigned);
    if (word)
      evidence.push({ ...word, hashes: async (level, start, count) => tiles.read(level, start, count), close: () => tiles.close() });
    else tiles.close();
  }
  const own = newest && wordOf('checkpoint', newest.note, key, unsigned);
  if (!newest && Number(size) > 0) unsigned.push({ by: 'checkpoint', size: Number(size) });
  if (own) evidence.push(own);
  const state = rangeOf(Number(size), range);
  if (state) evidence.push({ by: 'tree', size: state.size, root: state.root() });
  else unsigned.push({ by: 'tree', size: Number(size) });
  return {
    evidence,
    unsigned,
    silent,
    end: { size: Number(size), place: last },
    witnessed,
    signed: own ? { size: own.size, at: newest.signed_at.toISOString() } : null,
  };
};

/** What a witness that does not tell what it has seen once signed. */
const keptWord = async (client: Queries, origin: string, witness: WitnessClient): Promise<Witnessed | undefined> => {
  const { rows } = await client.query<{ note: string | null }>('SELECT note FROM tree.cosignatures WHERE origin = $1 AND witness = $2', [
    origin,
    witness.name,
  ]);
  const note = rows[0]?.note;
  const parsed = note ? parseNote(note) : undefined;
  const time = parsed && cosignedAt(parsed, witness.key);
  if (!parsed || time === undefined) return undefined;
  const { origin: of, size, root } = parseCheckpoint(parsed.text);
  return of === origin ? { size, root, time, note: note! } : undefined;
};

const wordOf = (by: string, note: string, key: VerifierKey | undefined, unsigned: { by: string; size: number }[]): Evidence | undefined => {
  try {
    const parsed = parseNote(note);
    const { origin, size, root } = parseCheckpoint(parsed.text);
    if (!key?.signed(parsed) || origin !== key.name) {
      unsigned.push({ by, size });
      return undefined;
    }
    return { by, size, root };
  } catch {
    unsigned.push({ by, size: 0 });
    return undefined;
  }
};

const rangeOf = (size: number, bytes: Buffer): CompactRange | undefined => {
  try {
    return CompactRange.from(size, bytes);
  } catch {
    return undefined;
  }
};
