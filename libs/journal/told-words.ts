import { yesNoUnknown } from './declaration.js';
import { offerOutcome } from './shared-notes.js';

type Word = { readonly sv: string; readonly en: string };

/** What the fields are called that contracts tell of notes, wherever they are read. */
export const TOLD_FIELDS: Readonly<Record<string, Word>> = {
  on: { sv: 'Dag', en: 'Day' },
  ongoing: { sv: 'Pågår', en: 'Going on' },
  strangulation: { sv: 'Tecken på strypgrepp', en: 'Signs of strangulation' },
  outcome: { sv: 'Svar', en: 'Answer' },
  meetingOn: { sv: 'Mötesdag', en: 'Day of the meeting' },
  retracted: { sv: 'Felaktig', en: 'Wrong' },
};
const VALUES: Readonly<Record<string, Word>> = {
  ...yesNoUnknown,
  ...offerOutcome.options,
  'wrong-person': { sv: 'Fel person', en: 'Wrong person' },
  'entered-by-mistake': { sv: 'Gjord av misstag', en: 'Entered by mistake' },
};
/** A choice that is told of a note, in words; undefined for anything else. */
export const toldWord = (value: string): Word | undefined => (Object.hasOwn(VALUES, value) ? VALUES[value] : undefined);
