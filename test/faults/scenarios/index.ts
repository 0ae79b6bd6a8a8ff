import type { Scenario } from '../scenario.js';
import { badConnection } from './bad-connection.js';
import { diskFull } from './disk-full.js';
import { frozenInstance } from './frozen-instance.js';
import { histories } from './histories.js';
import { killApp } from './kill-app.js';
import { killPostgresUnderLoad } from './kill-postgres.js';
import { lateCommits } from './late-commits.js';
import { lossySetting } from './lossy-setting.js';
import { movedClock } from './moved-clock.js';
import { poisonEvent } from './poison-event.js';
import { slowConsumer } from './slow-consumer.js';

/** In the order they are played. */
export const scenarios: readonly Scenario[] = [
  killApp,
  killPostgresUnderLoad,
  lossySetting,
  lateCommits,
  histories,
  slowConsumer,
  poisonEvent,
  frozenInstance,
  movedClock,
  badConnection,
  diskFull,
];
