import { tellNote, tellRetraction } from '#libs/journal';
import { publisher, type Publish } from '#libs/shared-kernel';
import { injuredPartyInformed, referralOffered } from '../contract/index.js';
import { policeJournalEvents, type PoliceJournalEvent } from './journal.events.js';

const toldOf = { 'police.ReferralOffered': referralOffered, 'police.InjuredPartyInformed': injuredPartyInformed };

/** That it was done, and what was answered; never to whom, nor a word. */
const publish: Publish<PoliceJournalEvent> = (event) => {
  switch (event.type) {
    case 'police.ReferralOffered':
    case 'police.ReferralOfferCorrected':
      return tellNote(referralOffered, event.data, { outcome: event.data.outcome });
    case 'police.InjuredPartyInformed':
    case 'police.InjuredPartyInformationCorrected':
      return tellNote(injuredPartyInformed, event.data);
    case 'police.NoteRetracted':
      return tellRetraction(toldOf[event.data.type], event.data);
  }
};

export const policeJournalPublisher = publisher(policeJournalEvents, publish);
