import type { RoomPart } from '#src/access/index';
import { AttachmentApi } from './attachment.api.js';
import { attachmentEvents } from './attachment.events.js';
import { Attachments1700000104100 } from './attachment.migration.js';
import { attachmentProjection } from './attachment.projection.js';
import { AttachmentRow } from './attachment.rows.js';
import { FileCarrier } from './carry-files.js';
import { CopiedFiles1700000108000 } from './copied-files.migration.js';
import { CopiedSides1700000112300 } from './copied-sides.migration.js';
import { IntakeFiles1700000118771 } from './intake-files.migration.js';
import { attachmentPublisher } from './disclosure.js';
import { KeepAttachmentHandler } from './features/keep-attachment.js';
import { AttachmentsInCaseHandler, OpenAttachmentHandler } from './features/read-attachments.js';
import { RetractAttachmentHandler } from './features/retract-attachment.js';
import { AttachmentScreens } from './screens/attachment.screens.js';

export { AttachmentRow, fileName } from './attachment.rows.js';
export { FileCarrier, receivedFileId } from './carry-files.js';
export { KeepAttachment } from './features/keep-attachment.js';
export { AttachmentsInCase, OpenAttachment, type AttachmentView } from './features/read-attachments.js';
export { readUpload } from './read-upload.js';
export { attachmentTexts } from './screens/attachment-texts.js';
export { contentHref, fileKind, fileTitle, kilobytes } from './screens/file-words.js';

export const attachmentParts: RoomPart = {
  controllers: [AttachmentApi, AttachmentScreens],
  providers: [FileCarrier, KeepAttachmentHandler, RetractAttachmentHandler, AttachmentsInCaseHandler, OpenAttachmentHandler],
  migrations: [Attachments1700000104100, CopiedFiles1700000108000, CopiedSides1700000112300, IntakeFiles1700000118771],
  entities: [AttachmentRow],
  projections: [attachmentProjection],
  events: [attachmentEvents],
  publishers: [attachmentPublisher],
};
