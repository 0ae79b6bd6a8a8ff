import { declareNote, noteWords as note, type JournalDeclaration } from '#libs/journal';
import { civilSocietyJournalEvents as events } from './journal.events.js';

/** The support organisation's notes, as they are asked for and read. */
export const civilSocietyJournal: JournalDeclaration = {
  agencyKind: 'civil-society',
  retracted: events.retracted,
  notes: [
    declareNote(
      { noted: events.contactTaken, corrected: events.contactCorrected },
      {
        title: { sv: 'Kontakt', en: 'Contact' },
        hint: {
          sv: 'Den som vill vara anonym antecknas utan namn, till exempel ”Anonym kvinna”.',
          en: 'Whoever wants to be anonymous is noted without a name, for instance “Anonymous woman”.',
        },
        fields: {
          way: {
            ...{ sv: 'Hur', en: 'How' },
            options: {
              phone: { sv: 'Telefon', en: 'By phone' },
              chat: { sv: 'Chatt', en: 'Chat' },
              meeting: { sv: 'Möte', en: 'Meeting' },
              other: { sv: 'Annat sätt', en: 'Another way' },
            },
          },
          anonymous: { sv: 'Vill vara anonym', en: 'Wants to be anonymous' },
          concerns: {
            ...{ sv: 'Om', en: 'About' },
            options: {
              violence: { sv: 'Våld', en: 'Violence' },
              honour: { sv: 'Hedersförtryck', en: 'Honour-related oppression' },
              stalking: { sv: 'Förföljelse', en: 'Stalking' },
              custody: { sv: 'Vårdnad och umgänge', en: 'Custody and contact' },
              economy: { sv: 'Ekonomi', en: 'Economy' },
              shelter: { sv: 'Skyddat boende', en: 'Shelter' },
            },
          },
          note,
        },
      },
    ),
    declareNote(
      { noted: events.supportGiven, corrected: events.supportCorrected },
      {
        title: { sv: 'Stöd', en: 'Support' },
        fields: {
          kinds: {
            ...{ sv: 'Slag av stöd', en: 'Kind of support' },
            options: {
              talks: { sv: 'Stödsamtal', en: 'Talks' },
              accompanying: { sv: 'Följt med till myndighet eller rättegång', en: 'Accompanied to an authority or a trial' },
              advice: { sv: 'Råd', en: 'Advice' },
              group: { sv: 'Gruppverksamhet', en: 'Group' },
              'child-activity': { sv: 'Barnverksamhet', en: 'Activity for children' },
            },
          },
          note,
        },
      },
    ),
    declareNote(
      { noted: events.shelterOffered, corrected: events.shelterOfferCorrected },
      {
        title: { sv: 'Plats i skyddat boende erbjuden', en: 'Shelter place offered' },
        hint: { sv: 'Skriv aldrig var platsen finns.', en: 'Never write where the place is.' },
        fields: {
          answer: {
            ...{ sv: 'Svar', en: 'Answer' },
            options: {
              accepted: { sv: 'Tackade ja', en: 'Accepted' },
              declined: { sv: 'Tackade nej', en: 'Declined' },
              'wants-to-think': { sv: 'Vill tänka på saken', en: 'Wants to think about it' },
            },
          },
          withChildren: { sv: 'Med barn', en: 'With children' },
        },
      },
    ),
  ],
};
