import { problems } from '#libs/http';
import {
  PROCEEDING_REFUSALS,
  type OwnProceeding,
  type Proceeding,
  type ProceedingCommand,
  type ProceedingEvent,
  type ProceedingState,
} from '#libs/proceeding';
import type { Concept, RequestContext } from '#src/access/index';

export type ProceedingConcept = Concept<ProceedingCommand, ProceedingState, ProceedingEvent, string>;
export interface Declared {
  readonly table: Proceeding;
  readonly concept: ProceedingConcept;
}

const conceptOf = ({ table, decider, refusals }: OwnProceeding): ProceedingConcept => ({
  name: table.name,
  subject: 'Intervention',
  decider,
  events: table.events,
  refusals: { ...PROCEEDING_REFUSALS, ...refusals },
  facts: ({ place }) => place && { ownerAgency: place.ownerAgency },
  home: ({ place }) => place && { recordId: place.recordId, caseId: place.caseId },
});

/** Every proceeding that a room declares, by name. */
export class Proceedings {
  private readonly byName: ReadonlyMap<string, Declared>;

  /** @throws Error when two rooms call a proceeding the same */
  constructor(declarations: readonly OwnProceeding[]) {
    this.byName = new Map(declarations.map((one) => [one.table.name, { table: one.table, concept: conceptOf(one) }]));
    if (this.byName.size < declarations.length) throw new Error('two proceedings have one name');
  }

  /** Those that the actor's kind of agency has. */
  of({ actor }: RequestContext): readonly Declared[] {
    return [...this.byName.values()].filter(({ table }) => table.agencyKinds.includes(actor.agencyKind));
  }

  /** To an agency of another kind it does not exist. @throws Problem not-found */
  named(name: string, context: RequestContext): Declared {
    const found = this.of(context).find(({ table }) => table.name === name);
    if (!found) throw problems.notFound();
    return found;
  }
}
