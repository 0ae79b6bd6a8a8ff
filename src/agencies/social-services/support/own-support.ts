import type { OwnInterventions } from '#libs/intervention';
import { supportEvents } from './support.events.js';

export const ownSupport: OwnInterventions = {
  agencyKind: 'social-services',
  stream: 'support',
  events: supportEvents,
  title: { sv: 'Socialtjänstens insatser', en: 'Interventions of the social services' },
  lead: {
    sv: 'Det här ansvarar ni för i ärendet. Andra ser det som ni har lämnat ut till dem.',
    en: 'What you answer for in the case. Others see what you have disclosed to them.',
  },
};
