import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { WriteDoor, type CommandMeta, type CommandResult } from '#src/access/index';
import { receivedConcept } from '../received.concept.js';
import type { ReceivedData } from '../received.events.js';

/** Makes a copy part of the recipient's record, by the recipient's own machinery. Sealed anew with the recipient's keys. */
export class ReceiveCopy extends Command<CommandResult> {
  constructor(
    readonly meta: CommandMeta,
    readonly data: ReceivedData,
  ) {
    super();
  }
}

@CommandHandler(ReceiveCopy)
export class ReceiveCopyHandler implements ICommandHandler<ReceiveCopy> {
  constructor(private readonly door: WriteDoor) {}

  /** @throws Problem right-ended when the disclosure ended before the copy's own commit: then nothing was copied */
  execute({ meta, data }: ReceiveCopy): Promise<CommandResult> {
    const { receivedId, recipientFunction, recordId, caseId, sourceKind, sourceId } = data;
    return this.door.execute({
      concept: receivedConcept,
      id: receivedId,
      operation: 'ReceiveCopy',
      action: 'work',
      command: { type: 'ReceiveCopy', data },
      // A redelivery may find another record, or an erased value: it is the same delivery all the same.
      input: { receivedId },
      meta,
      place: { recordId, caseId },
      creates: { ownerAgency: data.agencyId, functionId: data.intakeFunction },
      ground: data.ground,
      personIds: data.personIds,
      // What opens a referral is the referral itself; what opens a copy is the copy.
      // A class that was taken back since it was read is not copied. Answers are text whatever classes the request had.
      rights: [
        {
          op: 'require-grant',
          objectId: sourceKind === 'referral' ? sourceId : receivedId,
          recipientFunction,
          classes: data.classes.filter((cls) => sourceKind === 'disclosure' || cls !== 'free-text'),
        },
      ],
    });
  }
}
