import path from 'node:path';
import { rounds, startContestant } from '../lib/contestant.mjs';
import { fillCaseWork } from '../lib/fill-case-work.mjs';
import { median, paired } from '../lib/stats.mjs';

const SMALL = 1_000;
const PARTITIONS = 16;
const WHAT = ['append', 'command', 'view'];

/**
 * Whether a large store is as fast as a small one: appends by 32 writers, a command and a case's chain view over HTTP, in stores that stand side by side.
 * @param {{ folder: string, sizes: number[], rounds: number, roundMs: number, say: (line: string) => void }} options `sizes` the large ones; each also partitioned
 */
export const growthSuite = async ({ folder, sizes, rounds: count, roundMs, say }) => {
  const stores = [{ name: label(SMALL), size: SMALL, partitions: 1 }];
  for (const size of sizes)
    for (const partitions of [1, PARTITIONS])
      stores.push({ name: `${label(size)}${partitions > 1 ? '_partitioned' : ''}`, size, partitions });
  const running = {};
  const load = await startContestant('contestants/http-load.mjs', {});
  try {
    for (const { name, size, partitions } of stores) {
      const app = await startContestant('contestants/http-ours.mjs', { dataDir: path.join(folder, `growth-${name}`), partitions });
      running[name] = { app };
      Object.assign(running[name], await app.call('requests'));
      say(`filling ${name}`);
      await fillCaseWork(running[name].superuserUrl, size, say);
      running[name].store = await startContestant('contestants/ours.mjs', running[name].urls);
    }
    for (const one of Object.values(running)) Object.assign(one, await one.app.call('requests'));
    const tries = {
      append: ({ store }, ms) => store.call('appends', { writers: 32, ms }).then(({ rate }) => rate),
      command: ({ url, command }, ms) =>
        load.call('load', { ...command, url, method: 'POST', connections: 8, ms }).then(({ rate }) => rate),
      view: ({ url, view }, ms) => load.call('load', { ...view, url, method: 'GET', connections: 8, ms }).then(({ rate }) => rate),
    };
    const cells = {};
    for (const what of WHAT) {
      for (const one of Object.values(running)) await tries[what](one, roundMs);
      cells[what] = await rounds(
        Object.fromEntries(Object.entries(running).map(([name, one]) => [name, () => tries[what](one, roundMs)])),
        count,
      );
      say(
        `growth, ${what}: ${Object.entries(cells[what])
          .map(([name, rates]) => `${name} ${Math.round(median(rates))}/s`)
          .join(', ')}`,
      );
    }
    return { figures: figuresOf(cells, stores), cells };
  } finally {
    await load.stop();
    for (const { app, store } of Object.values(running)) {
      await store?.stop();
      await app.stop();
    }
  }
};

const label = (size) => (size >= 1_000_000 ? `${size / 1_000_000}m` : `${size / 1_000}k`);

/** Rates in the large store as part of those in the small one. `growth_ratio` is the worst of the three in the first large size, one table. */
const figuresOf = (cells, [small, ...large]) => {
  const all = large.flatMap(({ name }) =>
    WHAT.map((what) => [`growth_${what}_${name}`, paired(cells[what][name], cells[what][small.name])]),
  );
  const first = all.slice(0, WHAT.length).map(([, ratio]) => ratio);
  return { growth_ratio: first.reduce((worst, one) => (one.median < worst.median ? one : worst)), ...Object.fromEntries(all) };
};
