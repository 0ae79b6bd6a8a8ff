import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { problems } from '#libs/http';
import { Directory, WriteDoor, type CommandMeta, type CommandResult, type DirectoryStaff } from '#src/access/index';
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

  /**
   * Who works with a record assigns those who work with cases, and locks them out. A head locks out anybody in the agency, other heads too: a worker who
   * could would be able to shut out those who are to see what the worker does.
   * @throws Problem invalid-input when the staff named is not of the own agency, has left it, or is none of these
   */
  async execute({ meta, place: { recordId, caseId }, change }: ChangeRecord): Promise<CommandResult> {
    const { agencyId, duty } = meta.actor;
    if (change.type === 'AssignStaff') requireAmong(await this.directory.staffOf(agencyId), change.data.staffId, NO_COLLEAGUE);
    if (change.type === 'LockOutStaff') {
      requireAmong(await this.directory.employeesOf(agencyId), change.data.staffId, NO_COLLEAGUE);
      if (duty !== 'supervisor') requireAmong(await this.directory.staffOf(agencyId), change.data.staffId, A_HEAD_LOCKS);
    }
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
}

const NO_COLLEAGUE = { sv: 'Välj en kollega i den egna verksamheten.', en: 'Choose a colleague in your own agency.' };
const A_HEAD_LOCKS = {
  sv: 'Den som inte själv arbetar med ärenden spärras av chefen.',
  en: 'Whoever does not work with cases is locked out by the head.',
};

const requireAmong = (
  colleagues: readonly DirectoryStaff[],
  staffId: string,
  message: { readonly sv: string; readonly en: string },
): void => {
  if (!colleagues.some(({ id }) => id === staffId)) throw problems.invalid([{ path: 'staffId', message }]);
};
