import type { Concept } from '#src/access/index';
import { clockDecider, type ClockCommand, type ClockDecided, type ClockRefusal } from './clock.decider.js';
import { clockEvents, type ClockEvent } from './clock.events.js';

export const clockConcept: Concept<ClockCommand, ClockDecided, ClockEvent, ClockRefusal> = {
  name: 'clock',
  subject: 'Record',
  decider: clockDecider,
  events: clockEvents,
  refusals: {
    'clock-not-running': { sv: 'Tidsfristen löper inte längre.', en: 'The time limit no longer runs.' },
    'clock-ended': {
      sv: 'Tiden har gått ut. Det som har upphört förlängs inte, det beslutas på nytt.',
      en: 'The time has run out. What has lapsed is not extended; it is decided anew.',
    },
    'clock-changed': {
      sv: 'Tidsfristen har ändrats sedan sidan visades. Läs om den.',
      en: 'The time limit has changed since the page was shown. Read it again.',
    },
    'no-extension': {
      sv: 'Den här tidsfristen kan inte förlängas, eller förlängs genom ett beslut i sin egen process.',
      en: 'This time limit cannot be extended, or is extended by a decision in its own process.',
    },
    'extension-not-yours': {
      sv: 'Förlängning beslutas i en annan roll. Se vem under Förlängning.',
      en: 'Another duty decides on an extension. See who under Extension.',
    },
    'extension-not-later': {
      sv: 'Den nya dagen ligger inte efter den nuvarande.',
      en: 'The new day is not later than the present one.',
      status: 422,
    },
    'extension-too-long': {
      sv: 'Så lång förlängning medges inte på en gång.',
      en: 'So long an extension is not allowed at once.',
      status: 422,
    },
  },
  facts: (state) => (state.status === 'none' ? null : { ownerAgency: state.ownerAgency, functionId: state.functionId }),
  home: (state) => (state.status === 'none' ? null : { recordId: state.recordId, caseId: state.caseId }),
};
