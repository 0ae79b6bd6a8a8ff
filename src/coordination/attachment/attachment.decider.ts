import { accept, refuse, type DataOf, type Decider } from '#libs/shared-kernel';
import type { attachmentEvents, AttachmentEvent } from './attachment.events.js';

type Data<K extends keyof typeof attachmentEvents> = DataOf<(typeof attachmentEvents)[K]['fields']>;

export type AttachmentCommand =
  { type: 'KeepAttachment'; data: Data<'kept'> } | { type: 'RetractAttachment'; data: Pick<Data<'retracted'>, 'reason'> };

export type AttachmentState =
  | { readonly status: 'none' }
  | (Pick<Data<'kept'>, 'attachmentId' | 'ownerAgency' | 'recordId' | 'caseId' | 'personId'> & { readonly status: 'kept' | 'retracted' });

export type AttachmentRefusal = 'attachment-unknown' | 'attachment-exists' | 'attachment-day-missing';

/** Kept once; marked as wrong once, and for good. */
export const attachmentDecider: Decider<AttachmentCommand, AttachmentState, AttachmentEvent, AttachmentRefusal> = {
  initial: { status: 'none' },

  evolve: (state, event) => {
    switch (event.type) {
      case 'coordination.AttachmentKept': {
        const { attachmentId, ownerAgency, recordId, caseId, personId } = event.data;
        return { status: 'kept', attachmentId, ownerAgency, recordId, caseId, personId };
      }
      case 'coordination.AttachmentRetracted':
        return state.status === 'none' ? state : { ...state, status: 'retracted' };
    }
  },

  decide: (command, state) => {
    switch (command.type) {
      case 'KeepAttachment':
        if (state.status !== 'none') return refuse('attachment-exists');
        if (command.data.origin === 'received' && command.data.receivedOn === undefined) return refuse('attachment-day-missing');
        return accept({ type: 'coordination.AttachmentKept', data: command.data });
      case 'RetractAttachment': {
        if (state.status === 'none') return refuse('attachment-unknown');
        if (state.status === 'retracted') return accept();
        const { attachmentId, personId } = state;
        return accept({ type: 'coordination.AttachmentRetracted', data: { attachmentId, personId, ...command.data } });
      }
    }
  },
};
