import { createHash, createHmac } from 'node:crypto';

/** Marked as what it is: version 8 of RFC 9562, which no client may choose for anything new (`newId`). */
const uuidOf = (digest: Buffer): string => {
  const bytes = digest.subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
};

/** The same UUID for the same parts, always: ids of things that a reaction or a retry must not make twice. Whoever knows the parts can work it out. */
export const derivedId = (...parts: readonly string[]): string => uuidOf(createHash('sha256').update(JSON.stringify(parts)).digest());
/** The same, for whoever has the key alone: where the parts can be guessed and say something. */
export const keyedId = (key: Uint8Array, ...parts: readonly string[]): string =>
  uuidOf(createHmac('sha256', key).update(JSON.stringify(parts)).digest());

/**
 * The intake diary of a function in a case: where what comes is registered before anyone opens a record for it. One for each case, with keys of its own, so
 * that it is erased with what the agency has in that case and with nothing else.
 */
export const intakeRecordOf = (functionId: string, caseId: string): string => derivedId('intake', functionId, caseId);
