import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** Fingerprint of a command's name and input: the same Idempotency-Key with another fingerprint is a mistake of the client. */
export const requestHash = (command: string, input: unknown): string =>
  createHash('sha256')
    .update(canonicalize({ command, input: JSON.parse(JSON.stringify(input)) as unknown }) as string)
    .digest('base64url');
