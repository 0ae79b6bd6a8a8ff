import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { problems } from '#libs/http';
import { swedishDate } from '#libs/shared-kernel';
import { Directory, WriteDoor, type CommandMeta, type CommandResult, type Made } from '#src/access/index';
import { PersonsInRecord } from '#src/people/index';
import { Declarations } from '../own-interventions.js';
import type { InterventionCommand } from '#libs/intervention';
import { planProblems, type PlanInterventionInput } from '../intervention.input.js';

/** An intervention planned by the agency’s own decision, with or without a joint plan. */
export class PlanIntervention extends Command<CommandResult> {
  constructor(
    readonly meta: CommandMeta,
    readonly input: PlanInterventionInput,
  ) {
    super();
  }
}

@CommandHandler(PlanIntervention)
export class PlanInterventionHandler implements ICommandHandler<PlanIntervention> {
  constructor(
    private readonly door: WriteDoor,
    private readonly directory: Directory,
    private readonly persons: PersonsInRecord,
    private readonly declarations: Declarations,
  ) {}

  async execute({ meta, input }: PlanIntervention): Promise<CommandResult> {
    const { interventionId, recordId, caseId, personId, kind, functionId, dueOn, followUpOn, note } = input;
    const ownerAgency = meta.actor.agencyId;
    return this.door.execute({
      concept: this.declarations.of(meta).concept,
      id: interventionId,
      operation: 'PlanIntervention',
      action: 'work',
      command: async (): Promise<Made<InterventionCommand>> => {
        const found = planProblems(input, await this.directory.functionById(functionId), ownerAgency, swedishDate(meta.now));
        if (found.length > 0) throw problems.invalid(found);
        await this.persons.requires(recordId, [{ path: 'personId', personId }]);
        const terms = { interventionId, kind, functionId, dueOn, ...(followUpOn ? { followUpOn } : {}) };
        return {
          command: { step: { step: 'plan', terms }, place: { ownerAgency, recordId, caseId, personId }, ...(note ? { note } : {}) },
        };
      },
      input,
      meta,
      place: { recordId, caseId },
      creates: { ownerAgency },
      personIds: [personId],
    });
  }
}
