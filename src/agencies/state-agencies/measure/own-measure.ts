import type { OwnInterventions } from '#libs/intervention';
import { measureEvents } from './measure.events.js';

export const ownMeasure: OwnInterventions = {
  agencyKind: 'state-agency',
  stream: 'state-agencies-measure',
  events: measureEvents,
  title: { sv: 'Myndighetens åtgärder', en: 'Measures of the agency' },
  lead: {
    sv: 'Det här ansvarar ni för i ärendet. Andra ser det som ni har lämnat ut till dem.',
    en: 'What you answer for in the case. Others see what you have disclosed to them.',
  },
};
