import { Module } from '@nestjs/common';
import type { Room } from '#src/access/index';
import { declareJournal } from '#src/journal/index';
import { resourceCentreJournalPublisher } from './journal/disclosure.js';
import { resourceCentreJournalEvents } from './journal/journal.events.js';
import { resourceCentreJournal } from './journal/journal.notes.js';
import { supportPublisher } from './disclosure.js';
import { ownSupport } from './support/own-support.js';

@Module({})
class ResourceCentreModule {}

declareJournal(resourceCentreJournal);

export const resourceCentreRoom: Room = {
  module: ResourceCentreModule,
  events: [ownSupport.events, resourceCentreJournalEvents],
  publishers: [supportPublisher, resourceCentreJournalPublisher],
  interventions: ownSupport,
};
