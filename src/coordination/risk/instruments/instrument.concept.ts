import { derivedId } from '#libs/shared-kernel';
import type { Concept, Place } from '#src/access/index';
import { instrumentDecider, type InstrumentCommand, type InstrumentRefusal, type InstrumentState } from './instrument.decider.js';
import { instrumentEvents, type InstrumentEvent } from './instrument.events.js';

/** The instruments belong to no case: one stream for the installation. */
export const INSTRUMENTS_ID = 'county';
export const INSTRUMENTS_PLACE: Place = { recordId: derivedId('instruments'), caseId: derivedId('instruments', 'case') };

export const instrumentConcept: Concept<InstrumentCommand, InstrumentState, InstrumentEvent, InstrumentRefusal> = {
  name: 'instruments',
  subject: 'Organisation',
  decider: instrumentDecider,
  events: instrumentEvents,
  refusals: {
    'instrument-version-used': {
      sv: 'Den versionen finns redan med annat innehåll. Ge den ändrade filen ett nytt versionsnummer.',
      en: 'That version exists with other content. Give the changed file a new version number.',
    },
    'instrument-licence-missing': {
      sv: 'Instrumentet är inte fritt. Ange vilka verksamheter som har licens.',
      en: 'The instrument is not free. Say which agencies hold the licence.',
    },
  },
  facts: () => ({}),
};
