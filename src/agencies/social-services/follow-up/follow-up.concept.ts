import { processConcept } from '../process/process-concept.js';
import { followUpDecider } from './follow-up.decider.js';
import { followUpEvents } from './follow-up.events.js';

export const followUpConcept = processConcept('follow-up', followUpDecider, followUpEvents, {
  'follow-up-unknown': { sv: 'Uppföljningen finns inte.', en: 'The follow-up does not exist.' },
  'follow-up-exists': { sv: 'Uppföljningen är redan beslutad.', en: 'The follow-up is decided already.' },
  'follow-up-ended': { sv: 'Uppföljningen är avslutad.', en: 'The follow-up has ended.' },
  'follow-up-too-long': {
    sv: 'Uppföljning utan samtycke får pågå högst sex månader från det att utredningen eller placeringen avslutades (SoL 23:1–5).',
    en: 'Follow-up without consent lasts six months at most from the end of the inquiry or the placement (SoL 23:1–5).',
    status: 422,
  },
  'follow-up-lapsed': {
    sv: 'Tiden för uppföljning utan samtycke har gått ut.',
    en: 'The time for follow-up without consent has run out.',
    status: 422,
  },
  'before-the-beginning': {
    sv: 'Uppföljningen beslutas efter det att utredningen eller placeringen avslutats, och slutar senare än den börjar.',
    en: 'A follow-up is decided after the end of the inquiry or the placement, and ends later than it begins.',
    status: 422,
  },
});
