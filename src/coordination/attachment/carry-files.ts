import { createHash, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Sealer } from '#libs/privacy';
import { derivedId } from '#libs/shared-kernel';
import { ReadDoor, WriteDoor, type CommandMeta, type RequestContext } from '#src/access/index';
import { AttachmentRow } from './attachment.rows.js';
import { CONTENT_FIELD, READ_CONTENT, SETTLE_COPY, WRITE_COPIED, type ContentRow } from './contents.js';
import { withoutHidden } from './hidden-data.js';

/** A file as the sender's decision names it. */
export interface CarriedFile {
  readonly attachmentId: string;
  readonly fileId: string;
  readonly personId: string;
}
/** Where it is to lie: the recipient's record or intake, and the copy that it is part of. */
export interface CarriedTo {
  readonly recordId: string;
  readonly caseId: string;
  readonly copyId: string;
}

/** The id that a file of a copy has at the recipient: the same at each delivery. */
export const receivedFileId = (copyId: string, attachmentId: string): string => derivedId('received-file', copyId, attachmentId);

/**
 * Carries the bytes of files that somebody decided to disclose: opened by the owner's own machinery, sealed anew under the recipient's keys, put where the
 * recipient's files lie. Two ciphertexts under two keys: neither side's erasure takes the other's.
 */
@Injectable()
export class FileCarrier {
  constructor(
    private readonly door: WriteDoor,
    private readonly reads: ReadDoor,
    private readonly sealer: Sealer,
  ) {}

  /**
   * One at a time: each is held in memory whole. What was erased in between is left out, and so is what a picture carries beside what is seen: the rules
   * judged the file by what whoever chose it could see. The owner's own stays as it came.
   * @param from the owner's machinery, whose reading stands in the owner's log. @param meta the recipient's
   */
  async carry<F extends CarriedFile>(
    files: readonly F[],
    from: RequestContext,
    meta: CommandMeta,
    to: CarriedTo,
  ): Promise<(F & { digest: string })[]> {
    const carried: (F & { digest: string })[] = [];
    for (const file of files) {
      const bytes = await this.open(file, from, to.caseId);
      if (bytes) carried.push({ ...file, size: bytes.length, ...(await this.put(bytes, file, meta, to)) });
    }
    return carried;
  }

  /** Takes away bytes that the copy's event does not name. Only once it is certain that no delivery under way will name them. */
  async settle(meta: CommandMeta, copyId: string, named: readonly string[]): Promise<void> {
    await this.door.putAside(meta, SETTLE_COPY, [copyId, named]);
  }

  private open({ attachmentId, fileId }: CarriedFile, from: RequestContext, caseId: string): Promise<Buffer | null> {
    const about = { action: 'read', operation: 'file-for-copy', objectType: 'Attachment', objectId: attachmentId, caseId } as const;
    return this.reads.read(from, about, async (tx) => {
      const {
        personId,
        ownerAgency,
        about: cls,
        contentId,
        mediaType,
      } = await tx.one(AttachmentRow, 'Attachment', { attachmentId, contentId: fileId });
      tx.note({ hits: [attachmentId], persons: [personId], owners: [ownerAgency], classes: [cls] });
      const [content] = await tx.sql<ContentRow>(READ_CONTENT, [contentId]);
      const bytes = content && (await this.sealer.openFile(content, { eventId: contentId, field: CONTENT_FIELD }));
      return bytes ? withoutHidden(bytes, mediaType) : null;
    });
  }

  private async put(bytes: Buffer, { attachmentId, personId }: CarriedFile, meta: CommandMeta, { recordId, caseId, copyId }: CarriedTo) {
    const { agencyId } = meta.actor;
    const fileId = randomUUID();
    const place = { agencyId, recordId, personId, eventId: fileId, field: CONTENT_FIELD };
    const { keyId, sealed } = await this.sealer.sealFile(bytes, place);
    await this.door.putAside(meta, WRITE_COPIED, [fileId, agencyId, recordId, caseId, keyId, sealed, copyId]);
    return { attachmentId: receivedFileId(copyId, attachmentId), fileId, digest: createHash('sha256').update(sealed).digest('hex') };
  }
}
