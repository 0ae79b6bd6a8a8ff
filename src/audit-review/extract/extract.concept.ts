import type { Concept } from '#src/access/index';
import { logExtractDecider, type LogExtractCommand, type LogExtractRefusal, type LogExtractState } from './extract.decider.js';
import { logExtractEvents, type LogExtractEvent } from './extract.events.js';

export const logExtractConcept: Concept<LogExtractCommand, LogExtractState, LogExtractEvent, LogExtractRefusal> = {
  name: 'log-extract',
  subject: 'LogExtract',
  decider: logExtractDecider,
  events: logExtractEvents,
  refusals: {
    'extract-unknown': { sv: 'Det finns inget utdrag att ändra.', en: 'There is no extract to change.' },
    'extract-delayed': {
      sv: 'Utdraget väntar enligt ett beslut. Det lämnas ut när tiden gått ut eller beslutet hävts.',
      en: 'The extract waits by a decision. It is handed over when the time is up or the decision is lifted.',
    },
    'delay-in-the-past': { sv: 'Välj ett datum som inte har varit.', en: 'Choose a date to come.', status: 422 },
    'not-delayed': { sv: 'Utdraget väntar inte.', en: 'The extract does not wait.' },
    'not-safe': {
      sv: 'Lämna inte ut utdraget förrän personen har sagt att det är säkert att ta emot det.',
      en: 'Do not hand over the extract until the person has said that it is safe to receive.',
    },
    'child-not-mature': {
      sv: 'Ett barn får utdraget självt bara om det är moget nog. Lämna det annars till vårdnadshavare eller särskild företrädare.',
      en: 'A child gets the extract itself only where it is mature enough. Else hand it to a guardian or a special representative.',
    },
    'proxy-of-child': {
      sv: 'Ett barn har inget ombud med fullmakt. Lämna utdraget till vårdnadshavare eller särskild företrädare, eller till barnet självt om det är moget nog.',
      en: 'A child has no representative with a power of attorney. Hand the extract to a guardian or a special representative, or to the child where it is mature enough.',
    },
    'representative-of-adult': {
      sv: 'Lag 1999:997: En särskild företrädare finns bara för den som är under 18 år. Den vuxna tar själv emot utdraget, eller ett ombud med fullmakt.',
      en: 'Lag 1999:997: Only someone under 18 has a special representative. An adult receives the extract in person, or by a representative with a power of attorney.',
      status: 422,
    },
    'representative-not-appointed': {
      sv: 'Lag 1999:997: Ange domstolen och beslutets dag, som inte kan ligga framåt i tiden.',
      en: 'Lag 1999:997: Give the court and the day of its decision, which cannot lie ahead.',
      status: 422,
    },
    'guardian-of-protected-child': {
      sv: 'Vårdnadshavaren till ett skyddat barn får inte utdraget. Lämna det till en särskild företrädare.',
      en: 'The guardian of a protected child does not get the extract. Hand it to a special representative.',
    },
    'guardian-of-adult': { sv: 'Den vuxna tar själv emot utdraget.', en: 'An adult receives the extract in person.' },
    'guardian-is-danger': {
      sv: 'Vårdnadshavaren kan vara den som utövat våldet. Lämna utdraget till en särskild företrädare.',
      en: 'The guardian may be the one who used the violence. Hand the extract to a special representative.',
    },
  },
  facts: (state) => (state.status === 'none' ? null : { ownerAgency: state.agencyId, functionId: state.functionId }),
  home: (state) => (state.status === 'none' ? null : { recordId: state.recordId, caseId: state.caseId }),
};
