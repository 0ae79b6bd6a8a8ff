import type { RoomPart } from '#src/access/index';
import { CarryOutErasures } from './carry-out-erasures.js';
import { EraseByRule } from './erase-by-rule.js';
import { ChangeRetentionHandler } from './features/change-retention.js';
import { CaseRetentionHandler, DueRecordsHandler, OneRetentionHandler } from './features/read-retention.js';
import { Forgetting1700000093100 } from './forgetting.migration.js';
import { RecordEraser } from './record-eraser.js';
import { RetentionApi } from './retention.api.js';
import { retentionEvents } from './retention.events.js';
import { MarksCarried1700000118140 } from './marks-carried.migration.js';
import { MarksOutliveRecords1700000117300 } from './marks-outlive.migration.js';
import { Retention1700000093000 } from './retention.migration.js';
import { retentionProjection } from './retention.projection.js';
import { RetentionPartRow, RetentionRow } from './retention.rows.js';
import { RetentionScreens } from './screens/retention.screens.js';

export { EraseByRule } from './erase-by-rule.js';
export { RecordEraser, type Owner } from './record-eraser.js';
export { holdsOn } from './retention.decider.js';
export { RetentionRules } from './retention-rules.js';

export const retentionParts: RoomPart = {
  controllers: [RetentionApi, RetentionScreens],
  providers: [
    DueRecordsHandler,
    CaseRetentionHandler,
    OneRetentionHandler,
    ChangeRetentionHandler,
    RecordEraser,
    EraseByRule,
    CarryOutErasures,
  ],
  migrations: [Retention1700000093000, Forgetting1700000093100, MarksOutliveRecords1700000117300, MarksCarried1700000118140],
  entities: [RetentionRow, RetentionPartRow],
  projections: [retentionProjection],
  events: [retentionEvents],
  deliveries: [CarryOutErasures],
};
