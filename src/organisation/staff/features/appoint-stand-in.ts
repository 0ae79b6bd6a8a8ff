import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { problems, type FieldProblem } from '#libs/http';
import { WriteDoor, type CommandMeta, type CommandResult } from '#src/access/index';
import { organisationRows } from '../../organisation-change.js';
import { registerOf } from '../../place.js';
import { Register, type StaffEntry } from '../../register.js';
import { staffConcept } from '../staff.concept.js';
import { spellInput, utcPeriod } from '../utc-period.js';

export const appointStandInInput = z.strictObject({ absentStaffId: z.uuid(), standInStaffId: z.uuid(), ...spellInput });

/** Someone covers for a colleague: assignments and functions, for a time. The same beginning again gives it another end. */
export class AppointStandIn extends Command<CommandResult> {
  constructor(
    readonly meta: CommandMeta,
    readonly input: z.infer<typeof appointStandInInput>,
  ) {
    super();
  }
}

@CommandHandler(AppointStandIn)
export class AppointStandInHandler implements ICommandHandler<AppointStandIn> {
  constructor(
    private readonly door: WriteDoor,
    private readonly register: Register,
  ) {}

  /** @throws Problem not-found (the absent) | invalid-input (a stand-in of another agency, one who has left, or one without a duty in common) */
  async execute({ meta, input }: AppointStandIn): Promise<CommandResult> {
    const absent = await this.register.staff(input.absentStaffId);
    if (!absent) throw problems.notFound();
    const fault = unfit(absent, await this.register.staff(input.standInStaffId));
    if (fault) throw problems.invalid([fault]);
    const data = { ...input, ...utcPeriod(input) };
    return this.door.execute({
      concept: staffConcept,
      id: input.absentStaffId,
      operation: 'AppointStandIn',
      action: 'work',
      command: { type: 'AppointStandIn', data, by: meta.actor.staffId },
      meta,
      place: registerOf(absent.agencyId),
      companions: organisationRows({ op: 'stand-in', ...data }),
    });
  }
}

function unfit(absent: StaffEntry, standIn: StaffEntry | null): FieldProblem | undefined {
  const path = 'standInStaffId';
  if (!standIn || standIn.agencyId !== absent.agencyId || standIn.endedAt)
    return { path, message: { sv: 'Välj en kollega i samma verksamhet.', en: 'Choose a colleague of the same agency.' } };
  if (!standIn.duties.some((duty) => absent.duties.includes(duty)))
    return { path, message: { sv: 'Ersättaren har inget av personens uppdrag.', en: 'The stand-in holds none of the person’s duties.' } };
  return undefined;
}
