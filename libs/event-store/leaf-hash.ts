import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { NewEvent } from './event-store.js';

/**
 * RFC 6962 leaf hash of an event: SHA-256 over 0x00 and the canonical JSON (RFC 8785) of what is stored. Personal fields are ciphertext already,
 * so that erasing a key leaves the tree intact. Hashed at append; the sequencer gives leaves their index later.
 */
export const leafHash = (stream: string, revision: number, event: NewEvent): Buffer => {
  const text = canonicalize({
    stream,
    revision,
    id: event.id,
    type: event.type,
    version: event.version,
    data: event.data,
    metadata: event.metadata,
    occurredAt: event.occurredAt.toISOString(),
    recordedAt: event.recordedAt.toISOString(),
  });
  return createHash('sha256')
    .update(Buffer.of(0))
    .update(text as string)
    .digest();
};
