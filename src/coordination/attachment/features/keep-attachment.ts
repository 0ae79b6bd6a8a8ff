import { createHash, randomUUID } from 'node:crypto';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { problems } from '#libs/http';
import { Sealer } from '#libs/privacy';
import { swedishDate } from '#libs/shared-kernel';
import { WriteDoor, type CommandMeta, type CommandResult, type Made } from '#src/access/index';
import { PersonsInRecord } from '#src/people/index';
import { attachmentConcept } from '../attachment.concept.js';
import type { AttachmentCommand } from '../attachment.decider.js';
import type { KeepAttachmentInput } from '../attachment.input.js';
import { CONTENT_FIELD, WRITE_CONTENT } from '../contents.js';
import { recogniseFile, type SentFile } from '../file-kinds.js';

/** A file is put in the own record, about one person in it. */
export class KeepAttachment extends Command<CommandResult> {
  constructor(
    readonly meta: CommandMeta,
    readonly input: KeepAttachmentInput,
    readonly file: SentFile,
  ) {
    super();
  }
}

const FUTURE = { sv: 'Dagen har inte kommit än.', en: 'The day has not come yet.' };

@CommandHandler(KeepAttachment)
export class KeepAttachmentHandler implements ICommandHandler<KeepAttachment> {
  constructor(
    private readonly door: WriteDoor,
    private readonly persons: PersonsInRecord,
    private readonly sealer: Sealer,
  ) {}

  /** @throws Problem invalid-input for a file that is not accepted, or a person who is not in the record: nothing of the file is kept then */
  execute({ meta, input, file }: KeepAttachment): Promise<CommandResult> {
    const { attachmentId, recordId, caseId, personId } = input;
    const ownerAgency = meta.actor.agencyId;
    return this.door.execute({
      concept: attachmentConcept,
      id: attachmentId,
      operation: 'KeepAttachment',
      action: 'work',
      // Once the actor is let in: what a stranger sends is not even looked at.
      command: async (): Promise<Made<AttachmentCommand>> => {
        if (input.receivedOn !== undefined && input.receivedOn > swedishDate(meta.now))
          throw problems.invalid([{ path: 'receivedOn', message: FUTURE }]);
        await this.persons.requires(recordId, [{ path: 'personId', personId }]);
        const { name, mediaType, extension, bytes } = await recogniseFile(file);
        const contentId = randomUUID();
        const { keyId, sealed } = await this.sealer.sealFile(bytes, {
          ...{ agencyId: ownerAgency, recordId, personId },
          ...{ eventId: contentId, field: CONTENT_FIELD },
        });
        await this.door.putAside(meta, WRITE_CONTENT, [contentId, ownerAgency, recordId, caseId, keyId, sealed]);
        const digest = createHash('sha256').update(sealed).digest('hex');
        const known = { fileId: contentId, mediaType, extension, size: bytes.length, digest, name };
        return { command: { type: 'KeepAttachment', data: { ...input, ownerAgency, ...known } } };
      },
      // The same file under the same key is the same request.
      input: { ...input, file: createHash('sha256').update(file.bytes).digest('hex') },
      meta,
      place: { recordId, caseId },
      creates: { ownerAgency },
      personIds: [personId],
    });
  }
}
