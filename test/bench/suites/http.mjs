import path from 'node:path';
import { rounds, startContestant } from '../lib/contestant.mjs';
import { median, paired, spread } from '../lib/stats.mjs';

const CONNECTIONS = [1, 8];

/**
 * A whole command (session, policy, idempotency, audit, append) and a whole case view over HTTP, beside the very SQL that they send in an empty handler.
 * The application's process is sampled afterwards, to name the top costs.
 * @param {{ folder: string, rounds: number, roundMs: number, say: (line: string) => void }} options
 */
export const httpSuite = async ({ folder, rounds: count, roundMs, say }) => {
  const started = {};
  try {
    started.ours = await startContestant('contestants/http-ours.mjs', { dataDir: path.join(folder, 'http') });
    const { url, command, view, answer, sql, urls } = await started.ours.call('requests');
    const told = ({ sent, statements }) => `${sent} statements, ${statements.length} different`;
    say(`a command sends ${told(sql.command)}; a view of a case of ${answer.links.length} links ${told(sql.view)}`);
    started.limit = await startContestant('contestants/http-limit.mjs', { appUrl: urls.appUrl, sql, answer });
    started.load = await startContestant('contestants/http-load.mjs', {});
    const bare = await started.limit.call('url');
    const targets = {
      empty: { url: bare, address: '/empty', method: 'GET', headers: {}, server: 'limit' },
      bareCommand: { ...command, url: bare, address: '/command', method: 'POST', server: 'limit' },
      command: { ...command, url, method: 'POST', server: 'ours' },
      bareView: { url: bare, address: '/view', method: 'GET', headers: {}, server: 'limit' },
      view: { ...view, url, method: 'GET', server: 'ours' },
    };
    const measure = async ({ server, ...request }, connections, ms) => {
      await started[server].call('cpuUs');
      const result = await started.load.call('load', { ...request, connections, ms });
      return { ...result, cpuUs: (await started[server].call('cpuUs')) / ((result.rate * ms) / 1000) };
    };
    const cells = {};
    for (const connections of CONNECTIONS) {
      for (const target of Object.values(targets)) await measure(target, connections, roundMs);
      cells[connections] = await rounds(
        Object.fromEntries(Object.entries(targets).map(([name, target]) => [name, () => measure(target, connections, roundMs)])),
        count,
      );
      const tell = (name) => `${name} ${Math.round(median(cells[connections][name].map(({ rate }) => rate)))}/s`;
      say(`over HTTP, ${connections} at a time: ${Object.keys(targets).map(tell).join(', ')}`);
    }
    const profiles = {};
    for (const name of ['command', 'view']) {
      await started.ours.call('startProfile');
      await measure(targets[name], 8, roundMs * 3);
      profiles[name] = await started.ours.call('endProfile');
    }
    return { figures: figuresOf(cells), cells, profiles };
  } finally {
    for (const one of Object.values(started).toReversed()) await one.stop();
  }
};

/** Time for each request: more than one is slower than the bare SQL. */
const figuresOf = (cells) => {
  const time = (connections, name) => cells[connections][name].map(({ rate }) => 1000 / rate);
  const ratio = (connections, name, bare) => paired(time(connections, name), time(connections, bare));
  return {
    http_command_ratio: ratio(8, 'command', 'bareCommand'),
    http_view_ratio: ratio(8, 'view', 'bareView'),
    http_command_ratio_1: ratio(1, 'command', 'bareCommand'),
    http_view_ratio_1: ratio(1, 'view', 'bareView'),
    http_command_ms: spread(time(8, 'command').map((ms) => ms * 8)),
    http_view_ms: spread(time(8, 'view').map((ms) => ms * 8)),
    http_command_cpu_us: spread(cells[8].command.map(({ cpuUs }) => cpuUs)),
    http_view_cpu_us: spread(cells[8].view.map(({ cpuUs }) => cpuUs)),
    http_empty_cpu_us: spread(cells[8].empty.map(({ cpuUs }) => cpuUs)),
  };
};
