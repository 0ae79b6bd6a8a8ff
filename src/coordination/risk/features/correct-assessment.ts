import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { problems } from '#libs/http';
import { derivedId, swedishDate } from '#libs/shared-kernel';
import { WriteDoor, type CommandMeta, type CommandResult, type Made } from '#src/access/index';
import { instrumentFor } from '../instruments/instrument-book.js';
import { Instruments } from '../instruments/instruments.js';
import { riskConcept } from '../risk.concept.js';
import type { RiskCommand, RiskState } from '../risk.decider.js';
import type { RETRACTION_REASONS } from '../risk.events.js';
import { riskProblems, toOutcome, type CorrectAssessmentInput } from '../risk.input.js';

const NOWHERE = '00000000-0000-0000-0000-000000000000';

export type AssessmentChange =
  | { readonly type: 'CorrectAssessment'; readonly input: CorrectAssessmentInput }
  | { readonly type: 'RetractAssessment'; readonly reason: (typeof RETRACTION_REASONS)[number] };

/** A wrong assessment is corrected in the open: the first stays in its stream, and every page that shows it says that it was corrected. */
export class ChangeAssessment extends Command<CommandResult> {
  constructor(
    readonly meta: CommandMeta,
    readonly assessmentId: string,
    readonly change: AssessmentChange,
  ) {
    super();
  }
}

@CommandHandler(ChangeAssessment)
export class ChangeAssessmentHandler implements ICommandHandler<ChangeAssessment> {
  constructor(
    private readonly door: WriteDoor,
    private readonly instruments: Instruments,
  ) {}

  execute({ meta, assessmentId, change }: ChangeAssessment): Promise<CommandResult> {
    return this.door.execute({
      concept: riskConcept,
      id: assessmentId,
      operation: change.type,
      action: 'work',
      command: async (state: RiskState): Promise<Made<RiskCommand>> => ({
        command: await this.make(assessmentId, change, meta),
        ...(state.status === 'none' ? {} : { personIds: [state.personId] }),
      }),
      input: { assessmentId, change },
      meta,
      // An assessment knows its own home; one that is not there belongs nowhere.
      place: { recordId: NOWHERE, caseId: NOWHERE },
      needsVersion: true,
    });
  }

  private async make(assessmentId: string, change: AssessmentChange, meta: CommandMeta): Promise<RiskCommand> {
    if (change.type === 'RetractAssessment') return { type: 'RetractAssessment', data: { reason: change.reason } };
    // Whoever corrects also says when to look again, and that lies ahead.
    await this.instruments.refresh();
    const instrument = instrumentFor(meta.actor.agencyId, change.input.instrument);
    const found = riskProblems(change.input, { instrument, today: swedishDate(meta.now) });
    if (found.length > 0) throw problems.invalid(found);
    const { outcome, override } = toOutcome(change.input, instrument);
    const editionId = derivedId('risk-correction', assessmentId, meta.idempotencyKey);
    return { type: 'CorrectAssessment', data: { editionId, reason: change.input.reason, ...outcome }, override };
  }
}
