import { concernReportTexts, declareNote, noteWords as note, type JournalDeclaration } from '#libs/journal';
import { schoolJournalEvents as events } from './journal.events.js';

/** The school's notes, as they are asked for and read. */
export const schoolJournal: JournalDeclaration = {
  agencyKind: 'school',
  retracted: events.retracted,
  notes: [
    declareNote(
      { noted: events.absenceSignalled, corrected: events.absenceCorrected },
      {
        title: { sv: 'Oroande frånvaro', en: 'Worrying absence' },
        hint: {
          sv: 'Vid misstanke om hedersvåld: kontakta inte vårdnadshavarna innan skyddet är bedömt. Rådgör med socialtjänsten eller resurscentrum.',
          en: 'If honour-related violence is suspected: do not contact the guardians before protection is judged. Consult social services or the resource centre.',
        },
        about: ['child'],
        fields: {
          kind: {
            ...{ sv: 'Slag av frånvaro', en: 'Kind of absence' },
            options: {
              sudden: { sv: 'Plötslig', en: 'Sudden' },
              repeated: { sv: 'Upprepad', en: 'Repeated' },
              long: { sv: 'Lång', en: 'Long' },
              'after-holiday': { sv: 'Efter ett lov', en: 'After a holiday' },
              'left-school': { sv: 'Har slutat eller anmälts till annan skola', en: 'Left, or enrolled elsewhere' },
            },
          },
          since: { sv: 'Frånvarande sedan', en: 'Absent since' },
          guardians: {
            ...{ sv: 'Vårdnadshavare', en: 'Guardians' },
            options: {
              'not-contacted': { sv: 'Inte kontaktade', en: 'Not contacted' },
              contacted: { sv: 'Kontaktade', en: 'Contacted' },
            },
          },
          note,
        },
      },
    ),
    declareNote({ noted: events.concernReportFiled, corrected: events.concernReportCorrected }, concernReportTexts),
    declareNote(
      { noted: events.supportGiven, corrected: events.supportCorrected },
      {
        title: { sv: 'Stöd i skolan', en: 'Support at school' },
        about: ['child'],
        fields: {
          kinds: {
            ...{ sv: 'Slag av stöd', en: 'Kind of support' },
            options: {
              counsellor: { sv: 'Samtal med kurator', en: 'Talks with the counsellor' },
              nurse: { sv: 'Kontakt med skolsköterska', en: 'Contact with the school nurse' },
              'adapted-schooling': { sv: 'Anpassad studiegång', en: 'Adapted schooling' },
              'safe-adult': { sv: 'En trygg vuxen utsedd', en: 'A safe adult appointed' },
              information: { sv: 'Information om stöd och rättigheter', en: 'Information on support and rights' },
            },
          },
          note,
        },
      },
    ),
  ],
};
