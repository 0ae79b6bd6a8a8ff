import { derivedId, type RightsChange } from '#libs/shared-kernel';
import type { Concept } from '#src/access/index';
import { BEFORE_THE_BEGINNING, processConcept } from '../process/process-concept.js';
import { placementDecider, type PlacementCommand, type PlacementRefusal } from './placement.decider.js';
import { placementEvents, type PlacementEvent } from './placement.events.js';
import type { PlacementState } from './placement.state.js';

/** The stay and the secrecy each rest on the child's protection by themselves: the one may outlive the other. */
type Resting = 'stay' | 'secrecy';
const holdId = (placementId: string, kind: Resting): string => derivedId('protection-hold', placementId, kind);

/** What an event begins or ends that the child's protection is needed for. */
const turning = (event: PlacementEvent): { readonly kind: Resting; readonly holds: boolean } | null => {
  switch (event.type) {
    case 'social-services.ShelterStarted':
      return { kind: 'stay', holds: true };
    case 'social-services.ShelterEnded':
    case 'social-services.ShelterLapsed':
      return { kind: 'stay', holds: false };
    case 'social-services.WhereaboutsMadeSecret':
      return { kind: 'secrecy', holds: true };
    case 'social-services.WhereaboutsReviewed':
      return event.data.review === 'ends' ? { kind: 'secrecy', holds: false } : null;
    case 'social-services.WhereaboutsAppealRuled':
      return event.data.ruling === 'revoked' ? { kind: 'secrecy', holds: false } : null;
    default:
      return null;
  }
};

const rights: Concept<PlacementCommand, PlacementState, PlacementEvent, PlacementRefusal>['rights'] = ({ event, metadata }) => {
  const turned = turning(event);
  if (turned === null) return [];
  const { placementId, personId } = event.data;
  const hold = holdId(placementId, turned.kind);
  const place = { recordId: metadata['record']!, caseId: metadata['case']! };
  const change: RightsChange = turned.holds
    ? { op: 'hold-protection', holdId: hold, ...place, personId }
    : { op: 'release-protection', holdId: hold };
  return [change];
};

const refusals = {
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
    sv: 'Barnets uppgifter är inte skyddade i akten. Ange skyddet på personens sida först.',
    en: 'The child’s data is not protected in the record. State the protection on the person’s page first.',
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
} as const;

/** A placement in sheltered housing. While it goes on, or the whereabouts are secret, the child's protection in the record is not taken away. */
export const placementConcept: Concept<PlacementCommand, PlacementState, PlacementEvent, PlacementRefusal> = {
  ...processConcept('placement', placementDecider, placementEvents, refusals),
  rights,
};
