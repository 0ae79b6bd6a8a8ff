/** Figures of the run's last line, each of them the sum of what the parts counted. What a figure means: docs/privacy.md. */
export const FIGURES = [
  'decisions',
  'differences',
  'worlds',
  'canaries',
  'operations',
  'operations_exercised',
  'races',
  'stale',
  'fuzzed',
  'errors_5xx',
  'off_schema',
  'foreign',
  'mutation_score',
] as const;
export type FigureKey = (typeof FIGURES)[number];

/** Figures that count what must never happen. */
export const MUST_BE_ZERO: readonly FigureKey[] = ['differences', 'canaries', 'stale', 'errors_5xx', 'off_schema', 'foreign'];

export interface PartOptions {
  /** A small share of everything, for CI. */
  readonly short: boolean;
  /** What everything generated comes from: the same seed generates the same. */
  readonly seed: number;
  /** Other numbers than the run's own, to measure in pieces: requests that the oracle judges or the fuzzing sends, generated worlds, and races. */
  readonly requests?: number;
  readonly worlds?: number;
  readonly races?: number;
  /** A line of progress, on standard error. */
  say(line: string): void;
}

export interface Outcome {
  readonly figures: Partial<Record<FigureKey, number>>;
  /** Faults planted on purpose, so that a blind check is found out. */
  readonly controls: readonly { readonly name: string; readonly caught: boolean }[];
  /** What was wrong, in words; a few examples are enough. */
  readonly failures: readonly string[];
}

export interface Part {
  readonly name: string;
  /** What is tried and what must hold. */
  readonly about: string;
  run(options: PartOptions): Promise<Outcome>;
}
