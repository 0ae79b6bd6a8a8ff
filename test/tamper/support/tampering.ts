import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { checkpointText, CompactRange, formatNote } from '#libs/merkle';
import { FileSigner, leafLogs, originOf, type TrailLog } from '#src/audit/index';
import type { Random } from '../../privacy/support/random.js';
import { changeOne, TABLES } from './columns.js';

export const KINDS = ['byte', 'delete', 'insert', 'swap', 'truncate', 'old-backup', 'recomputed'] as const;
export type TamperingKind = (typeof KINDS)[number];

/** What a verification must say, and whose word it may use: where the attacker has rewritten the folder too, only the witness's is left. */
export interface Tampered {
  readonly expected: readonly string[];
  readonly what: string;
  readonly folder: boolean;
  readonly witness: boolean;
}

export interface Target {
  /** A superuser's, in a transaction that will be rolled back. */
  readonly client: Client;
  readonly log: TrailLog;
  /** The place of each record, by its number in the tree. */
  readonly places: readonly string[];
  readonly random: Random;
  /** The log's signing key, stolen. */
  readonly keyFile: string;
}

export const tamper = (kind: TamperingKind, target: Target): Promise<Tampered> => HOW[kind](target);

const told = (expected: readonly string[], what: string, words: Partial<Pick<Tampered, 'folder' | 'witness'>> = {}): Tampered => ({
  expected,
  what,
  folder: true,
  witness: true,
  ...words,
});

const byte = async ({ client, log, places, random }: Target): Promise<Tampered> => {
  const index = random.below(places.length);
  const column = await changeOne(client, log, places[index]!, random);
  return told([`changed ${index}`], column);
};

const remove = async ({ client, log, places, random }: Target): Promise<Tampered> => {
  const index = random.below(places.length);
  await client.query(`DELETE FROM ${TABLES[log].table} WHERE ${TABLES[log].place} = $1`, [places[index]]);
  return told([`${index === places.length - 1 ? 'truncated' : 'deleted'} ${index}`], 'a row', either(random));
};

/** In a gap of the places, or (events alone) at a place that is taken. With a hash that is right for what it holds. */
const insert = async ({ client, log, places, random }: Target): Promise<Tampered> => {
  const gaps = places.flatMap((place, index) => (Number(place) - Number(places[index - 1] ?? 0) > 1 ? [index] : []));
  const taken = log === 'events' && random.chance(0.3);
  const before = taken ? random.below(places.length) : random.pick(gaps);
  const place = taken ? places[before]! : String(Number(places[before]) - 1);
  const id = taken ? 'ffffffff-ffff-4fff-bfff-ffffffffffff' : randomUUID();
  await client.query(
    log === 'events'
      ? `INSERT INTO es.events SELECT $2, stream || '-forged', revision, $3, type, version, data, metadata, occurred_at, recorded_at, '' FROM es.events WHERE position = $1`
      : `INSERT INTO audit.records (${AUDIT}) SELECT ${AUDIT.replace('number, audit_id', '$2, $3').replace('leaf', "''")} FROM audit.records WHERE number = $1`,
    [random.pick(places), place, id],
  );
  await rehash(client, log, id);
  return told([`inserted ${taken ? before + 1 : before}`], taken ? 'at a taken place' : 'in a gap', either(random));
};

const swap = async ({ client, log, places, random }: Target): Promise<Tampered> => {
  const [low, high] = random.shuffled(places.map((_, index) => index)).slice(0, 2).toSorted((a, b) => a - b) as [number, number]; // prettier-ignore
  const { table, place } = TABLES[log];
  const [a, b] = [places[low], places[high]];
  await client.query(`UPDATE ${table} SET ${place} = -${place} WHERE ${place} IN (${a}, ${b})`);
  await client.query(`UPDATE ${table} SET ${place} = CASE WHEN ${place} = -${a} THEN ${b} ELSE ${a} END WHERE ${place} IN (-${a}, -${b})`);
  return told([`moved ${low}`, `moved ${high}`], 'two rows', either(random));
};

const truncate = async ({ client, log, places, random }: Target): Promise<Tampered> => {
  const size = 1 + random.below(places.length - 1);
  await client.query(`DELETE FROM ${TABLES[log].table} WHERE ${TABLES[log].place} >= $1`, [places[size]]);
  return told([`truncated ${size}`], `at ${size}`, either(random));
};

/** The log and all that the database says of its tree as they were: an older checkpoint, rightly signed. */
const oldBackup = async (target: Target): Promise<Tampered> => {
  const truncated = await truncate(target);
  await signAnew(target);
  return { ...truncated, what: 'with its own old checkpoint' };
};

/** A record, its hash, the tree above it and the log's signature: everything fits, but for what the witness has seen. */
const recomputed = async (target: Target): Promise<Tampered> => {
  const { client, log, places, random } = target;
  const index = random.below(places.length - 1);
  const gone = random.chance(0.3);
  if (gone) await client.query(`DELETE FROM ${TABLES[log].table} WHERE ${TABLES[log].place} = $1`, [places[index]]);
  else {
    await changeOne(
      client,
      log,
      places[index]!,
      random,
      log === 'events' ? ['data', 'metadata', 'type'] : ['staff_id', 'person_ids', 'operation', 'at', 'outcome'],
    );
    await rehash(client, log, undefined, places[index]);
  }
  await signAnew(target);
  return told([`${gone ? 'deleted' : 'rewritten'} ${index}`], gone ? 'without a record' : 'with another record', { folder: false });
};

const HOW: Readonly<Record<TamperingKind, (target: Target) => Promise<Tampered>>> = {
  byte,
  delete: remove,
  insert,
  swap,
  truncate,
  'old-backup': oldBackup,
  recomputed,
};

/** Found by the witness's copy, or by the folder outside the database. */
const either = (random: Random): Pick<Tampered, 'folder' | 'witness'> =>
  random.chance(0.5) ? { folder: true, witness: false } : { folder: false, witness: true };

const AUDIT =
  'number, audit_id, at, action, operation, outcome, staff_id, duty, agency_id, unit_id, object_type, object_id, case_id, record_id, owner_agencies, person_ids, hits, classes, ground, purpose, correlation_id, rule, leaf';

/** The stored hash of a record, made right for what stands there now. */
const rehash = async (client: Client, log: TrailLog, id?: string, at?: string): Promise<void> => {
  const { table, place, id: key } = TABLES[log];
  for (const record of await leafLogs(client)[log].records('0', 100_000))
    if (record.id === id || record.place === at)
      await client.query(`UPDATE ${table} SET leaf = decode($1, 'hex') WHERE ${place} = $2 AND ${key} = $3`, [
        record.computed,
        record.place,
        record.id,
      ]);
};

/** The tree's state in the database, and a checkpoint with the log's own signature, over the leaves as they stand now. */
export const signAnew = async ({ client, log, keyFile }: Pick<Target, 'client' | 'log' | 'keyFile'>): Promise<void> => {
  const { leaves, next } = await leafLogs(client)[log].leaves('0', 100_000);
  const range = CompactRange.empty();
  for (let at = 0; at < leaves.length; at += 32) range.append(leaves.subarray(at, at + 32));
  const { rows } = await client.query<{ id: string }>('SELECT id FROM tree.installation');
  const origin = originOf(rows[0]!.id, log, 1);
  const text = checkpointText({ origin, size: range.size, root: range.root() });
  const note = formatNote({ text, signatures: [await new FileSigner(keyFile).sign(origin, text)] });
  await client.query('UPDATE tree.logs SET size = $2, range = $3, place = $4 WHERE log = $1', [log, range.size, range.toBytes(), next]);
  await client.query('DELETE FROM tree.checkpoints WHERE log = $1', [log]);
  await client.query('DELETE FROM tree.cosignatures WHERE log = $1', [log]);
  await client.query('INSERT INTO tree.checkpoints (log, origin, size, note) VALUES ($1, $2, $3, $4)', [log, origin, range.size, note]);
};
