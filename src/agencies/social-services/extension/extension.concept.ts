import { BEFORE_THE_BEGINNING, processConcept } from '../process/process-concept.js';
import { extensionDecider } from './extension.decider.js';
import { extensionEvents } from './extension.events.js';

export const extensionConcept = processConcept(
  'extension',
  extensionDecider,
  extensionEvents,
  {
    'extension-unknown': { sv: 'Begäran finns inte.', en: 'The request does not exist.' },
    'extension-exists': { sv: 'Förlängning är redan begärd.', en: 'The extension is asked for already.' },
    'extension-decided': { sv: 'Det är redan beslutat om förlängningen.', en: 'The extension is decided already.' },
    'nothing-to-extend': {
      sv: 'Det finns ingen pågående tid att förlänga.',
      en: 'There is no running time to extend.',
      status: 422,
    },
    'not-longer': {
      sv: 'Den nya dagen måste ligga efter den som redan gäller.',
      en: 'The new day must be after the one already in force.',
      status: 422,
    },
    'before-the-beginning': BEFORE_THE_BEGINNING,
  },
  'Extension',
);
