import { problems } from '#libs/http';
import {
  interventionDecider,
  type InterventionCommand,
  type InterventionEvent,
  type OwnInterventions,
  type PlacedIntervention,
} from '#libs/intervention';
import { INTERVENTION_REFUSALS, type AgencyKind, type InterventionRefusal } from '#libs/shared-kernel';
import type { Concept, RequestContext } from '#src/access/index';

export type InterventionConcept = Concept<InterventionCommand, PlacedIntervention, InterventionEvent, InterventionRefusal>;

const conceptOf = ({ stream, events }: OwnInterventions): InterventionConcept => ({
  name: stream,
  subject: 'Intervention',
  decider: interventionDecider(events),
  events,
  refusals: INTERVENTION_REFUSALS,
  facts: ({ place }) => place && { ownerAgency: place.ownerAgency },
  home: ({ place }) => place && { recordId: place.recordId, caseId: place.caseId },
});

/** Each kind of agency's interventions, as its room declares them. */
export class Declarations {
  private readonly byKind: ReadonlyMap<AgencyKind, { readonly declared: OwnInterventions; readonly concept: InterventionConcept }>;

  /** @throws Error when two rooms declare interventions of one kind of agency */
  constructor(declarations: readonly OwnInterventions[]) {
    this.byKind = new Map(declarations.map((declared) => [declared.agencyKind, { declared, concept: conceptOf(declared) }]));
    if (this.byKind.size < declarations.length) throw new Error('two rooms declare interventions of one kind of agency');
  }

  get kinds(): readonly AgencyKind[] {
    return [...this.byKind.keys()];
  }

  /** Those of the actor's own kind of agency. To an agency without any they do not exist. @throws Problem not-found */
  of({ actor }: RequestContext): { readonly declared: OwnInterventions; readonly concept: InterventionConcept } {
    const own = this.byKind.get(actor.agencyKind);
    if (!own) throw problems.notFound();
    return own;
  }
}
