import { Module } from '@nestjs/common';
import type { Room } from '#src/access/index';
import { measurePublisher } from './disclosure.js';
import { ownMeasure } from './measure/own-measure.js';

@Module({})
class ProsecutionModule {}

export const prosecutionRoom: Room = {
  module: ProsecutionModule,
  events: [ownMeasure.events],
  publishers: [measurePublisher],
  interventions: ownMeasure,
};
