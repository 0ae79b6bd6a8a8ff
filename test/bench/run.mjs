import { rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { pathToFileURL } from 'node:url';

/**
 * `npm run bench`: the event store and the application beside what limits them and beside peers, in one run, as ratios. docs/performance.md says what is
 * measured and why. Nothing fails by being slow: each figure is printed with its noise and its goal. The last line is one JSON object.
 */
const PARTS = ['store', 'slow', 'reading', 'visible', 'jitter', 'http', 'growth'];
const { values: options } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    only: { type: 'string', default: PARTS.join(',') },
    growth: { type: 'boolean', default: false },
    docs: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const only = options.only.split(',');
const unknown = only.filter((part) => !PARTS.includes(part));
if (options.help || unknown.length > 0) {
  if (unknown.length > 0) console.error(`There is no part ${unknown.join(', ')}.`);
  console.error(`npm run bench -- [--short] [--only ${PARTS.join(',')}] [--growth] [--docs]
  --short   few short rounds: shows that all of it runs; the figures mean little
  --only    some parts: store (appends), slow (appends with fsync 1 ms slower), reading, visible, jitter, http, growth
  --growth  fills a store of ten million events too (takes long, and some 20 GB of disk)
  --docs    writes the charts and tables of docs/performance.md; without it the charts go to test-results/bench`);
  process.exit(unknown.length > 0 ? 1 : 0);
}

const root = path.join(import.meta.dirname, '..', '..');
const { buildIfStale } = await import(pathToFileURL(path.join(root, 'scripts', 'build.mjs')).href);
await buildIfStale();
const { compileShim, startServer, workFolder } = await import('./lib/server.mjs');
const { installPeers } = await import('./lib/peers.mjs');
const { drawCharts } = await import('./report/charts.mjs');
const { profileTable, putIntoDocument } = await import('./report/docs.mjs');
const { asJson, asMarkdown, asText } = await import('./report/table.mjs');

const say = (line) => console.log(line);
const { short } = options;
const size = short
  ? { rounds: 3, roundMs: 500, events: 20_000, emmettEvents: 5_000, seen: 60, jitterMs: 5_000, growth: [20_000] }
  : { rounds: 5, roundMs: 1_500, events: 200_000, emmettEvents: 20_000, seen: 250, jitterMs: 20_000, growth: [1_000_000] };
if (options.growth) size.growth.push(10_000_000);

const machine = `${os.cpus().length} × ${os.cpus()[0]?.model.trim()}, ${Math.round(os.totalmem() / 2 ** 30)} GB, Node ${process.versions.node}, ${os.platform()} ${os.release()}`;
say(`${machine}; load before: ${os.loadavg()[0].toFixed(1)}`);
const peers = only.some((part) => ['store', 'slow', 'reading', 'visible', 'jitter'].includes(part)) && installPeers(say);
const folder = workFolder();
const { stopAll } = await import('./lib/running.mjs');
let interrupted = false;
for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, () => {
    if (interrupted) return;
    interrupted = true;
    say('Interrupted: stopping what was started …');
    void stopAll().then(() => {
      rmSync(folder, { recursive: true, force: true });
      process.exit(130);
    });
  });
const results = {};

/** Each part has a server of its own, so that none inherits another's tables. */
const onServer = async (name, work, slow = {}) => {
  const server = await startServer({ folder, name, ...slow });
  try {
    return await work(server);
  } finally {
    await server.stop();
  }
};
const part = async (name, work) => {
  if (!only.includes(name)) return;
  const began = performance.now();
  say(`\n— ${name}`);
  try {
    results[name] = await work();
  } catch (error) {
    say(`${name} could not be measured: ${error.stack}`);
    process.exitCode = 1;
  }
  say(`  (${Math.round((performance.now() - began) / 1000)} s, load ${os.loadavg()[0].toFixed(1)})`);
};

try {
  const common = { folder, rounds: size.rounds, roundMs: size.roundMs, peers, say };
  const { appendSuite } = await import('./suites/append.mjs');
  await part('store', () => onServer('store', (server) => appendSuite({ ...common, server, suffix: '' })));
  await part('slow', async () => {
    const shim = compileShim(folder);
    if (shim) return onServer('slow', (server) => appendSuite({ ...common, server, suffix: '_1ms' }), { shim, delayUs: 1_000 });
    say('skipped: the shim that delays fsync needs Linux and a C compiler (cc), and there is none here');
    return { figures: {} };
  });
  const { readingSuite } = await import('./suites/reading.mjs');
  await part('reading', () => onServer('reading', (server) => readingSuite({ ...common, ...size, server })));
  const { visibleSuite } = await import('./suites/visible.mjs');
  await part('visible', () => onServer('visible', (server) => visibleSuite({ ...common, server, count: size.seen })));
  const { jitterSuite } = await import('./suites/jitter.mjs');
  await part('jitter', () => onServer('jitter', (server) => jitterSuite({ ...common, server, ms: size.jitterMs })));
  const { httpSuite } = await import('./suites/http.mjs');
  await part('http', () => httpSuite(common));
  const { growthSuite } = await import('./suites/growth.mjs');
  await part('growth', () => growthSuite({ ...common, sizes: size.growth }));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

const figures = Object.assign({}, ...Object.values(results).map((result) => result.figures));
const charts = options.docs ? path.join(root, 'docs', 'performance') : path.join(root, 'test-results', 'bench');
const drawn = drawCharts(charts, results);
if (options.docs)
  await putIntoDocument(path.join(root, 'docs', 'performance.md'), {
    figures: `${machine}. ${new Date().toISOString().slice(0, 10)}.\n\n${asMarkdown(figures)}`,
    ...(results.http
      ? { 'profile-command': profileTable(results.http.profiles.command), 'profile-view': profileTable(results.http.profiles.view) }
      : {}),
  });
else for (const [name, profile] of Object.entries(results.http?.profiles ?? {})) say(`\nTop costs of a ${name}\n${profileTable(profile)}`);
say(`\n${asText(figures)}`);
if (drawn.length > 0) say(`\nCharts: ${drawn.map((name) => path.join(path.relative(root, charts), name)).join(', ')}`);
say(asJson(figures));
