import type { RoomPart } from '#src/access/index';
import { planPublisher } from './disclosure.js';
import { ChangePlanHandler } from './features/change-plan.js';
import { CallPlanMeetingHandler, NotePlanMeetingHandler } from './features/meeting-of-plan.js';
import { DraftPlanHandler } from './features/draft-plan.js';
import { LinesForAgencyHandler } from './features/lines-for-agency.js';
import { OwnPeopleOfCaseHandler } from './features/own-people.js';
import { Papers } from './features/papers.js';
import { PlanCheckService } from './features/plan-check.js';
import { PlanReader, PlansInCaseHandler, ReadPlanHandler, TwoVersionsHandler } from './features/read-plan.js';
import { PlanProgressRow } from './plan-progress.rows.js';
import { PlanApi } from './plan.api.js';
import { planEvents } from './plan.events.js';
import { Plans1700000013000 } from './plan.migration.js';
import { PlanSteps1700000105100 } from './plan-steps.migration.js';
import { PlanSides1700000112400 } from './plan-sides.migration.js';
import { PlanPersons1700000118400 } from './plan-persons.migration.js';
import { PlanWhereabouts1700000119120 } from './plan-whereabouts.migration.js';
import { planProjection } from './plan.projection.js';
import { PlanVersionRow } from './plan.rows.js';
import { PlanEditScreens } from './screens/plan-edit.screens.js';
import { PlanNames } from './screens/plan-names.js';
import { PlanPaperApi, PlanPaperScreens } from './screens/plan-paper.screens.js';
import { PlanScreens } from './screens/plan.screens.js';

export { ChangePlan } from './features/change-plan.js';
export { CallPlanMeeting, NotePlanMeeting } from './features/meeting-of-plan.js';
export { choosable, OwnPeopleOfCase, personLabel } from './features/own-people.js';
export { Papers, sendPaper } from './features/papers.js';
export { handoverInput, purposeOf, requireSafe, withoutPlaces, type Handover } from './handover.js';
export { paperTexts } from './paper-texts.js';
export type { PlanPaper } from './plan-paper.js';
export { HandoverForm } from './screens/handover-form.js';
export { PlansInCase, ReadPlan } from './features/read-plan.js';
export { RecordChoice, recordOptions } from './screens/record-choice.js';
export { PlanNames } from './screens/plan-names.js';
export { contentOf as planContentOf } from './plan-content.js';
export { LinesForAgency, type OwnLine } from './features/lines-for-agency.js';

export const planParts: RoomPart = {
  controllers: [PlanApi, PlanPaperApi, PlanEditScreens, PlanPaperScreens, PlanScreens],
  providers: [
    DraftPlanHandler,
    ChangePlanHandler,
    CallPlanMeetingHandler,
    NotePlanMeetingHandler,
    ReadPlanHandler,
    PlansInCaseHandler,
    TwoVersionsHandler,
    LinesForAgencyHandler,
    OwnPeopleOfCaseHandler,
    PlanNames,
    PlanReader,
    Papers,
    PlanCheckService,
  ],
  migrations: [Plans1700000013000, PlanSteps1700000105100, PlanSides1700000112400, PlanPersons1700000118400, PlanWhereabouts1700000119120],
  entities: [PlanVersionRow, PlanProgressRow],
  projections: [planProjection],
  events: [planEvents],
  publishers: [planPublisher],
};
