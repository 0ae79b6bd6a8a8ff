import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { WriteDoor, type CommandMeta, type CommandResult } from '#src/access/index';
import { disclosureConcept } from '../disclosure.concept.js';
import type { DisclosureCommand } from '../disclosure.decider.js';
import { CLOSE_REASONS } from '../disclosure.events.js';

/** To decline a proposal is a decision against somebody's judgement: it says why. What ends has its reason in the list. */
export const closeDisclosureInput = z.discriminatedUnion('reason', [
  z.strictObject({ reason: z.literal('not-approved'), note: z.string().trim().min(3).max(4000) }),
  z.strictObject({ reason: z.enum(CLOSE_REASONS).exclude(['not-approved']) }),
]);

/** Ends a disclosure: a standing one is closed in the very next read; a copy stays at the recipient, marked. Or declines a proposal. */
export class CloseDisclosure extends Command<CommandResult> {
  constructor(
    readonly meta: CommandMeta,
    readonly disclosureId: string,
    readonly input: z.infer<typeof closeDisclosureInput>,
  ) {
    super();
  }
}

/** Where the door looks when there is no such disclosure; the stream's own home prevails. */
const NOWHERE = { recordId: '00000000-0000-4000-8000-000000000000', caseId: '00000000-0000-4000-8000-000000000000' };
const change = (door: WriteDoor, meta: CommandMeta, id: string, command: DisclosureCommand): Promise<CommandResult> =>
  door.execute({ concept: disclosureConcept, id, operation: command.type, action: 'work', command, meta, place: NOWHERE });

@CommandHandler(CloseDisclosure)
export class CloseDisclosureHandler implements ICommandHandler<CloseDisclosure> {
  constructor(private readonly door: WriteDoor) {}

  execute({ meta, disclosureId, input }: CloseDisclosure): Promise<CommandResult> {
    return change(this.door, meta, disclosureId, { type: 'CloseDisclosure', data: { disclosureId, ...input } });
  }
}
