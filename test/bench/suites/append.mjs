import path from 'node:path';
import { rounds, startContestant } from '../lib/contestant.mjs';
import { addBenchTables, emptyDatabase, productDatabase, run } from '../lib/database.mjs';
import { median, paired, spread } from '../lib/stats.mjs';

/** One cell of the comparison: how many writers, how many events in each append. */
const CELLS = [
  { name: 'append_1', writers: 1, perAppend: 1 },
  { name: 'append_8', writers: 8, perAppend: 1 },
  { name: 'append_32', writers: 32, perAppend: 1 },
  { name: 'batch10_32', writers: 32, perAppend: 10 },
];

/**
 * Append rate of the limit, the product and the peers in turn.
 * @param {{ server: { superuserUrl: string }, folder: string, rounds: number, roundMs: number, suffix: '' | '_1ms', peers: boolean, say: (line: string) => void }} options
 */
export const appendSuite = async ({ server, folder, rounds: count, roundMs, suffix, peers, say }) => {
  const database = await productDatabase(server.superuserUrl);
  await addBenchTables(database.migrateUrl);
  const started = {};
  const start = async (name, module, options) => (started[name] = await startContestant(module, options));
  try {
    const full = {
      appUrl: database.appUrl,
      projectorUrl: database.projectorUrl,
      keyringFile: path.join(folder, `keyring${suffix}`, 'keyring.json'),
    };
    await start('ours', 'contestants/ours.mjs', full);
    await start('limit', 'contestants/limit.mjs', { url: database.appUrl });
    await start('full', 'contestants/full.mjs', full);
    await start('unsealed', 'contestants/full.mjs', { ...full, steps: { validate: true, seal: false } });
    await start('unchecked', 'contestants/full.mjs', { ...full, steps: { validate: false, seal: false } });
    await start('fullLimit', 'contestants/limit.mjs', { url: database.appUrl, data: await started.full.call('sample') });
    if (peers) {
      await start('emmett', 'contestants/emmett.mjs', { url: await emptyDatabase(server.superuserUrl, 'emmett') });
      await start('evtstore', 'contestants/evtstore.mjs', { url: await emptyDatabase(server.superuserUrl, 'evtstore') });
    }
    const settle = () => run(server.superuserUrl, 'CHECKPOINT');
    const cells = {};
    const measure = async (name, contestants, round) => {
      const tries = Object.fromEntries(contestants.map((one) => [one, () => started[one].call('appends', { ...round, ms: roundMs })]));
      for (const one of contestants) await started[one].call('appends', { ...round, ms: roundMs / 2 }); // warm: plans, code, keys
      const results = await rounds(tries, count, settle);
      cells[name] = Object.fromEntries(
        contestants.map((one) => [one, { rate: results[one].map(({ rate }) => rate), cpuUs: results[one].map(({ cpuUs }) => cpuUs) }]),
      );
      say(`${name}${suffix}: ${contestants.map((one) => `${one} ${Math.round(median(cells[name][one].rate))}/s`).join(', ')}`);
    };
    const everyone = ['limit', 'ours', ...(peers ? ['emmett', 'evtstore'] : [])];
    for (const { name, ...round } of CELLS) await measure(name, everyone, round);
    await measure('full_32', ['fullLimit', 'full', 'unsealed', 'unchecked'], { writers: 32, perAppend: 1 });
    return { figures: figuresOf(cells, suffix, peers), cells };
  } finally {
    for (const one of Object.values(started)) await one.stop();
    await database.drop();
  }
};

const figuresOf = (cells, suffix, peers) => {
  const ratio = (cell, one, other) => paired(cells[cell][one].rate, cells[cell][other].rate);
  const all = {
    append_ratio_1: ratio('append_1', 'ours', 'limit'),
    append_ratio_8: ratio('append_8', 'ours', 'limit'),
    append_ratio_32: ratio('append_32', 'ours', 'limit'),
    append_cpu_us_32: spread(cells.append_32.ours.cpuUs),
    limit_cpu_us_32: spread(cells.append_32.limit.cpuUs),
    batch10_ratio_32: ratio('batch10_32', 'ours', 'limit'),
    full_ratio_32: ratio('full_32', 'full', 'fullLimit'),
    full_cpu_us_32: spread(cells.full_32.full.cpuUs),
    seal_price_32: ratio('full_32', 'full', 'unsealed'),
    validate_price_32: ratio('full_32', 'unsealed', 'unchecked'),
  };
  if (peers) {
    const best = cells.append_32.emmett.rate.map((rate, round) => Math.max(rate, cells.append_32.evtstore.rate[round]));
    Object.assign(all, {
      emmett_append_ratio_32: ratio('append_32', 'ours', 'emmett'),
      evtstore_append_ratio_32: ratio('append_32', 'ours', 'evtstore'),
      best_peer_append_ratio_32: paired(cells.append_32.ours.rate, best),
      emmett_cpu_us_32: spread(cells.append_32.emmett.cpuUs),
    });
  }
  return Object.fromEntries(Object.entries(all).map(([key, value]) => [`${key}${suffix}`, value]));
};
