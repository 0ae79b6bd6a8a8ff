import type { Concept } from '#src/access/index';
import { reportDecider, type ReportCommand, type ReportRefusal, type ReportState } from './report.decider.js';
import { reportEvents, type ReportEvent } from './report.events.js';

export const reportConcept: Concept<ReportCommand, ReportState, ReportEvent, ReportRefusal> = {
  name: 'report',
  subject: 'Report',
  decider: reportDecider,
  events: reportEvents,
  refusals: {
    'report-unknown': { sv: 'Anmälan finns inte.', en: 'The report does not exist.' },
    'report-exists': { sv: 'Anmälan är redan registrerad.', en: 'The report is registered already.' },
    'nothing-to-correct': { sv: 'Inget är ändrat.', en: 'Nothing was changed.', status: 422 },
    'suspect-is-exposed': {
      sv: 'Samma person kan inte vara både utsatt och misstänkt i samma anmälan.',
      en: 'The same person cannot be both exposed and suspected in one report.',
      status: 422,
    },
  },
  facts: (state) => (state.status === 'none' ? null : { ownerAgency: state.agencyId }),
  home: (state) => (state.status === 'none' ? null : { recordId: state.recordId, caseId: state.caseId }),
};
