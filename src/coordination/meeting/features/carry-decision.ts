import { Command, CommandBus, CommandHandler, QueryBus, type ICommandHandler } from '@nestjs/cqrs';
import { Problem, problems } from '#libs/http';
import { derivedId } from '#libs/shared-kernel';
import { WriteDoor, type CommandMeta, type CommandResult, type Made } from '#src/access/index';
import { ChangePlan, planContentOf, ReadPlan } from '../../joint-plan/index.js';
import { meetingConcept } from '../meeting.concept.js';
import type { MeetingCommand, MeetingState, StandingMeeting } from '../meeting.decider.js';
import { OneMeeting } from './read-meetings.js';
import { step } from './plan-meeting.js';

/**
 * A decision of a meeting becomes a line of its plan, from which the responsible agency plans its intervention when the plan is agreed.
 * The line's id follows from the decision: carried twice, it stands once.
 */
export class CarryDecision extends Command<CommandResult> {
  constructor(
    readonly meta: CommandMeta,
    readonly meetingId: string,
    readonly decisionId: string,
    /** The goal that it serves; the plan's first unless said otherwise. */
    readonly goalId?: string,
  ) {
    super();
  }
}

@CommandHandler(CarryDecision)
export class CarryDecisionHandler implements ICommandHandler<CarryDecision> {
  constructor(
    private readonly door: WriteDoor,
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  /** @throws Problem meeting-without-plan when the meeting is about no plan */
  execute({ meta, meetingId, decisionId, goalId }: CarryDecision): Promise<CommandResult> {
    const lineId = derivedId('decision-line', meetingId, decisionId);
    return this.door.execute({
      concept: meetingConcept,
      id: meetingId,
      operation: 'CarryDecision',
      action: 'work',
      command: async (state: MeetingState): Promise<Made<MeetingCommand>> => {
        if (state.status === 'none') throw problems.notFound();
        const planId = state.planId ?? undefined;
        if (planId === undefined) throw withoutPlan();
        const command: MeetingCommand = { type: 'CarryDecision', data: { decisionId, planId, lineId } };
        // What the meeting refuses must change no plan.
        const judged = meetingConcept.decider.decide(command, state);
        if (judged.accepted && judged.events.length > 0) await this.addLine(meta, state, planId, { decisionId, lineId, goalId });
        return { command, ...(state.personId ? { personIds: [state.personId] } : {}) };
      },
      input: { meetingId, decisionId, goalId },
      meta,
      place: { recordId: NOWHERE, caseId: NOWHERE },
    });
  }

  private async addLine(
    meta: CommandMeta,
    { meetingId, decisions, personId }: StandingMeeting,
    planId: string,
    { decisionId, lineId, goalId }: { decisionId: string; lineId: string; goalId: string | undefined },
  ): Promise<void> {
    const decision = decisions.find((one) => one.decisionId === decisionId)!;
    const plan = await this.queries.execute(new ReadPlan(meta, planId));
    if (plan.lines.some((line) => line.lineId === lineId)) return;
    const content = planContentOf(plan);
    const serves = goalId ?? content.goals[0]?.goalId;
    const { decisions: read } = await this.queries.execute(new OneMeeting(meta, meetingId));
    const details = read.find((one) => one.decisionId === decisionId)?.text;
    const about = decision.personId ?? personId ?? undefined;
    const line = {
      ...{ lineId, goalId: serves ?? '', kind: decision.kind ?? '', dueOn: decision.dueOn ?? '' },
      ...(about ? { personId: about } : {}),
      ...(decision.responsibleFunction ? { responsibleFunction: decision.responsibleFunction } : {}),
      ...(details ? { details } : {}),
    };
    const changed = { ...step(meta, meetingId, `line:${decisionId}`), ...(plan.version ? { expectedVersion: plan.version } : {}) };
    const lines = [...content.lines, line];
    await this.commands.execute(new ChangePlan(changed, planId, { type: 'RevisePlan', content: { ...content, lines } }));
  }
}

const NOWHERE = '00000000-0000-0000-0000-000000000000';
const withoutPlan = (): Problem =>
  new Problem(409, 'meeting-without-plan', {
    sv: 'Mötet gäller ingen gemensam plan. Planera insatsen i den egna akten i stället.',
    en: 'The meeting is about no joint plan. Plan the intervention in your own record instead.',
  });
