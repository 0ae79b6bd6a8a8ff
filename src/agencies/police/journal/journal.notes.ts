import { declareNote, noteWords as note, offerOutcome, supportAt, type JournalDeclaration } from '#libs/journal';
import { policeJournalEvents as events } from './journal.events.js';

/** The police's notes, as they are asked for and read. */
export const policeJournal: JournalDeclaration = {
  agencyKind: 'police',
  retracted: events.retracted,
  notes: [
    declareNote(
      { noted: events.referralOffered, corrected: events.referralOfferCorrected },
      {
        title: { sv: 'Kontaktförmedling erbjuden', en: 'Referral offered' },
        hint: {
          sv: 'Noterar erbjudandet och svaret. Samtycke och förfrågan registreras för sig.',
          en: 'Notes the offer and the answer. Consent and the request itself are recorded on their own.',
        },
        about: ['exposed', 'violence-user'],
        fields: {
          to: { ...{ sv: 'Till', en: 'To' }, options: supportAt },
          outcome: offerOutcome,
          note,
        },
      },
    ),
    declareNote(
      { noted: events.informed, corrected: events.informedCorrected },
      {
        title: { sv: 'Målsäganden informerad', en: 'Injured party informed' },
        hint: { sv: 'Information till målsägande (FUK 13 a–d §§).', en: 'Information to an injured party (FUK 13 a–d §§).' },
        about: ['exposed', 'child'],
        fields: {
          of: {
            ...{ sv: 'Om', en: 'Of' },
            options: {
              'contact-ban': { sv: 'Kontaktförbud', en: 'Contact ban' },
              'support-person': { sv: 'Stödperson', en: 'A person of support' },
              'injured-party-counsel': { sv: 'Målsägandebiträde', en: 'Counsel for the injured party' },
              'protected-data': { sv: 'Skyddade personuppgifter', en: 'Protected identity' },
              damages: { sv: 'Skadestånd och brottsskadeersättning', en: 'Damages and compensation' },
            },
          },
          interpreter: { sv: 'Med tolk', en: 'With an interpreter' },
          note,
        },
      },
    ),
  ],
};
