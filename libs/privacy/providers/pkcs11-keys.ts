import { randomBytes } from 'node:crypto';
import { EpochUnknown, KeyringError, type PlainKey, type WrappedKey, type WrappingKeys } from '../wrapping-keys.js';
import type { Handle, Pkcs11 } from './pkcs11-api.js';
import { openToken, type OpenToken, type TokenOptions } from './pkcs11-token.js';

const IV = 12;
const TAG = 16;

/**
 * A token that speaks PKCS#11: a hardware security module, a network one, or SoftHSM. Wrapping keys are made in it, marked sensitive and never extractable;
 * what leaves it are data keys, wrapped or unwrapped by AES-256-GCM inside. An epoch is one secret key with our label, its number in CKA_ID.
 * One session, used by one operation at a time.
 */
export class Pkcs11Keys implements WrappingKeys {
  readonly provider = 'pkcs11';
  readonly holder: string;
  private handles: ReadonlyMap<number, Handle> = new Map();

  private constructor(
    private readonly open: OpenToken,
    private readonly label: string,
    token: string,
  ) {
    this.holder = `the keys ${label} of the token ${token}`;
  }

  /** Logs in to the token. @throws KeyringError with what the operator should do */
  static async open(options: TokenOptions & { /** Label of our keys in the token. */ readonly key: string }): Promise<Pkcs11Keys> {
    const keys = new Pkcs11Keys(await openToken(options), options.key, options.token);
    await keys.refresh();
    return keys;
  }

  currentEpoch(): Promise<number> {
    if (this.handles.size === 0)
      throw new KeyringError(
        `There is no key ${this.label} in ${this.holder}. See that PKCS11_TOKEN and PKCS11_KEY are those of this installation.`,
      );
    return Promise.resolve(Math.max(...this.handles.keys()));
  }

  async epochs(): Promise<readonly number[]> {
    await this.refresh();
    return [...this.handles.keys()].toSorted((a, b) => a - b);
  }

  async wrap(keys: readonly PlainKey[]): Promise<readonly WrappedKey[]> {
    const epoch = await this.currentEpoch();
    const handle = this.handleOf(epoch);
    return keys.map(({ name, key }) => {
      const iv = randomBytes(IV);
      const wrapped = this.run((pkcs11, session) => {
        pkcs11.C_EncryptInit(session, this.gcm(iv, name), handle);
        return pkcs11.C_Encrypt(session, key, Buffer.alloc(key.length + TAG + 16));
      });
      return { wrapped: Buffer.concat([iv, wrapped]), epoch };
    });
  }

  unwrap(keys: readonly (WrappedKey & { readonly name: string })[]): Promise<readonly Buffer[]> {
    return new Promise((resolve) =>
      resolve(
        keys.map(({ name, wrapped, epoch }) => {
          const handle = this.handleOf(epoch);
          return this.run((pkcs11, session) => {
            pkcs11.C_DecryptInit(session, this.gcm(wrapped.subarray(0, IV), name), handle);
            return Buffer.from(pkcs11.C_Decrypt(session, wrapped.subarray(IV), Buffer.alloc(wrapped.length)));
          });
        }),
      ),
    );
  }

  async newEpoch(): Promise<number> {
    const epoch = Math.max(0, ...(await this.epochs())) + 1;
    const { constants: c } = this.open;
    this.run((pkcs11, session) =>
      pkcs11.C_GenerateKey(session, { mechanism: c.CKM_AES_KEY_GEN }, [
        { type: c.CKA_CLASS, value: c.CKO_SECRET_KEY },
        { type: c.CKA_KEY_TYPE, value: c.CKK_AES },
        { type: c.CKA_VALUE_LEN, value: 32 },
        { type: c.CKA_LABEL, value: this.label },
        { type: c.CKA_ID, value: idOf(epoch) },
        { type: c.CKA_TOKEN, value: true },
        { type: c.CKA_PRIVATE, value: true },
        { type: c.CKA_SENSITIVE, value: true },
        { type: c.CKA_EXTRACTABLE, value: false },
        { type: c.CKA_ENCRYPT, value: true },
        { type: c.CKA_DECRYPT, value: true },
      ]),
    );
    await this.refresh();
    return epoch;
  }

  async destroyBefore(epoch: number): Promise<void> {
    await this.refresh();
    for (const [one, handle] of this.handles) if (one < epoch) this.run((pkcs11, session) => pkcs11.C_DestroyObject(session, handle));
    await this.refresh();
  }

  refresh(): Promise<void> {
    this.handles = this.find();
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.open.close();
    return Promise.resolve();
  }

  private find(): ReadonlyMap<number, Handle> {
    const { constants: c } = this.open;
    return this.run((pkcs11, session) => {
      const found = new Map<number, Handle>();
      pkcs11.C_FindObjectsInit(session, [
        { type: c.CKA_CLASS, value: c.CKO_SECRET_KEY },
        { type: c.CKA_LABEL, value: this.label },
      ]);
      try {
        for (let handle = pkcs11.C_FindObjects(session); handle; handle = pkcs11.C_FindObjects(session)) {
          const [id] = pkcs11.C_GetAttributeValue(session, handle, [{ type: c.CKA_ID }]);
          const epoch = id!.value.readUInt32BE();
          if (found.has(epoch))
            throw new KeyringError(`${this.holder} holds two keys of epoch ${epoch}. Restore the token from its backup.`);
          found.set(epoch, handle);
        }
      } finally {
        pkcs11.C_FindObjectsFinal(session);
      }
      return found;
    });
  }

  private handleOf(epoch: number): Handle {
    const known = this.handles.get(epoch);
    if (known) return known;
    this.handles = this.find(); // another instance may have rotated
    const handle = this.handles.get(epoch);
    if (!handle)
      throw new EpochUnknown(`Epoch ${epoch} is not among ${this.holder}. It was destroyed, or this is another installation's token.`);
    return handle;
  }

  private gcm(iv: Buffer, name: string) {
    const { constants: c } = this.open;
    const parameter = { type: c.CK_PARAMS_AES_GCM_v240, iv, aad: Buffer.from(name), ivBits: IV * 8, tagBits: TAG * 8 };
    return { mechanism: c.CKM_AES_GCM, parameter };
  }

  private run<T>(work: (pkcs11: Pkcs11, session: Handle) => T): T {
    return this.open.run(work);
  }
}

const idOf = (epoch: number): Buffer => {
  const id = Buffer.alloc(4);
  id.writeUInt32BE(epoch);
  return id;
};
