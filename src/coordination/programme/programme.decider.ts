import { proceedingWords } from '#config/proceedings';
import { proceedingDecider, type Proceeding } from '#libs/proceeding';
import { partnerContactEvents, programmeEvents, riskChangeEvents } from './programme.events.js';
import { partnerContactFacts, programmeFacts, riskChangeFacts } from './programme.facts.js';

/** Who works with violence users, and where: in his own record, which the other side of the case does not see. */
const HIS_SIDE = {
  agencyKinds: ['social-services', 'health-care', 'civil-society'],
  about: ['violence-user'],
  track: 'violence-user',
} as const;

export const programmeTable = {
  name: 'programme',
  ...proceedingWords.programme,
  ...HIS_SIDE,
  facts: programmeFacts,
  events: programmeEvents,
  steps: {
    contact: {
      label: { sv: 'Kontakt tagen', en: 'Contact taken' },
      operation: 'ContactViolenceUser',
      event: 'contacted',
      to: 'contact',
      asks: ['cameBy'],
    },
    offer: {
      label: { sv: 'Erbjud program', en: 'Offer a programme' },
      operation: 'OfferProgramme',
      event: 'offered',
      from: ['contact', 'declined', 'dropped'],
      to: 'offered',
      asks: ['programme'],
      clears: ['dropped'],
    },
    accept: {
      label: { sv: 'Tackat ja', en: 'Accepted' },
      operation: 'AcceptProgramme',
      event: 'accepted',
      from: ['offered'],
      to: 'accepted',
      asks: [],
    },
    decline: {
      label: { sv: 'Tackat nej', en: 'Declined' },
      operation: 'DeclineProgramme',
      event: 'declined',
      from: ['offered'],
      to: 'declined',
      asks: [],
    },
    drop: {
      label: { sv: 'Avbrutet', en: 'Dropped' },
      operation: 'DropProgramme',
      event: 'dropped',
      from: ['accepted'],
      to: 'dropped',
      asks: ['dropped'],
    },
    complete: {
      label: { sv: 'Genomfört', en: 'Completed' },
      operation: 'CompleteProgramme',
      event: 'completed',
      from: ['accepted'],
      to: 'completed',
      asks: [],
    },
  },
} as const satisfies Proceeding;

const RETRACT = {
  label: { sv: 'Återta', en: 'Retract' },
  event: 'retracted',
  from: ['registered'],
  to: 'retracted',
  asks: ['retracted'],
} as const;
const REGISTER = { label: { sv: 'Registrera', en: 'Register' }, event: 'registered', to: 'registered' } as const;

export const partnerContactTable = {
  name: 'partner-contact',
  ...proceedingWords['partner-contact'],
  ...HIS_SIDE,
  facts: partnerContactFacts,
  events: partnerContactEvents,
  steps: {
    register: { ...REGISTER, operation: 'RegisterPartnerContact', asks: ['showed'] },
    retract: { ...RETRACT, operation: 'RetractPartnerContact' },
  },
} as const satisfies Proceeding;

export const riskChangeTable = {
  name: 'risk-change',
  ...proceedingWords['risk-change'],
  ...HIS_SIDE,
  facts: riskChangeFacts,
  events: riskChangeEvents,
  steps: {
    register: { ...REGISTER, operation: 'RegisterRiskChange', asks: ['change'], may: ['cause'] },
    retract: { ...RETRACT, operation: 'RetractRiskChange' },
  },
} as const satisfies Proceeding;

export const programmeDecider = proceedingDecider(programmeTable);
export const partnerContactDecider = proceedingDecider(partnerContactTable);
export const riskChangeDecider = proceedingDecider(riskChangeTable);
