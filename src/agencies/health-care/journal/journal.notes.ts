import { concernReportTexts, declareNote, noteWords as note, questionTexts, yesNoUnknown, type JournalDeclaration } from '#libs/journal';
import { healthCareJournalEvents as events } from './journal.events.js';

/** Health care's notes, as they are asked for and read. */
export const healthCareJournal: JournalDeclaration = {
  agencyKind: 'health-care',
  retracted: events.retracted,
  notes: [
    declareNote(
      { noted: events.questionAsked, corrected: events.questionCorrected },
      {
        title: questionTexts.title,
        hint: questionTexts.hint,
        about: ['exposed', 'child', 'violence-user'],
        fields: {
          outcome: questionTexts.outcome,
          setting: {
            ...{ sv: 'Var frågan ställdes', en: 'Where it was asked' },
            options: {
              'primary-care': { sv: 'Primärvård', en: 'Primary care' },
              emergency: { sv: 'Akutsjukvård', en: 'Emergency care' },
              maternity: { sv: 'Mödrahälsovård', en: 'Maternity care' },
              psychiatry: { sv: 'Psykiatri', en: 'Psychiatry' },
              dental: { sv: 'Tandvård', en: 'Dental care' },
              other: { sv: 'Annan vård', en: 'Other care' },
            },
          },
          note,
        },
      },
    ),
    declareNote(
      { noted: events.exposureIdentified, corrected: events.exposureCorrected },
      {
        title: { sv: 'Våldsutsatthet identifierad', en: 'Exposure to violence identified' },
        fields: {
          kinds: {
            ...{ sv: 'Slag av våld', en: 'Kinds of violence' },
            options: {
              physical: { sv: 'Fysiskt', en: 'Physical' },
              psychological: { sv: 'Psykiskt', en: 'Psychological' },
              sexual: { sv: 'Sexuellt', en: 'Sexual' },
              latent: { sv: 'Latent', en: 'Latent' },
              economic: { sv: 'Ekonomiskt eller materiellt', en: 'Economic or material' },
              honour: { sv: 'Hedersrelaterat', en: 'Honour-related' },
              witnessed: { sv: 'Barn som upplevt våld', en: 'A child who experienced violence' },
            },
          },
          how: {
            ...{ sv: 'Hur det kom fram', en: 'How it came out' },
            options: {
              'answered-question': { sv: 'Svar på fråga', en: 'In answer to a question' },
              'told-unasked': { sv: 'Berättade självmant', en: 'Told unasked' },
              'signs-seen': { sv: 'Tecken sågs vid undersökning', en: 'Signs seen when examined' },
              'told-by-another': { sv: 'Någon annan berättade', en: 'Told by somebody else' },
            },
          },
          ongoing: { ...{ sv: 'Pågår våldet?', en: 'Is the violence going on?' }, options: yesNoUnknown },
          note,
        },
      },
    ),
    declareNote(
      { noted: events.injuryDocumented, corrected: events.injuryCorrected },
      {
        title: { sv: 'Skada dokumenterad', en: 'Injury documented' },
        hint: { sv: 'Undersökningen själv står i patientjournalen.', en: 'The examination itself stands in the patient record.' },
        fields: {
          documentedBy: {
            ...{ sv: 'Dokumenterad genom', en: 'Documented by' },
            options: {
              examination: { sv: 'Kroppsundersökning', en: 'Physical examination' },
              'body-map': { sv: 'Kroppskarta', en: 'Body map' },
              photographs: { sv: 'Fotografier', en: 'Photographs' },
              'forensic-certificate': { sv: 'Rättsintyg', en: 'Forensic certificate' },
            },
          },
          strangulation: {
            ...{ sv: 'Tecken på strypgrepp?', en: 'Signs of strangulation?' },
            hint: { sv: 'Strypgrepp är en allvarlig riskfaktor.', en: 'Strangulation is a grave risk factor.' },
            options: yesNoUnknown,
          },
          note,
        },
      },
    ),
    declareNote(
      { noted: events.childNeedNoted, corrected: events.childNeedCorrected },
      {
        title: { sv: 'Barns behov uppmärksammat', en: 'A child’s need noted' },
        hint: {
          sv: 'Barns rätt till information, råd och stöd (HSL 5:7).',
          en: 'A child’s right to information, advice and support (HSL 5:7).',
        },
        about: ['child'],
        fields: {
          need: {
            ...{ sv: 'Behov', en: 'Need' },
            options: {
              information: { sv: 'Information', en: 'Information' },
              advice: { sv: 'Råd', en: 'Advice' },
              support: { sv: 'Stöd', en: 'Support' },
              'own-contact': { sv: 'Egen kontakt i vården', en: 'A contact of its own in health care' },
            },
          },
          note,
        },
      },
    ),
    declareNote({ noted: events.concernReportFiled, corrected: events.concernReportCorrected }, concernReportTexts),
    declareNote(
      { noted: events.sipCalled, corrected: events.sipCallCorrected },
      {
        title: { sv: 'Kallat till SIP', en: 'SIP called' },
        about: ['exposed', 'child', 'violence-user'],
        fields: {
          calledTo: {
            ...{ sv: 'Kallade', en: 'Called' },
            options: {
              'social-services': { sv: 'Socialtjänsten', en: 'Social services' },
              school: { sv: 'Skolan', en: 'School' },
              other: { sv: 'Andra', en: 'Others' },
            },
          },
          meetingOn: { sv: 'Mötesdag', en: 'Day of the meeting' },
          note,
        },
      },
    ),
  ],
};
