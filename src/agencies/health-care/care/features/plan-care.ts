import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { problems } from '#libs/http';
import { swedishDate } from '#libs/shared-kernel';
import { Directory, WriteDoor, type CommandMeta, type CommandResult, type Made } from '#src/access/index';
import { PersonsInRecord } from '#src/people/index';
import { requireHealthCare } from '../own-kind.js';
import { careConcept } from '../care.concept.js';
import type { CareCommand } from '../care.decider.js';
import { planProblems, type PlanCareInput } from '../care.input.js';

/** Care planned by health care’s own decision, with or without a joint plan. */
export class PlanCare extends Command<CommandResult> {
  constructor(
    readonly meta: CommandMeta,
    readonly input: PlanCareInput,
  ) {
    super();
  }
}

@CommandHandler(PlanCare)
export class PlanCareHandler implements ICommandHandler<PlanCare> {
  constructor(
    private readonly door: WriteDoor,
    private readonly directory: Directory,
    private readonly persons: PersonsInRecord,
  ) {}

  async execute({ meta, input }: PlanCare): Promise<CommandResult> {
    requireHealthCare(meta);
    const { interventionId, recordId, caseId, personId, kind, functionId, dueOn, followUpOn, note } = input;
    const ownerAgency = meta.actor.agencyId;
    return this.door.execute({
      concept: careConcept,
      id: interventionId,
      operation: 'PlanCare',
      action: 'work',
      command: async (): Promise<Made<CareCommand>> => {
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
