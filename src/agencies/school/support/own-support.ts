import type { OwnInterventions } from '#libs/intervention';
import { supportEvents } from './support.events.js';

export const ownSupport: OwnInterventions = {
  agencyKind: 'school',
  stream: 'school-support',
  events: supportEvents,
  title: { sv: 'Skolans stöd', en: 'Support at school' },
  lead: {
    sv: 'Det här ansvarar ni för i ärendet. Andra ser det som ni har lämnat ut till dem.',
    en: 'What you answer for in the case. Others see what you have disclosed to them.',
  },
};
