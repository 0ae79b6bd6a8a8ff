import type { Opening, RightsChange } from '#libs/shared-kernel';
import type { Concept } from '#src/access/index';
import { openingDecider, type OpeningCommand, type OpeningRefusal, type OpeningState } from './opening.decider.js';
import { openingEvents, type OpeningEvent } from './opening.events.js';

export const openingConcept: Concept<OpeningCommand, OpeningState, OpeningEvent, OpeningRefusal> = {
  name: 'opening',
  subject: 'Opening',
  decider: openingDecider,
  events: openingEvents,
  refusals: {
    'opening-unknown': { sv: 'Öppningen finns inte.', en: 'The opening does not exist.' },
    'opening-exists': {
      sv: 'Den här öppningen är redan gjord. Börja om med en ny.',
      en: 'This opening was made already. Start again with a new one.',
    },
    'not-asked': { sv: 'Det finns ingen begäran att ta ställning till.', en: 'There is no request to decide on.' },
    'own-request': {
      sv: 'Den som begär adressen kan inte själv godkänna det. Be en kollega.',
      en: 'Whoever asks for the address can’t approve it. Ask a colleague.',
    },
    'asked-too-long-ago': {
      sv: 'Begäran är äldre än ett dygn. Den som fortfarande behöver adressen gör en ny begäran.',
      en: 'The request is more than a day old. Whoever still needs the address asks anew.',
    },
    'not-to-review': { sv: 'Öppningen behöver ingen granskning.', en: 'The opening needs no review.' },
    'own-opening': { sv: 'Ingen granskar sin egen öppning.', en: 'Nobody reviews their own opening.' },
    'not-stopped': { sv: 'Det finns ingen spärr att häva.', en: 'There is no stop to lift.' },
    'reviewed-already': { sv: 'Öppningen är redan granskad.', en: 'The opening was reviewed already.' },
  },
  facts: (state) => {
    if (state.status === 'none') return null;
    const { agencyId: ownerAgency, functionId, unitId, staffId } = state;
    return { ownerAgency, functionId, unitId, staffId };
  },
  home: (state) => (state.status === 'none' ? null : { recordId: state.recordId, caseId: state.caseId }),
  rights: ({ event, metadata }): RightsChange[] => {
    switch (event.type) {
      case 'people.EmergencyOpened': {
        const { openingId, recordId, caseId, agencyId, staffId, until, reviewBy } = event.data;
        return [openUp({ openingId, kind: 'emergency', recordId, caseId, personId: null, agencyId, staffId, until, reviewBy })];
      }
      case 'people.VaultOpened': {
        const { openingId, personId, staffId, until, reviewBy = null } = event.data;
        const place = { recordId: metadata['record']!, caseId: metadata['case']!, agencyId: metadata['agency']! };
        return [openUp({ openingId, kind: 'vault', ...place, personId, staffId, until, reviewBy })];
      }
      case 'people.OpeningEnded':
        return [{ op: 'end-opening', openingId: event.data.openingId }];
      case 'people.OpeningReviewed':
        return [{ op: 'review-opening', openingId: event.data.openingId, unjustified: event.data.outcome === 'unjustified' }];
      case 'people.EmergencyStopLifted':
        return [{ op: 'lift-stop', openingId: event.data.openingId }];
      case 'people.NeighbourAccepted': {
        const { openingId, caseId, staffId } = event.data;
        return [{ op: 'accept-neighbour', openingId, caseId, staffId }];
      }
      case 'people.VaultAsked':
      case 'people.VaultRefused':
        return [];
    }
  },
};

const openUp = (opening: Opening): RightsChange => ({ op: 'open-up', opening });
