import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { problems } from '#libs/http';
import { Directory, WriteDoor, type CommandMeta, type CommandResult } from '#src/access/index';
import { recordConcept } from '../record.concept.js';
import type { RecordCommand } from '../record.decider.js';

const place = { recordId: z.uuid(), caseId: z.uuid() };
export const assignStaffInput = z.strictObject({ ...place, staffId: z.uuid() });
type Place = z.infer<z.ZodObject<typeof place>>;

/** Who works with a record, and who must not. Each is an act of its own in the audit trail. */
export class ChangeRecord extends Command<CommandResult> {
  constructor(
    readonly meta: CommandMeta,
    readonly place: Place,
    readonly change: Extract<RecordCommand, { type: 'AssignStaff' | 'UnassignStaff' | 'LockOutStaff' | 'LiftStaffLock' }>,
  ) {
    super();
  }
}

@CommandHandler(ChangeRecord)
export class ChangeRecordHandler implements ICommandHandler<ChangeRecord> {
  constructor(
    private readonly door: WriteDoor,
    private readonly directory: Directory,
  ) {}

  /** @throws Problem invalid-input when the staff named is not of the own agency, has left it, or works with no cases */
  async execute({ meta, place: { recordId, caseId }, change }: ChangeRecord): Promise<CommandResult> {
    if (change.type === 'AssignStaff' || change.type === 'LockOutStaff')
      await this.requireColleague(change.data.staffId, meta.actor.agencyId);
    return this.door.execute({
      concept: recordConcept,
      id: recordId,
      operation: change.type,
      action: meta.actor.duty === 'supervisor' ? 'assign' : 'work',
      command: change,
      meta,
      place: { recordId, caseId },
    });
  }

  private async requireColleague(staffId: string, agencyId: string): Promise<void> {
    const colleagues = await this.directory.staffOf(agencyId);
    if (colleagues.some(({ id }) => id === staffId)) return;
    throw problems.invalid([
      { path: 'staffId', message: { sv: 'Välj en kollega i den egna verksamheten.', en: 'Choose a colleague in your own agency.' } },
    ]);
  }
}
