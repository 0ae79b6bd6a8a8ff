import { EpochUnknown, KeyringError, type PlainKey, type WrappedKey, type WrappingKeys } from '../wrapping-keys.js';
import { VaultClient, type VaultOptions } from './vault-client.js';

interface KeyInfo {
  readonly latest_version: number;
  readonly min_available_version?: number;
}

interface BatchResult {
  readonly ciphertext?: string;
  readonly plaintext?: string;
  readonly error?: string;
}

/** Keys in one request. Vault takes more; this keeps a request at some 100 kB. */
const BATCH = 500;
const TOO_OLD = /disallowed by policy \(too old\)|version is too old|invalid key version|version is too new|no such key version/i;

/**
 * HashiCorp Vault's transit engine (and OpenBao's, which has the same API). The wrapping key never leaves Vault; an epoch is a version of it. A rotation is
 * Vault's own, and destroying is raising both least versions and trimming what is below, which Vault says is for good.
 */
export class VaultKeys implements WrappingKeys {
  readonly provider = 'vault';
  readonly holder: string;
  private readonly vault: VaultClient;
  private current: number | undefined;

  constructor(private readonly options: VaultOptions & { /** The transit key's name. */ readonly key: string }) {
    this.vault = new VaultClient(options);
    this.holder = `the transit key ${options.key} of Vault at ${options.address}`;
  }

  async currentEpoch(): Promise<number> {
    this.current ??= (await this.info())?.latest_version;
    if (this.current === undefined) throw this.missing();
    return this.current;
  }

  async epochs(): Promise<readonly number[]> {
    const info = await this.info();
    if (!info) return [];
    const first = Math.max(1, info.min_available_version ?? 0);
    return Array.from({ length: info.latest_version - first + 1 }, (_, index) => first + index);
  }

  async wrap(keys: readonly PlainKey[]): Promise<readonly WrappedKey[]> {
    const results = await this.batches('encrypt', keys, ({ name, key }) => ({
      plaintext: key.toString('base64'),
      associated_data: Buffer.from(name).toString('base64'),
    }));
    return results.map(({ ciphertext, error }) => {
      const version = /^vault:v(\d+):/.exec(ciphertext ?? '')?.[1];
      if (!ciphertext || !version) throw new KeyringError(`Vault did not wrap a key: ${error ?? 'an answer without ciphertext'}.`);
      return { wrapped: Buffer.from(ciphertext), epoch: Number(version) };
    });
  }

  async unwrap(keys: readonly (WrappedKey & { readonly name: string })[]): Promise<readonly Buffer[]> {
    const results = await this.batches('decrypt', keys, ({ name, wrapped }) => ({
      ciphertext: wrapped.toString(),
      associated_data: Buffer.from(name).toString('base64'),
    }));
    return results.map(({ plaintext, error }, index) => {
      if (plaintext !== undefined) return Buffer.from(plaintext, 'base64');
      if (TOO_OLD.test(error ?? ''))
        throw new EpochUnknown(
          `Epoch ${keys[index]!.epoch} is not in ${this.holder}. It was destroyed, or this is another installation's key.`,
        );
      throw new KeyringError(`Vault did not open a key: ${error ?? 'an answer without plaintext'}.`);
    });
  }

  async newEpoch(): Promise<number> {
    if (await this.info()) await this.vault.post(`keys/${this.options.key}/rotate`, {});
    else await this.vault.post(`keys/${this.options.key}`, { type: 'aes256-gcm96', exportable: false, allow_plaintext_backup: false });
    this.current = undefined;
    return this.currentEpoch();
  }

  /** Trimming is refused while a least version is unset or below, so both are raised first. */
  async destroyBefore(epoch: number): Promise<void> {
    const info = await this.info();
    if (!info) throw this.missing();
    if ((info.min_available_version ?? 0) >= epoch) return;
    await this.vault.post(`keys/${this.options.key}/config`, { min_decryption_version: epoch, min_encryption_version: epoch });
    await this.vault.post(`keys/${this.options.key}/trim`, { min_available_version: epoch });
  }

  refresh(): Promise<void> {
    this.current = undefined;
    return Promise.resolve();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  private async info(): Promise<KeyInfo | undefined> {
    return (await this.vault.get(`keys/${this.options.key}`)) as KeyInfo | undefined;
  }

  private missing(): KeyringError {
    return new KeyringError(
      `There is no transit key ${this.options.key} in Vault at ${this.options.address}. See that VAULT_KEY and VAULT_MOUNT are those of this installation; without that key nothing personal can be read.`,
    );
  }

  private async batches<T>(operation: 'encrypt' | 'decrypt', items: readonly T[], input: (item: T) => object): Promise<BatchResult[]> {
    const results: BatchResult[] = [];
    for (let from = 0; from < items.length; from += BATCH) {
      const batch = items.slice(from, from + BATCH);
      const answer = (await this.vault.post(`${operation}/${this.options.key}`, { batch_input: batch.map(input) })) as {
        batch_results?: readonly BatchResult[];
      };
      if (answer.batch_results?.length !== batch.length)
        throw new KeyringError('Vault answered with another number of keys than it was asked for.');
      results.push(...answer.batch_results);
    }
    return results;
  }
}
