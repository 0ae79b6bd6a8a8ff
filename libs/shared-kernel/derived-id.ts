import { createHash } from 'node:crypto';

/** The same UUID for the same parts, always: ids of things that a reaction or a retry must not make twice. */
export const derivedId = (...parts: readonly string[]): string => {
  const bytes = createHash('sha256').update(JSON.stringify(parts)).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
};

/** The intake diary of a function: where a request is registered before anyone opens a record for it. */
export const intakeRecordOf = (functionId: string): string => derivedId('intake', functionId);
