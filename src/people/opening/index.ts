import type { RoomPart } from '#src/access/index';
import { ChangeOpeningHandler } from './features/change-opening.js';
import { OpenEmergencyHandler } from './features/open-emergency.js';
import { AskVaultHandler, OpenVaultUrgentlyHandler, Vault } from './features/open-vault.js';
import { OwnRecords } from './features/own-record.js';
import { ReadOpeningsHandler } from './features/read-openings.js';
import { OpeningApi } from './opening.api.js';
import { openingEvents } from './opening.events.js';
import { AcceptNeighbourHandler } from './features/accept-neighbour.js';
import { NeighbourWarningHandler } from './features/neighbour-warning.js';
import { NeighbourApi } from './neighbour.api.js';
import { NeighbourScreens } from './screens/neighbour.screens.js';
import { Openings1700000030500 } from './opening.migration.js';
import { openingProjection } from './opening.projection.js';
import { OpeningRow } from './opening.rows.js';
import { OpeningScreens } from './screens/opening.screens.js';

export const openingParts: RoomPart = {
  controllers: [OpeningApi, NeighbourApi, NeighbourScreens, OpeningScreens],
  providers: [
    OwnRecords,
    Vault,
    AcceptNeighbourHandler,
    NeighbourWarningHandler,
    OpenEmergencyHandler,
    AskVaultHandler,
    OpenVaultUrgentlyHandler,
    ChangeOpeningHandler,
    ReadOpeningsHandler,
  ],
  migrations: [Openings1700000030500],
  entities: [OpeningRow],
  projections: [openingProjection],
  events: [openingEvents],
};
