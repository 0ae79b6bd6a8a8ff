import type { RoomPart } from '#src/access/index';
import { riskPublisher } from './disclosure.js';
import { AssessRiskHandler } from './features/assess-risk.js';
import { ChangeAssessmentHandler } from './features/correct-assessment.js';
import { RiskProposalsHandler } from './features/read-proposals.js';
import { ReadRiskHandler, RiskInCaseHandler } from './features/read-risk.js';
import { ImportInstrumentHandler } from './instruments/import-instrument.js';
import { instrumentEvents } from './instruments/instrument.events.js';
import { Instruments } from './instruments/instruments.js';
import { RiskApi } from './risk.api.js';
import { riskEvents } from './risk.events.js';
import { RiskAssessments1700000014000 } from './risk.migration.js';
import { riskProjection } from './risk.projection.js';
import { RiskAssessmentRow, RiskTriggerRow } from './risk.rows.js';
import { RiskScreens } from './screens/risk.screens.js';

export { ImportInstrument, type InstrumentImport } from './instruments/import-instrument.js';
export { readInstrumentFile } from './instruments/instrument-file.js';
export { instrumentAsUsed } from './instruments/instrument-book.js';

export const riskParts: RoomPart = {
  controllers: [RiskApi, RiskScreens],
  providers: [
    AssessRiskHandler,
    ChangeAssessmentHandler,
    RiskInCaseHandler,
    ReadRiskHandler,
    RiskProposalsHandler,
    ImportInstrumentHandler,
    Instruments,
  ],
  migrations: [RiskAssessments1700000014000],
  entities: [RiskAssessmentRow, RiskTriggerRow],
  projections: [riskProjection],
  events: [riskEvents, instrumentEvents],
  publishers: [riskPublisher],
};
