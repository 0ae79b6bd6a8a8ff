import { z } from 'zod';
import { open } from '#libs/shared-kernel';
import { words } from './fields.js';

/** Notes that several agencies make alike: the fields and their words. Each agency's events, contract and disclosure stay its own. */
export const noteWords = { sv: 'Anteckning', en: 'Note' };

/** That a concern report was filed (SoL 19:1). The report itself is sent on its own. */
export const concernReport = {
  way: open('child', z.enum(['phone-and-writing', 'writing', 'e-service'])),
  urgent: open('child', z.boolean()),
  note: words,
};
export const concernReportTexts = {
  title: { sv: 'Orosanmälan gjord', en: 'Concern report filed' },
  hint: {
    sv: 'Noterar att anmälan är gjord (SoL 19:1). Själva anmälan skickas för sig.',
    en: 'Notes that the report was filed (SoL 19:1). The report itself is sent on its own.',
  },
  about: ['child'],
  fields: {
    way: {
      ...{ sv: 'Hur', en: 'How' },
      options: {
        'phone-and-writing': { sv: 'Telefon och skriftligen', en: 'By phone and in writing' },
        writing: { sv: 'Skriftligen', en: 'In writing' },
        'e-service': { sv: 'E-tjänst', en: 'E-service' },
      },
    },
    urgent: { sv: 'Behov av omedelbart skydd', en: 'Need of immediate protection' },
    note: noteWords,
  },
} as const;

/** What came of asking about violence, in private. */
export const QUESTION_OUTCOMES = ['tells-of-violence', 'tells-of-no-violence', 'declined', 'not-possible-alone'] as const;
export const questionTexts = {
  title: { sv: 'Fråga om våld ställd', en: 'Question about violence asked' },
  hint: {
    sv: 'Fråga alltid i enrum. Notera också när det inte gick.',
    en: 'Always ask in private. Note also when that was not possible.',
  },
  outcome: {
    ...{ sv: 'Svar', en: 'Answer' },
    options: {
      'tells-of-violence': { sv: 'Berättar om våld', en: 'Tells of violence' },
      'tells-of-no-violence': { sv: 'Berättar inte om våld', en: 'Tells of no violence' },
      declined: { sv: 'Ville inte svara', en: 'Declined to answer' },
      'not-possible-alone': { sv: 'Gick inte att fråga i enrum', en: 'Not possible to ask in private' },
    },
  },
} as const;

/** A referral to support that was offered, and what was answered. */
export const OFFER_OUTCOMES = ['consented', 'declined', 'wants-to-think', 'not-possible-to-ask'] as const;
export const offerOutcome = {
  ...{ sv: 'Svar', en: 'Answer' },
  options: {
    consented: { sv: 'Samtyckte', en: 'Consented' },
    declined: { sv: 'Tackade nej', en: 'Declined' },
    'wants-to-think': { sv: 'Vill tänka på saken', en: 'Wants to think about it' },
    'not-possible-to-ask': { sv: 'Gick inte att fråga', en: 'Not possible to ask' },
  },
} as const;
/** Where support is found, by kind: never which. */
export const SUPPORT_AT = ['social-services', 'health-care', 'civil-society', 'crime-victim-support', 'violence-user-programme'] as const;
export const supportAt = {
  'social-services': { sv: 'Socialtjänsten', en: 'Social services' },
  'health-care': { sv: 'Hälso- och sjukvården', en: 'Health care' },
  'civil-society': { sv: 'Kvinno-, tjej- eller mansjour', en: 'A support organisation' },
  'crime-victim-support': { sv: 'Brottsofferjouren', en: 'Crime victim support' },
  'violence-user-programme': { sv: 'Behandling för våldsutövare', en: 'Programme for violence users' },
} as const;
