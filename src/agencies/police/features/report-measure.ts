import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { problems } from '#libs/http';
import { swedishDate } from '#libs/shared-kernel';
import { WriteDoor, type CommandMeta, type CommandResult, type Made } from '#src/access/index';
import { measureConcept } from '../measure/measure.concept.js';
import type { MeasureCommand, MeasureState } from '../measure/measure.decider.js';
import { reportProblems, type ReportMeasureInput } from '../measure/measure.input.js';
import { NOWHERE } from './nowhere.js';

const OPERATIONS = { start: 'StartMeasure', interrupt: 'InterruptMeasure', complete: 'CompleteMeasure' } as const;

/** How a measure goes: started, interrupted or completed on a day that has come. Each step is an act of its own in the audit trail. */
export class ReportMeasure extends Command<CommandResult> {
  constructor(
    readonly meta: CommandMeta,
    readonly interventionId: string,
    readonly input: ReportMeasureInput,
  ) {
    super();
  }
}

@CommandHandler(ReportMeasure)
export class ReportMeasureHandler implements ICommandHandler<ReportMeasure> {
  constructor(private readonly door: WriteDoor) {}

  execute({ meta, interventionId, input }: ReportMeasure): Promise<CommandResult> {
    return this.door.execute({
      concept: measureConcept,
      id: interventionId,
      operation: OPERATIONS[input.step],
      action: 'work',
      command: async ({ place }: MeasureState): Promise<Made<MeasureCommand>> => {
        const found = reportProblems(input, swedishDate(meta.now));
        if (found.length > 0) throw problems.invalid(found);
        const { note, ...step } = input;
        return { command: { step, ...(note ? { note } : {}) }, ...(place ? { personIds: [place.personId] } : {}) };
      },
      input: { interventionId, ...input },
      meta,
      // An intervention knows its own home; one that is not there belongs nowhere.
      place: NOWHERE,
      occurredAt: occurredOn(input.on, meta.now),
    });
  }
}

/** Only the day is known, unless it is today. */
const occurredOn = (day: string, now: Date): Date => (day < swedishDate(now) ? new Date(`${day}T12:00:00Z`) : now);
