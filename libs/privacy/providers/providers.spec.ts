import { spawnSync } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { VaultDouble } from '../testing/vault-double.js';
import { EpochUnknown, KeyringError, type WrappingKeys } from '../wrapping-keys.js';
import { Keyring } from './keyring.js';
import { Pkcs11Keys } from './pkcs11-keys.js';
import { RememberingKeys } from './remembering-keys.js';
import { VaultKeys } from './vault-keys.js';

const folder = mkdtempSync(path.join(tmpdir(), 'providers-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What every holder of wrapping keys keeps to. `another` is a second instance's view of the same keys. */
const conformance = (open: () => Promise<WrappingKeys>, another: () => Promise<WrappingKeys>): void => {
  let keys: WrappingKeys;
  const plain = Array.from({ length: 7 }, () => ({ name: randomUUID(), key: randomBytes(32) }));
  beforeAll(async () => {
    keys = await open();
    if ((await keys.epochs()).length === 0) await keys.newEpoch();
  });
  afterAll(() => keys.close());
  const wrapped = async () => (await keys.wrap(plain)).map((one, index) => ({ ...one, name: plain[index]!.name }));

  it('opens what it wrapped, in the order given, and shows nothing of it', async () => {
    const all = await wrapped();
    expect(await keys.unwrap(all.toReversed())).toEqual(plain.map(({ key }) => key).toReversed());
    for (const [index, one] of all.entries()) expect(one.wrapped.includes(plain[index]!.key)).toBe(false);
    expect(await keys.unwrap([])).toEqual([]);
  });
  it('does not open under another name, nor when a byte was changed', async () => {
    const [one] = await wrapped();
    await expect(keys.unwrap([{ ...one!, name: randomUUID() }])).rejects.toThrow();
    const changed = Buffer.from(one!.wrapped);
    changed[changed.length - 3]! ^= 1;
    await expect(keys.unwrap([{ ...one!, wrapped: changed }])).rejects.toThrow();
    expect((await keys.unwrap([one!]))[0]).toEqual(plain[0]!.key); // control
  });
  it('opens older epochs until they are destroyed, and is heard of by another instance', async () => {
    const [other, old, before] = [await another(), await wrapped(), await keys.currentEpoch()];
    const epoch = await keys.newEpoch();
    expect(epoch).toBeGreaterThan(before);
    expect(await keys.currentEpoch()).toBe(epoch);
    const fresh = await wrapped();
    expect(fresh.every((one) => one.epoch === epoch)).toBe(true);
    expect(await keys.unwrap([...old, ...fresh])).toHaveLength(14);
    expect((await other.unwrap(fresh))[0]).toEqual(plain[0]!.key);
    await keys.destroyBefore(epoch);
    await keys.destroyBefore(epoch);
    expect(await keys.epochs()).toEqual([epoch]);
    await expect(keys.unwrap(old)).rejects.toThrow(EpochUnknown);
    await other.refresh();
    await expect(other.unwrap(old)).rejects.toThrow(EpochUnknown);
    expect(await other.currentEpoch()).toBe(epoch);
    expect((await other.unwrap(fresh))[6]).toEqual(plain[6]!.key);
    await other.close();
  });
};

describe('the keyring file', () => {
  const file = path.join(folder, 'keyring.json');
  conformance(
    async () => Keyring.open(file, true),
    async () => Keyring.open(file, false),
  );
});

describe('the transit engine of Vault (a stand-in that answers as documented)', () => {
  const vault = new VaultDouble('s.right');
  let address: string;
  const at = (token = 's.right') => new VaultKeys({ address, token: { value: token }, mount: 'transit', key: 'insatskedja' });
  beforeAll(async () => void (address = await vault.listen()));
  afterAll(() => vault.close());
  conformance(
    async () => at(),
    async () => at(),
  );

  it('asks once for many keys, and not again within a moment for what it has unwrapped', async () => {
    let now = 0;
    const keys = new RememberingKeys(at(), { forMs: 30_000, now: () => now });
    const plain = Array.from({ length: 400 }, () => ({ name: randomUUID(), key: randomBytes(32) }));
    const all = (await keys.wrap(plain)).map((one, index) => ({ ...one, name: plain[index]!.name }));
    const asked = async (): Promise<number> => {
      const before = vault.requests;
      expect(await keys.unwrap(all)).toEqual(plain.map(({ key }) => key));
      return vault.requests - before;
    };
    expect([await asked(), await asked()]).toEqual([1, 0]);
    await expect(keys.unwrap([{ ...all[0]!, name: randomUUID() }])).rejects.toThrow(); // remembered by name too
    now = 30_001;
    expect(await asked()).toBe(1);
    await keys.refresh();
    expect(await asked()).toBe(1);
  });
  it('remembers no more than it may', async () => {
    const keys = new RememberingKeys(at(), { atMost: 3 });
    const plain = Array.from({ length: 5 }, () => ({ name: randomUUID(), key: randomBytes(32) }));
    const all = (await keys.wrap(plain)).map((one, index) => ({ ...one, name: plain[index]!.name }));
    await keys.unwrap(all);
    const before = vault.requests;
    await keys.unwrap(all.slice(2));
    expect(vault.requests).toBe(before);
    await keys.unwrap(all.slice(0, 1));
    expect(vault.requests).toBe(before + 1);
  });
  it('says what to do about a wrong token, a sealed Vault, one that is away, and a token file that is not there', async () => {
    await expect(at('s.wrong').epochs()).rejects.toThrow(/refuses this token.*VAULT_TOKEN/);
    await expect(at('s.wrong').epochs()).rejects.not.toThrow(/s\.wrong/);
    vault.sealed = true;
    await expect(at().epochs()).rejects.toThrow(/sealed.*Unseal it/);
    vault.sealed = false;
    const gone = new VaultKeys({ address: 'http://127.0.0.1:1', token: { value: 'x' }, mount: 'transit', key: 'k' });
    await expect(gone.epochs()).rejects.toThrow(/does not answer.*VAULT_ADDR/);
    const noFile = new VaultKeys({ address, token: { file: path.join(folder, 'nowhere') }, mount: 'transit', key: 'k' });
    await expect(noFile.epochs()).rejects.toThrow(/VAULT_TOKEN_FILE/);
    const tokenFile = path.join(folder, 'token');
    writeFileSync(tokenFile, 's.right\n');
    const byFile = new VaultKeys({ address, token: { file: tokenFile }, mount: 'transit', key: 'other' });
    expect(await byFile.epochs()).toEqual([]);
    await expect(byFile.currentEpoch()).rejects.toThrow(/no transit key other/);
    await expect(byFile.destroyBefore(2)).rejects.toThrow(KeyringError);
  });
});

const SOFTHSM = ['/usr/lib/softhsm/libsofthsm2.so', '/usr/lib64/pkcs11/libsofthsm2.so', '/opt/homebrew/lib/softhsm/libsofthsm2.so'].find(
  (one) => existsSync(one),
);
const isBuilt = (): boolean => {
  try {
    return existsSync(
      path.join(path.dirname(createRequire(import.meta.url).resolve('pkcs11js/package.json')), 'build/Release/pkcs11.node'),
    );
  } catch {
    return false; // an optional package, left out
  }
};
const lacking = [
  ...(SOFTHSM ? [] : ['softhsm2 is not installed (apt-get install softhsm2)']),
  ...(isBuilt() ? [] : ['pkcs11js is not built (npm run keys:pkcs11)']),
];

// Without a token there is nothing to ask; the name of what is skipped says what is lacking. CI installs both.
(lacking.length === 0 ? describe : describe.skip)(
  `a PKCS#11 token (SoftHSM)${lacking.length > 0 ? `: ${lacking.join(' and ')}` : ''}`,
  () => {
    const options = { library: SOFTHSM ?? '', token: 'hus', pin: '123456', key: 'insatskedja' };
    beforeAll(() => {
      const tokens = path.join(folder, 'tokens');
      mkdirSync(tokens);
      chmodSync(tokens, 0o700);
      const conf = path.join(folder, 'softhsm2.conf');
      writeFileSync(conf, `directories.tokendir = ${tokens}\nobjectstore.backend = file\nlog.level = ERROR\n`);
      process.env['SOFTHSM2_CONF'] = conf;
      const made = spawnSync('softhsm2-util', ['--init-token', '--free', '--label', 'hus', '--so-pin', '654321', '--pin', '123456'], {
        encoding: 'utf8',
      });
      if (made.status !== 0) throw new Error(made.stderr);
    });
    conformance(
      () => Pkcs11Keys.open(options),
      () => Pkcs11Keys.open(options),
    );

    it('says what to do about a wrong PIN, a token that is not there, and a library that is not one', async () => {
      await expect(Pkcs11Keys.open({ ...options, token: 'annat' })).rejects.toThrow(/no token called annat.*hus/);
      await expect(Pkcs11Keys.open({ ...options, library: '/nowhere.so' })).rejects.toThrow(/PKCS11_LIBRARY/);
      const empty = await Pkcs11Keys.open({ ...options, key: 'ingen' });
      expect(() => empty.currentEpoch()).toThrow(/no key ingen/);
      await empty.close();
    });
  },
);
