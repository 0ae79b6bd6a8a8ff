import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { problems } from '#libs/http';
import { WriteDoor, type CommandMeta, type CommandResult, type Made } from '#src/access/index';
import { planConcept } from '../plan.concept.js';
import type { PlanCommand, PlanState } from '../plan.decider.js';

const NOWHERE = '00000000-0000-0000-0000-000000000000';

/** The meeting of a plan is called: its step is taken by whoever plans the meeting, never typed in twice. */
export class CallPlanMeeting extends Command<CommandResult> {
  constructor(
    readonly meta: CommandMeta,
    readonly planId: string,
    readonly caseId: string,
    readonly meeting: { readonly meetingId: string; readonly startsAt: string },
  ) {
    super();
  }
}

/** The meeting of a plan was held. */
export class NotePlanMeeting extends Command<CommandResult> {
  constructor(
    readonly meta: CommandMeta,
    readonly planId: string,
    readonly caseId: string,
    readonly meeting: { readonly meetingId: string; readonly heldOn: string },
  ) {
    super();
  }
}

/** What the meeting says of itself needs no version of the plan: it changes nothing that anybody typed. */
const take = (door: WriteDoor, { meta, planId, caseId }: CallPlanMeeting | NotePlanMeeting, command: PlanCommand): Promise<CommandResult> =>
  door.execute({
    concept: planConcept,
    id: planId,
    operation: command.type,
    action: 'work',
    command: async (state: PlanState): Promise<Made<PlanCommand>> => {
      if (state.status === 'none' || state.caseId !== caseId) throw problems.notFound();
      return { command, personIds: [state.personId] };
    },
    input: { planId, command },
    meta,
    place: { recordId: NOWHERE, caseId: NOWHERE },
  });

@CommandHandler(CallPlanMeeting)
export class CallPlanMeetingHandler implements ICommandHandler<CallPlanMeeting> {
  constructor(private readonly door: WriteDoor) {}
  execute(called: CallPlanMeeting): Promise<CommandResult> {
    return take(this.door, called, { type: 'CallMeeting', data: called.meeting });
  }
}

@CommandHandler(NotePlanMeeting)
export class NotePlanMeetingHandler implements ICommandHandler<NotePlanMeeting> {
  constructor(private readonly door: WriteDoor) {}
  execute(noted: NotePlanMeeting): Promise<CommandResult> {
    return take(this.door, noted, { type: 'NoteMeeting', data: noted.meeting });
  }
}
