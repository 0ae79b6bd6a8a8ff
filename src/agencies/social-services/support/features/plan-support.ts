import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { problems } from '#libs/http';
import { swedishDate } from '#libs/shared-kernel';
import { Directory, WriteDoor, type CommandMeta, type CommandResult, type Made } from '#src/access/index';
import { PersonsInRecord } from '#src/people/index';
import { requireSocialServices } from '../own-kind.js';
import { supportConcept } from '../support.concept.js';
import type { SupportCommand } from '../support.decider.js';
import { planProblems, type PlanSupportInput } from '../support.input.js';

/** Support planned by the social services' own decision, with or without a joint plan. */
export class PlanSupport extends Command<CommandResult> {
  constructor(
    readonly meta: CommandMeta,
    readonly input: PlanSupportInput,
  ) {
    super();
  }
}

@CommandHandler(PlanSupport)
export class PlanSupportHandler implements ICommandHandler<PlanSupport> {
  constructor(
    private readonly door: WriteDoor,
    private readonly directory: Directory,
    private readonly persons: PersonsInRecord,
  ) {}

  async execute({ meta, input }: PlanSupport): Promise<CommandResult> {
    requireSocialServices(meta);
    const { interventionId, recordId, caseId, personId, kind, functionId, dueOn, followUpOn, note } = input;
    const ownerAgency = meta.actor.agencyId;
    return this.door.execute({
      concept: supportConcept,
      id: interventionId,
      operation: 'PlanSupport',
      action: 'work',
      command: async (): Promise<Made<SupportCommand>> => {
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
