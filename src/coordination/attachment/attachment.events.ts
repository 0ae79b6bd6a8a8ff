import { z } from 'zod';
import { defineEvent, open, sealed, type EventUnion } from '#libs/shared-kernel';

const id = z.uuid();

/** What a file may be about: the class that a disclosure would have to name. Words in a file concern everyone, so `free-text` is the careful choice. */
export const ATTACHMENT_CLASSES = ['identity', 'location', 'health', 'risk', 'crime', 'child', 'support', 'plan', 'free-text'] as const;
export const ATTACHMENT_KINDS = ['photograph', 'certificate', 'decision', 'letter', 'report', 'other'] as const;
export const ATTACHMENT_ORIGINS = ['own', 'received'] as const;
export const ATTACHMENT_RETRACTIONS = ['wrong-person', 'entered-by-mistake', 'duplicate'] as const;

/** What a file is, without a word of what it says: the same of one that was uploaded and of one that came in a copy. */
export const fileFacts = {
  /** What a disclosure of it would have to name. */
  class: z.enum(ATTACHMENT_CLASSES),
  kind: z.enum(ATTACHMENT_KINDS),
  mediaType: z.string().regex(/^[a-z]+\/[a-z0-9.+-]+$/),
  extension: z.string().regex(/^[a-z0-9]{2,5}$/),
  /** Bytes, as it was uploaded. */
  size: z.int().positive(),
};
/** SHA-256 of the ciphertext: that it is the file that was kept can be shown without opening it. */
export const fileDigest = z.string().regex(/^[0-9a-f]{64}$/);

/**
 * A file in an own record. Its bytes lie encrypted outside the events, under the key of the person it is about in this record, so that erasure destroys them;
 * the event holds what it is, and the digest of the ciphertext. Stored for ever.
 */
export const attachmentEvents = {
  kept: defineEvent('coordination.AttachmentKept', 1, {
    attachmentId: open('reference', id),
    ownerAgency: open('reference', z.string()),
    recordId: open('reference', id),
    caseId: open('reference', id),
    personId: open('reference', id),
    /** Where the bytes lie. */
    fileId: open('reference', id),
    class: open('reference', fileFacts.class),
    kind: open('reference', fileFacts.kind),
    origin: open('reference', z.enum(ATTACHMENT_ORIGINS)),
    /** The day a document received came in (inkommen handling). */
    receivedOn: open('reference', z.iso.date().optional()),
    mediaType: open('reference', fileFacts.mediaType),
    extension: open('reference', fileFacts.extension),
    size: open('reference', fileFacts.size),
    digest: open('reference', fileDigest),
    name: sealed('free-text', z.string().min(1).max(200)),
    from: sealed('free-text', z.string().min(1).max(200).optional()),
  }),
  /** It should not be there. It stays, marked: a document received is a public record, which is not destroyed by a click. */
  retracted: defineEvent('coordination.AttachmentRetracted', 1, {
    attachmentId: open('reference', id),
    personId: open('reference', id),
    reason: open('reference', z.enum(ATTACHMENT_RETRACTIONS)),
  }),
};
export type AttachmentEvent = EventUnion<typeof attachmentEvents>;
