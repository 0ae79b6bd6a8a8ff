import type { HashedRecord, LeafLog } from '#libs/event-store';
import { DIGEST_BYTES, differences, MemoryTree } from '#libs/merkle';
import type { TrailFault, TrailFinding, TrailLog } from '../trail-verifier.js';
import type { Evidence, Testimony } from './evidence.js';

const PAGE = 5_000;
/** Leaves below one hash of level 8. */
const TILE = 256;
/** Hashes that are asked for at once: a witness gives no more. */
const PIECE = 65_536;
/** Findings that are told one by one; beyond it the count speaks. */
const MOST_FINDINGS = 1_000;

export interface LogVerification {
  readonly records: number;
  readonly findings: readonly TrailFinding[];
}

interface Found {
  readonly fault: TrailFault;
  readonly index: number;
  /** Number of the record as it is found now, to name it by; null when it is gone. */
  readonly at: number | null;
  readonly by: string;
}

/**
 * Reads a log from its first record, hashes each anew, and holds the tree of what is there against everyone's word about it. Where a word does not hold,
 * and whoever gave it kept the hashes of the records, these tell which record it is.
 */
export const verifyLog = async (
  log: TrailLog,
  source: LeafLog,
  { evidence, unsigned, end }: Testimony,
  onProgress: (records: number) => void = () => undefined,
): Promise<LogVerification> => {
  const tree = new MemoryTree();
  const found: Found[] = [];
  const leaf = Buffer.alloc(DIGEST_BYTES);
  let late = 0;
  for await (const record of recordsOf(source, onProgress)) {
    if (record.stored !== record.computed) found.push({ fault: 'changed', index: tree.size, at: tree.size, by: 'line' });
    if (tree.size === end.size && record.place === end.place) late = tree.size;
    leaf.write(record.computed, 'hex');
    tree.append(leaf);
  }
  const wrong = evidence.filter((one) => one.size > tree.size || !tree.root(one.size).equals(one.root));
  for (const word of wrong) {
    const located = await locate(tree, word);
    if (!located) continue;
    const byLine = new Set(found.map(({ at }) => at));
    const known = new Set(located.map(({ at }) => at));
    const others = found.filter(({ at }) => !known.has(at));
    // What its own hash shows as well was changed without it.
    const both = located.map((one): Found =>
      one.fault === 'rewritten' && byLine.has(one.at) ? { ...one, fault: 'changed', by: 'line' } : one,
    );
    found.splice(0, found.length, ...[...others, ...both].sort((a, b) => a.index - b.index));
    break; // the strongest word that tells where
  }
  // As many as there should be, and one more at the place of the last: no later record can stand there.
  if (wrong.length === 0 && late > 0)
    found.splice(0, found.length, ...found.filter(({ at }) => at !== late), { fault: 'inserted', index: late, at: late, by: 'place' });
  const strays = (await source.strays()).map(({ id, place }): TrailFinding => ({
    log,
    fault: 'inserted',
    index: tree.size,
    recordId: id,
    place,
    shownBy: 'place',
  }));
  if (found.length === 0) {
    const [strongest] = [...wrong, ...unsigned];
    if (strongest) found.push({ fault: 'unproven', index: strongest.size, at: null, by: strongest.by });
  }
  return { records: tree.size, findings: [...(await name(log, source, found.slice(0, MOST_FINDINGS))), ...strays] };
};

async function* recordsOf(source: LeafLog, onProgress: (records: number) => void): AsyncGenerator<HashedRecord> {
  let count = 0;
  let reading = source.records('0', PAGE);
  for (;;) {
    const page = await reading;
    if (page.length === 0) return;
    reading = source.records(page.at(-1)!.place, PAGE); // while this page is hashed
    reading.catch(() => undefined); // awaited in the next round; should the reader fail first, it must not go unheard
    yield* page;
    onProgress((count += page.length));
  }
}

/** Where the records differ from those that someone gave their word for; undefined when they did not keep them, or not those. */
const locate = async (tree: MemoryTree, word: Evidence): Promise<Found[] | undefined> => {
  if (!word.hashes) return undefined;
  const same = await tilesAlike(tree, word);
  const rest = await leavesFrom(word, same * TILE);
  const trusted = Buffer.concat([tree.leaves(0, same * TILE), rest]);
  if (trusted.length !== word.size * DIGEST_BYTES || !MemoryTree.of(trusted).root().equals(word.root)) return undefined;
  return differences(trusted, tree.leaves(0, tree.size)).map(({ fault, index, found }) => ({
    fault: fault === 'changed' ? 'rewritten' : fault,
    index,
    at: found,
    by: word.by,
  }));
};

/** How many tiles at the beginning are the same in both: one hash for 256 records. */
const tilesAlike = async (tree: MemoryTree, word: Evidence): Promise<number> => {
  const both = Math.floor(Math.min(word.size, tree.size) / TILE);
  let same = 0;
  for await (const part of piecesOf(word, 8, 0, both))
    for (let at = 0; at < part.length; at += DIGEST_BYTES) {
      if (!tree.node(8, same).equals(part.subarray(at, at + DIGEST_BYTES))) return same;
      same += 1;
    }
  return same;
};

const leavesFrom = async (word: Evidence, start: number): Promise<Buffer> => {
  const parts: Buffer[] = [];
  for await (const part of piecesOf(word, 0, start, word.size)) parts.push(part);
  return Buffer.concat(parts);
};

/** Hashes of one level, as far as they were kept. */
async function* piecesOf({ hashes }: Evidence, level: number, from: number, to: number): AsyncGenerator<Buffer> {
  for (let at = from; at < to;) {
    const part = await hashes!(level, at, Math.min(PIECE, to - at));
    if (part.length === 0) return;
    yield part;
    at += part.length / DIGEST_BYTES;
  }
}

/** Reads again those records that findings are about. */
const name = async (log: TrailLog, source: LeafLog, found: readonly Found[]): Promise<TrailFinding[]> => {
  const wanted = new Set(found.flatMap(({ at }) => at ?? []));
  const records = new Map<number | null, HashedRecord>();
  let index = 0;
  if (wanted.size > 0)
    for await (const record of recordsOf(source, () => undefined)) {
      if (wanted.delete(index)) records.set(index, record);
      if (wanted.size === 0) break;
      index += 1;
    }
  return found.map(({ fault, index: at, at: place, by }) => {
    const record = records.get(place);
    return { log, fault, index: at, recordId: record?.id ?? null, place: record?.place ?? null, shownBy: by };
  });
};
