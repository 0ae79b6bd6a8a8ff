import type { RoomPart } from '#src/access/index';
import { ClockApi } from './clock.api.js';
import { clockEvents } from './clock.events.js';
import { Clocks1700000101000 } from './clock.migration.js';
import { ClockFiringRow, ClockNoticeRow, ClockRow } from './clock.rows.js';
import { ClockWorker } from './clock.worker.js';
import { ExtendClockHandler } from './features/extend-clock.js';
import { ClocksInHandler, DayClocksHandler, OneClockHandler } from './features/read-clocks.js';
import { ClockScreens } from './screens/clock.screens.js';

export { clockProjection } from './clock.projection.js';
export type { ClockView } from './clock.view.js';
export { ClockWorker } from './clock.worker.js';
export { clocksIn, clocksOfDay } from './features/read-clocks.js';
export { ClockList } from './screens/clock-list.js';

export const clockParts: RoomPart = {
  controllers: [ClockApi, ClockScreens],
  providers: [ClocksInHandler, DayClocksHandler, OneClockHandler, ExtendClockHandler, ClockWorker],
  migrations: [Clocks1700000101000],
  entities: [ClockRow, ClockNoticeRow, ClockFiringRow],
  events: [clockEvents],
};
