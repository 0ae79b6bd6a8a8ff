import pg from 'pg';

/** The limit of reading: pages of plain rows by position, and a stream's plain rows, over node-postgres with prepared statements. */
const COLUMNS = 'position, stream, revision, event_id, type, version, data, metadata, occurred_at, recorded_at';
const PAGE = 1000;
let pool;

/** @param {{ url: string }} options */
export const open = async ({ url }) => {
  pool = new pg.Pool({ connectionString: url, max: 4 });
};
export const close = () => pool.end();

/** Folds every event once. @returns events a second */
export const fold = async () => {
  const began = performance.now();
  const counts = new Map();
  let after = '0';
  let seen = 0;
  for (;;) {
    const { rows } = await pool.query({
      name: 'page',
      text: `SELECT ${COLUMNS} FROM es.events WHERE position > $1 ORDER BY position LIMIT ${PAGE}`,
      values: [after],
    });
    for (const row of rows) counts.set(row.stream, (counts.get(row.stream) ?? 0) + row.data.number + 1);
    seen += rows.length;
    if (rows.length < PAGE) return { seen, rate: seen / ((performance.now() - began) / 1000) };
    after = rows.at(-1).position;
  }
};

/** @returns streams a second */
export const readStreams = async ({ stream, ms }) => {
  const until = performance.now() + ms;
  const began = performance.now();
  let reads = 0;
  let events = 0;
  while (performance.now() < until) {
    const { rows } = await pool.query({
      name: 'stream',
      text: `SELECT ${COLUMNS} FROM es.events WHERE stream = $1 AND revision >= $2 ORDER BY revision`,
      values: [stream, 1],
    });
    events += rows.length;
    reads++;
  }
  return { rate: reads / ((performance.now() - began) / 1000), length: events / reads };
};
