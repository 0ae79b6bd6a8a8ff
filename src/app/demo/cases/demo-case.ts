import type { DemoStaffKey } from '#config/demo';
import type { CaseRun } from './case-run.js';

/** One act of a case: a few commands of one person. */
export type Act = (run: CaseRun) => Promise<void>;

/** What answers show of a case when it has been played, thing by thing: `referral: 'new'`, or several of a thing in any order. */
export type Shown = Readonly<Record<string, string | readonly string[]>>;

/** A row of the county's table: an invented case, who sees it, and the state that its acts bring it to. */
export interface DemoCase {
  /** Never changed once it has been out: everything about the case has its id from it. */
  readonly key: string;
  readonly acts: readonly Act[];
  /** Whose answers show it. */
  readonly seenBy: readonly DemoStaffKey[];
  readonly state: Shown;
  /** What becomes of it when two days have passed and nobody has done anything. */
  readonly becomes?: Shown;
}

/** @param seenBy one person, or all whose answers count */
export const demoCase = (
  key: string,
  seenBy: DemoStaffKey | readonly DemoStaffKey[],
  state: Shown,
  acts: readonly Act[],
  becomes?: Shown,
): DemoCase => ({ key, seenBy: typeof seenBy === 'string' ? [seenBy] : seenBy, state, acts, ...(becomes ? { becomes } : {}) });
