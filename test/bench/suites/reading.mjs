import { rounds, startContestant } from '../lib/contestant.mjs';
import { addBenchTables, emptyDatabase, productDatabase } from '../lib/database.mjs';
import { inDatabase } from '../lib/urls.mjs';
import { fillEvents, fillStreams } from '../lib/fill.mjs';
import { median, paired, spread } from '../lib/stats.mjs';

const LENGTHS = [100, 1_000, 10_000];

/**
 * Catching up (fold, a document for each case, rebuild) and reading streams, beside paged and plain SELECTs of the same rows.
 * @param {{ server: { superuserUrl: string }, events: number, emmettEvents: number, rounds: number, roundMs: number, peers: boolean, say: (line: string) => void }} options
 */
export const readingSuite = async ({ server, events, emmettEvents, rounds: count, roundMs, peers, say }) => {
  const database = await productDatabase(server.superuserUrl);
  await addBenchTables(database.migrateUrl);
  const own = inDatabase(server.superuserUrl, database.name);
  const streams = Math.max(50, events / 50);
  const rebuilds = {};
  const started = {};
  const start = async (name, module, options) => (started[name] = await startContestant(module, options));
  try {
    await start('limit', 'contestants/reader-limit.mjs', { url: database.appUrl });
    await start('ours', 'contestants/reader-ours.mjs', database);
    let from = 0;
    for (const size of [events / 20, events / 4, events]) {
      await fillEvents(own, { from, to: size, streams });
      from = size;
      rebuilds[size] = [];
      for (let round = 0; round < count; round++) rebuilds[size].push((await started.ours.call('rebuild')).rate);
    }
    let filled = 0;
    if (peers) {
      await start('emmett', 'contestants/reader-emmett.mjs', { url: await emptyDatabase(server.superuserUrl, 'emmett_read') });
      filled = await started.emmett.call('fill', { events: emmettEvents, streams: emmettEvents / 50 });
    }
    const checked = async (name, what, total, argument) => {
      const { seen, rate } = await started[name].call(what, argument);
      if (seen !== total) throw new Error(`${name} ${what}: ${seen} of ${total} events came`);
      return rate;
    };
    await checked('limit', 'fold', events);
    await checked('ours', 'fold', events);
    const cells = await rounds(
      {
        limit: () => checked('limit', 'fold', events),
        ours: () => checked('ours', 'fold', events),
        documents: () => checked('ours', 'documents', events),
        rebuild: () => checked('ours', 'rebuild', events),
        ...(peers ? { emmett: () => checked('emmett', 'fold', filled, { total: filled }) } : {}),
      },
      count,
    );
    say(
      `catch-up: ${Object.entries(cells)
        .map(([name, rates]) => `${name} ${Math.round(median(rates))}/s`)
        .join(', ')}`,
    );

    await fillStreams(own, LENGTHS);
    const reads = {};
    for (const length of LENGTHS) {
      const stream = `long-${length}`;
      if (peers) await started.emmett.call('fillStream', { stream, length });
      const names = ['limit', 'ours', ...(peers ? ['emmett'] : [])];
      for (const name of names) await started[name].call('readStreams', { stream, ms: roundMs / 2 });
      const results = await rounds(
        Object.fromEntries(names.map((name) => [name, () => started[name].call('readStreams', { stream, ms: roundMs })])),
        count,
      );
      for (const name of names)
        if (results[name].some((one) => one.length !== length)) throw new Error(`${name} read another number of events than ${length}`);
      reads[length] = Object.fromEntries(names.map((name) => [name, results[name].map(({ rate }) => rate)]));
      say(`stream of ${length}: ${names.map((name) => `${name} ${Math.round(median(reads[length][name]) * length)} events/s`).join(', ')}`);
    }
    return { figures: figuresOf(cells, reads, peers), cells, reads, rebuilds };
  } finally {
    for (const one of Object.values(started)) await one.stop();
    await database.drop();
  }
};

const figuresOf = (cells, reads, peers) => {
  const byLength = LENGTHS.map((length) => ({ length, ratio: paired(reads[length].ours, reads[length].limit) }));
  return {
    catchup_ratio: paired(cells.ours, cells.limit),
    catchup_eps: spread(cells.ours),
    document_eps: spread(cells.documents),
    rebuild_eps: spread(cells.rebuild),
    // The length that does worst stands for all.
    read_ratio: byLength.map(({ ratio }) => ratio).reduce((worst, one) => (one.median < worst.median ? one : worst)),
    ...Object.fromEntries(byLength.map(({ length, ratio }) => [`read_ratio_${length}`, ratio])),
    ...(peers
      ? {
          emmett_catchup_ratio: paired(cells.ours, cells.emmett),
          emmett_document_ratio: paired(cells.documents, cells.emmett),
          emmett_read_ratio_1000: paired(reads[1000].ours, reads[1000].emmett),
        }
      : {}),
  };
};
