import type { OwnInterventions } from '#libs/intervention';
import { measureEvents } from './measure.events.js';

export const ownMeasure: OwnInterventions = {
  agencyKind: 'police',
  stream: 'measure',
  events: measureEvents,
  title: { sv: 'Polisens åtgärder', en: 'Measures of the police' },
  lead: {
    sv: 'Skyddsåtgärder som polisen ansvarar för i ärendet. Anteckningen lämnas aldrig ut.',
    en: 'Protective measures that the police answer for in the case. The note is never disclosed.',
  },
};
