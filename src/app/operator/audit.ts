import { hash, randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { SingleBar } from 'cli-progress';
import type { Settings } from '#config/settings';
import { inclusionProof, parseCheckpoint, parseNote } from '#libs/merkle';
import {
  auditRowOf,
  folderOf,
  leafLogs,
  originOf,
  writeOrigin,
  signerOf,
  tilesOf,
  TreeVerifier,
  type TrailFinding,
  type TrailLog,
} from '#src/audit/index';
import { withDatabase, type Opened } from './with-database.js';

type Say = (line: string) => void;
type Logs = Pick<Opened, 'database' | 'store'>;

const NAMES: Readonly<Record<TrailLog, string>> = { events: 'events', audit: 'audit trail' };
const FAULTS: Readonly<Record<TrailFinding['fault'], string>> = {
  changed: 'was changed',
  rewritten: 'was changed, and its hash with it',
  deleted: 'was deleted',
  inserted: 'was inserted',
  moved: 'was moved',
  truncated: 'and all after it are gone',
  unproven: 'records are covered by a tree that does not hold',
};

/**
 * `audit:verify`: hashes every record anew and holds both trees against what the database, the folder outside it and the witnesses say.
 * @returns whether everything is as it was sealed
 */
export const verifyTrail = (settings: Settings, { copy }: { readonly copy?: string }, say: Say): Promise<boolean> =>
  withDatabase(settings, say, async ({ database, store }) => {
    const bar = new SingleBar({
      format: 'verifying [{bar}] {percentage}%  {value} of {total} records',
      hideCursor: true,
      noTTYOutput: true,
      notTTYSchedule: 1000,
    });
    const { rows } = await database.projector.query<{ total: string }>('SELECT sum(size) AS total FROM tree.logs');
    const verifier = new TreeVerifier(database.projector, store, copy ? { ...settings.tree, folder: copy } : settings.tree);
    const read = new Map<TrailLog, number>();
    const began = performance.now();
    bar.start(Number(rows[0]!.total), 0);
    const result = await verifier.verifyTrail((log, count) => {
      read.set(log, count);
      bar.update([...read.values()].reduce((sum, one) => sum + one, 0));
    });
    const seconds = (performance.now() - began) / 1000;
    bar.stop();
    for (const { log, records, size, signedAt, witnessed } of result.logs) {
      say(`${NAMES[log]}: ${records} records; the signed tree holds ${size}${signedAt ? `, signed ${signedAt}` : ''}.`);
      say(
        witnessed
          ? `  ${witnessed.witness} has seen ${witnessed.size} records at ${witnessed.at}: ${witnessed.root}`
          : '  No witness has told what it has seen.',
      );
    }
    for (const witness of result.silentWitnesses) say(`${witness} did not answer: what only it would have shown was not looked at.`);
    const records = result.logs.reduce((sum, log) => sum + log.records, 0);
    say(`${Math.round(records / seconds)} records a second; SHA-256 alone does ${bareHashes()} of the same length on this machine.`);
    for (const { log, index, fault, recordId, place, shownBy } of result.findings)
      say(
        `FOUND in ${NAMES[log]}: ${fault === 'unproven' ? `${index}` : `record ${index}`} ${FAULTS[fault]}${recordId ? ` (id ${recordId}, place ${place})` : ''}. Shown by: ${shownBy}.`,
      );
    say(
      result.state === 'whole'
        ? 'Every record is what was sealed.'
        : `${result.findings.length} findings. Leave everything as it is, and see docs/audit.md.`,
    );
    return result.state === 'whole';
  });

/** What hashing costs without anything around it, a second. */
export const bareHashes = (bytes = 700, forMs = 300): number => {
  const text = 'x'.repeat(bytes);
  let count = 0;
  const began = performance.now();
  for (; performance.now() - began < forMs; count += 100) for (let n = 0; n < 100; n++) hash('sha256', text, 'buffer');
  return Math.round(count / ((performance.now() - began) / 1000));
};

/** `audit:key`: what a witness is started with, and what a proof is checked with. */
export const showKeys = (settings: Settings, say: Say): Promise<void> =>
  withDatabase(settings, say, async (opened) => {
    for (const log of ['events', 'audit'] as const)
      say((await signerOf(settings.tree).verifier((await stateOf(opened, log)).origin)).toString());
  });

/** `audit:proof`: that one record is in the tree that was signed and witnessed, as a file that anyone can check. */
export const writeProof = (settings: Settings, id: string, file: string, say: Say): Promise<void> =>
  withDatabase(settings, say, async (opened) => {
    const proof = await proofOf(opened, settings.tree.folder, id);
    writeFileSync(file, `${JSON.stringify(proof, null, 2)}\n`);
    const { origin, size } = parseCheckpoint(parseNote(proof.checkpoint).text);
    say(
      `${file} proves record ${proof.index} of ${size}. Check it with: npm run verify-proof -- ${file} --key "…", the line that audit:key shows for ${origin}.`,
    );
  });

/** What `scripts/verify-proof.mjs` checks. */
export interface Proof {
  readonly format: 'insatskedja-proof/1';
  readonly log: TrailLog;
  readonly index: number;
  /** The record's canonical text; personal values in it are ciphertext. */
  readonly record: string;
  /** From the leaf upwards, base64. */
  readonly path: readonly string[];
  /** The signed note, with a witness's signature where there is one. */
  readonly checkpoint: string;
}

/** @throws with a sentence that says what to do, when the record is not found or not covered yet */
export const proofOf = async (opened: Logs, treeFolder: string, id: string): Promise<Proof> => {
  for (const log of ['events', 'audit'] as const) {
    const record = await find(opened, log, id);
    if (!record) continue;
    const { origin, generation } = await stateOf(opened, log);
    const note = await newestNote(opened, origin);
    const tiles = tilesOf(folderOf(treeFolder, log, generation));
    if (!note || !tiles) throw new Error('Nothing has been signed here yet. Start the system once, and try again.');
    try {
      const { size } = parseCheckpoint(parseNote(note).text);
      const index = indexOf(Buffer.from(record.computed, 'hex'), tiles.leavesFrom(0, size));
      if (index < 0)
        throw new Error(
          'The signed tree does not hold this record as it stands in the database. Try again in a second; if it remains so, run audit:verify.',
        );
      const path = inclusionProof(index, size, tiles.node).map((hashed) => hashed.toString('base64'));
      return { format: 'insatskedja-proof/1', log, index, record: record.canonical, path, checkpoint: note };
    } finally {
      tiles.close();
    }
  }
  throw new Error('No record has this id.');
};

/** `audit:new-tree`: after a restore that lost records a tree can't go on; a new one is begun over what is there. The old one's files stay as evidence. */
export const newTree = (settings: Settings, log: string, say: Say): Promise<void> =>
  withDatabase(settings, say, async ({ database, store }) => {
    if (log !== 'events' && log !== 'audit') throw new Error('Say which log: events or audit.');
    await store.record([{ name: 'audit', rows: [auditRowOf(operatorLine(log))] }]);
    const { rows } = await database.projector.query<{ id: string; generation: number }>(
      "UPDATE tree.logs SET generation = generation + 1, size = 0, range = '', place = '0' WHERE log = $1 RETURNING generation, (SELECT id FROM tree.installation) AS id",
      [log],
    );
    writeOrigin(settings.tree.folder, log, originOf(rows[0]!.id, log, rows[0]!.generation));
    say(
      `Tree ${rows[0]!.generation} over ${NAMES[log]} begins with the next second. Restart running instances, and give each witness that was started with keys the new line of audit:key.`,
    );
  });

const operatorLine = (log: TrailLog) => ({
  auditId: randomUUID(),
  at: new Date().toISOString(),
  action: 'rights-changed' as const,
  operation: 'audit:new-tree',
  outcome: 'allowed' as const,
  staffId: null,
  duty: 'operator',
  agencyId: null,
  unitId: null,
  objectType: 'Tree',
  objectId: log,
  caseId: null,
  recordId: null,
  ownerAgencies: [],
  personIds: [],
  hits: [],
  classes: [],
  ground: null,
  purpose: null,
  correlationId: randomUUID(),
  rule: null,
});

const stateOf = async ({ database }: Logs, log: TrailLog): Promise<{ origin: string; generation: number }> => {
  const { rows } = await database.projector.query<{ id: string; generation: number }>(
    'SELECT i.id, l.generation FROM tree.installation i, tree.logs l WHERE l.log = $1',
    [log],
  );
  const { id, generation } = rows[0]!;
  return { origin: originOf(id, log, generation), generation };
};

/** One that a witness has put its name to, where there is one. */
const newestNote = async ({ database }: Logs, origin: string): Promise<string | undefined> => {
  const { rows } = await database.projector.query<{ note: string }>(
    `SELECT note FROM (SELECT note, size, 1 AS witnessed FROM tree.cosignatures WHERE origin = $1 AND note IS NOT NULL
                       UNION ALL SELECT note, size, 0 FROM tree.checkpoints WHERE origin = $1) n ORDER BY witnessed DESC, size DESC LIMIT 1`,
    [origin],
  );
  return rows[0]?.note;
};

const find = async ({ database, store }: Logs, log: TrailLog, id: string) => {
  const source = leafLogs(database.projector, store)[log];
  for (let place = '0'; ;) {
    const page = await source.records(place, 5_000);
    if (page.length === 0) return undefined;
    const found = page.find((record) => record.id === id.toLowerCase());
    if (found) return found;
    place = page.at(-1)!.place;
  }
};

const indexOf = (leaf: Buffer, parts: Iterable<Buffer>): number => {
  let passed = 0;
  for (const part of parts) {
    for (let at = 0; at < part.length; at += leaf.length)
      if (part.subarray(at, at + leaf.length).equals(leaf)) return passed + at / leaf.length;
    passed += part.length / leaf.length;
  }
  return -1;
};
