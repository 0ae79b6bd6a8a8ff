import { declareNote, type JournalDeclaration } from '#libs/journal';
import { resourceCentreJournalEvents as events } from './journal.events.js';

const agencyKinds = {
  'social-services': { sv: 'Socialtjänsten', en: 'Social services' },
  'health-care': { sv: 'Hälso- och sjukvården', en: 'Health care' },
  police: { sv: 'Polisen', en: 'The police' },
  prosecution: { sv: 'Åklagarna', en: 'The prosecution' },
  school: { sv: 'Skolan', en: 'School' },
  'civil-society': { sv: 'Civilsamhället', en: 'Civil society' },
  'state-agency': { sv: 'Statliga myndigheter', en: 'State agencies' },
  'resource-centre': { sv: 'Resurscentrum', en: 'Resource centres' },
  county: { sv: 'Länssamordningen', en: 'The county’s coordination' },
} as const;
const topics = {
  ...{ sv: 'Om', en: 'About' },
  options: {
    'partner-violence': { sv: 'Våld i nära relation', en: 'Violence in a close relation' },
    honour: { sv: 'Hedersrelaterat våld och förtryck', en: 'Honour-related violence and oppression' },
    'genital-mutilation': { sv: 'Könsstympning', en: 'Genital mutilation' },
    'child-marriage': { sv: 'Barn- och tvångsäktenskap', en: 'Child and forced marriage' },
    'children-exposed': { sv: 'Barn som upplever våld', en: 'Children who experience violence' },
    'violence-user': { sv: 'Våldsutövare', en: 'Violence users' },
    trafficking: { sv: 'Prostitution och människohandel', en: 'Prostitution and trafficking' },
  },
} as const;

/** The resource centre's notes, as they are asked for and read. None of them is about anybody. */
export const resourceCentreJournal: JournalDeclaration = {
  agencyKind: 'resource-centre',
  retracted: events.retracted,
  notes: [
    declareNote(
      { noted: events.consulted, corrected: events.consultationCorrected },
      {
        title: { sv: 'Konsultation utan identitet', en: 'Consultation without identity' },
        hint: {
          sv: 'Fråga aldrig vem det gäller. Det finns inget fält för det.',
          en: 'Never ask whom it is about. There is no field for it.',
        },
        about: [],
        fields: {
          askedBy: {
            ...{ sv: 'Frågan kom från', en: 'Asked by' },
            options: {
              ...agencyKinds,
              'somebody-close': { sv: 'Anhörig eller vän', en: 'Somebody close' },
              other: { sv: 'Annan', en: 'Other' },
            },
          },
          topics,
          concerns: {
            ...{ sv: 'Gäller', en: 'Concerns' },
            options: {
              adult: { sv: 'En vuxen', en: 'An adult' },
              'young-adult': { sv: 'En ung vuxen', en: 'A young adult' },
              child: { sv: 'Ett barn', en: 'A child' },
              several: { sv: 'Flera', en: 'Several' },
              general: { sv: 'Allmän fråga', en: 'A general question' },
            },
          },
          advice: {
            ...{ sv: 'Råd', en: 'Advice' },
            options: {
              'report-concern': { sv: 'Gör orosanmälan', en: 'File a concern report' },
              'assess-risk': { sv: 'Gör en riskbedömning', en: 'Assess the risk' },
              'do-not-contact-family': {
                sv: 'Kontakta inte familjen innan skyddet är bedömt',
                en: 'Do not contact the family before protection is judged',
              },
              'contact-police': { sv: 'Kontakta polisen', en: 'Contact the police' },
              'offer-shelter': { sv: 'Erbjud skyddat boende', en: 'Offer a shelter place' },
              'further-consultation': { sv: 'Återkom för mer råd', en: 'Come back for more advice' },
            },
          },
        },
      },
    ),
    declareNote(
      { noted: events.experienceRaised, corrected: events.experienceCorrected },
      {
        title: { sv: 'Brist eller gott exempel lyft', en: 'Shortcoming or good example raised' },
        about: [],
        fields: {
          kind: {
            ...{ sv: 'Slag', en: 'Kind' },
            options: { shortcoming: { sv: 'Brist', en: 'Shortcoming' }, 'good-example': { sv: 'Gott exempel', en: 'Good example' } },
          },
          about: { ...{ sv: 'Hos', en: 'At' }, options: agencyKinds },
          area: {
            ...{ sv: 'Område', en: 'Area' },
            options: {
              detection: { sv: 'Upptäcka', en: 'Detection' },
              referral: { sv: 'Förmedla kontakt', en: 'Referral' },
              protection: { sv: 'Skydda', en: 'Protection' },
              support: { sv: 'Stödja', en: 'Support' },
              children: { sv: 'Barn', en: 'Children' },
              'violence-user': { sv: 'Våldsutövare', en: 'Violence users' },
              cooperation: { sv: 'Samverka', en: 'Cooperation' },
            },
          },
          raisedWith: {
            ...{ sv: 'Lyft till', en: 'Raised with' },
            options: {
              agency: { sv: 'Verksamheten', en: 'The agency' },
              'county-coordinator': { sv: 'Länssamordnaren', en: 'The county coordinator' },
              'steering-group': { sv: 'Länsstyrgruppen', en: 'The county’s steering group' },
            },
          },
          description: {
            ...{ sv: 'Beskrivning', en: 'Description' },
            hint: { sv: 'Skriv så att ingen kan kännas igen.', en: 'Write so that nobody can be recognised.' },
          },
        },
      },
    ),
    declareNote(
      { noted: events.trainingHeld, corrected: events.trainingCorrected },
      {
        title: { sv: 'Utbildning hållen', en: 'Training held' },
        about: [],
        fields: {
          topics,
          audience: { ...{ sv: 'För', en: 'For' }, options: agencyKinds },
          form: {
            ...{ sv: 'Form', en: 'Form' },
            options: {
              lecture: { sv: 'Föreläsning', en: 'Lecture' },
              course: { sv: 'Kurs', en: 'Course' },
              supervision: { sv: 'Handledning', en: 'Supervision' },
              web: { sv: 'På webben', en: 'On the web' },
            },
          },
        },
      },
    ),
  ],
};
