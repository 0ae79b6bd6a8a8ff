import { round3 } from '../lib/stats.mjs';
import { GOALS, KEYS } from './goals.mjs';

const valueOf = (figure) => (typeof figure === 'number' ? figure : figure?.median);
const noiseOf = (figure) => (typeof figure === 'number' ? '' : `${round3(figure.min)} – ${round3(figure.max)}, ${figure.rounds} rounds`);

/** Each figure with its noise and, where there is one, its goal. @returns rows of text */
export const rowsOf = (figures) =>
  Object.entries(figures).map(([key, figure]) => {
    const goal = GOALS[key];
    return [
      key,
      String(round3(valueOf(figure))),
      noiseOf(figure),
      goal?.text ?? '',
      goal ? (goal.met(valueOf(figure)) ? 'met' : 'NOT MET') : '',
    ];
  });

export const asText = (figures) => {
  const rows = [['figure', 'median', 'lowest – highest', 'goal', ''], ...rowsOf(figures)];
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
};

export const asMarkdown = (figures) =>
  [
    '| Figure | Median | Lowest – highest | Goal | |',
    '|---|---|---|---|---|',
    ...rowsOf(figures).map((row) => `| ${row.join(' | ')} |`),
  ].join('\n');

/** The last line: numbers only. */
export const asJson = (figures) =>
  JSON.stringify({
    ...Object.fromEntries(KEYS.map((key) => [key, null])),
    ...Object.fromEntries(Object.entries(figures).map(([key, figure]) => [key, round3(valueOf(figure))])),
  });
