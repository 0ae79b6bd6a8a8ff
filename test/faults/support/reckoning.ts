import type { Client } from 'pg';
import type { Tally } from '../tally.js';
import type { Acknowledged, Caseworkers } from './caseworkers.js';

export interface Reckoning {
  readonly lost: number;
  readonly duplicated: number;
  readonly torn: number;
}

const ACKED = 'json_to_recordset($1) AS a(key text, stream text, n bigint)';

/** Acknowledged, and its idempotency row or the event that the row names does not stand where its place in the stream is. */
const LOST = `
  SELECT count(*) AS count FROM ${ACKED}
   WHERE NOT EXISTS (SELECT 1 FROM http.idempotency i JOIN es.events e ON e.stream = i.stream AND e.revision = i.revision AND e.event_id = i.event_id
                      WHERE i.key = a.key AND i.stream = a.stream AND i.revision = a.n)`;

/** More events than commands, or the same event twice. */
const DUPLICATED = `
  SELECT coalesce(sum(greatest(there.events - sent.commands, there.events - there.ids)), 0) AS count
    FROM (SELECT a.stream, count(DISTINCT a.key) AS commands FROM ${ACKED} GROUP BY a.stream) sent
    JOIN LATERAL (SELECT count(*) AS events, count(DISTINCT event_id) AS ids FROM es.events e WHERE e.stream = sent.stream) there ON true`;

/** A stream with a gap; an event without its idempotency row; a row, or a line of the audit trail, without its event, or the other way round. */
const TORN = `
  SELECT coalesce(sum((there.last <> there.events)::int + abs(there.events - kept.rows) + abs(there.events - audited.lines)), 0) AS count
    FROM (SELECT DISTINCT a.stream FROM ${ACKED}) s
    JOIN LATERAL (SELECT count(*) AS events, coalesce(max(revision), 0) AS last FROM es.events e WHERE e.stream = s.stream) there ON true
    JOIN LATERAL (SELECT count(*) AS rows FROM http.idempotency i WHERE i.stream = s.stream) kept ON true
    JOIN LATERAL (SELECT count(*) AS lines FROM audit.records r
                   WHERE r.object_id = substr(s.stream, strpos(s.stream, '-') + 1) AND r.action = 'command' AND r.outcome = 'allowed') audited ON true`;

const CHUNK = 5_000;

/** Holds what was acknowledged against what is stored. `client` is a superuser's: row-level security hides nothing from it. */
export const reckon = async (client: Client, acknowledged: readonly Acknowledged[]): Promise<Reckoning> => {
  await client.query("SET enable_seqscan = off; SET work_mem = '64MB'");
  await client.query(
    'CREATE INDEX IF NOT EXISTS faults_audit ON audit.records (object_id); CREATE INDEX IF NOT EXISTS faults_kept ON http.idempotency (stream); CREATE INDEX IF NOT EXISTS faults_key ON http.idempotency (key)',
  );
  const total = { lost: 0, duplicated: 0, torn: 0 };
  // Streams stay whole: a stream's commands are sorted together.
  const sorted = acknowledged.toSorted((a, b) => (a.stream < b.stream ? -1 : a.stream > b.stream ? 1 : 0));
  for (let from = 0; from < sorted.length;) {
    let to = Math.min(from + CHUNK, sorted.length);
    while (to < sorted.length && sorted[to]!.stream === sorted[to - 1]!.stream) to++;
    const sent = JSON.stringify(sorted.slice(from, to).map(({ key, stream, n }) => ({ key, stream, n })));
    const count = async (text: string): Promise<number> => Number((await client.query<{ count: string }>(text, [sent])).rows[0]!.count);
    total.lost += await count(LOST);
    total.duplicated += await count(DUPLICATED);
    total.torn += await count(TORN);
    from = to;
  }
  return total;
};

/** Sends acknowledged commands again, with their old keys: each must be a replay that tells the same version. @returns how many were not */
export const repeat = async (people: Caseworkers, acknowledged: readonly Acknowledged[]): Promise<number> => {
  let wrong = 0;
  for (const [index, { path, body, key, etag }] of acknowledged.entries()) {
    const answer = await people.send(path, body, key, `10.8.${Math.floor(index / 200)}.1`);
    if (answer.status !== 200 || !answer.replayed || answer.etag !== etag) wrong += 1;
  }
  return wrong;
};

export const addTo = (tally: Tally, { lost, duplicated, torn }: Reckoning): void => {
  tally.lost += lost;
  tally.duplicated += duplicated;
  tally.torn += torn;
};

/**
 * Plants a loss, a duplicate and a tear in the store itself, and looks whether the reckoning sees each. Destroys what it is given.
 * Triggers and foreign keys do not stop it: `client` is a superuser's.
 */
export const reckonerControls = async (client: Client, acknowledged: readonly Acknowledged[], tally: Tally): Promise<void> => {
  const some = acknowledged.filter(({ n }) => n === 1).slice(0, 3);
  const whole = acknowledged.filter(({ stream }) => some.some((one) => one.stream === stream));
  const planted = async (sql: string, stream: string): Promise<Reckoning> => {
    await client.query('BEGIN');
    try {
      await client.query("SET LOCAL session_replication_role = 'replica'");
      await client.query(sql, [stream]);
      return await reckon(client, whole);
    } finally {
      await client.query('ROLLBACK');
    }
  };
  const [a, b, c] = some.map(({ stream }) => stream) as [string, string, string];
  const lost = await planted(
    'DELETE FROM es.events WHERE stream = $1 AND revision = (SELECT max(revision) FROM es.events WHERE stream = $1)',
    a,
  );
  tally.control('reckoning sees a deleted event', lost.lost > 0);
  const twice = await planted(
    `INSERT INTO es.events SELECT (json_populate_record(e, json_build_object('position', nextval('es.positions'), 'revision', 1000, 'event_id', gen_random_uuid()))).* FROM es.events e WHERE stream = $1 AND revision = 1`,
    b,
  );
  tally.control('reckoning sees an event that is there twice', twice.duplicated > 0);
  const torn = await planted('DELETE FROM http.idempotency WHERE stream = $1', c);
  tally.control('reckoning sees a commit without its idempotency row', torn.torn > 0);
  const unaudited = await planted("DELETE FROM audit.records WHERE object_id = substr($1::text, strpos($1, '-') + 1)", c);
  tally.control('reckoning sees a commit without its audit', unaudited.torn > 0);
};
