import { BEFORE_THE_BEGINNING, processConcept } from '../process/process-concept.js';
import { placementDecider } from './placement.decider.js';
import { placementEvents } from './placement.events.js';

export const placementConcept = processConcept('placement', placementDecider, placementEvents, {
  'placement-unknown': { sv: 'Placeringen finns inte.', en: 'The placement does not exist.' },
  'placement-exists': { sv: 'Placeringen är redan beslutad.', en: 'The placement is decided already.' },
  'placement-over': { sv: 'Placeringen är avslutad.', en: 'The placement is over.' },
  'placement-lapsed': {
    sv: 'Beslutet har upphört enligt lag (2024:79). Ett nytt beslut krävs.',
    en: 'The decision has lapsed under lag (2024:79). A new decision is needed.',
    status: 422,
  },
  'has-not-lapsed': { sv: 'Beslutet gäller fortfarande.', en: 'The decision is still in force.' },
  'before-the-beginning': BEFORE_THE_BEGINNING,
  'not-submitted': { sv: 'Beslutet är inte underställt rätten än.', en: 'The decision has not been submitted to the court.' },
  'submitted-already': { sv: 'Beslutet är redan underställt rätten.', en: 'The decision is submitted to the court already.' },
  'ruled-already': { sv: 'Rätten har redan prövat beslutet.', en: 'The court has ruled already.' },
  'was-revoked': { sv: 'Rätten har inte godtagit placeringen.', en: 'The court has not accepted the placement.' },
  'child-not-protected': {
    sv: 'Barnets uppgifter är inte skyddade i akten. Ange skyddet på personens sida innan placeringen börjar.',
    en: 'The child’s data is not protected in the record. State the protection on the person’s page before the placement starts.',
    status: 422,
  },
  'started-already': { sv: 'Placeringen har redan börjat.', en: 'The placement has started already.' },
  'not-started': { sv: 'Placeringen har inte börjat.', en: 'The placement has not started.' },
  'applied-already': { sv: 'Ansökan är redan gjord.', en: 'The application is made already.' },
  'not-applied': { sv: 'Ingen ansökan är gjord.', en: 'No application is made.' },
  'not-ahead': { sv: 'Den nya dagen måste ligga efter den som gäller.', en: 'The new day must be after the one in force.', status: 422 },
  'judged-already': { sv: 'Målet är redan avgjort.', en: 'The case is judged already.' },
  'not-judged': { sv: 'Målet är inte avgjort.', en: 'The case is not judged.' },
  'secret-already': { sv: 'Vistelseorten är redan hemlig.', en: 'The whereabouts are secret already.' },
  'not-secret': { sv: 'Det finns inget gällande beslut om hemlig vistelseort.', en: 'No decision on secret whereabouts is in force.' },
  'not-appealed': { sv: 'Beslutet är inte överklagat.', en: 'The decision is not appealed.' },
});
