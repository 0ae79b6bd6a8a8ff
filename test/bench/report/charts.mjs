import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { spread } from '../lib/stats.mjs';
import { barChart } from './svg.mjs';

const NAMES = { limit: 'hand-written INSERT', ours: 'this store', emmett: 'Emmett', evtstore: 'evtstore' };

/** Draws what was measured. @returns the files' names */
export const drawCharts = (folder, results) => {
  mkdirSync(folder, { recursive: true });
  const written = [];
  const write = (name, chart) => {
    writeFileSync(path.join(folder, name), barChart(chart));
    written.push(name);
  };
  for (const [part, file, title] of [
    ['store', 'append.svg', 'Appends by number of writers'],
    ['slow', 'append-1ms.svg', 'Appends by number of writers, each fsync 1 ms slower'],
  ]) {
    const cells = results[part]?.cells;
    if (!cells) continue;
    const names = Object.keys(NAMES).filter((name) => cells.append_1[name]);
    write(file, {
      title,
      unit: 'events/s',
      groups: ['1 writer', '8 writers', '32 writers'],
      series: names.map((name) => ({
        name: NAMES[name],
        values: ['append_1', 'append_8', 'append_32'].map((cell) => spread(cells[cell][name].rate)),
      })),
    });
  }
  const reading = results.reading;
  if (reading)
    write('rebuild.svg', {
      title: 'Rebuild of a view by size of the store',
      unit: 'events/s',
      groups: Object.keys(reading.rebuilds).map((size) => `${Number(size) / 1000}k events`),
      series: [{ name: 'document for each case', values: Object.values(reading.rebuilds).map(spread) }],
    });
  const visible = results.visible?.cells;
  if (visible) {
    const of = (load, name, part) => spread(visible[load][name].map((one) => one[part]));
    write('visible.svg', {
      title: 'From append to visible in a view',
      unit: 'ms, logarithmic',
      log: true,
      groups: ['idle, p50', 'idle, p99', '500/s, p50', '500/s, p99'],
      series: [
        ...['inline', 'ours'].map((name) => ({
          name: name === 'inline' ? 'inline projection' : 'this store',
          values: [of('idle', name, 'p50'), of('idle', name, 'p99'), of('load', name, 'p50'), of('load', name, 'p99')],
        })),
        ...(visible.emmett
          ? [{ name: 'Emmett', values: [spread([visible.emmett.p50]), spread([visible.emmett.p99]), undefined, undefined] }]
          : []),
      ],
    });
  }
  return written;
};
