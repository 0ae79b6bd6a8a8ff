import type { RoomPart } from '#src/access/index';
import { AttachmentApi } from './attachment.api.js';
import { attachmentEvents } from './attachment.events.js';
import { Attachments1700000104100 } from './attachment.migration.js';
import { attachmentProjection } from './attachment.projection.js';
import { AttachmentRow } from './attachment.rows.js';
import { attachmentPublisher } from './disclosure.js';
import { KeepAttachmentHandler } from './features/keep-attachment.js';
import { AttachmentsInCaseHandler, OpenAttachmentHandler } from './features/read-attachments.js';
import { RetractAttachmentHandler } from './features/retract-attachment.js';
import { AttachmentScreens } from './screens/attachment.screens.js';

export { readUpload } from './read-upload.js';

export const attachmentParts: RoomPart = {
  controllers: [AttachmentApi, AttachmentScreens],
  providers: [KeepAttachmentHandler, RetractAttachmentHandler, AttachmentsInCaseHandler, OpenAttachmentHandler],
  migrations: [Attachments1700000104100],
  entities: [AttachmentRow],
  projections: [attachmentProjection],
  events: [attachmentEvents],
  publishers: [attachmentPublisher],
};
