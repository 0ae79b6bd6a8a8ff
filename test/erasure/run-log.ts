/** What a run counts; the last line it prints. */
export class RunLog {
  /** Erased words that stand somewhere in the open, or can be opened with what is kept today. */
  canaries = 0;
  /** Erased words that a restore brought back. */
  resurrected = 0;
  /** Seconds from the order to the moment when nothing can open it any more, the longest. */
  eraseSeconds = 0;
  readonly controls: { readonly name: string; readonly caught: boolean }[] = [];
  readonly failures: string[] = [];
  private readonly began = performance.now();

  say = (line: string): void => {
    process.stderr.write(`  ${((performance.now() - this.began) / 1000).toFixed(1).padStart(7)} s  ${line}\n`);
  };

  control(name: string, caught: boolean): void {
    this.controls.push({ name, caught });
    this.say(`${caught ? 'caught' : 'NOT CAUGHT'}: ${name}`);
  }

  expect(what: string, holds: boolean): void {
    if (holds) return this.say(`as it should be: ${what}`);
    this.failures.push(what);
    this.say(`FAILED: ${what}`);
  }

  async timed<T>(work: () => Promise<T>): Promise<{ result: T; seconds: number }> {
    const from = performance.now();
    const result = await work();
    return { result, seconds: (performance.now() - from) / 1000 };
  }

  get passed(): boolean {
    return (
      this.failures.length === 0 &&
      this.canaries === 0 &&
      this.resurrected === 0 &&
      this.eraseSeconds > 0 &&
      this.eraseSeconds <= 60 &&
      this.controls.length > 0 &&
      this.controls.every(({ caught }) => caught)
    );
  }

  toJSON(): Record<string, number> {
    return {
      canaries: this.canaries,
      resurrected: this.resurrected,
      erase_s: Number(this.eraseSeconds.toFixed(1)),
      controls: this.controls.length,
      controls_caught: this.controls.filter(({ caught }) => caught).length,
    };
  }
}
