import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CONCERN_DUTY } from '#config/legal-grounds';
import { derivedId } from '#libs/shared-kernel';
import { WriteDoor, type CommandMeta, type CommandResult } from '#src/access/index';
import { ActOnReferral, SendReferral } from '#src/coordination/referral/index';
import { BeginProcess } from '../../process/features/begin-process.js';
import { NOWHERE, operationOf, part, stampOf } from '../../process/features/moment.js';
import { ProcessStates } from '../../process/features/process-states.js';
import type { ConcernStepInput } from '../../process/process.input.js';
import { requireSocialServices } from '../../process/own-kind.js';
import { concernConcept } from '../concern.concept.js';
import type { ConcernCommand, ConcernState } from '../concern.decider.js';

type Known = Exclude<ConcernState, { status: 'none' }>;

/** One step of a concern report, with what it brings along: the inquiry that it opens, the reporter who is told, the board that it goes on to. */
export class TakeConcernStep extends Command<CommandResult> {
  constructor(
    readonly meta: CommandMeta,
    readonly concernId: string,
    readonly input: ConcernStepInput,
  ) {
    super();
  }
}

@CommandHandler(TakeConcernStep)
export class TakeConcernStepHandler implements ICommandHandler<TakeConcernStep> {
  constructor(
    private readonly door: WriteDoor,
    private readonly commands: CommandBus,
    private readonly states: ProcessStates,
  ) {}

  async execute({ meta, concernId, input }: TakeConcernStep): Promise<CommandResult> {
    requireSocialServices(meta);
    const command = this.commandOf(meta, concernId, input);
    if (input.step === 'forward') await this.sendFirst(meta, concernId, input, command);
    const result = await this.door.execute({
      concept: concernConcept,
      id: concernId,
      operation: operationOf('concern', input.step),
      action: 'work',
      command: async (state: ConcernState) => ({ command, ...(state.status === 'none' ? {} : { personIds: [state.personId] }) }),
      input: { concernId, ...input },
      meta,
      place: NOWHERE,
    });
    const state = await this.states.of(concernConcept, concernId);
    if (state.status === 'none') return result;
    return (await this.bringAlong(meta, input, state)) ?? result;
  }

  private commandOf(meta: CommandMeta, concernId: string, input: ConcernStepInput): ConcernCommand {
    const stamp = stampOf(meta, input.at);
    switch (input.step) {
      case 'forward':
        return { ...input, ...stamp, referralId: forwardedAs(meta, concernId) };
      default:
        return { ...input, ...stamp };
    }
  }

  /** To the other board first: a concern is not marked as forwarded before it is. What the rules refuse is refused by the door, after. */
  private async sendFirst(
    meta: CommandMeta,
    concernId: string,
    input: Extract<ConcernStepInput, { step: 'forward' }>,
    command: ConcernCommand,
  ) {
    const state = await this.states.of(concernConcept, concernId);
    const decision = concernConcept.decider.decide(command, state);
    if (state.status === 'none' || !decision.accepted || decision.events.length === 0) return;
    const { recordId, caseId, personId, functionId } = state;
    await this.commands.execute(
      new SendReferral(part(meta, 'send'), {
        ...{ referralId: forwardedAs(meta, concernId), recordId, caseId, fromFunction: functionId, toFunction: input.toFunction },
        ...{ kind: 'concern-report', personIds: [personId], classes: ['identity', 'child', 'free-text'], need: ['protection'] },
        ...{ purpose: 'protection', urgency: state.protection === 'immediate' ? 'acute' : 'normal', message: input.reason },
        ...{ ground: CONCERN_DUTY, documentation: { reason: input.reason }, circumstances: [], urgent: false },
      }),
    );
  }

  private async bringAlong(meta: CommandMeta, input: ConcernStepInput, state: Known): Promise<CommandResult | undefined> {
    const { recordId, caseId, personId, concernId, referralId } = state;
    if (input.step === 'decide' && input.inquiryId !== undefined) {
      const inquiry = { inquiryId: input.inquiryId, recordId, caseId, personId, origin: 'own-initiative' as const, at: input.at };
      const opened = await this.commands.execute(
        new BeginProcess(part(meta, 'inquiry'), { process: 'inquiry', input: inquiry }, concernId),
      );
      return { ...opened, id: concernId };
    }
    if (input.step === 'inform-reporter' && referralId !== null && state.outcome !== null) {
      const told = { personId, outcome: state.outcome };
      const sent = await this.commands.execute(
        new ActOnReferral(part(meta, 'tell'), referralId, { type: 'ReportConcernOutcome', data: told }),
      );
      return { ...sent, id: concernId };
    }
    return undefined;
  }
}

const forwardedAs = (meta: CommandMeta, concernId: string): string => derivedId('forwarded-concern', concernId, meta.actor.agencyId);
