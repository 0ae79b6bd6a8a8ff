import { Module } from '@nestjs/common';
import type { Room } from '#src/access/index';
import { carePublisher } from './disclosure.js';
import { PlanCareWhenPlanAgreed } from './reactions/plan-care-when-plan-agreed.js';
import { CareScreens } from './screens/care.screens.js';
import { PlanAgreedLinesHandler } from './care/features/plan-agreed-lines.js';
import { PlanCareHandler } from './care/features/plan-care.js';
import { ReadCareHandler, CareInCaseHandler } from './care/features/read-care.js';
import { ReportCareHandler } from './care/features/report-care.js';
import { CareApi } from './care/care.api.js';
import { careEvents } from './care/care.events.js';
import { CareInterventions1700000016000 } from './care/care.migration.js';
import { careProjection } from './care/care.projection.js';
import { CareRow } from './care/care.rows.js';

@Module({
  controllers: [CareApi, CareScreens],
  providers: [PlanCareHandler, ReportCareHandler, PlanAgreedLinesHandler, CareInCaseHandler, ReadCareHandler, PlanCareWhenPlanAgreed],
})
class HealthCareModule {}

export const healthCareRoom: Room = {
  module: HealthCareModule,
  migrations: [CareInterventions1700000016000],
  entities: [CareRow],
  projections: [careProjection],
  events: [careEvents],
  publishers: [carePublisher],
  reactions: [PlanCareWhenPlanAgreed],
};
