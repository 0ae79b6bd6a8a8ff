import { Module } from '@nestjs/common';
import type { Room } from '#src/access/index';
import { supportPublisher } from './disclosure.js';
import { ownSupport } from './support/own-support.js';

@Module({})
class SchoolModule {}

export const schoolRoom: Room = {
  module: SchoolModule,
  events: [ownSupport.events],
  publishers: [supportPublisher],
  interventions: ownSupport,
};
