import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { problems } from '#libs/http';
import { derivedId } from '#libs/shared-kernel';
import { WriteDoor, type CommandMeta, type CommandResult, type Made, type Place } from '#src/access/index';
import { PersonsInRecord } from '#src/people/index';
import { CallPlanMeeting } from '../../joint-plan/index.js';
import { OpenRecord } from '../../record/index.js';
import { meetingConcept } from '../meeting.concept.js';
import type { MeetingCommand } from '../meeting.decider.js';
import type { OpenConsultationInput, PlanMeetingInput } from '../meeting.input.js';
import { MeetingCheck } from './meeting-check.js';

/** A meeting in the own record; of a plan it says that its meeting is called. */
export class PlanMeeting extends Command<CommandResult> {
  constructor(
    readonly meta: CommandMeta,
    readonly input: PlanMeetingInput,
  ) {
    super();
  }
}

/** A consultation about a child (barnsamråd): a record of its own, in which nobody is registered, and the meeting in it. */
export class OpenConsultation extends Command<CommandResult> {
  constructor(
    readonly meta: CommandMeta,
    readonly input: OpenConsultationInput,
  ) {
    super();
  }
}

type Planned = Extract<MeetingCommand, { type: 'PlanMeeting' }>['data'];
const plannedOf = (
  { meetingId, startsAt, minutes, form, place: where, placeIsNeutral, invited, agenda }: PlanMeetingInput | OpenConsultationInput,
  { recordId, caseId }: Place,
  meta: CommandMeta,
): Omit<Planned, 'kind'> => ({
  meetingId,
  editionId: derivedId('meeting-edition', meetingId, meta.idempotencyKey),
  ownerAgency: meta.actor.agencyId,
  recordId,
  caseId,
  startsAt: new Date(startsAt).toISOString(),
  minutes,
  form,
  ...(where ? { place: where } : {}),
  placeIsNeutral,
  invited,
  agenda,
});

@CommandHandler(PlanMeeting)
export class PlanMeetingHandler implements ICommandHandler<PlanMeeting> {
  constructor(
    private readonly door: WriteDoor,
    private readonly persons: PersonsInRecord,
    private readonly check: MeetingCheck,
    private readonly commands: CommandBus,
  ) {}

  /**
   * Two streams: the plan takes its step first, so that what it refuses makes no meeting. Its key follows from the meeting: a request sent again
   * completes what was interrupted.
   */
  execute({ meta, input }: PlanMeeting): Promise<CommandResult> {
    const { meetingId, recordId, caseId, personId, planId, kind } = input;
    return this.door.execute({
      concept: meetingConcept,
      id: meetingId,
      operation: 'PlanMeeting',
      action: 'work',
      command: async (): Promise<Made<MeetingCommand>> => {
        await this.check.arrangement(input, meta, { anonymous: false });
        await this.persons.requires(recordId, [{ path: 'personId', personId }]);
        const data = { ...plannedOf(input, input, meta), kind, personId, ...(planId ? { planId } : {}) };
        if (planId) await this.call(step(meta, meetingId, 'call'), planId, data);
        return { command: { type: 'PlanMeeting', data } };
      },
      input,
      meta,
      place: { recordId, caseId },
      creates: { ownerAgency: meta.actor.agencyId },
      personIds: [personId],
    });
  }

  private call(meta: CommandMeta, planId: string, { meetingId, startsAt, caseId }: Planned): Promise<CommandResult> {
    return this.commands.execute(new CallPlanMeeting(meta, planId, caseId, { meetingId, startsAt }));
  }
}

@CommandHandler(OpenConsultation)
export class OpenConsultationHandler implements ICommandHandler<OpenConsultation> {
  constructor(
    private readonly door: WriteDoor,
    private readonly check: MeetingCheck,
    private readonly commands: CommandBus,
  ) {}

  /** Answers with the case's id: the consultation is a case in which nobody is registered. */
  async execute({ meta, input }: OpenConsultation): Promise<CommandResult> {
    const { meetingId, functionId } = input;
    const { actor } = meta;
    if (!actor.functions.includes(functionId)) throw problems.notFound();
    await this.check.arrangement(input, meta, { anonymous: true });
    const place = {
      recordId: derivedId('consultation', meetingId, actor.agencyId),
      caseId: derivedId('consultation-case', meetingId, actor.agencyId),
    };
    const record = { ...place, functionId, source: 'own' as const, track: 'child' as const };
    await this.commands.execute(new OpenRecord(step(meta, meetingId, 'record'), record));
    const planned = await this.door.execute({
      concept: meetingConcept,
      id: meetingId,
      operation: 'OpenConsultation',
      action: 'work',
      command: { type: 'PlanMeeting', data: { ...plannedOf(input, place, meta), kind: 'child-consultation' } },
      input,
      meta,
      place,
      creates: { ownerAgency: actor.agencyId },
    });
    return { ...planned, id: place.caseId };
  }
}

/** A step of its own within one request: done twice, it is done once. */
export const step = (meta: CommandMeta, meetingId: string, name: string): CommandMeta => ({
  ...meta,
  idempotencyKey: derivedId('meeting-step', meetingId, name, meta.idempotencyKey),
  expectedVersion: undefined,
});
