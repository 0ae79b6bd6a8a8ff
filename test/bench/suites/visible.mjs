import { rounds, startContestant } from '../lib/contestant.mjs';
import { addBenchTables, emptyDatabase, productDatabase } from '../lib/database.mjs';
import { median, paired, percentile, spread } from '../lib/stats.mjs';

const LOAD = 500;

/**
 * How long from the append until another connection sees it in a view: the product's asynchronous projection beside a row written inline.
 * @param {{ server: { superuserUrl: string }, rounds: number, count: number, peers: boolean, say: (line: string) => void }} options `count` appends in each idle round
 */
export const visibleSuite = async ({ server, rounds: times, count, peers, say }) => {
  const database = await productDatabase(server.superuserUrl);
  await addBenchTables(database.migrateUrl);
  const started = {};
  let next = 1;
  const measure = async (name, perSecond, number) => {
    const all = await started[name].call('visible', { from: next, count: number, perSecond });
    next += number;
    return { p50: percentile(all, 0.5), p99: percentile(all, 0.99), all };
  };
  try {
    started.inline = await startContestant('contestants/visible-limit.mjs', { url: database.appUrl });
    started.ours = await startContestant('contestants/visible-ours.mjs', database);
    for (const name of ['inline', 'ours']) await measure(name, 0, 30);
    const cells = {};
    for (const [load, perSecond, number] of [
      ['idle', 0, count],
      ['load', LOAD, LOAD * 2],
    ]) {
      cells[load] = await rounds(
        { inline: () => measure('inline', perSecond, number), ours: () => measure('ours', perSecond, number) },
        times,
      );
      const tell = (name) =>
        `${name} p50 ${median(cells[load][name].map(({ p50 }) => p50)).toFixed(1)} ms p99 ${median(cells[load][name].map(({ p99 }) => p99)).toFixed(1)} ms`;
      say(`append to visible, ${load === 'idle' ? 'idle' : `${LOAD}/s`}: ${tell('inline')}; ${tell('ours')}`);
    }
    if (peers) {
      started.emmett = await startContestant('contestants/visible-emmett.mjs', {
        url: await emptyDatabase(server.superuserUrl, 'emmett_seen'),
      });
      await measure('emmett', 0, 3);
      cells.emmett = await measure('emmett', 0, 20);
      say(`append to Emmett's handler, idle: p50 ${cells.emmett.p50.toFixed(0)} ms, p99 ${cells.emmett.p99.toFixed(0)} ms`);
    }
    return { figures: figuresOf(cells), cells };
  } finally {
    for (const one of Object.values(started)) await one.stop();
    await database.drop();
  }
};

const figuresOf = ({ idle, load, emmett }) => {
  const of = (cell, name, part) => cell[name].map((one) => one[part]);
  const ratio = (cell, part) => paired(of(cell, 'ours', part), of(cell, 'inline', part));
  return {
    visible_p50_ratio: ratio(idle, 'p50'),
    visible_p99_ratio: ratio(idle, 'p99'),
    visible_p50_ms: spread(of(idle, 'ours', 'p50')),
    visible_p99_ms: spread(of(idle, 'ours', 'p99')),
    visible_p50_ratio_load: ratio(load, 'p50'),
    visible_p99_ratio_load: ratio(load, 'p99'),
    ...(emmett ? { emmett_visible_p50_ms: spread([emmett.p50]), emmett_visible_p99_ms: spread([emmett.p99]) } : {}),
  };
};
