import { Module } from '@nestjs/common';
import type { Room } from '#src/access/index';
import { CONTACT_BAN_REFUSALS, contactBanDecider, contactBanTable } from './contact-ban/contact-ban.decider.js';
import { contactBanPublisher, investigationPublisher, measurePublisher, specialRepresentativePublisher } from './disclosure.js';
import { investigationDecider, investigationTable } from './investigation/investigation.decider.js';
import { ownMeasure } from './measure/own-measure.js';
import { ProsecutionApi } from './prosecution.api.js';
import { specialRepresentativeDecider, specialRepresentativeTable } from './special-representative/special-representative.decider.js';

@Module({ controllers: [ProsecutionApi] })
class ProsecutionModule {}

export const prosecutionRoom: Room = {
  module: ProsecutionModule,
  events: [ownMeasure.events, investigationTable.events, contactBanTable.events, specialRepresentativeTable.events],
  publishers: [measurePublisher, investigationPublisher, contactBanPublisher, specialRepresentativePublisher],
  interventions: ownMeasure,
  proceedings: [
    { table: investigationTable, decider: investigationDecider },
    { table: contactBanTable, decider: contactBanDecider, refusals: CONTACT_BAN_REFUSALS },
    { table: specialRepresentativeTable, decider: specialRepresentativeDecider },
  ],
};
