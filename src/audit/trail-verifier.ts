/** Which of the two logs: what has happened (events), or who has seen and done (audit). One tree over each. */
export type TrailLog = 'events' | 'audit';

/**
 * What was done to a record after it was sealed in the tree.
 * `changed`: its content; `rewritten`: its content and its hash with it; `deleted`, `inserted`, `moved` (two that were swapped are both named);
 * `truncated`: it and all after it are gone (the newest were cut off, or an older backup stands in its place);
 * `unproven`: the tree's own signature or a witness's word does not hold, and nothing that was kept outside the database says which record.
 */
export type TrailFault = 'changed' | 'rewritten' | 'deleted' | 'inserted' | 'moved' | 'truncated' | 'unproven';

export interface TrailFinding {
  readonly log: TrailLog;
  readonly fault: TrailFault;
  /** Number of the record in its tree, from 0. For `unproven` the size of the tree that does not hold. */
  readonly index: number;
  /** Event id or audit id, where the record or its neighbours still tell it. */
  readonly recordId: string | null;
  /** The record's place in its log (position of the event, number of the audit line), where it is known. */
  readonly place: string | null;
  /** What showed it: the line's own hash, the signed tree, the folder kept outside the database, or a witness by name. */
  readonly shownBy: string;
}

/** The newest checkpoint of a log that a witness has put its name to. */
export interface WitnessedCheckpoint {
  readonly log: TrailLog;
  /** Records that it covers. */
  readonly size: number;
  /** Base64, as in the checkpoint. */
  readonly root: string;
  readonly witness: string;
  /** When the witness signed, ISO 8601. */
  readonly at: string;
}

export interface VerifiedLog {
  readonly log: TrailLog;
  /** Records that were read and hashed anew. */
  readonly records: number;
  /** Records that the newest signed checkpoint covers; those after it are younger than a second, or the sequencer stands still. */
  readonly size: number;
  readonly signedAt: string | null;
  readonly witnessed: WitnessedCheckpoint | null;
}

export interface TrailVerification {
  /** `whole`: every record is what was sealed. `tampered`: see the findings. */
  readonly state: 'whole' | 'tampered';
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly logs: readonly VerifiedLog[];
  readonly findings: readonly TrailFinding[];
  /** Witnesses that were asked and did not answer: what only they would have shown was not looked at. */
  readonly silentWitnesses: readonly string[];
}

/** The verification of both logs, for a supervisor's screen and for the operator. Holds ids and counts, nothing of what a record says. */
export abstract class TrailVerifier {
  /** What the last verification found; null when there was none. */
  abstract last(): Promise<TrailVerification | null>;
  /** Verifies now, from the stored rows to the witnesses; a second caller meanwhile gets the same run. @throws StoreUnavailable */
  abstract verifyTrail(): Promise<TrailVerification>;
  /** The newest witnessed checkpoint of each log that has one. */
  abstract witnessed(): Promise<readonly WitnessedCheckpoint[]>;
}
