import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Makes commits come out of order, as a loaded server, a long command or a slow disk does: every row waits a little before it is written, now and then for long.
 * The same trigger for every contestant: it changes when things happen, never what.
 * @param {string} table
 */
export const jitterOn = (table) => `
  CREATE FUNCTION jitter() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM pg_sleep(CASE WHEN random() < 0.05 THEN random() * 0.05 WHEN random() < 0.3 THEN random() * 0.004 ELSE 0 END);
    RETURN NEW;
  END $$;
  CREATE TRIGGER jitter BEFORE INSERT ON ${table} FOR EACH ROW EXECUTE FUNCTION jitter();`;

/**
 * Writers append one to eight events at a time to streams of their own while a subscriber runs; then the subscriber may rest until nothing has come for three seconds.
 * @param {{ append: (stream: string, expected: number, numbers: number[]) => Promise<unknown>, delivered: { stream: string, revision: number }[] }} contestant
 *   `delivered` grows as the subscriber gets events
 * @returns {Promise<{ acknowledged: number, missed: number, duplicated: number, reordered: number }>}
 */
export const writeAndCompare = async ({ append, delivered }, { writers, ms }) => {
  const acknowledged = new Map();
  const until = performance.now() + ms;
  let number = 0;
  const write = async (writer) => {
    for (let turn = 0; performance.now() < until; turn++) {
      const stream = `jitter-${process.pid}-${writer}-${turn >> 3}`;
      const before = acknowledged.get(stream) ?? 0;
      const count = 1 + ((writer + turn) % 8);
      await append(
        stream,
        before,
        Array.from({ length: count }, () => ++number),
      );
      acknowledged.set(stream, before + count);
    }
  };
  await Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)));
  for (let had = -1; had !== delivered.length;) {
    had = delivered.length;
    await sleep(3_000);
  }
  return compare(acknowledged, delivered);
};

const compare = (acknowledged, delivered) => {
  const seen = new Map();
  let duplicated = 0;
  let reordered = 0;
  for (const { stream, revision } of delivered) {
    const had = seen.get(stream) ?? { revisions: new Set(), last: 0 };
    if (had.revisions.has(revision)) duplicated++;
    else if (revision < had.last) reordered++;
    had.revisions.add(revision);
    had.last = Math.max(had.last, revision);
    seen.set(stream, had);
  }
  let total = 0;
  let missed = 0;
  for (const [stream, count] of acknowledged) {
    total += count;
    for (let revision = 1; revision <= count; revision++) if (!seen.get(stream)?.revisions.has(revision)) missed++;
  }
  return { acknowledged: total, missed, duplicated, reordered };
};
