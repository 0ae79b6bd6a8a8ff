import { publisher, type Publish } from '#libs/shared-kernel';
import { attachmentEvents, type AttachmentEvent } from './attachment.events.js';

/** Nothing of a file is told: not even that there is one. It crosses by no standing disclosure, and in no copy unless somebody chose it. */
const publish: Publish<AttachmentEvent> = (event) => {
  switch (event.type) {
    case 'coordination.AttachmentKept':
    case 'coordination.AttachmentRetracted':
      return [];
  }
};

export const attachmentPublisher = publisher(attachmentEvents, publish);
