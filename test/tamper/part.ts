/** How much of everything. */
export interface Extent {
  readonly tamperings: number;
  /** Of each log. */
  readonly records: number;
  readonly reads: number;
  readonly kills: number;
}

/** What the run counted. Its text is the run's last line. */
export class Tally {
  tampered = 0;
  located = 0;
  verified_per_s: number | null = null;
  bare_hash_per_s: number | null = null;
  reads = 0;
  kills = 0;
  /** Disclosures that were answered and have no line, and lines that nobody was answered for or had asked. */
  unaccounted = 0;
  controls = 0;
  controls_caught = 0;
  readonly failures: string[] = [];

  /** A fault that was planted on purpose, so that a blind check is found out. */
  control(name: string, caught: boolean): void {
    this.controls += 1;
    if (caught) this.controls_caught += 1;
    else this.failures.push(`NOT CAUGHT: ${name}`);
  }

  get passed(): boolean {
    return this.failures.length === 0 && this.tampered === this.located && this.unaccounted === 0 && this.controls === this.controls_caught;
  }

  toJSON(): object {
    const { failures: _, ...figures } = this;
    return figures;
  }
}

export interface Stage {
  readonly extent: Extent;
  readonly seed: number;
  readonly tally: Tally;
  /** A folder that is gone at the end. */
  readonly folder: string;
  /** A server without fsync. */
  superuserUrl(): Promise<string>;
  say(line: string): void;
}

export interface Part {
  readonly name: string;
  readonly about: string;
  run(stage: Stage): Promise<void>;
}
