import { z } from 'zod';
import { newId } from '#libs/http';
import { ATTACHMENT_CLASSES, ATTACHMENT_KINDS, ATTACHMENT_ORIGINS, ATTACHMENT_RETRACTIONS } from './attachment.events.js';

const uuid = z.uuid();

/** What is said of a file when it is uploaded; the file itself comes beside. */
export const keepAttachmentInput = z.strictObject({
  attachmentId: newId,
  recordId: uuid,
  caseId: uuid,
  personId: uuid,
  /** The class that a disclosure of it would have to name. */
  class: z.enum(ATTACHMENT_CLASSES).default('free-text'),
  kind: z.enum(ATTACHMENT_KINDS, 'Välj vad det är för handling. | Choose what kind of document it is.'),
  origin: z.enum(ATTACHMENT_ORIGINS).default('own'),
  receivedOn: z.iso.date().optional(),
  from: z.string().trim().min(1).max(200).optional(),
});
export type KeepAttachmentInput = z.infer<typeof keepAttachmentInput>;
export const retractAttachmentInput = z.strictObject({ reason: z.enum(ATTACHMENT_RETRACTIONS) });
