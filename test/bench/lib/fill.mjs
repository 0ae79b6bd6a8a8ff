import pg from 'pg';
import { newEvent } from './events.mjs';

const CHUNK = 100_000;

/**
 * Puts events into the product's store the fast way: INSERT … SELECT generate_series, interleaved over streams as the events of many cases are.
 * The rows are what an append writes, but for the hash, which is of the right length only: nothing here verifies it.
 * @param {string} superuserUrl of the database to fill
 * @param {{ from?: number, to: number, streams: number, say?: (line: string) => void }} options events number `from` + 1 to `to`
 */
export const fillEvents = async (superuserUrl, { from = 0, to, streams, say = () => undefined }) => {
  const { type, version, data, metadata, occurredAt } = newEvent();
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    for (let done = from; done < to; done += CHUNK) {
      const end = Math.min(to, done + CHUNK);
      await client.query(
        `INSERT INTO es.events (stream, revision, event_id, type, version, data, metadata, occurred_at, recorded_at, leaf)
         SELECT 'fill-' || (n % $3), n / $3 + 1, gen_random_uuid(), $4, $5, $6, $7, $8::timestamptz + n * interval '1 second', $8, decode(repeat('07', 32), 'hex')
           FROM generate_series($1::bigint, $2::bigint - 1) AS n`,
        [done, end, streams, type, version, JSON.stringify(data), JSON.stringify(metadata), occurredAt],
      );
      if (to - from > CHUNK) say(`  ${end} events in the store`);
    }
    await client.query('VACUUM (ANALYZE) es.events');
  } finally {
    await client.end();
  }
};

/** Streams of given lengths, one each, called `long-<length>`. */
export const fillStreams = async (superuserUrl, lengths) => {
  const { type, version, data, metadata, occurredAt } = newEvent();
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    for (const length of lengths)
      await client.query(
        `INSERT INTO es.events (stream, revision, event_id, type, version, data, metadata, occurred_at, recorded_at, leaf)
         SELECT $2, n, gen_random_uuid(), $3, $4, $5, $6, $7, $7, decode(repeat('07', 32), 'hex') FROM generate_series(1, $1::int) AS n`,
        [length, `long-${length}`, type, version, JSON.stringify(data), JSON.stringify(metadata), occurredAt],
      );
    await client.query('VACUUM (ANALYZE) es.events');
  } finally {
    await client.end();
  }
};
