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

/** AES-256-GCM under a nonce of its own: the ciphertext, its tag last. */
const encrypt = (bytes: Buffer, context: SealContext): { iv: Buffer; data: Buffer } => {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', context.key, iv).setAAD(associated(context));
  return { iv, data: Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()]) };
};

/** Encrypts one value, as JSON. */
export const sealValue = (value: unknown, context: SealContext): Sealed => {
  const { iv, data } = encrypt(Buffer.from(JSON.stringify(value)), context);
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
  const { iv, data } = encrypt(bytes, context);
  return Buffer.concat([iv, data]);
};

const decrypt = (iv: Buffer, data: Buffer, context: Omit<SealContext, 'keyId'>): Buffer => {
  const decipher = createDecipheriv('aes-256-gcm', context.key, iv, { authTagLength: 16 })
    .setAAD(associated(context))
    .setAuthTag(data.subarray(-16));
  return Buffer.concat([decipher.update(data.subarray(0, -16)), decipher.final()]);
};

/** @throws when the ciphertext or its place was changed */
export const openBytes = (sealed: Buffer, context: Omit<SealContext, 'keyId'>): Buffer =>
  decrypt(sealed.subarray(0, 12), sealed.subarray(12), context);

/** @throws when the ciphertext or its place was changed */
export const openValue = (value: Sealed, key: Buffer, recordId: string, personId: string | null): unknown => {
  const { event, field, version } = value;
  const bytes = decrypt(Buffer.from(value.iv, 'base64'), Buffer.from(value.data, 'base64'), {
    key,
    recordId,
    personId,
    event,
    field,
    version,
  });
  return JSON.parse(bytes.toString('utf8'));
};
