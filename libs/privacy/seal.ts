import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Sealed } from '#libs/shared-kernel';

export interface SealContext {
  readonly keyId: string;
  readonly key: Buffer;
  readonly recordId: string;
  readonly personId: string | null;
  readonly event: string;
  readonly field: string;
  readonly version: number;
}

/** Associated data: record, person, field, event id, version. A ciphertext moved to another place does not open. */
const associated = (context: Pick<SealContext, 'recordId' | 'personId' | 'event' | 'field' | 'version'>): Buffer =>
  Buffer.from(JSON.stringify([context.recordId, context.personId, context.field, context.event, context.version]));

/** Encrypts one value (as JSON) with AES-256-GCM. */
export const sealValue = (value: unknown, context: SealContext): Sealed => {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', context.key, iv).setAAD(associated(context));
  const data = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return {
    sealed: 1,
    key: context.keyId,
    event: context.event,
    field: context.field,
    version: context.version,
    iv: iv.toString('base64'),
    data: data.toString('base64'),
  };
};

/** Encrypts a file as it is: nonce, ciphertext and tag in one. Bound to its place as a value is. */
export const sealBytes = (bytes: Buffer, context: SealContext): Buffer => {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', context.key, iv).setAAD(associated(context));
  return Buffer.concat([iv, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
};

/** @throws when the ciphertext or its place was changed */
export const openBytes = (sealed: Buffer, context: Omit<SealContext, 'keyId'>): Buffer => {
  const decipher = createDecipheriv('aes-256-gcm', context.key, sealed.subarray(0, 12))
    .setAAD(associated(context))
    .setAuthTag(sealed.subarray(-16));
  return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]);
};

/** @throws when the ciphertext or its place was changed */
export const openValue = (value: Sealed, key: Buffer, recordId: string, personId: string | null): unknown => {
  const bytes = Buffer.from(value.data, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(value.iv, 'base64'))
    .setAAD(associated({ recordId, personId, event: value.event, field: value.field, version: value.version }))
    .setAuthTag(bytes.subarray(-16));
  return JSON.parse(Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]).toString('utf8'));
};
