import type { Concept } from '#src/access/index';
import { attachmentDecider, type AttachmentCommand, type AttachmentRefusal, type AttachmentState } from './attachment.decider.js';
import { attachmentEvents, type AttachmentEvent } from './attachment.events.js';

export const attachmentConcept: Concept<AttachmentCommand, AttachmentState, AttachmentEvent, AttachmentRefusal> = {
  name: 'attachment',
  subject: 'Attachment',
  decider: attachmentDecider,
  events: attachmentEvents,
  refusals: {
    'attachment-unknown': { sv: 'Filen finns inte.', en: 'The file does not exist.' },
    'attachment-exists': { sv: 'Filen är redan sparad.', en: 'The file is saved already.' },
    'attachment-day-missing': {
      sv: 'Ange vilken dag handlingen kom in.',
      en: 'Give the day that the document came in.',
      status: 422,
    },
  },
  facts: (state) => (state.status === 'none' ? null : { ownerAgency: state.ownerAgency, functionId: '' }),
  home: (state) => (state.status === 'none' ? null : { recordId: state.recordId, caseId: state.caseId }),
};
