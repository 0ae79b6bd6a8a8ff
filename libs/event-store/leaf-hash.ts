import { hash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { NewEvent } from './event-store.js';

/**
 * The event as canonical JSON (RFC 8785): what is hashed and, letter for letter, what is stored. Personal fields are ciphertext already,
 * so that erasing a key leaves the tree intact.
 */
export const canonicalEvent = (stream: string, revision: number, event: NewEvent): string =>
  canonicalize({
    stream,
    revision,
    id: event.id,
    type: event.type,
    version: event.version,
    data: event.data,
    metadata: event.metadata,
    occurredAt: event.occurredAt.toISOString(),
    recordedAt: event.recordedAt.toISOString(),
  }) as string;

/** RFC 6962 leaf hash: SHA-256 over 0x00 and the canonical event, in hex. Hashed at append; the sequencer gives leaves their index later. */
export const leafOf = (canonical: string): string => hash('sha256', `\0${canonical}`, 'hex');
