import type { OwnInterventions } from '#libs/intervention';
import { measureEvents } from './measure.events.js';

export const ownMeasure: OwnInterventions = {
  agencyKind: 'prosecution',
  stream: 'prosecution-measure',
  events: measureEvents,
  title: { sv: 'Åklagarens åtgärder', en: 'Measures of the prosecutor' },
  lead: {
    sv: 'Åtgärder som åklagaren ansvarar för i ärendet. Anteckningen lämnas aldrig ut.',
    en: 'Measures that the prosecutor answers for in the case. The note is never disclosed.',
  },
};
