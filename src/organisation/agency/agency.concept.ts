import type { Concept } from '#src/access/index';
import { registerOf } from '../place.js';
import { agencyDecider, type AgencyCommand, type AgencyRefusal, type AgencyState } from './agency.decider.js';
import { agencyEvents, type AgencyEvent } from './agency.events.js';

export const agencyConcept: Concept<AgencyCommand, AgencyState, AgencyEvent, AgencyRefusal> = {
  name: 'agency',
  subject: 'Organisation',
  decider: agencyDecider,
  events: agencyEvents,
  refusals: {
    'agency-unknown': { sv: 'Verksamheten finns inte i registret.', en: 'The agency is not in the register.' },
    'agency-kind-fixed': {
      sv: 'En verksamhets slag kan inte ändras. Registrera en ny verksamhet.',
      en: 'The kind of an agency cannot be changed. Register a new agency.',
    },
    'unit-unknown': { sv: 'Enheten finns inte i verksamheten.', en: 'The agency has no such unit.' },
    'agency-not-connected': {
      sv: 'Verksamheten är inte ansluten, så dess funktion kan inte vara det.',
      en: 'The agency is not connected, so its function cannot be.',
    },
  },
  facts: (state) => (state.status === 'none' ? null : { ownerAgency: state.agency.agencyId }),
  home: (state) => (state.status === 'none' ? null : registerOf(state.agency.agencyId)),
};
