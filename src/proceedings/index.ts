import { Module, type Type } from '@nestjs/common';
import type { OwnProceeding } from '#libs/proceeding';
import type { Room } from '#src/access/index';
import { ProceedingExpiry } from './expiry.worker.js';
import { ProceedingsInCaseHandler, ReadProceedingHandler } from './features/read-proceedings.js';
import { TakeStepHandler } from './features/take-step.js';
import { Proceedings } from './own-proceedings.js';
import { Proceedings1700000103002 } from './proceeding.migration.js';
import { ProceedingEnds1700000109000 } from './proceeding-ends.migration.js';
import { proceedingProjection } from './proceeding.projection.js';
import { ProceedingRow } from './proceeding.rows.js';
import { ProceedingsApi } from './proceedings.api.js';
import { ProceedingsScreens } from './screens/proceedings.screens.js';

export { ProceedingExpiry } from './expiry.worker.js';
export { TakeStep } from './features/take-step.js';

const moduleOf = (declarations: readonly OwnProceeding[]): Type => {
  @Module({
    controllers: [ProceedingsApi, ProceedingsScreens],
    providers: [
      { provide: Proceedings, useFactory: () => new Proceedings(declarations) },
      TakeStepHandler,
      ProceedingsInCaseHandler,
      ReadProceedingHandler,
      ProceedingExpiry,
    ],
  })
  class ProceedingsModule {}
  return ProceedingsModule;
};

/** Proceedings of whatever agency the actor is of: made by the app, which alone knows every declaration. */
export const proceedingsRoom = (declarations: readonly OwnProceeding[]): Room => ({
  module: moduleOf(declarations),
  migrations: [Proceedings1700000103002, ProceedingEnds1700000109000],
  entities: [ProceedingRow],
  projections: [proceedingProjection(declarations.map(({ table }) => table))],
});
