import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { WriteDoor, type CommandMeta, type CommandResult, type Made } from '#src/access/index';
import { attachmentConcept } from '../attachment.concept.js';
import type { AttachmentCommand, AttachmentState } from '../attachment.decider.js';
import type { ATTACHMENT_RETRACTIONS } from '../attachment.events.js';

const NOWHERE = '00000000-0000-0000-0000-000000000000';

/** A file should not be there: it stays, marked as wrong. */
export class RetractAttachment extends Command<CommandResult> {
  constructor(
    readonly meta: CommandMeta,
    readonly attachmentId: string,
    readonly reason: (typeof ATTACHMENT_RETRACTIONS)[number],
  ) {
    super();
  }
}

@CommandHandler(RetractAttachment)
export class RetractAttachmentHandler implements ICommandHandler<RetractAttachment> {
  constructor(private readonly door: WriteDoor) {}

  execute({ meta, attachmentId, reason }: RetractAttachment): Promise<CommandResult> {
    return this.door.execute({
      concept: attachmentConcept,
      id: attachmentId,
      operation: 'RetractAttachment',
      action: 'work',
      command: async (state: AttachmentState): Promise<Made<AttachmentCommand>> => ({
        command: { type: 'RetractAttachment', data: { reason } },
        ...(state.status === 'none' ? {} : { personIds: [state.personId] }),
      }),
      input: { attachmentId, reason },
      meta,
      // A file knows its own home; one that is not there belongs nowhere.
      place: { recordId: NOWHERE, caseId: NOWHERE },
    });
  }
}
