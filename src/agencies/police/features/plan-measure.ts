import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { problems } from '#libs/http';
import { swedishDate } from '#libs/shared-kernel';
import { Directory, WriteDoor, type CommandMeta, type CommandResult, type Made } from '#src/access/index';
import { PersonsInRecord } from '#src/people/index';
import { measureConcept } from '../measure/measure.concept.js';
import type { MeasureCommand } from '../measure/measure.decider.js';
import { planProblems, type PlanMeasureInput } from '../measure/measure.input.js';

/** A measure planned by the police's own decision, with or without a joint plan. */
export class PlanMeasure extends Command<CommandResult> {
  constructor(
    readonly meta: CommandMeta,
    readonly input: PlanMeasureInput,
  ) {
    super();
  }
}

@CommandHandler(PlanMeasure)
export class PlanMeasureHandler implements ICommandHandler<PlanMeasure> {
  constructor(
    private readonly door: WriteDoor,
    private readonly directory: Directory,
    private readonly persons: PersonsInRecord,
  ) {}

  execute({ meta, input }: PlanMeasure): Promise<CommandResult> {
    const { interventionId, recordId, caseId, personId, kind, functionId, dueOn, followUpOn, note } = input;
    const ownerAgency = meta.actor.agencyId;
    return this.door.execute({
      concept: measureConcept,
      id: interventionId,
      operation: 'PlanMeasure',
      action: 'work',
      command: async (): Promise<Made<MeasureCommand>> => {
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
