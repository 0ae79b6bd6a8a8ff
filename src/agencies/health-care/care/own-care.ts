import type { OwnInterventions } from '#libs/intervention';
import { careEvents } from './care.events.js';

export const ownCare: OwnInterventions = {
  agencyKind: 'health-care',
  stream: 'care',
  events: careEvents,
  title: { sv: 'Hälso- och sjukvårdens insatser', en: 'Interventions of health care' },
  lead: {
    sv: 'Det här ansvarar ni för i ärendet. Andra ser det som ni har lämnat ut till dem.',
    en: 'What you answer for in the case. Others see what you have disclosed to them.',
  },
};
