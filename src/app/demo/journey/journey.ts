import { instruments, questionsOf } from '#config/instruments';
import { swedishDate } from '#libs/shared-kernel';

const DAY = 86_400_000;

export interface Journey {
  readonly name: string;
  play(url: string, stage: Stage): Promise<void>;
}

/** The clock by which a journey is played. */
export interface JourneyTime {
  now(): Date;
  /** Moves the clock and does what has become due: warnings, ends, expiries. Parts of a day too: `1 / 24`. */
  later(days: number): Promise<void>;
  /** Waits until the views show all that has been written. */
  settle(): Promise<void>;
}

/** Time that nobody moves: for stories told at one moment. */
export const presentTime: JourneyTime = {
  now: () => new Date(),
  later: () => Promise.reject(new Error('this story moves the clock; it cannot be played by the present time')),
  settle: () => Promise.resolve(),
};

export interface Outcome {
  readonly journey: string;
  readonly steps: number;
  readonly ok: boolean;
}

interface Shown {
  readonly thing: string;
  readonly ownerAgency: string;
  readonly own: boolean;
}

/** Where a journey is played: prints each step, and remembers whether every claim held. A claim is computed from an answer, never assumed. */
export class Stage {
  private steps = 0;
  private readonly failed: string[] = [];

  constructor(
    readonly line: (text: string) => void,
    readonly time: JourneyTime,
  ) {}

  now(): Date {
    return this.time.now();
  }

  /** A day's date counted from the story's present day. */
  day(offset: number): string {
    return swedishDate(new Date(this.now().getTime() + offset * DAY));
  }

  moment(offset: number): string {
    return new Date(this.now().getTime() + offset * DAY).toISOString();
  }

  /** The clock is moved, by whole days or a part of one, and everything that was due has happened. */
  async later(days: number, why: string): Promise<void> {
    await this.time.later(days);
    this.line(`\n   … ${swedishDate(this.now())}: ${why}`);
  }

  say(step: string, text: string): void {
    this.line(`\n${step}. ${text}`);
  }

  check(claim: string, holds: boolean): void {
    this.steps += 1;
    if (!holds) this.failed.push(claim);
    this.line(`   ${holds ? '✓' : '✗'} ${claim}`);
  }

  show(who: string, links: readonly Shown[], gaps: readonly { readonly kind: string }[]): void {
    const parts = links.map(({ thing, ownerAgency, own }) => (own ? thing : `${thing} (${ownerAgency})`));
    this.line(`     ${who} ser: ${parts.join(', ')}; luckor: ${gaps.map(({ kind }) => kind).join(', ') || 'inga'}`);
  }

  /** Answers to every question of the demonstration instrument, and the level that the worker judges. */
  riskAnswers(level: 'low' | 'moderate' | 'high'): {
    instrument: string;
    answers: Record<string, string>;
    level: string;
    overrideReason: string;
  } {
    const [instrument] = instruments;
    if (!instrument) throw new Error('no risk instrument is configured');
    const answers = Object.fromEntries(questionsOf(instrument).map(({ key }) => [key, 'yes']));
    return { instrument: instrument.id, answers, level, overrideReason: 'Samlad professionell bedömning efter samtal.' };
  }

  outcome(journey: string): Outcome {
    return { journey, steps: this.steps, ok: this.steps > 0 && this.failed.length === 0 };
  }
}
