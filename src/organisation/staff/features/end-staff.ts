import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { problems } from '#libs/http';
import { WriteDoor, type CommandMeta, type CommandResult } from '#src/access/index';
import { organisationRows } from '../../organisation-change.js';
import { registerOf } from '../../place.js';
import { Register } from '../../register.js';
import { staffConcept } from '../staff.concept.js';

export const endStaffInput = z.strictObject({ staffId: z.uuid() });

/** Someone leaves: from this commit on the register gives them no rights, in any session. */
export class EndStaff extends Command<CommandResult> {
  constructor(
    readonly meta: CommandMeta,
    readonly input: z.infer<typeof endStaffInput>,
  ) {
    super();
  }
}

@CommandHandler(EndStaff)
export class EndStaffHandler implements ICommandHandler<EndStaff> {
  constructor(
    private readonly door: WriteDoor,
    private readonly register: Register,
  ) {}

  /** @throws Problem not-found when the register has no such person */
  async execute({ meta, input: { staffId } }: EndStaff): Promise<CommandResult> {
    const staff = await this.register.staff(staffId);
    if (!staff) throw problems.notFound();
    return this.door.execute({
      concept: staffConcept,
      id: staffId,
      operation: 'EndStaff',
      action: 'work',
      command: { type: 'EndStaff', data: { staffId }, by: meta.actor.staffId },
      meta,
      place: registerOf(staff.agencyId),
      companions: organisationRows({ op: 'end-staff', staffId, at: meta.now }),
    });
  }
}
