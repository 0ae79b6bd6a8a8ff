import { Module } from '@nestjs/common';
import type { Room } from '#src/access/index';
import { concernEvents } from './concern/concern.events.js';
import { ReceiveConcernHandler, WriteConcernHandler } from './concern/features/receive-concern.js';
import { TakeConcernStepHandler } from './concern/features/take-concern-step.js';
import { ReporterAsks } from './concern/features/reporter-asks.delivery.js';
import { TakeReportHandler } from './concern/features/take-report.js';
import {
  concernPublisher,
  extensionPublisher,
  followUpPublisher,
  inquiryPublisher,
  placementPublisher,
  supportPublisher,
} from './disclosure.js';
import { extensionEvents } from './extension/extension.events.js';
import { DecideExtensionHandler } from './extension/features/decide-extension.js';
import { WaitingExtensionsHandler } from './extension/features/read-extensions.js';
import { followUpEvents } from './follow-up/follow-up.events.js';
import { inquiryEvents } from './inquiry/inquiry.events.js';
import { PlacementHolds1700000117100 } from './placement/placement-holds.migration.js';
import { placementEvents } from './placement/placement.events.js';
import { ChildApi, ExtensionApi } from './process/child.api.js';
import { BeginProcessHandler } from './process/features/begin-process.js';
import { ProcessStates } from './process/features/process-states.js';
import { ChildrenInCaseHandler, OneChildHandler } from './process/features/read-children.js';
import { TakeStepHandler } from './process/features/take-step.js';
import { ChildSteps1700000102000 } from './process/process.migration.js';
import { childStepsProjection, extensionsProjection } from './process/process.projection.js';
import { ChildStepRow, ExtensionRow } from './process/process.rows.js';
import { ChildScreens } from './screens/child.screens.js';
import { ConcernScreens, ExtensionScreens } from './screens/concern.screens.js';
import { ownSupport } from './support/own-support.js';

@Module({
  controllers: [ChildApi, ExtensionApi, ChildScreens, ConcernScreens, ExtensionScreens],
  providers: [
    ProcessStates,
    BeginProcessHandler,
    TakeStepHandler,
    ReceiveConcernHandler,
    WriteConcernHandler,
    TakeReportHandler,
    TakeConcernStepHandler,
    ReporterAsks,
    DecideExtensionHandler,
    WaitingExtensionsHandler,
    ChildrenInCaseHandler,
    OneChildHandler,
  ],
})
class SocialServicesModule {}

export const socialServicesRoom: Room = {
  module: SocialServicesModule,
  migrations: [ChildSteps1700000102000, PlacementHolds1700000117100],
  entities: [ChildStepRow, ExtensionRow],
  projections: [childStepsProjection, extensionsProjection],
  events: [ownSupport.events, concernEvents, inquiryEvents, placementEvents, followUpEvents, extensionEvents],
  publishers: [supportPublisher, concernPublisher, inquiryPublisher, placementPublisher, followUpPublisher, extensionPublisher],
  deliveries: [ReporterAsks],
  interventions: ownSupport,
};
