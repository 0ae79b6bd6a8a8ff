import type { Concept } from '#src/access/index';
import { retentionDecider, type RetentionCommand, type RetentionRefusal, type RetentionState } from './retention.decider.js';
import { retentionEvents, type RetentionEvent } from './retention.events.js';

/** One stream for each record, with the record's own id. Rights need no change: the destruction itself closes what was open (privacy.erase). */
export const retentionConcept: Concept<RetentionCommand, RetentionState, RetentionEvent, RetentionRefusal> = {
  name: 'retention',
  subject: 'Retention',
  decider: retentionDecider,
  events: retentionEvents,
  refusals: {
    'hold-unknown': { sv: 'Gallringsstoppet finns inte.', en: 'The hold does not exist.' },
    'decision-unknown': { sv: 'Det finns inget sådant gallringsbeslut.', en: 'There is no such decision to erase.' },
    'decision-not-confirmed': {
      sv: 'Gallringsbeslutet väntar på en andra person.',
      en: 'The decision to erase waits for a second person.',
    },
    'decided-already': {
      sv: 'Ett gallringsbeslut finns redan. Återta det först.',
      en: 'There is a decision already. Take it back first.',
    },
    'own-decision': {
      sv: 'Den som beslutar kan inte själv bekräfta. Be en kollega.',
      en: 'Whoever decides can’t confirm. Ask a colleague.',
    },
    'record-on-hold': {
      sv: 'Ett gallringsstopp gäller för akten. Häv det först, om grunden har fallit bort.',
      en: 'The record is on hold. Lift the hold first, if its ground is gone.',
    },
    'record-open': { sv: 'Akten är öppen. Avsluta den först.', en: 'The record is open. Close it first.' },
    'record-preserved': { sv: 'Akten ska bevaras och får inte gallras.', en: 'The record is to be preserved and must not be erased.' },
    'record-not-due': { sv: 'Tiden har inte gått ut: akten ska sparas ännu.', en: 'Its time is not up: the record is to be kept for now.' },
    'birth-date-unknown': {
      sv: 'Födelsedatum saknas. Kontrollera att personen inte ingår i forskningsurvalet och intyga det.',
      en: 'A birth date is missing. See that the person is not in the sample for research, and say so.',
      status: 422,
    },
    'hand-over-first': {
      sv: 'Akten ska först överlämnas till nämnden. Ange under vilken beteckning det skedde.',
      en: 'The record is to be handed over to the board first. Say under which reference that was done.',
      status: 422,
    },
    'no-standing-decision': {
      sv: 'Verksamheten har inget stående gallringsbeslut för den regeln.',
      en: 'The agency has no standing decision to erase by that rule.',
    },
    'erasure-begun': { sv: 'Akten är gallrad.', en: 'The record was erased.' },
    'erasure-not-begun': { sv: 'Gallringen har inte börjat.', en: 'The erasure has not begun.' },
  },
  facts: (state) => (state.status === 'none' ? null : { ownerAgency: state.agencyId, functionId: state.functionId }),
  home: (state) => (state.status === 'none' ? null : { recordId: state.recordId, caseId: state.caseId }),
};
