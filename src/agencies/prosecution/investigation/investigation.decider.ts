import { proceedingWords } from '#config/proceedings';
import { proceedingDecider, type Proceeding } from '#libs/proceeding';
import { investigationEvents } from './investigation.events.js';
import { investigationFacts } from './investigation.facts.js';

export const investigationTable = {
  name: 'investigation',
  ...proceedingWords['investigation'],
  agencyKinds: ['prosecution'],
  about: ['exposed', 'child'],
  facts: investigationFacts,
  events: investigationEvents,
  steps: {
    open: { label: { sv: 'Inled', en: 'Open' }, operation: 'OpenInvestigation', event: 'opened', to: 'open', asks: ['offence'] },
    discontinue: {
      label: { sv: 'Lägg ned', en: 'Discontinue' },
      operation: 'DiscontinueInvestigation',
      event: 'discontinued',
      from: ['open'],
      to: 'discontinued',
      asks: ['discontinued'],
    },
    resume: {
      label: { sv: 'Återuppta', en: 'Resume' },
      operation: 'ResumeInvestigation',
      event: 'resumed',
      from: ['discontinued'],
      to: 'open',
      asks: [],
      clears: ['discontinued'],
    },
    charge: {
      label: { sv: 'Väck åtal', en: 'Bring charges' },
      operation: 'BringCharges',
      event: 'charged',
      from: ['open'],
      to: 'charged',
      asks: ['offence'],
    },
    judge: {
      label: { sv: 'Dom', en: 'Judgment' },
      operation: 'RegisterJudgment',
      event: 'judged',
      from: ['charged'],
      to: 'judged',
      asks: ['outcome'],
    },
  },
} as const satisfies Proceeding;

export const investigationDecider = proceedingDecider(investigationTable);
