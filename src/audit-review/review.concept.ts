import { derivedId } from '#libs/shared-kernel';
import type { Concept, Place } from '#src/access/index';
import { logReviewDecider, type LogReviewCommand, type LogReviewRefusal, type LogReviewState } from './review.decider.js';
import { logReviewEvents, type LogReviewEvent } from './review.events.js';

/** Reviews belong to a record of the agency's own; to a case only where one is looked at, so that its parties and their kin are shut out. */
export const reviewPlace = (agencyId: string, caseId: string | null): Place => ({
  recordId: derivedId('log-review', agencyId),
  caseId: caseId ?? derivedId('log-review'),
});

export const logReviewConcept: Concept<LogReviewCommand, LogReviewState, LogReviewEvent, LogReviewRefusal> = {
  name: 'log-review',
  subject: 'LogReview',
  decider: logReviewDecider,
  events: logReviewEvents,
  refusals: {
    'review-unknown': { sv: 'Granskningen finns inte.', en: 'The review does not exist.' },
    'own-access': { sv: 'Ingen granskar sin egen åtkomst.', en: 'Nobody reviews their own access.' },
    'not-yours-to-explain': { sv: 'Bara den det gäller kan förklara.', en: 'Only whom it is about can explain.' },
    'not-asked': { sv: 'Ingen har bett om en förklaring.', en: 'Nobody has asked for an explanation.' },
    'explained-already': { sv: 'Förklaringen är redan lämnad.', en: 'The explanation was given already.' },
    'asked-already': { sv: 'En förklaring är redan begärd.', en: 'An explanation was asked for already.' },
    'judged-already': { sv: 'Granskningen är redan avslutad.', en: 'The review was concluded already.' },
    'incident-needs-remark': {
      sv: 'En incident öppnas efter en granskning med anmärkning.',
      en: 'An incident is opened after a review with a remark.',
    },
    'incident-open-already': { sv: 'Incidenten är redan öppnad.', en: 'The incident was opened already.' },
    'no-incident': { sv: 'Det finns ingen öppen incident.', en: 'There is no open incident.' },
  },
  facts: (state) => {
    if (state.status === 'none') return null;
    const { agencyId: ownerAgency, unitId, staffId, explanation } = state;
    return { ownerAgency, unitId, staffId, asked: explanation !== 'not-asked' };
  },
  home: (state) => (state.status === 'none' ? null : reviewPlace(state.agencyId, state.caseId)),
};
