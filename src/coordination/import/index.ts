import type { RoomPart } from '#src/access/index';
import { ImportIds } from './import-ids.js';
import { ImportRecords } from './import-records.js';
import { ImportScreens } from './screens/import.screens.js';

/** Existing records of an agency, read out of a file. It has no facts of its own: what it makes are records and persons. */
export const importParts: RoomPart = { controllers: [ImportScreens], providers: [ImportIds, ImportRecords] };

export { ImportIds } from './import-ids.js';
export { MOST_LINES_AT_ONCE, planImport, type ImportPlan } from './import-lines.js';
export { ImportRecords, keysOf, type Imported } from './import-records.js';
