import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { problems } from '#libs/http';
import { WriteDoor, type CommandMeta, type CommandResult } from '#src/access/index';
import { organisationRows } from '../../organisation-change.js';
import { registerOf } from '../../place.js';
import { Register } from '../../register.js';
import { staffConcept } from '../staff.concept.js';
import { spellInput, utcPeriod } from '../utc-period.js';

export const scheduleOnCallInput = z.strictObject({ staffId: z.uuid(), functionId: z.string().min(1), ...spellInput });

/** Someone staffs a function for a spell. The same beginning again gives it another end. */
export class ScheduleOnCall extends Command<CommandResult> {
  constructor(
    readonly meta: CommandMeta,
    readonly input: z.infer<typeof scheduleOnCallInput>,
  ) {
    super();
  }
}

@CommandHandler(ScheduleOnCall)
export class ScheduleOnCallHandler implements ICommandHandler<ScheduleOnCall> {
  constructor(
    private readonly door: WriteDoor,
    private readonly register: Register,
  ) {}

  /** @throws Problem not-found (the person) | invalid-input (a function of another agency) */
  async execute({ meta, input }: ScheduleOnCall): Promise<CommandResult> {
    const staff = await this.register.staff(input.staffId);
    if (!staff) throw problems.notFound();
    if ((await this.register.agencyOfFunction(input.functionId)) !== staff.agencyId)
      throw problems.invalid([
        {
          path: 'functionId',
          message: { sv: 'Välj en av verksamhetens egna funktioner.', en: 'Choose one of the agency’s own functions.' },
        },
      ]);
    const data = { ...input, ...utcPeriod(input) };
    return this.door.execute({
      concept: staffConcept,
      id: input.staffId,
      operation: 'ScheduleOnCall',
      action: 'work',
      command: { type: 'ScheduleOnCall', data, by: meta.actor.staffId },
      meta,
      place: registerOf(staff.agencyId),
      companions: organisationRows({ op: 'on-call', ...data }),
    });
  }
}
