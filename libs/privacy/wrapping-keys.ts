/** A data key in clear, and the name it is bound to: unwrapping under another name fails. */
export interface PlainKey {
  readonly name: string;
  /** 32 bytes. */
  readonly key: Buffer;
}

/** A data key, wrapped. `epoch` says under which wrapping key. */
export interface WrappedKey {
  readonly wrapped: Buffer;
  readonly epoch: number;
}

/** Wrapping keys cannot be had, or not be trusted. The message is a sentence that tells an operator what to do. */
export class KeyringError extends Error {}

/** The wrapping key of an epoch is not there (any more): destroyed by a rotation, or these are another installation's wrapping keys. */
export class EpochUnknown extends KeyringError {}

/**
 * Whoever holds the wrapping keys, always outside PostgreSQL: a file, Vault, a PKCS#11 token. Each epoch is one wrapping key, with numbers that only rise.
 * An erasure is final only when the living keys are re-wrapped under a new epoch and the older ones are destroyed, since wrapped keys survive in WAL and
 * in backups (foundation.md 10); `KeyRotation` does that, and nobody else calls `newEpoch` and `destroyBefore`.
 *
 * Several instances share the same wrapping keys. One that meets an epoch it does not know looks it up where they are kept, before it fails.
 */
export interface WrappingKeys {
  /** For people: what holds the keys, such as "the keyring keyring.json". */
  readonly holder: string;
  /** What is stored beside the wrapped keys, so that keys wrapped elsewhere are not taken for destroyed ones. */
  readonly provider: 'file' | 'vault' | 'pkcs11';
  /** The epoch that new keys are wrapped under. May be remembered; `refresh` forgets it. */
  currentEpoch(): Promise<number>;
  /** Every epoch whose key still is there, oldest first; asked where they are kept. */
  epochs(): Promise<readonly number[]>;
  /** Wraps under the current epoch, in the order given. */
  wrap(keys: readonly PlainKey[]): Promise<readonly WrappedKey[]>;
  /** In the order given. @throws EpochUnknown; Error when bytes or name were changed */
  unwrap(keys: readonly (WrappedKey & { readonly name: string })[]): Promise<readonly Buffer[]>;
  /** Makes a new wrapping key, durable before it returns, and the current one. @returns its epoch, larger than all before */
  newEpoch(): Promise<number>;
  /** Destroys every wrapping key of an epoch before this one, for good. Doing it twice is doing it once. */
  destroyBefore(epoch: number): Promise<void>;
  /** Forgets what is remembered: another instance has rotated. */
  refresh(): Promise<void>;
  close(): Promise<void>;
}
