import { tellNote, tellRetraction } from '#libs/journal';
import { publisher, type Publish } from '#libs/shared-kernel';
import { contactTaken, shelterPlaceOffered, supportGiven } from '../contract/index.js';
import { civilSocietyJournalEvents, type CivilSocietyJournalEvent } from './journal.events.js';

const toldOf = {
  'civil-society.ContactTaken': contactTaken,
  'civil-society.SupportGiven': supportGiven,
  'civil-society.ShelterPlaceOffered': shelterPlaceOffered,
};

/** That it was done, and when; whether she took the place tells where she is, and stays. */
const publish: Publish<CivilSocietyJournalEvent> = (event) => {
  switch (event.type) {
    case 'civil-society.ContactTaken':
    case 'civil-society.ContactCorrected':
      return tellNote(contactTaken, event.data);
    case 'civil-society.SupportGiven':
    case 'civil-society.SupportCorrected':
      return tellNote(supportGiven, event.data);
    case 'civil-society.ShelterPlaceOffered':
    case 'civil-society.ShelterPlaceOfferCorrected':
      return tellNote(shelterPlaceOffered, event.data);
    case 'civil-society.NoteRetracted':
      return tellRetraction(toldOf[event.data.type], event.data);
  }
};

export const civilSocietyJournalPublisher = publisher(civilSocietyJournalEvents, publish);
