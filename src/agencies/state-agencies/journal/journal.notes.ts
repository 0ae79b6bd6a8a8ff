import {
  concernReportTexts,
  declareNote,
  noteWords as note,
  offerOutcome,
  questionTexts,
  supportAt,
  type JournalDeclaration,
} from '#libs/journal';
import { stateAgenciesJournalEvents as events } from './journal.events.js';

/** The state agencies' notes, as they are asked for and read. */
export const stateAgenciesJournal: JournalDeclaration = {
  agencyKind: 'state-agency',
  retracted: events.retracted,
  notes: [
    declareNote(
      { noted: events.questionAsked, corrected: events.questionCorrected },
      { title: questionTexts.title, hint: questionTexts.hint, fields: { outcome: questionTexts.outcome, note } },
    ),
    declareNote(
      { noted: events.signalRecorded, corrected: events.signalCorrected },
      {
        title: { sv: 'Signal om våld', en: 'Signal of violence' },
        hint: {
          sv: 'Tecken som iakttagits, utan att någon har berättat.',
          en: 'Signs that were observed, without anybody having told.',
        },
        fields: {
          signs: {
            ...{ sv: 'Tecken', en: 'Signs' },
            options: {
              afraid: { sv: 'Verkar rädd', en: 'Seems afraid' },
              injuries: { sv: 'Synliga skador', en: 'Visible injuries' },
              'somebody-speaks-for-her': { sv: 'Någon annan talar i hennes ställe', en: 'Somebody else speaks for her' },
              'economy-controlled': { sv: 'Råder inte över sin ekonomi', en: 'Does not control her economy' },
              'hidden-address': { sv: 'Byter eller döljer adress', en: 'Changes or hides her address' },
              threats: { sv: 'Hot', en: 'Threats' },
              honour: { sv: 'Hedersförtryck', en: 'Honour-related oppression' },
            },
          },
          note,
        },
      },
    ),
    declareNote(
      { noted: events.informationGiven, corrected: events.informationCorrected },
      {
        title: { sv: 'Information lämnad', en: 'Information given' },
        fields: {
          of: {
            ...{ sv: 'Om', en: 'Of' },
            options: {
              'social-services': { sv: 'Socialtjänsten', en: 'Social services' },
              'health-care': { sv: 'Hälso- och sjukvården', en: 'Health care' },
              'support-organisations': { sv: 'Stödorganisationer', en: 'Support organisations' },
              helpline: { sv: 'Stödtelefon', en: 'Helpline' },
              police: { sv: 'Polisen', en: 'The police' },
              'own-rights': { sv: 'Egna rättigheter', en: 'Own rights' },
            },
          },
          interpreter: { sv: 'Med tolk', en: 'With an interpreter' },
          note,
        },
      },
    ),
    declareNote(
      { noted: events.referralMade, corrected: events.referralCorrected },
      {
        title: { sv: 'Hänvisad till stöd', en: 'Referred to support' },
        hint: {
          sv: 'Noterar hänvisningen och svaret. Samtycke och förfrågan registreras för sig.',
          en: 'Notes the referral and the answer. Consent and the request itself are recorded on their own.',
        },
        fields: { to: { ...{ sv: 'Till', en: 'To' }, options: supportAt }, outcome: offerOutcome, note },
      },
    ),
    declareNote({ noted: events.concernReportFiled, corrected: events.concernReportCorrected }, concernReportTexts),
  ],
};
