import type { RoomPart } from '#src/access/index';
import { CopyFiles } from './copy-files.js';
import { CopyDelivery } from './deliver-copies.js';
import { ReceivedAtIntakeHandler, ReceivedInCaseHandler } from './features/read-received.js';
import { ReceiveCopyHandler } from './features/receive-copy.js';
import { ReceivedApi } from './received.api.js';
import { receivedEvents } from './received.events.js';
import { Received1700000011000 } from './received.migration.js';
import { IntakeWalls1700000118770 } from './intake-walls.migration.js';
import { ReceivedClasses1700000118300 } from './received-classes.migration.js';
import { ReceivedSides1700000112200 } from './received-sides.migration.js';
import { receivedProjection } from './received.projection.js';
import { ReceivedRow } from './received.rows.js';
import { ReceivedScreens } from './screens/received.screens.js';

export { receivedIn, type ReceivedView } from './features/read-received.js';
export { ReceiveCopy } from './features/receive-copy.js';

export const receivedParts: RoomPart = {
  controllers: [ReceivedApi, ReceivedScreens],
  providers: [CopyDelivery, CopyFiles, ReceiveCopyHandler, ReceivedInCaseHandler, ReceivedAtIntakeHandler],
  migrations: [Received1700000011000, ReceivedSides1700000112200, ReceivedClasses1700000118300, IntakeWalls1700000118770],
  entities: [ReceivedRow],
  projections: [receivedProjection],
  events: [receivedEvents],
  deliveries: [CopyDelivery],
};
