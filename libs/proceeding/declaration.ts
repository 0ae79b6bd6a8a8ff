import type { ProceedingDecider } from './proceeding.decider.js';
import type { Proceeding } from './table.js';

/** What a room hands over, so that a proceeding of its own is conducted and shown as everybody's are (src/proceedings). */
export interface OwnProceeding {
  readonly table: Proceeding;
  readonly decider: ProceedingDecider;
  /** What the refusals of its own rules say. */
  readonly refusals?: Readonly<Record<string, { readonly sv: string; readonly en: string; readonly status?: 422 }>>;
}
