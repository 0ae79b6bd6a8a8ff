import type { Lab } from './support/lab.js';
import type { Tally } from './tally.js';

/** How much of each; a short run has a handful. */
export interface Extent {
  readonly short: boolean;
  /** Cycles of kill -9, of the app and of PostgreSQL each. */
  readonly kills: number;
  readonly events: number;
  readonly histories: number;
}

export interface Stage {
  readonly extent: Extent;
  readonly lab: Lab;
  readonly tally: Tally;
  /** A line of progress, on standard error. */
  say(line: string): void;
}

export interface Scenario {
  readonly name: string;
  /** What is done and what must hold. */
  readonly title: string;
  play(stage: Stage): Promise<void>;
}
