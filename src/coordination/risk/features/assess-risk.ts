import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { problems } from '#libs/http';
import { swedishDate } from '#libs/shared-kernel';
import { WriteDoor, type CommandMeta, type CommandResult, type Made } from '#src/access/index';
import { PersonsInRecord } from '#src/people/index';
import { instrumentFor } from '../instruments/instrument-book.js';
import { Instruments } from '../instruments/instruments.js';
import { riskConcept } from '../risk.concept.js';
import type { RiskCommand } from '../risk.decider.js';
import { riskProblems, toOutcome, type AssessRiskInput } from '../risk.input.js';

/** A structured risk assessment of one person, in the own record. */
export class AssessRisk extends Command<CommandResult> {
  constructor(
    readonly meta: CommandMeta,
    readonly input: AssessRiskInput,
  ) {
    super();
  }
}

@CommandHandler(AssessRisk)
export class AssessRiskHandler implements ICommandHandler<AssessRisk> {
  constructor(
    private readonly door: WriteDoor,
    private readonly persons: PersonsInRecord,
    private readonly instruments: Instruments,
  ) {}

  /** @throws Problem invalid-input for what cannot be; the decider's refusals for what may not be */
  execute({ meta, input }: AssessRisk): Promise<CommandResult> {
    const { assessmentId, recordId, caseId, personId, occasion } = input;
    const ownerAgency = meta.actor.agencyId;
    return this.door.execute({
      concept: riskConcept,
      id: assessmentId,
      operation: 'AssessRisk',
      action: 'work',
      command: async (): Promise<Made<RiskCommand>> => {
        await this.instruments.refresh();
        const instrument = instrumentFor(ownerAgency, input.instrument);
        const found = riskProblems(input, { instrument, today: swedishDate(meta.now) });
        if (found.length > 0) throw problems.invalid(found);
        await this.persons.requires(recordId, [{ path: 'personId', personId }]);
        const { outcome, override } = toOutcome(input, instrument);
        const data = { assessmentId, ownerAgency, recordId, caseId, personId, occasion, ...outcome };
        return { command: { type: 'AssessRisk', data, override } };
      },
      input,
      meta,
      place: { recordId, caseId },
      creates: { ownerAgency },
      personIds: [personId],
    });
  }
}
