import type { Duty } from '#libs/shared-kernel';

export interface DemoPerson {
  readonly subject: string;
  readonly name: string;
  readonly duty: Duty;
  readonly agencyName: string;
  /** What this person does in the story, in a sentence. */
  readonly about?: string;
}

/**
 * The invented people who may log in without a password, and whether they may at all.
 * `allowed` must be true only with the embedded database on loopback in a store stamped as demo.
 */
export abstract class DemoStaff {
  abstract allowed(): boolean | Promise<boolean>;
  abstract people(): Promise<readonly DemoPerson[]>;
}

/** What a process has unless the wiring gives it another: no demo. */
export class NoDemoStaff extends DemoStaff {
  allowed(): boolean {
    return false;
  }
  people(): Promise<readonly DemoPerson[]> {
    return Promise.resolve([]);
  }
}
