import { Injectable } from '@nestjs/common';
import { Clock } from '#libs/shared-kernel';
import { PeriodicWorker, ReadDoor, systemActor, Turns } from '#src/access/index';
import { fixQuarter, keptFigures } from './fix-quarter.js';
import { fixedQuarters } from './quarter.js';

const EVERY_MS = 60 * 60_000;

/**
 * Fixes each quarter's figures when its time has come, whether or not anybody has asked for it: what is erased or corrected afterwards has been counted, and
 * what is registered afterwards is late. Counts, and hides what is small; it names nobody and reads no case.
 */
@Injectable()
export class QuarterFixing extends PeriodicWorker {
  constructor(
    turns: Turns,
    private readonly reads: ReadDoor,
    private readonly clock: Clock,
  ) {
    super(turns, EVERY_MS, 'a quarter was not fixed');
  }

  /** Fixes what is due by the injected clock, the oldest first: what came late to it is counted with the next. @returns how many quarters */
  async run(): Promise<number> {
    const now = this.clock.now();
    const context = { actor: systemActor('county', 'county', []), now, correlationId: 'quarter-fixing' };
    let fixed = 0;
    for (const quarter of fixedQuarters(now).toReversed())
      fixed += await this.reads.lookAgain(context, async (tx) => {
        if (await keptFigures(tx, quarter)) return 0;
        await fixQuarter(tx, quarter);
        return 1;
      });
    return fixed;
  }
}
