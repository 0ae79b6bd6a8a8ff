import { Module, type Type } from '@nestjs/common';
import type { OwnInterventions } from '#libs/intervention';
import type { Room } from '#src/access/index';
import { PlanAgreedLinesHandler } from './features/plan-agreed-lines.js';
import { PlanInterventionHandler } from './features/plan-intervention.js';
import { InterventionsInCaseHandler, ReadInterventionHandler } from './features/read-interventions.js';
import { ReportInterventionHandler } from './features/report-intervention.js';
import { Interventions1700000103001 } from './intervention.migration.js';
import { interventionProjection } from './intervention.projection.js';
import { InterventionRow } from './intervention.rows.js';
import { InterventionsApi } from './interventions.api.js';
import { Declarations } from './own-interventions.js';
import { PlanWhatIsAgreed } from './reactions/plan-what-is-agreed.js';
import { InterventionsScreens } from './screens/interventions.screens.js';

const moduleOf = (declarations: readonly OwnInterventions[]): Type => {
  @Module({
    controllers: [InterventionsApi, InterventionsScreens],
    providers: [
      { provide: Declarations, useFactory: () => new Declarations(declarations) },
      PlanInterventionHandler,
      ReportInterventionHandler,
      PlanAgreedLinesHandler,
      InterventionsInCaseHandler,
      ReadInterventionHandler,
      PlanWhatIsAgreed,
    ],
  })
  class InterventionsModule {}
  return InterventionsModule;
};

/** Interventions of whatever agency the actor is of: made by the app, which alone knows every agency's declaration. */
export const interventionsRoom = (declarations: readonly OwnInterventions[]): Room => ({
  module: moduleOf(declarations),
  migrations: [Interventions1700000103001],
  entities: [InterventionRow],
  projections: [interventionProjection(declarations)],
  reactions: [PlanWhatIsAgreed],
});
