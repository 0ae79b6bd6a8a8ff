import type { RoomPart } from '#src/access/index';
import { ChangeRecordHandler } from './features/change-record.js';
import { OpenRecordHandler } from './features/open-record.js';
import { KinLocks } from './kin-locks.js';
import { RecordApi } from './record.api.js';
import { recordEvents } from './record.events.js';
import { Records1700000006500 } from './record.migration.js';
import { recordProjection } from './record.projection.js';
import { RecordRow } from './record.rows.js';
import { RecordScreens } from './screens/record.screens.js';

export { ChangeRecord } from './features/change-record.js';
export { OpenRecord } from './features/open-record.js';
export { KinLocks, lockableIn, type Lockable } from './kin-locks.js';
export type { Track } from './record.events.js';
export { RecordRow } from './record.rows.js';

export const recordParts: RoomPart = {
  controllers: [RecordApi, RecordScreens],
  providers: [OpenRecordHandler, ChangeRecordHandler, KinLocks],
  migrations: [Records1700000006500],
  entities: [RecordRow],
  projections: [recordProjection],
  events: [recordEvents],
};
