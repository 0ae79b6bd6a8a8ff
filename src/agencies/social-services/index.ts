import { Module } from '@nestjs/common';
import type { Room } from '#src/access/index';
import { supportPublisher } from './disclosure.js';
import { PlanSupportWhenPlanAgreed } from './reactions/plan-support-when-plan-agreed.js';
import { SupportScreens } from './screens/support.screens.js';
import { PlanAgreedLinesHandler } from './support/features/plan-agreed-lines.js';
import { PlanSupportHandler } from './support/features/plan-support.js';
import { ReadSupportHandler, SupportInCaseHandler } from './support/features/read-support.js';
import { ReportSupportHandler } from './support/features/report-support.js';
import { SupportApi } from './support/support.api.js';
import { supportEvents } from './support/support.events.js';
import { SupportInterventions1700000015000 } from './support/support.migration.js';
import { supportProjection } from './support/support.projection.js';
import { SupportRow } from './support/support.rows.js';

@Module({
  controllers: [SupportApi, SupportScreens],
  providers: [
    PlanSupportHandler,
    ReportSupportHandler,
    PlanAgreedLinesHandler,
    SupportInCaseHandler,
    ReadSupportHandler,
    PlanSupportWhenPlanAgreed,
  ],
})
class SocialServicesModule {}

export const socialServicesRoom: Room = {
  module: SocialServicesModule,
  migrations: [SupportInterventions1700000015000],
  entities: [SupportRow],
  projections: [supportProjection],
  events: [supportEvents],
  publishers: [supportPublisher],
  reactions: [PlanSupportWhenPlanAgreed],
};
