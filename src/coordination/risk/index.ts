import type { RoomPart } from '#src/access/index';
import { riskPublisher } from './disclosure.js';
import { AssessRiskHandler } from './features/assess-risk.js';
import { ChangeAssessmentHandler } from './features/correct-assessment.js';
import { ReadRiskHandler, RiskInCaseHandler } from './features/read-risk.js';
import { RiskApi } from './risk.api.js';
import { riskEvents } from './risk.events.js';
import { RiskAssessments1700000014000 } from './risk.migration.js';
import { riskProjection } from './risk.projection.js';
import { RiskAssessmentRow } from './risk.rows.js';
import { RiskScreens } from './screens/risk.screens.js';

export const riskParts: RoomPart = {
  controllers: [RiskApi, RiskScreens],
  providers: [AssessRiskHandler, ChangeAssessmentHandler, RiskInCaseHandler, ReadRiskHandler],
  migrations: [RiskAssessments1700000014000],
  entities: [RiskAssessmentRow],
  projections: [riskProjection],
  events: [riskEvents],
  publishers: [riskPublisher],
};
