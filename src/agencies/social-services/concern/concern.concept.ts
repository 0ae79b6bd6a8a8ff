import { BEFORE_THE_BEGINNING, processConcept } from '../process/process-concept.js';
import { concernDecider } from './concern.decider.js';
import { concernEvents } from './concern.events.js';

export const concernConcept = processConcept('concern', concernDecider, concernEvents, {
  'concern-unknown': { sv: 'Orosanmälan finns inte.', en: 'The concern report does not exist.' },
  'concern-exists': { sv: 'Orosanmälan är redan registrerad.', en: 'The concern report is registered already.' },
  'concern-forwarded': {
    sv: 'Orosanmälan är överlämnad till en annan nämnd.',
    en: 'The concern report has been forwarded to another board.',
  },
  'before-the-beginning': BEFORE_THE_BEGINNING,
  'protection-first': {
    sv: 'Bedöm barnets behov av omedelbart skydd först. Gör och dokumentera skyddsbedömningen.',
    en: 'Assess the child’s need of immediate protection first. Make and document the assessment.',
    status: 422,
  },
  'contact-needs-reason': {
    sv: 'Skriv varför vårdnadshavarna kontaktas nu. Barnets skydd är inte tryggat.',
    en: 'Write why the guardians are contacted now. The child’s protection is not secured.',
    status: 422,
  },
  'already-decided': { sv: 'Det är redan beslutat om utredning.', en: 'Whether to open an inquiry is decided already.' },
  'not-decided': {
    sv: 'Det är inte beslutat om utredning än. Först därefter kan anmälaren få veta något.',
    en: 'Whether to open an inquiry is not decided. Only then can the reporter be told anything.',
  },
  'inquiry-missing': {
    sv: 'Ange utredningen som inleds, och bara om en inleds.',
    en: 'Name the inquiry that is opened, and only if one is.',
    status: 422,
  },
  'reporter-unknown': { sv: 'Anmälaren är anonym.', en: 'The reporter is anonymous.' },
  'reporter-not-entitled': {
    sv: 'Bara den som är skyldig att anmäla får veta om utredning har inletts (SoL 19:6).',
    en: 'Only those with a duty to report are told whether an inquiry was opened (SoL 19:6).',
    status: 422,
  },
  'reporter-has-not-asked': {
    sv: 'Anmälaren har inte begärt att få veta. Registrera begäran först.',
    en: 'The reporter has not asked to be told. Record the request first.',
    status: 422,
  },
  'rule-missing': {
    sv: 'Ange den regel som uppgifterna inte lämnas ut enligt.',
    en: 'Name the rule that the data is withheld by.',
    status: 422,
  },
});
