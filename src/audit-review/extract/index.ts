import type { RoomPart } from '#src/access/index';
import { DelayExtractHandler, HandOverExtractHandler } from './change-extract.js';
import { LogExtractApi } from './extract.api.js';
import { logExtractEvents } from './extract.events.js';
import { ExtractAboutHim1700000118630 } from './extract-about-him.migration.js';
import { ExtractAge1700000115000 } from './extract-age.migration.js';
import { ExtractCovers1700000107300 } from './extract-covers.migration.js';
import { ExtractSides1700000118780 } from './extract-sides.migration.js';
import { ExtractSuspect1700000118610 } from './extract-suspect.migration.js';
import { LogExtracts1700000094100 } from './extract.migration.js';
import { MergedExtract1700000107100 } from './merged-extract.migration.js';
import { logExtractProjection } from './extract.projection.js';
import { LogExtractRow } from './extract.rows.js';
import { LogExtractScreens } from './extract.screens.js';
import { ReadExtractStateHandler } from './read-extract.js';

/** Loggutdrag: its own concept, beside the reviews. */
export const extractParts: RoomPart = {
  controllers: [LogExtractApi, LogExtractScreens],
  providers: [ReadExtractStateHandler, HandOverExtractHandler, DelayExtractHandler],
  migrations: [
    LogExtracts1700000094100,
    MergedExtract1700000107100,
    ExtractCovers1700000107300,
    ExtractAge1700000115000,
    ExtractSuspect1700000118610,
    ExtractAboutHim1700000118630,
    ExtractSides1700000118780,
  ],
  entities: [LogExtractRow],
  projections: [logExtractProjection],
  events: [logExtractEvents],
};
