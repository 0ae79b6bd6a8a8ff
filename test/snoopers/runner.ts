import 'reflect-metadata';
import { controls } from './controls.js';
import { judge, play } from './measure.js';
import type { Size } from './office-life.js';

export interface RunOptions {
  readonly short: boolean;
  readonly seed: number;
  readonly seeds?: number;
}

const SHORT: Size = { agencies: 1, unitsEach: 3, staffEach: 9, days: 60 };
const WHOLE: Size = { agencies: 3, unitsEach: 3, staffEach: 11, days: 90 };
const WANTED = { recall: 0.95, alerts: 5 };
const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** Plays counties of several seeds and counts. The last line is one JSON object. @returns the exit code */
export const runSnoopers = ({ short, seed, seeds = short ? 1 : 5 }: RunOptions): number => {
  const [size, ofEach] = short ? [SHORT, 2] : [WHOLE, 6];
  say(`Seed ${seed}. The same once more: npm run snoopers -- ${short ? '--short ' : ''}--seeds ${seeds} --seed ${seed}`);
  const runs = Array.from({ length: seeds }, (_, index) => {
    const began = Date.now();
    const played = play(seed + index, size, ofEach);
    const figures = judge(played);
    const { snoopers, found, alertsPerReviewerDay, missed } = figures;
    const lines = played.county.trail.lines.length;
    say(
      `  seed ${seed + index}: ${lines} lines, ${found} of ${snoopers} found, ${alertsPerReviewerDay.toFixed(2)} alerts per reviewer and day` +
        `${missed.length > 0 ? `, missed: ${missed.join(', ')}` : ''} (${((Date.now() - began) / 1000).toFixed(1)} s)`,
    );
    return { played, figures };
  });
  const checked = controls(seed, size, ofEach, runs[0]!.played);
  for (const { name, caught, saw } of checked) say(`  ${caught ? 'caught' : 'NOT CAUGHT'}: ${name} (${saw})`);
  const sum = (of: (run: (typeof runs)[number]) => number): number => runs.reduce((total, run) => total + of(run), 0);
  const [snoopers, found] = [sum(({ figures }) => figures.snoopers), sum(({ figures }) => figures.found)];
  const recall = found / snoopers;
  const perDay = Math.max(...runs.map(({ figures }) => figures.alertsPerReviewerDay));
  const caught = checked.filter((one) => one.caught).length;
  const last = {
    ...{ snoopers, found, recall: Number(recall.toFixed(4)), alerts_per_reviewer_day: Number(perDay.toFixed(2)) },
    ...{ controls: checked.length, controls_caught: caught },
  };
  process.stdout.write(`${JSON.stringify(last)}\n`);
  return recall >= WANTED.recall && perDay <= WANTED.alerts && caught === checked.length ? 0 : 1;
};
