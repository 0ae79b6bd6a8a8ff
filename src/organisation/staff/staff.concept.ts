import type { Concept } from '#src/access/index';
import { registerOf } from '../place.js';
import { staffDecider, type StaffCommand, type StaffRefusal, type StaffState } from './staff.decider.js';
import { staffEvents, type StaffEvent } from './staff.events.js';

export const staffConcept: Concept<StaffCommand, StaffState, StaffEvent, StaffRefusal> = {
  name: 'staff',
  subject: 'Organisation',
  decider: staffDecider,
  events: staffEvents,
  refusals: {
    'staff-unknown': { sv: 'Personen finns inte i registret.', en: 'The person is not in the register.' },
    'staff-ended': {
      sv: 'Personen är avslutad i registret. Den som kommer tillbaka registreras på nytt.',
      en: 'The person has ended in the register. Someone who returns is registered anew.',
    },
    'staff-of-another-agency': {
      sv: 'Personen hör till en annan verksamhet. Avsluta där och registrera på nytt, så att inga behörigheter följer med.',
      en: 'The person belongs to another agency. End them there and register anew, so that no rights follow along.',
    },
    'not-oneself': {
      sv: 'Ingen ändrar sina egna behörigheter. Be en annan systemförvaltare.',
      en: 'Nobody changes their own rights. Ask another administrator.',
    },
    'period-reversed': { sv: 'Slutet ligger före början.', en: 'The end comes before the beginning.', status: 422 },
    'stands-in-for-self': { sv: 'Ingen är ersättare för sig själv.', en: 'Nobody stands in for themself.', status: 422 },
    'relation-not-weakened': {
      sv: 'Den du anmält som närstående blir inte granne av sig själv. Ta tillbaka anmälan; din enhetschef bekräftar.',
      en: 'Someone declared as kin does not become a neighbour. Take the declaration back; the head of your unit confirms.',
      status: 422,
    },
    'relation-unknown': { sv: 'Anmälan finns inte.', en: 'There is no such declaration.' },
    'not-retracted': { sv: 'Det finns inget att bekräfta.', en: 'There is nothing to confirm.' },
    'relation-is-self': {
      sv: 'Personnumret är registrerat som den anställdas eget.',
      en: 'The personal number is registered as the staff member’s own.',
      status: 422,
    },
  },
  facts: (state) =>
    state.status === 'none'
      ? null
      : { ownerAgency: state.registered.agencyId, unitId: state.registered.unitId, staffId: state.registered.staffId },
  home: (state) => (state.status === 'none' ? null : registerOf(state.registered.agencyId)),
};
