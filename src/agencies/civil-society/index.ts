import { Module } from '@nestjs/common';
import type { Room } from '#src/access/index';
import { declareJournal } from '#src/journal/index';
import { civilSocietyJournalPublisher } from './journal/disclosure.js';
import { civilSocietyJournalEvents } from './journal/journal.events.js';
import { civilSocietyJournal } from './journal/journal.notes.js';
import { supportPublisher } from './disclosure.js';
import { ownSupport } from './support/own-support.js';

@Module({})
class CivilSocietyModule {}

declareJournal(civilSocietyJournal);

export const civilSocietyRoom: Room = {
  module: CivilSocietyModule,
  events: [ownSupport.events, civilSocietyJournalEvents],
  publishers: [supportPublisher, civilSocietyJournalPublisher],
  interventions: ownSupport,
};
