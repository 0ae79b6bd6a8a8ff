import type { RoomPart } from '#src/access/index';
import { safetyPlanPublisher } from './disclosure.js';
import { OneSafetyPlanHandler, SafetyPlansInCaseHandler, WithheldPlacesHandler } from './features/read-safety-plans.js';
import { ChangeSafetyPlanHandler, MakeSafetyPlanHandler } from './features/save-safety-plan.js';
import { SafetyPlanApi } from './safety-plan.api.js';
import { safetyPlanEvents } from './safety-plan.events.js';
import { SafetyPlans1700000105200 } from './safety-plan.migration.js';
import { safetyPlanProjection } from './safety-plan.projection.js';
import { SafetyPlanRow } from './safety-plan.rows.js';
import { SafetyPlanScreens } from './screens/safety-plan.screens.js';

/** Safety plans (trygghetsplan): what an exposed person does when it becomes dangerous. */
export const safetyPlanParts: RoomPart = {
  controllers: [SafetyPlanApi, SafetyPlanScreens],
  providers: [MakeSafetyPlanHandler, ChangeSafetyPlanHandler, SafetyPlansInCaseHandler, OneSafetyPlanHandler, WithheldPlacesHandler],
  migrations: [SafetyPlans1700000105200],
  entities: [SafetyPlanRow],
  projections: [safetyPlanProjection],
  events: [safetyPlanEvents],
  publishers: [safetyPlanPublisher],
};
