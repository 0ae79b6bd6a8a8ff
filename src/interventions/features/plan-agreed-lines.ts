import { Command, CommandHandler, QueryBus, type ICommandHandler } from '@nestjs/cqrs';
import { derivedId } from '#libs/shared-kernel';
import { WriteDoor, type CommandMeta, type CommandResult, type Delivered, type Made } from '#src/access/index';
import { LinesForAgency, type OwnLine } from '#src/coordination/joint-plan/index';
import { Declarations, type InterventionConcept } from '../own-interventions.js';
import type { InterventionCommand } from '#libs/intervention';

/**
 * Plans what an agreed plan asks of the own agency, one intervention for each line. By reaction when the plan is agreed; by hand afterwards, when
 * the agency opened its record later. However often it is asked, each line is planned once.
 */
export class PlanAgreedLines extends Command<readonly CommandResult[]> {
  constructor(
    readonly meta: CommandMeta,
    readonly source: Delivered | { readonly planId: string },
  ) {
    super();
  }
}

@CommandHandler(PlanAgreedLines)
export class PlanAgreedLinesHandler implements ICommandHandler<PlanAgreedLines> {
  constructor(
    private readonly door: WriteDoor,
    private readonly queries: QueryBus,
    private readonly declarations: Declarations,
  ) {}

  async execute({ meta, source }: PlanAgreedLines): Promise<readonly CommandResult[]> {
    const { concept } = this.declarations.of(meta);
    const results: CommandResult[] = [];
    for (const own of await this.queries.execute(new LinesForAgency(meta, source))) results.push(await this.planOne(concept, own, meta));
    return results;
  }

  private planOne(
    concept: InterventionConcept,
    { planId, line, interventionId, place }: OwnLine,
    meta: CommandMeta,
  ): Promise<CommandResult> {
    const ownerAgency = meta.actor.agencyId;
    const { lineId, kind, personId, responsibleFunction, dueOn, followUpOn } = line;
    const terms = {
      interventionId,
      planLineId: lineId,
      kind,
      functionId: responsibleFunction,
      dueOn,
      ...(followUpOn ? { followUpOn } : {}),
    };
    return this.door.execute({
      concept,
      id: interventionId,
      operation: 'PlanIntervention',
      action: 'work',
      command: async ({ intervention }): Promise<Made<InterventionCommand>> => {
        // What is begun or ended stands as it was planned, whatever a new version of the plan says: asking for it again changes nothing.
        const standing = intervention.status === 'none' || intervention.status === 'planned' ? terms : intervention.details;
        return { command: { step: { step: 'plan', terms: standing }, place: { ownerAgency, ...place, personId, planId } } };
      },
      input: { planId, line, place },
      // One stream per command: each line is a command of its own, with a key of its own that a redelivery repeats.
      meta: { ...meta, idempotencyKey: derivedId(meta.idempotencyKey, lineId) },
      place,
      creates: { ownerAgency },
      personIds: [personId],
    });
  }
}
