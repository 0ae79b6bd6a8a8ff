import { Module } from '@nestjs/common';
import type { Room } from '#src/access/index';
import { FiguresByCases1700000118950 } from './figures-by-cases.migration.js';
import { FixedQuarters1700000110000 } from './fixed-quarters.migration.js';
import { LeadTimesApi } from './lead-times.api.js';
import { LeadTimes1700000101020 } from './lead-times.migration.js';
import { LeadTimesScreens } from './lead-times.screens.js';
import { QuarterFixing } from './quarter.worker.js';
import { QuartersByClock1700000111000 } from './quarters-by-clock.migration.js';
import { LeadTimesHandler } from './read-lead-times.js';

@Module({ controllers: [LeadTimesApi, LeadTimesScreens], providers: [LeadTimesHandler, QuarterFixing] })
class LeadTimesModule {}

/** The county's figures: lead times and interventions by part of the county and quarter, never a case. */
export const leadTimesRoom: Room = {
  module: LeadTimesModule,
  migrations: [LeadTimes1700000101020, FixedQuarters1700000110000, QuartersByClock1700000111000, FiguresByCases1700000118950],
};

export { fixedQuarters } from './quarter.js';
export { QuarterFixing } from './quarter.worker.js';
