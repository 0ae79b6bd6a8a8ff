import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { WriteDoor, type CommandMeta, type CommandResult, type Made } from '#src/access/index';
import { planConcept } from '../plan.concept.js';
import type { PlanCommand } from '../plan.decider.js';
import type { DraftPlanInput } from '../plan.input.js';
import { PlanCheckService } from './plan-check.js';

/** A first version of a joint plan, in the own record. Whoever leads owns it. */
export class DraftPlan extends Command<CommandResult> {
  constructor(
    readonly meta: CommandMeta,
    readonly input: DraftPlanInput,
  ) {
    super();
  }
}

@CommandHandler(DraftPlan)
export class DraftPlanHandler implements ICommandHandler<DraftPlan> {
  constructor(
    private readonly door: WriteDoor,
    private readonly check: PlanCheckService,
  ) {}

  execute({ meta, input }: DraftPlan): Promise<CommandResult> {
    const { planId, recordId, caseId, personId, ...content } = input;
    const ownerAgency = meta.actor.agencyId;
    return this.door.execute({
      concept: planConcept,
      id: planId,
      operation: 'DraftPlan',
      action: 'work',
      command: async (): Promise<Made<PlanCommand>> => {
        const data = await this.check.contentOf(content, meta, { planId, recordId, personId, standing: [] });
        return { command: { type: 'DraftPlan', data: { planId, ownerAgency, recordId, caseId, personId, ...data } } };
      },
      input,
      meta,
      place: { recordId, caseId },
      creates: { ownerAgency },
      personIds: [personId],
    });
  }
}
