import { proceedingWords } from '#config/proceedings';
import { proceedingDecider, type Proceeding } from '#libs/proceeding';
import { specialRepresentativeEvents } from './special-representative.events.js';
import { specialRepresentativeFacts } from './special-representative.facts.js';

export const specialRepresentativeTable = {
  name: 'special-representative',
  ...proceedingWords['special-representative'],
  agencyKinds: ['prosecution'],
  about: ['child'],
  facts: specialRepresentativeFacts,
  events: specialRepresentativeEvents,
  steps: {
    request: {
      label: { sv: 'Ansök hos tingsrätten', en: 'Apply to the court' },
      operation: 'RequestSpecialRepresentative',
      event: 'requested',
      to: 'requested',
      asks: ['ground'],
    },
    appoint: {
      label: { sv: 'Förordnad av tingsrätten', en: 'Appointed by the court' },
      operation: 'AppointSpecialRepresentative',
      event: 'appointed',
      from: ['requested'],
      to: 'appointed',
      asks: [],
    },
    refuse: {
      label: { sv: 'Ansökan avslogs', en: 'The application was refused' },
      operation: 'RefuseSpecialRepresentative',
      event: 'refused',
      from: ['requested'],
      to: 'refused',
      asks: [],
    },
    end: {
      label: { sv: 'Uppdraget har upphört', en: 'The task has ended' },
      operation: 'EndSpecialRepresentative',
      event: 'ended',
      from: ['appointed'],
      to: 'ended',
      asks: ['ended'],
    },
  },
} as const satisfies Proceeding;

export const specialRepresentativeDecider = proceedingDecider(specialRepresentativeTable);
