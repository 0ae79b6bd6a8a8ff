/** What a run has counted. Everything that must be zero is counted even where it is expected never to happen. */
export class Tally {
  /** Processes killed with SIGKILL on purpose, in cycles. */
  kills = 0;
  /** Commands and appends that were acknowledged to a client. */
  acks = 0;
  /** Acknowledged and not there. */
  lost = 0;
  /** There more than once. */
  duplicated = 0;
  /** A commit of which a part is missing: events, idempotency, audit, a gap in a stream, a view that a rebuild makes otherwise. */
  torn = 0;
  /** Committed events that a subscriber never got, or got out of its stream's order. */
  missed = 0;
  /** Histories of one stream each that were checked for linearizability. */
  histories = 0;
  violations = 0;
  /** Acknowledged events that the deliberately unsafe setting lost. */
  control_lost = 0;
  /** Events that the naive poller missed. */
  control_missed = 0;
  controls = 0;
  controls_caught = 0;
  /** Seconds from a fault to the first success after it. */
  readonly recoveries: number[] = [];
  /** What went wrong, in words. */
  readonly failures: string[] = [];
  /** What could not be played on this machine, and why. */
  readonly skipped: string[] = [];

  /** A deliberate fault, planted so that a blind check is found out. */
  control(name: string, caught: boolean): void {
    this.controls += 1;
    if (caught) this.controls_caught += 1;
    else this.failures.push(`control not caught: ${name}`);
  }

  get recovery_p99_s(): number {
    const sorted = this.recoveries.toSorted((a, b) => a - b);
    const at = sorted[Math.max(0, Math.ceil(sorted.length * 0.99) - 1)];
    return at === undefined ? 0 : Math.round(at * 1000) / 1000;
  }

  get passed(): boolean {
    const wrong = this.lost + this.duplicated + this.torn + this.missed + this.violations + this.failures.length;
    return wrong === 0 && this.controls_caught === this.controls;
  }

  /** The run's last line. */
  toJSON(): Record<string, unknown> {
    const { kills, acks, lost, duplicated, torn, missed, histories, violations, recovery_p99_s } = this;
    const { control_lost, control_missed, controls, controls_caught, failures, skipped } = this;
    const figures = { kills, acks, lost, duplicated, torn, missed, histories, violations, recovery_p99_s };
    return { ...figures, control_lost, control_missed, controls, controls_caught, failures, skipped };
  }
}
