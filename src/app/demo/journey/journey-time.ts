import { setTimeout as sleep } from 'node:timers/promises';
import type { INestApplicationContext } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import type { Database } from '#libs/postgres';
import type { TestClock } from '#libs/shared-kernel';
import { PeriodicWorker } from '#src/access/index';
import type { JourneyTime } from './journey.js';

const DAY = 86_400_000;

/** A journey's time: the app's clock stands still until the story moves it, and what is then due is done at once instead of at the next turn. */
export const movedTime = (app: INestApplicationContext, clock: TestClock, database: Database): JourneyTime => {
  /** Until every view and every reaction has come to what has been written by now. */
  const settle = async (): Promise<void> => {
    const { rows } = await database.app.query<{ head: string }>('SELECT es.horizon() AS head');
    for (let attempt = 0; attempt < 4000; attempt++) {
      const { rows: behind } = await database.app.query('SELECT 1 FROM es.checkpoints WHERE position::bigint < $1', [rows[0]!.head]);
      if (behind.length === 0) return;
      await sleep(25);
    }
    throw new Error('the views did not come to the end of the log');
  };
  const workers = app
    .get(DiscoveryService, { strict: false })
    .getProviders()
    .flatMap(({ instance }) => (instance instanceof PeriodicWorker ? [instance] : []));
  return {
    now: () => clock.now(),
    settle,
    later: async (days) => {
      await settle();
      clock.advance(days * DAY);
      for (const worker of workers) while ((await worker.run()) > 0) await settle();
    },
  };
};
