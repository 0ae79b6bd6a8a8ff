import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { z } from 'zod';
import { derivedId } from '#libs/shared-kernel';
import { WriteDoor, type CommandMeta, type CommandResult } from '#src/access/index';
import { personConcept, personStreamId } from '../person/person.concept.js';
import type { changeSafeContactInput } from '../person/person-input.js';

/** How she can be reached without danger changes. No version asked: the latest word counts, and a police car has no time for a conflict. */
export class ChangeSafeContact extends Command<CommandResult> {
  constructor(
    readonly meta: CommandMeta,
    readonly input: z.infer<typeof changeSafeContactInput>,
  ) {
    super();
  }
}

@CommandHandler(ChangeSafeContact)
export class ChangeSafeContactHandler implements ICommandHandler<ChangeSafeContact> {
  constructor(private readonly door: WriteDoor) {}

  execute({ meta, input: { recordId, caseId, personId, safeContact } }: ChangeSafeContact): Promise<CommandResult> {
    return this.door.execute({
      concept: personConcept,
      id: personStreamId(recordId, personId),
      operation: 'ChangeSafeContact',
      action: 'work',
      command: {
        type: 'ChangeSafeContact',
        data: { personId, changeId: derivedId(meta.idempotencyKey, 'safe-contact'), safeContact },
      },
      meta,
      place: { recordId, caseId },
      personIds: [personId],
    });
  }
}
