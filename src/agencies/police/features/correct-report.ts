import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { problems } from '#libs/http';
import { derivedId, swedishDate } from '#libs/shared-kernel';
import { WriteDoor, type CommandMeta, type CommandResult, type Made } from '#src/access/index';
import { reportConcept } from '../report/report.concept.js';
import type { ReportCommand, ReportState } from '../report/report.decider.js';
import { reportProblems, type CorrectReportInput } from '../report/report.input.js';
import { NOWHERE } from './nowhere.js';

/** Something in a report was wrong or is graded anew. Needs the version that is corrected (If-Match); peers who know of it are told. */
export class CorrectReport extends Command<CommandResult> {
  constructor(
    readonly meta: CommandMeta,
    readonly reportId: string,
    readonly input: CorrectReportInput,
  ) {
    super();
  }
}

@CommandHandler(CorrectReport)
export class CorrectReportHandler implements ICommandHandler<CorrectReport> {
  constructor(private readonly door: WriteDoor) {}

  execute({ meta, reportId, input }: CorrectReport): Promise<CommandResult> {
    return this.door.execute({
      concept: reportConcept,
      id: reportId,
      operation: 'CorrectReport',
      action: 'work',
      command: async (state: ReportState): Promise<Made<ReportCommand>> => {
        const found = reportProblems(input, swedishDate(meta.now));
        if (found.length > 0) throw problems.invalid(found);
        return {
          command: { type: 'CorrectReport', data: { ...input, changeId: derivedId(meta.idempotencyKey, 'correction') } },
          ...(state.status === 'none' ? {} : { personIds: [state.facts.exposedPersonId] }),
        };
      },
      input: { reportId, ...input },
      meta,
      place: NOWHERE,
      needsVersion: true,
    });
  }
}
