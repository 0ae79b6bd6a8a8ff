import type { RoomPart } from '#src/access/index';
import { partnerContactPublisher, programmePublisher, riskChangePublisher } from './disclosure.js';
import { ProgrammeApi } from './programme.api.js';
import {
  partnerContactDecider,
  partnerContactTable,
  programmeDecider,
  programmeTable,
  riskChangeDecider,
  riskChangeTable,
} from './programme.decider.js';

export const programmeParts: RoomPart = {
  controllers: [ProgrammeApi],
  providers: [],
  events: [programmeTable.events, partnerContactTable.events, riskChangeTable.events],
  publishers: [programmePublisher, partnerContactPublisher, riskChangePublisher],
  proceedings: [
    { table: programmeTable, decider: programmeDecider },
    { table: partnerContactTable, decider: partnerContactDecider },
    { table: riskChangeTable, decider: riskChangeDecider },
  ],
};
