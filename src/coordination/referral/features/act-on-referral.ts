import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { WriteDoor, type CommandMeta, type CommandResult } from '#src/access/index';
import { referralConcept } from '../referral.concept.js';
import type { ReferralCommand, ReferralState } from '../referral.decider.js';
import { recipientPlace, senderPlace } from './places.js';

type Stamped = Exclude<ReferralCommand, { type: 'SendReferral' | 'SendOnReferral' }>;
/** An act as a client asks for it: the server's clock says when. */
export type ReferralAct = Stamped extends infer C ? (C extends Stamped ? { type: C['type']; data: Omit<C['data'], 'at'> } : never) : never;

/** What the policy is asked for each act, and whose record it belongs to. */
const ACTS: Record<ReferralAct['type'], readonly [action: string, place: typeof senderPlace]> = {
  AcknowledgeReferral: ['acknowledge', recipientPlace],
  AcceptReferral: ['accept', recipientPlace],
  ReturnReferral: ['return', recipientPlace],
  RequestInformation: ['request-information', recipientPlace],
  ReportConcernOutcome: ['report-outcome', recipientPlace],
  ReportOutcome: ['report-outcome', recipientPlace],
  AnswerInformation: ['answer', senderPlace],
  RequestOutcome: ['answer', senderPlace],
  WithdrawReferral: ['withdraw', senderPlace],
  ExpireReferral: ['expire', senderPlace],
};

const asksAsSender = (state: ReferralState, { actor }: CommandMeta): boolean =>
  state.status !== 'none' && state.senderAgency === actor.agencyId && !actor.functions.includes(state.toFunction);

/** One act in the life of a request that stands. Each has its own name in the audit trail. */
export class ActOnReferral extends Command<CommandResult> {
  constructor(
    readonly meta: CommandMeta,
    readonly referralId: string,
    readonly act: ReferralAct,
  ) {
    super();
  }
}

@CommandHandler(ActOnReferral)
export class ActOnReferralHandler implements ICommandHandler<ActOnReferral> {
  constructor(private readonly door: WriteDoor) {}

  execute({ meta, referralId, act }: ActOnReferral): Promise<CommandResult> {
    const [action, place] = ACTS[act.type];
    return this.door.execute({
      concept: referralConcept,
      id: referralId,
      operation: act.type,
      action,
      command: { ...act, data: { ...act.data, at: meta.now.toISOString() } } as Stamped,
      input: { referralId, ...act.data },
      meta,
      // Whoever asks from the sender's side stands in the sender's record, also when the act is not theirs to do: then they are told so.
      place: (state) => (asksAsSender(state, meta) ? senderPlace : place)(state),
    });
  }
}
