import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { z } from 'zod';
import { problems } from '#libs/http';
import { derivedId, swedishDate } from '#libs/shared-kernel';
import { ReadDoor, ViewsReached, WriteDoor, type CommandMeta, type CommandResult, type Made } from '#src/access/index';
import { PersonRow, PersonsInRecord, suspectedIn } from '#src/people/index';
import { NotePlanMeeting } from '../../joint-plan/index.js';
import { RecordRow } from '../../record/index.js';
import { meetingConcept } from '../meeting.concept.js';
import { isAnonymous, type MeetingCommand, type MeetingState, type StandingMeeting } from '../meeting.decider.js';
import {
  arrangementProblems,
  problemAt,
  toMinutes,
  type cancelMeetingInput,
  type correctNotesInput,
  type HoldMeetingInput,
  type InvitePersonInput,
  type moveMeetingInput,
  type nameConsultationInput,
  type settleActionInput,
} from '../meeting.input.js';
import { ToldOfChildRow } from '../meeting.rows.js';
import { MeetingCheck } from './meeting-check.js';
import { step } from './plan-meeting.js';

/** What stands in a board's record of a child once somebody has reported. */
const AFTER_A_REPORT = ['concern', 'inquiry'];
const NOWHERE = '00000000-0000-0000-0000-000000000000';

export type MeetingChange =
  | { readonly type: 'MoveMeeting'; readonly input: z.infer<typeof moveMeetingInput> }
  | { readonly type: 'CancelMeeting'; readonly input: z.infer<typeof cancelMeetingInput> }
  | { readonly type: 'InvitePerson'; readonly input: InvitePersonInput }
  | { readonly type: 'HoldMeeting'; readonly input: HoldMeetingInput }
  | { readonly type: 'CorrectNotes'; readonly input: z.infer<typeof correctNotesInput> }
  | { readonly type: 'SettleAction'; readonly actionId: string; readonly input: z.infer<typeof settleActionInput> }
  | { readonly type: 'NameConsultation'; readonly input: z.infer<typeof nameConsultationInput> };

/** A change of a meeting that stands. What somebody read and then changes must be what stands: the version is needed. */
export class ChangeMeeting extends Command<CommandResult> {
  constructor(
    readonly meta: CommandMeta,
    readonly meetingId: string,
    readonly change: MeetingChange,
  ) {
    super();
  }
}

@CommandHandler(ChangeMeeting)
export class ChangeMeetingHandler implements ICommandHandler<ChangeMeeting> {
  constructor(
    private readonly door: WriteDoor,
    private readonly reads: ReadDoor,
    private readonly persons: PersonsInRecord,
    private readonly check: MeetingCheck,
    private readonly commands: CommandBus,
    private readonly views: ViewsReached,
  ) {}

  async execute({ meta, meetingId, change }: ChangeMeeting): Promise<CommandResult> {
    if (change.type === 'NameConsultation') await this.views.waitForAll(); // the report may have been received a moment ago
    const seen: { meeting?: StandingMeeting } = {};
    const changed = await this.door.execute({
      concept: meetingConcept,
      id: meetingId,
      operation: change.type,
      action: 'work',
      command: async (state: MeetingState): Promise<Made<MeetingCommand>> => {
        if (state.status === 'none') throw problems.notFound();
        seen.meeting = state;
        return { command: await this.make(change, state, meta), ...(state.personId ? { personIds: [state.personId] } : {}) };
      },
      input: { meetingId, change },
      meta,
      // A meeting knows its own home; one that is not there belongs nowhere.
      place: { recordId: NOWHERE, caseId: NOWHERE },
      needsVersion: true,
    });
    const { planId, caseId } = seen.meeting ?? {};
    if (change.type !== 'HoldMeeting' || !planId || !caseId) return changed;
    const held = { meetingId, heldOn: change.input.heldOn };
    const { position } = await this.commands.execute(new NotePlanMeeting(step(meta, meetingId, 'held'), planId, caseId, held));
    return { ...changed, position };
  }

  private async make(change: MeetingChange, state: StandingMeeting, meta: CommandMeta): Promise<MeetingCommand> {
    const today = swedishDate(meta.now);
    const editionId = derivedId('meeting-edition', state.meetingId, meta.idempotencyKey);
    switch (change.type) {
      case 'MoveMeeting': {
        const wrong = arrangementProblems({ ...change.input, invited: ['-'] }, { now: meta.now, functions: new Set(['-']) });
        if (wrong.length > 0) throw problems.invalid(wrong);
        return { type: 'MoveMeeting', data: { ...change.input, startsAt: new Date(change.input.startsAt).toISOString() } };
      }
      case 'CancelMeeting':
        return { type: 'CancelMeeting', data: change.input };
      case 'InvitePerson':
        return this.invitation(change.input, state, meta, today);
      case 'HoldMeeting': {
        const kinds = await this.check.minutes(change.input, meta, { anonymous: isAnonymous(state) });
        const { decisions, attendedPersons } = change.input;
        const named = decisions.flatMap(({ personId }, index) => (personId ? [{ path: `decisions.${index}.personId`, personId }] : []));
        const came = attendedPersons.map((personId, index) => ({ path: `attendedPersons.${index}`, personId }));
        await this.persons.requires(state.recordId, [...named, ...came]);
        return { type: 'HoldMeeting', data: { editionId, ...toMinutes(change.input, kinds) } };
      }
      case 'CorrectNotes':
        return { type: 'CorrectNotes', data: { editionId, ...change.input } };
      case 'SettleAction':
        return { type: 'SettleAction', data: { actionId: change.actionId, ...change.input, settledOn: today } };
      case 'NameConsultation':
        return this.naming(change.input, meta, today);
    }
  }

  /** @throws Problem invalid-input for somebody who is not in the record, and for the violence user, who is never invited to a meeting about her */
  private async invitation(input: InvitePersonInput, state: StandingMeeting, meta: CommandMeta, today: string): Promise<MeetingCommand> {
    const { safe, secondGuardianReason, ...invited } = input;
    const { personId } = input;
    await this.persons.requires(state.recordId, [{ path: 'personId', personId }]);
    const { recordId, caseId } = state;
    const about = { action: 'read', operation: 'meeting-guest', objectType: 'Person', objectId: personId, recordId, caseId } as const;
    const [suspected, subject] = await this.reads.read(meta, about, async (tx) => {
      const rows = await tx.find(PersonRow, 'Person', { where: { recordId, caseId } });
      tx.note({ persons: [personId], classes: ['identity'], owners: [state.ownerAgency] });
      const suspects = await suspectedIn(tx, caseId, [personId]);
      return [suspects.has(personId), rows.find((row) => row.personId === state.personId)] as const;
    });
    if (suspected && subject?.role !== 'violence-user') throw problems.invalid([{ path: 'personId', message: NEVER_HIM }]);
    return {
      type: 'InvitePerson',
      data: { ...invited, safetyAskedOn: today, ...(secondGuardianReason ? { secondGuardianReason } : {}) },
      safety: { safe, hasReason: Boolean(secondGuardianReason) },
    };
  }

  /** The child's record must be the own agency's, open to whoever names: the wall answers for both. @throws 404 otherwise */
  private async naming(input: z.infer<typeof nameConsultationInput>, meta: CommandMeta, today: string): Promise<MeetingCommand> {
    const { recordId, personId, reportedOn } = input;
    if (reportedOn > today) throw problems.invalid([problemAt('reportedOn', 'future')]);
    const about = { action: 'read', operation: 'record-of-child', objectType: 'Record', objectId: recordId, recordId } as const;
    const { caseId, reported } = await this.reads.read(meta, about, async (tx) => {
      tx.note({ hits: [recordId], owners: [meta.actor.agencyId], classes: ['reference'] });
      const record = await tx.one(RecordRow, 'Record', { recordId, ownerAgency: meta.actor.agencyId, assigned: true });
      const told = await tx.find(ToldOfChildRow, 'ChainEntry', { where: { recordId, personId, ownerAgency: meta.actor.agencyId } });
      return { caseId: record.caseId, reported: told.some(({ thing }) => AFTER_A_REPORT.includes(thing)) };
    });
    await this.persons.requires(recordId, [{ path: 'personId', personId }]);
    return {
      type: 'NameConsultation',
      data: { personId, namedRecord: recordId, namedCase: caseId, reportedOn },
      // The boards receive the reports: with another agency the worker's word stands for one that was made elsewhere.
      reported: reported || meta.actor.agencyKind !== 'social-services',
    };
  }
}

const NEVER_HIM = {
  sv: 'Den som utövat våld kallas aldrig till ett möte om den våldsutsatta.',
  en: 'Whoever used violence is never invited to a meeting about the person exposed to it.',
};
