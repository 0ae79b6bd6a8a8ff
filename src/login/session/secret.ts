import { createHash, randomBytes } from 'node:crypto';

/** A value only the browser holds: 256 random bits, unguessable, so that its plain hash is safe to store. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

export const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();
