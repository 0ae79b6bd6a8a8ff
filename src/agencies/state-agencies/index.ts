import { Module } from '@nestjs/common';
import type { Room } from '#src/access/index';
import { declareJournal } from '#src/journal/index';
import { stateAgenciesJournalPublisher } from './journal/disclosure.js';
import { stateAgenciesJournalEvents } from './journal/journal.events.js';
import { stateAgenciesJournal } from './journal/journal.notes.js';
import { measurePublisher } from './disclosure.js';
import { ownMeasure } from './measure/own-measure.js';

@Module({})
class StateAgenciesModule {}

declareJournal(stateAgenciesJournal);

export const stateAgenciesRoom: Room = {
  module: StateAgenciesModule,
  events: [ownMeasure.events, stateAgenciesJournalEvents],
  publishers: [measurePublisher, stateAgenciesJournalPublisher],
  interventions: ownMeasure,
};
