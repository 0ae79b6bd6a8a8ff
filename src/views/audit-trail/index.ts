import { Module } from '@nestjs/common';
import type { Room } from '#src/access/index';
import { AuditTrail1700000017000 } from './audit-trail.migration.js';
import { LogSides1700000112500 } from './log-sides.migration.js';
import { AuditTrailApi } from './audit-trail.api.js';
import { AuditRecordRow } from './audit-trail.rows.js';
import { LockedReader1700000114300 } from './locked-reader.migration.js';
import { CaseLogScreens } from './case-log.screens.js';
import { ReadAuditTrailHandler } from './read-audit-trail.js';
import { ReadCaseLogHandler } from './read-case-log.js';
import { ExportScreens } from './export.screens.js';
import { ReviewScreens } from './review.screens.js';
import { TeamScreens } from './team.screens.js';
import { TimelineScreens } from './timeline.screens.js';
import { UnitRecordsHandler } from './unit-records.js';
import { VerifyScreens } from './verify.screens.js';

@Module({
  controllers: [AuditTrailApi, ExportScreens, TimelineScreens, VerifyScreens, ReviewScreens, CaseLogScreens, TeamScreens],
  providers: [ReadAuditTrailHandler, ReadCaseLogHandler, UnitRecordsHandler],
})
class AuditTrailModule {}

export const auditTrailRoom: Room = {
  module: AuditTrailModule,
  migrations: [AuditTrail1700000017000, LogSides1700000112500, LockedReader1700000114300],
  entities: [AuditRecordRow],
};
