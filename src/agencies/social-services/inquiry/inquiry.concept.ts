import { BEFORE_THE_BEGINNING, processConcept } from '../process/process-concept.js';
import { inquiryDecider } from './inquiry.decider.js';
import { inquiryEvents } from './inquiry.events.js';

export const inquiryConcept = processConcept('inquiry', inquiryDecider, inquiryEvents, {
  'inquiry-unknown': { sv: 'Utredningen finns inte.', en: 'The inquiry does not exist.' },
  'inquiry-exists': { sv: 'Utredningen är redan inledd.', en: 'The inquiry is opened already.' },
  'inquiry-closed': { sv: 'Utredningen är avslutad.', en: 'The inquiry is closed.' },
  'before-the-beginning': BEFORE_THE_BEGINNING,
  'no-support-decided': {
    sv: 'Inget stöd är beslutat. Besluta om stödet innan du avslutar utredningen.',
    en: 'No support is decided. Decide on the support before you close the inquiry.',
    status: 422,
  },
  'support-is-decided': {
    sv: 'Stöd är beslutat. Avsluta utredningen med det.',
    en: 'Support is decided. Close the inquiry with that.',
    status: 422,
  },
  'relocation-waits': { sv: 'Överflyttning är redan begärd. Vänta på svaret.', en: 'A move is asked for already. Wait for the answer.' },
  'relocation-not-asked': { sv: 'Ingen överflyttning är begärd.', en: 'No move has been asked for.' },
  'relocation-not-accepted': {
    sv: 'Den andra nämnden har inte tagit emot ärendet. Utredningen slutförs här.',
    en: 'The other board has not taken the case. The inquiry is finished here.',
    status: 422,
  },
});
