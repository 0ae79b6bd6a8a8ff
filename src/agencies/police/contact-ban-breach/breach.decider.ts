import { proceedingWords } from '#config/proceedings';
import { proceedingDecider, type Proceeding } from '#libs/proceeding';
import { breachEvents } from './breach.events.js';
import { breachFacts } from './breach.facts.js';

export const breachTable = {
  name: 'contact-ban-breach',
  ...proceedingWords['contact-ban-breach'],
  agencyKinds: ['police'],
  about: ['exposed', 'child'],
  facts: breachFacts,
  events: breachEvents,
  steps: {
    register: {
      label: { sv: 'Registrera', en: 'Register' },
      operation: 'RegisterBanBreach',
      event: 'registered',
      to: 'registered',
      asks: ['manner'],
    },
    retract: {
      label: { sv: 'Återta', en: 'Retract' },
      operation: 'RetractBanBreach',
      event: 'retracted',
      from: ['registered'],
      to: 'retracted',
      asks: ['retracted'],
    },
  },
} as const satisfies Proceeding;

export const breachDecider = proceedingDecider(breachTable);
