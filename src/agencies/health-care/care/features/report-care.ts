import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { problems } from '#libs/http';
import { swedishDate } from '#libs/shared-kernel';
import { WriteDoor, type CommandMeta, type CommandResult, type Made } from '#src/access/index';
import { requireHealthCare } from '../own-kind.js';
import { careConcept } from '../care.concept.js';
import type { CareCommand, CareState } from '../care.decider.js';
import { reportProblems, type ReportCareInput } from '../care.input.js';

const NOWHERE = '00000000-0000-0000-0000-000000000000';
const OPERATIONS = { start: 'StartCare', interrupt: 'InterruptCare', complete: 'CompleteCare' } as const;

/** How care goes: started, interrupted or completed on a day that has come. Each step is an act of its own in the audit trail. */
export class ReportCare extends Command<CommandResult> {
  constructor(
    readonly meta: CommandMeta,
    readonly interventionId: string,
    readonly input: ReportCareInput,
  ) {
    super();
  }
}

@CommandHandler(ReportCare)
export class ReportCareHandler implements ICommandHandler<ReportCare> {
  constructor(private readonly door: WriteDoor) {}

  async execute({ meta, interventionId, input }: ReportCare): Promise<CommandResult> {
    requireHealthCare(meta);
    return this.door.execute({
      concept: careConcept,
      id: interventionId,
      operation: OPERATIONS[input.step],
      action: 'work',
      command: async ({ place }: CareState): Promise<Made<CareCommand>> => {
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
