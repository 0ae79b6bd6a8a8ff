import path from 'node:path';
import { demoAllowed, parseSettings, SettingsError } from './settings.js';

function faultsOf(env: Record<string, string>): readonly string[] {
  try {
    parseSettings(env);
  } catch (error) {
    if (error instanceof SettingsError) return error.faults;
    throw error;
  }
  return [];
}

const login = { OIDC_ISSUER: 'https://login.example/realm', OIDC_CLIENT_ID: 'chain', PUBLIC_URL: 'https://chain.example/' };

describe('settings', () => {
  it('needs none', () => {
    expect(parseSettings({ PATH: '/bin', PORT: ' ' })).toEqual({
      port: 3000,
      host: '127.0.0.1',
      dataDir: path.resolve('.data'),
      databasePasswords: {},
      eventStore: 'postgres',
      eventPartitions: 1,
      sessionIdleMinutes: 15,
      keyringFile: path.resolve('.data/keyring.json'),
      erasureList: path.resolve('.data/erasures.list'),
      keys: { provider: 'file' },
      tree: { folder: path.resolve('.data/tree'), keyFile: path.resolve('.data/tree-key.pem'), witnesses: [] },
      logLevel: 'info',
      demo: 'auto',
    });
  });

  it('takes a whole set', () => {
    const settings = parseSettings({
      ...login,
      OIDC_CLIENT_SECRET: 's',
      PORT: '0',
      DATA_DIR: '/srv/x',
      KEYRING_FILE: '/etc/keys.json',
      DATABASE_URL: 'postgres://a:b@db/x',
    });
    expect(settings).toMatchObject({ port: 0, dataDir: '/srv/x', keyringFile: '/etc/keys.json', publicUrl: 'https://chain.example' });
    expect(settings.oidc).toMatchObject({ issuer: login.OIDC_ISSUER, clientId: 'chain', clientSecret: 's' });
  });

  it('takes either holder of the wrapping keys, and says what each lacks', () => {
    const vault = { KEYRING_PROVIDER: 'vault', VAULT_ADDR: 'https://vault.example:8200', VAULT_TOKEN_FILE: '/run/token' };
    expect(parseSettings(vault).keys).toMatchObject({
      provider: 'vault',
      mount: 'transit',
      key: 'insatskedja',
      token: { file: '/run/token' },
    });
    expect(faultsOf({ ...vault, VAULT_ADDR: 'http://vault.example:8200' })).toEqual([expect.stringContaining('use https')]);
    expect(faultsOf({ ...vault, VAULT_TOKEN: 'x' })).toEqual([expect.stringContaining('one of VAULT_TOKEN and VAULT_TOKEN_FILE')]);
    const token = { KEYRING_PROVIDER: 'pkcs11', PKCS11_LIBRARY: '/lib/token.so', PKCS11_TOKEN: 'hus', PKCS11_PIN: '1234' };
    expect(parseSettings(token).keys).toMatchObject({ provider: 'pkcs11', pin: { value: '1234' } });
    expect(faultsOf({ KEYRING_PROVIDER: 'pkcs11' })).toHaveLength(2);
  });

  it('wants the backup of the keys in another place than that of the database', () => {
    const backup = { BACKUP_DIR: '/mnt/a', BACKUP_KEYS_DIR: '/mnt/b', BACKUP_RECIPIENTS: 'age1abc, age1def' };
    expect(parseSettings(backup).backup).toEqual({ databaseDir: '/mnt/a', keysDir: '/mnt/b', recipients: ['age1abc', 'age1def'] });
    expect(faultsOf({ ...backup, BACKUP_KEYS_DIR: '/mnt/a/keys' })).toEqual([expect.stringContaining('two places')]);
    expect(faultsOf({ BACKUP_DIR: '/mnt/a' })).toEqual([expect.stringContaining('belong together')]);
  });

  it('takes either engine', () => {
    const KURRENTDB_URL = 'kurrentdb://user:word@h:2113?tls=true';
    expect(parseSettings({ EVENT_STORE: 'kurrentdb', KURRENTDB_URL })).toMatchObject({
      eventStore: 'kurrentdb',
      kurrentDbUrl: KURRENTDB_URL,
    });
    expect(parseSettings({ KURRENTDB_URL })).toMatchObject({ eventStore: 'postgres', kurrentDbUrl: KURRENTDB_URL });
  });

  it.each<[Record<string, string>, RegExp]>([
    [{ PORT: '70000' }, /^PORT must be a port number/],
    [{ PORT: '3e3' }, /^PORT must be a port number/],
    [{ HOST: 'a b' }, /^HOST must be a host name/],
    [{ DATABASE_URL: 'mysql://x' }, /^DATABASE_URL must look like postgres:/],
    [{ DATABASE_URL: 'not an address' }, /^DATABASE_URL must look like postgres:/],
    [{ METRICS_TOKEN: 'short' }, /^METRICS_TOKEN must have at least 16/],
    [{ EVENT_PARTITIONS: '0' }, /^EVENT_PARTITIONS must be a number of parts/],
    [{ EVENT_STORE: 'mongo' }, /^EVENT_STORE must be postgres or kurrentdb/],
    [{ EVENT_STORE: 'kurrentdb' }, /^EVENT_STORE is kurrentdb, but KURRENTDB_URL is not set/],
    [{ EVENT_STORE: 'kurrentdb', KURRENTDB_URL: 'http://h:2113' }, /^KURRENTDB_URL must look like kurrentdb:/],
    [{ OIDC_ISSUER: login.OIDC_ISSUER, PUBLIC_URL: login.PUBLIC_URL }, /without OIDC_CLIENT_ID/],
    [{ OIDC_ISSUER: login.OIDC_ISSUER, OIDC_CLIENT_ID: 'x' }, /without PUBLIC_URL/],
    [{ ...login, OIDC_ISSUER: 'http://login.example' }, /in clear; use https/],
    [{ OIDC_CLIENT_ID: 'x', OIDC_CLIENT_SECRET: 'y' }, /^OIDC_CLIENT_ID, OIDC_CLIENT_SECRET set without OIDC_ISSUER/],
    [{ PUBLIC_URL: 'http://chain.example' }, /^PUBLIC_URL is an http address/],
    [{ SESSION_IDLE_MINUTES: '0' }, /^SESSION_IDLE_MINUTES must be/],
    [{ LOG_LEVEL: 'loud' }, /^LOG_LEVEL must be/],
    [{ DEMO: 'on' }, /^DEMO must be auto, small or off/],
    [{ WITNESSES: 'https://witness.example' }, /^WITNESSES must hold what each witness said/],
    [{ TREE_SIGNER: 'signer.example' }, /^TREE_SIGNER must be an http or https address/],
    [{ TREE_SIGNER: 'https://signer.example' }, /^TREE_SIGNER is set without TREE_SIGNER_TOKEN/],
    [{ TREE_SIGNER: 'unix:/run/signer.sock', TREE_KEY_FILE: '/k.pem' }, /^TREE_SIGNER and TREE_KEY_FILE are both set/],
    [{ WITNESS: 'x' }, /^WITNESS is not a setting/],
    [{ OIDC_ISUER: 'https://login.example' }, /^OIDC_ISUER is not a setting/],
  ])('says what is wrong with %j', (env, sentence) => {
    const faults = faultsOf(env);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(sentence);
  });

  it('knows witnesses by address and key, and keeps the tree beside the keyring', () => {
    const key = 'w.example+1a2b3c4d+BGFi/2Vm+Q==';
    const { tree } = parseSettings({
      KEYRING_FILE: '/etc/k/keys.json',
      WITNESSES: `https://w.example:7070#${key}, unix:/run/w.sock#${key}`,
    });
    expect(tree).toEqual({
      folder: '/etc/k/tree',
      keyFile: '/etc/k/tree-key.pem',
      signer: undefined,
      signerToken: undefined,
      witnesses: [
        { url: 'https://w.example:7070', vkey: key },
        { url: 'unix:/run/w.sock', vkey: key },
      ],
    });
  });

  it('tells all faults at once, and no value', () => {
    const faults = faultsOf({ PORT: 'hemligt-1', DATABASE_URL: 'hemligt-2', DEMO: 'hemligt-3' });
    expect(faults.map((fault) => fault.split(' ')[0])).toEqual(['PORT', 'DATABASE_URL', 'DEMO']);
    expect(faults.join()).not.toContain('hemligt');
    expect(() => parseSettings({ DEMO: 'hemligt' })).toThrow(expect.objectContaining({ exitCode: 78 }));
  });
});

describe('demo login', () => {
  const allowed = (env: Record<string, string>): boolean => demoAllowed(parseSettings(env));

  it('is there on the embedded database and this machine alone', () => {
    expect(
      [{}, { HOST: '::1' }, { HOST: 'localhost' }, { PUBLIC_URL: 'http://localhost:3000' }, { NODE_ENV: 'production' }].map((env) =>
        allowed(env as never),
      ),
    ).toEqual(Array(5).fill(true));
  });

  it.each([
    { DEMO: 'off' },
    { HOST: '0.0.0.0' },
    { HOST: '::' },
    { DATABASE_URL: 'postgres://a:b@127.0.0.1/x' },
    { EVENT_STORE: 'kurrentdb', KURRENTDB_URL: 'kurrentdb://127.0.0.1:2113?tls=false' },
    { PUBLIC_URL: 'https://chain.example' },
    login,
    { HOST: '10.0.0.1', NODE_ENV: 'development' },
  ])('is not there with %j', (env) => expect(allowed(env as never)).toBe(false));
});
