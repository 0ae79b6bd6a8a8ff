import type { RoomPart } from '#src/access/index';
import { recordPublisher } from './disclosure.js';
import { ChangeLifeHandler } from './features/change-life.js';
import { ChangeRecordHandler } from './features/change-record.js';
import { OpenRecordHandler } from './features/open-record.js';
import { LifeInCaseHandler, OneLifeHandler, OwnRecordsHandler } from './features/read-life.js';
import { HandoverEnds1700000109200 } from './handover-ends.migration.js';
import { HandoverExpiry } from './handover.worker.js';
import { KinLocks } from './kin-locks.js';
import { LifeApi } from './life.api.js';
import { RecordActs1700000106000 } from './record-acts.migration.js';
import { recordActsProjection } from './record-acts.projection.js';
import { RecordActRow } from './record-acts.rows.js';
import { RecordApi } from './record.api.js';
import { recordEvents } from './record.events.js';
import { Records1700000006500 } from './record.migration.js';
import { recordProjection } from './record.projection.js';
import { RecordRow } from './record.rows.js';
import { RecordScreens } from './screens/record.screens.js';
import { LifeScreens } from './screens/life.screens.js';

export { ChangeRecord } from './features/change-record.js';
export { OneLife } from './features/read-life.js';
export { OpenRecord } from './features/open-record.js';
export { HandoverExpiry } from './handover.worker.js';
export { KinLocks } from './kin-locks.js';
export { recordConcept } from './record.concept.js';
export { CLOSING_OUTCOMES, MOVE_GOES_ON, TRACKS } from './record.events.js';
export type { Track } from './record.events.js';
export { lifeTexts } from './screens/life-texts.js';
export { RecordRow } from './record.rows.js';
export { ownRegistrationFirst, recordAmong, recordsAtHand } from './records-at-hand.js';

export const recordParts: RoomPart = {
  controllers: [RecordApi, RecordScreens, LifeApi, LifeScreens],
  providers: [
    OpenRecordHandler,
    ChangeRecordHandler,
    ChangeLifeHandler,
    LifeInCaseHandler,
    OneLifeHandler,
    OwnRecordsHandler,
    KinLocks,
    HandoverExpiry,
  ],
  migrations: [Records1700000006500, RecordActs1700000106000, HandoverEnds1700000109200],
  entities: [RecordRow, RecordActRow],
  projections: [recordProjection, recordActsProjection],
  events: [recordEvents],
  publishers: [recordPublisher],
};
