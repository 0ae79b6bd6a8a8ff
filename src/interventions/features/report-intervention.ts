import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { problems } from '#libs/http';
import { swedishDate } from '#libs/shared-kernel';
import { WriteDoor, type CommandMeta, type CommandResult, type Made } from '#src/access/index';
import { Declarations } from '../own-interventions.js';
import type { InterventionCommand, PlacedIntervention } from '#libs/intervention';
import { reportProblems, type ReportInterventionInput } from '../intervention.input.js';

const NOWHERE = '00000000-0000-0000-0000-000000000000';
const OPERATIONS = { start: 'StartIntervention', interrupt: 'InterruptIntervention', complete: 'CompleteIntervention' } as const;

/** How an intervention goes: started, interrupted or completed on a day that has come. Each step is an act of its own in the audit trail. */
export class ReportIntervention extends Command<CommandResult> {
  constructor(
    readonly meta: CommandMeta,
    readonly interventionId: string,
    readonly input: ReportInterventionInput,
  ) {
    super();
  }
}

@CommandHandler(ReportIntervention)
export class ReportInterventionHandler implements ICommandHandler<ReportIntervention> {
  constructor(
    private readonly door: WriteDoor,
    private readonly declarations: Declarations,
  ) {}

  async execute({ meta, interventionId, input }: ReportIntervention): Promise<CommandResult> {
    return this.door.execute({
      concept: this.declarations.of(meta).concept,
      id: interventionId,
      operation: OPERATIONS[input.step],
      action: 'work',
      command: async ({ place }: PlacedIntervention): Promise<Made<InterventionCommand>> => {
        const found = reportProblems(input, swedishDate(meta.now));
        if (found.length > 0) throw problems.invalid(found);
        const { note, ...step } = input;
        return { command: { step, ...(note ? { note } : {}) }, ...(place ? { personIds: [place.personId] } : {}) };
      },
      input: { interventionId, ...input },
      meta,
      // An intervention knows its own home; one that is not there belongs nowhere.
      place: { recordId: NOWHERE, caseId: NOWHERE },
      occurredAt: occurredOn(input.on, meta.now),
    });
  }
}

/** Only the day is known, unless it is today. */
const occurredOn = (day: string, now: Date): Date => (day < swedishDate(now) ? new Date(`${day}T12:00:00Z`) : now);
