import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { WriteDoor, type CommandMeta, type CommandResult, type Made } from '#src/access/index';
import { receivedConcept, type ReceivedCommand, type ReceivedState } from '../received.concept.js';
import type { ReceivedData } from '../received.events.js';

/** Makes a copy part of the recipient's record, by the recipient's own machinery. Sealed anew with the recipient's keys. */
export class ReceiveCopy extends Command<CommandResult> {
  constructor(
    readonly meta: CommandMeta,
    readonly data: ReceivedData,
    /** Fetches the files that come with it, once it is sure that this is no repetition. */
    readonly carry?: () => Promise<Pick<ReceivedData, 'files' | 'fileNames'>>,
  ) {
    super();
  }
}

@CommandHandler(ReceiveCopy)
export class ReceiveCopyHandler implements ICommandHandler<ReceiveCopy> {
  constructor(private readonly door: WriteDoor) {}

  /** @throws Problem right-ended when the disclosure ended before the copy's own commit: then nothing was copied */
  execute({ meta, data, carry }: ReceiveCopy): Promise<CommandResult> {
    const { receivedId, recipientFunction, recordId, caseId, sourceKind, sourceId } = data;
    return this.door.execute({
      concept: receivedConcept,
      id: receivedId,
      operation: 'ReceiveCopy',
      action: 'work',
      command: async (state: ReceivedState): Promise<Made<ReceivedCommand>> => ({
        command: { type: 'ReceiveCopy', data: carry && state.status === 'none' ? { ...data, ...(await carry()) } : data },
      }),
      // A redelivery may find another record, or an erased value: it is the same delivery all the same.
      input: { receivedId },
      meta,
      place: { recordId, caseId },
      creates: { ownerAgency: data.agencyId, functionId: data.intakeFunction },
      ground: data.ground,
      personIds: data.personIds,
      // What opens a referral is the referral itself; what opens a copy is the copy.
      // A class that was taken back since it was read is not copied.
      rights: [
        {
          op: 'require-grant',
          objectId: sourceKind === 'referral' ? sourceId : receivedId,
          recipientFunction,
          classes: data.classes,
        },
      ],
    });
  }
}
