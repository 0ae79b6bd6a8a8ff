import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { problems } from '#libs/http';
import { swedishDate } from '#libs/shared-kernel';
import { WriteDoor, type CommandMeta, type CommandResult, type Made } from '#src/access/index';
import { requireSocialServices } from '../own-kind.js';
import { supportConcept } from '../support.concept.js';
import type { SupportCommand, SupportState } from '../support.decider.js';
import { reportProblems, type ReportSupportInput } from '../support.input.js';

const NOWHERE = '00000000-0000-0000-0000-000000000000';
const OPERATIONS = { start: 'StartSupport', interrupt: 'InterruptSupport', complete: 'CompleteSupport' } as const;

/** How support goes: started, interrupted or completed on a day that has come. Each step is an act of its own in the audit trail. */
export class ReportSupport extends Command<CommandResult> {
  constructor(
    readonly meta: CommandMeta,
    readonly interventionId: string,
    readonly input: ReportSupportInput,
  ) {
    super();
  }
}

@CommandHandler(ReportSupport)
export class ReportSupportHandler implements ICommandHandler<ReportSupport> {
  constructor(private readonly door: WriteDoor) {}

  async execute({ meta, interventionId, input }: ReportSupport): Promise<CommandResult> {
    requireSocialServices(meta);
    return this.door.execute({
      concept: supportConcept,
      id: interventionId,
      operation: OPERATIONS[input.step],
      action: 'work',
      command: async ({ place }: SupportState): Promise<Made<SupportCommand>> => {
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
