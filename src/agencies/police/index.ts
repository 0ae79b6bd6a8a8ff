import { Module } from '@nestjs/common';
import type { Room } from '#src/access/index';
import { declareJournal } from '#src/journal/index';
import { policeJournalPublisher } from './journal/disclosure.js';
import { policeJournalEvents } from './journal/journal.events.js';
import { policeJournal } from './journal/journal.notes.js';
import { breachDecider, breachTable } from './contact-ban-breach/breach.decider.js';
import { breachPublisher, measurePublisher, reportPublisher } from './disclosure.js';
import { CorrectReportHandler } from './features/correct-report.js';
import { ReadReportHandler, ReportsInCaseHandler } from './features/read-reports.js';
import { RegisterReportHandler } from './features/register-report.js';
import { ownMeasure } from './measure/own-measure.js';
import { PoliceApi } from './police.api.js';
import { Police1700000008000 } from './police.migration.js';
import { reportEvents } from './report/report.events.js';
import { reportProjection } from './report/report.projection.js';
import { ReportRow } from './report/report.rows.js';
import { ReportScreens } from './screens/report.screens.js';

@Module({
  controllers: [PoliceApi, ReportScreens],
  providers: [RegisterReportHandler, CorrectReportHandler, ReadReportHandler, ReportsInCaseHandler],
})
class PoliceModule {}

declareJournal(policeJournal);

export const policeRoom: Room = {
  module: PoliceModule,
  migrations: [Police1700000008000],
  entities: [ReportRow],
  projections: [reportProjection],
  events: [reportEvents, ownMeasure.events, breachTable.events, policeJournalEvents],
  publishers: [reportPublisher, measurePublisher, breachPublisher, policeJournalPublisher],
  interventions: ownMeasure,
  proceedings: [{ table: breachTable, decider: breachDecider }],
};
