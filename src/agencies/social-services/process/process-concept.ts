import type { RefusalTexts } from '#libs/http';
import type { Decider, EventDefinitions } from '#libs/shared-kernel';
import type { Concept, SubjectType } from '#src/access/index';
import type { Begun } from './stamp.js';

type State = { readonly status: 'none' } | ({ readonly status: string } & Begun);
const isBegun = (state: State): state is { readonly status: string } & Begun => state.status !== 'none';

/** A process of a child as the write door knows it: its own agency's, in the record that it was begun in. */
export const processConcept = <C, S extends State, E extends { type: string; data: object }, R extends string>(
  name: string,
  decider: Decider<C, S, E, R>,
  events: EventDefinitions,
  refusals: RefusalTexts<R>,
  subject: SubjectType = 'Report',
): Concept<C, S, E, R> => ({
  name,
  subject,
  decider,
  events,
  refusals,
  facts: (state) => (isBegun(state) ? { ownerAgency: state.ownerAgency, functionId: state.functionId } : null),
  home: (state) => (isBegun(state) ? { recordId: state.recordId, caseId: state.caseId } : null),
});

export const BEFORE_THE_BEGINNING = {
  sv: 'Det du registrerar kan inte ha hänt innan det började. Kontrollera tidpunkten.',
  en: 'What you record cannot have happened before it began. Check the time.',
  status: 422,
} as const;
