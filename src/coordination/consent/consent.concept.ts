import type { RightsChange } from '#libs/shared-kernel';
import type { Concept } from '#src/access/index';
import { consentDecider, type ConsentCommand, type ConsentRefusal, type ConsentState } from './consent.decider.js';
import { consentEvents, type ConsentEvent } from './consent.events.js';

/** Every grant that rests on the withdrawn part closes in the commit of the withdrawal itself: the very next read is closed. */
const closing = (data: Extract<ConsentEvent, { type: 'coordination.ConsentWithdrawn' }>['data']): RightsChange[] => {
  const { consentId, scope } = data;
  if (scope.kind === 'whole') return [{ op: 'close-grants', where: { consentId } }];
  const { recipients, classes } = scope;
  if (!classes) return (recipients ?? []).map((recipientFunction) => ({ op: 'close-grants', where: { consentId, recipientFunction } }));
  if (!recipients) return [{ op: 'narrow-grants', where: { consentId }, classes }];
  return recipients.map((recipientFunction) => ({ op: 'narrow-grants', where: { consentId, recipientFunction }, classes }));
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
    'consent-not-shortened': {
      sv: 'Det nya slutdatumet är tidigare än det gamla. Återkalla i stället det som inte längre gäller.',
      en: 'The new end is earlier than the old one. Withdraw what no longer holds instead.',
      status: 422,
    },
    'consent-part-withdrawn': {
      sv: 'Den delen har återkallats. Fråga igen och registrera ett nytt samtycke för den.',
      en: 'That part was withdrawn. Ask again and register a new consent for it.',
    },
    'consent-part-unknown': {
      sv: 'Välj vad som återkallas: mottagare eller uppgifter som samtycket omfattar.',
      en: 'Choose what is withdrawn: recipients or data that the consent covers.',
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
