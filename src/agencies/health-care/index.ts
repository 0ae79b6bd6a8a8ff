import { Module } from '@nestjs/common';
import type { Room } from '#src/access/index';
import { declareJournal } from '#src/journal/index';
import { healthCareJournalPublisher } from './journal/disclosure.js';
import { healthCareJournalEvents } from './journal/journal.events.js';
import { healthCareJournal } from './journal/journal.notes.js';
import { carePublisher } from './disclosure.js';
import { ownCare } from './care/own-care.js';

@Module({})
class HealthCareModule {}

declareJournal(healthCareJournal);

export const healthCareRoom: Room = {
  module: HealthCareModule,
  events: [ownCare.events, healthCareJournalEvents],
  publishers: [carePublisher, healthCareJournalPublisher],
  interventions: ownCare,
};
