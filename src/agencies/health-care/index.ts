import { Module } from '@nestjs/common';
import type { Room } from '#src/access/index';
import { carePublisher } from './disclosure.js';
import { ownCare } from './care/own-care.js';

@Module({})
class HealthCareModule {}

export const healthCareRoom: Room = {
  module: HealthCareModule,
  events: [ownCare.events],
  publishers: [carePublisher],
  interventions: ownCare,
};
