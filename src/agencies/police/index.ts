import { Module } from '@nestjs/common';
import type { Room } from '#src/access/index';
import { measurePublisher, reportPublisher } from './disclosure.js';
import { CorrectReportHandler } from './features/correct-report.js';
import { OwnRecordOfCaseHandler } from './features/own-record.js';
import { PlanAgreedLinesHandler } from './features/plan-agreed-lines.js';
import { PlanMeasureHandler } from './features/plan-measure.js';
import { MeasuresInCaseHandler, ReadMeasureHandler } from './features/read-measures.js';
import { ReadReportHandler, ReportsInCaseHandler } from './features/read-reports.js';
import { RegisterReportHandler } from './features/register-report.js';
import { ReportMeasureHandler } from './features/report-measure.js';
import { measureEvents } from './measure/measure.events.js';
import { measureProjection } from './measure/measure.projection.js';
import { MeasureRow } from './measure/measure.rows.js';
import { PoliceApi } from './police.api.js';
import { Police1700000008000 } from './police.migration.js';
import { PlanMeasureWhenPlanAgreed } from './reactions/plan-measure-when-plan-agreed.js';
import { reportEvents } from './report/report.events.js';
import { reportProjection } from './report/report.projection.js';
import { ReportRow } from './report/report.rows.js';
import { MeasureScreens, MeasuresFromPlan } from './screens/measures.screens.js';
import { ReportScreens } from './screens/report.screens.js';

@Module({
  controllers: [PoliceApi, ReportScreens, MeasureScreens, MeasuresFromPlan],
  providers: [
    RegisterReportHandler,
    CorrectReportHandler,
    ReadReportHandler,
    ReportsInCaseHandler,
    OwnRecordOfCaseHandler,
    PlanMeasureHandler,
    ReportMeasureHandler,
    PlanAgreedLinesHandler,
    MeasuresInCaseHandler,
    ReadMeasureHandler,
    PlanMeasureWhenPlanAgreed,
  ],
})
class PoliceModule {}

export const policeRoom: Room = {
  module: PoliceModule,
  migrations: [Police1700000008000],
  entities: [ReportRow, MeasureRow],
  projections: [reportProjection, measureProjection],
  events: [reportEvents, measureEvents],
  publishers: [reportPublisher, measurePublisher],
  reactions: [PlanMeasureWhenPlanAgreed],
};
