import type { RightsChange } from '#libs/shared-kernel';
import type { Concept } from '#src/access/index';
import { consentDecider, type ConsentCommand, type ConsentRefusal, type ConsentState } from './consent.decider.js';
import { consentEvents, type ConsentEvent } from './consent.events.js';

/** Every grant that rests on the withdrawn part closes in the commit of the withdrawal itself: the very next read is closed. Or it ends when she said. */
const closing = (data: Extract<ConsentEvent, { type: 'coordination.ConsentWithdrawn' }>['data']): RightsChange[] => {
  const { consentId, scope } = data;
  if (scope.kind === 'whole') return [{ op: 'close-grants', where: { consentId } }];
  if (scope.kind === 'end') return [{ op: 'close-grants', where: { consentId, from: scope.until } }];
  const { recipients, classes, purposes } = scope;
  const some = { consentId, ...(purposes ? { purposes } : {}) };
  const wheres = recipients?.map((recipientFunction) => ({ ...some, recipientFunction })) ?? [some];
  return wheres.map((where): RightsChange => (classes ? { op: 'narrow-grants', where, classes } : { op: 'close-grants', where }));
};

export const consentConcept: Concept<ConsentCommand, ConsentState, ConsentEvent, ConsentRefusal> = {
  name: 'consent',
  subject: 'Consent',
  decider: consentDecider,
  events: consentEvents,
  refusals: {
    'consent-unknown': { sv: 'Samtycket finns inte.', en: 'The consent does not exist.' },
    'consent-exists': {
      sv: 'Ett annat samtycke är redan registrerat under samma id. Börja om med ett nytt.',
      en: 'Another consent is registered under the same id. Start again with a new one.',
    },
    'consent-withdrawn': {
      sv: 'Samtycket är återkallat och kan inte utökas. Fråga igen och registrera ett nytt samtycke.',
      en: 'The consent is withdrawn and can’t be extended. Ask again and register a new consent.',
    },
    'consent-expired': {
      sv: 'Samtycket har gått ut och kan inte förlängas. Fråga igen och registrera ett nytt samtycke.',
      en: 'The consent has expired and can’t be prolonged. Ask again and register a new consent.',
    },
    'consent-giver-differs': {
      sv: 'Samtycket gavs av någon annan. Registrera ett nytt samtycke för den som svarade nu.',
      en: 'Somebody else gave this consent. Register a new consent for whoever answered now.',
      status: 422,
    },
    'consent-not-shortened': {
      sv: 'Det nya slutdatumet är tidigare än det gamla. Registrera det som en återkallelse: att samtycket ska sluta gälla tidigare.',
      en: 'The new end is earlier than the old one. Register it as a withdrawal: that the consent is to end sooner.',
      status: 422,
    },
    'consent-part-withdrawn': {
      sv: 'Den delen har återkallats. Fråga igen och registrera ett nytt samtycke för den.',
      en: 'That part was withdrawn. Ask again and register a new consent for it.',
    },
    'consent-part-unknown': {
      sv: 'Välj vad som återkallas: mottagare, uppgifter eller ändamål som samtycket omfattar.',
      en: 'Choose what is withdrawn: recipients, data or purposes that the consent covers.',
      status: 422,
    },
    'consent-end-not-earlier': {
      sv: 'Samtycket slutar redan gälla före den dagen. Ska det gälla längre: fråga igen, och utöka det eller registrera ett nytt.',
      en: 'The consent ends before that day already. If it is to hold longer: ask again, and extend it or register a new one.',
      status: 422,
    },
  },
  facts: (state) => (state.status === 'none' ? null : { ownerAgency: state.agencyId }),
  home: (state) => (state.status === 'none' ? null : { recordId: state.recordId, caseId: state.caseId }),
  rights: ({ event }) => {
    switch (event.type) {
      case 'coordination.ConsentRecorded':
      case 'coordination.ConsentExtended':
        return [];
      case 'coordination.ConsentWithdrawn':
        return closing(event.data);
    }
  },
};
