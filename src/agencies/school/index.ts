import { Module } from '@nestjs/common';
import type { Room } from '#src/access/index';
import { declareJournal } from '#src/journal/index';
import { schoolJournalPublisher } from './journal/disclosure.js';
import { schoolJournalEvents } from './journal/journal.events.js';
import { schoolJournal } from './journal/journal.notes.js';
import { supportPublisher } from './disclosure.js';
import { ownSupport } from './support/own-support.js';

@Module({})
class SchoolModule {}

declareJournal(schoolJournal);

export const schoolRoom: Room = {
  module: SchoolModule,
  events: [ownSupport.events, schoolJournalEvents],
  publishers: [supportPublisher, schoolJournalPublisher],
  interventions: ownSupport,
};
