import path from 'node:path';
import { z } from 'zod';

/** `EX_CONFIG` of sysexits.h: a service manager should not try again before someone has changed the settings. */
const EXIT_CODE = 78;

/** The environment does not add up. One sentence per fault, all at once; end the process with `exitCode`. */
export class SettingsError extends Error {
  readonly exitCode = EXIT_CODE;
  constructor(readonly faults: readonly string[]) {
    super(`The settings cannot be used:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
    this.name = 'SettingsError';
  }
}

const whole = (least: number, most: number, what: string) =>
  z
    .string()
    .regex(/^\d{1,9}$/, what)
    .transform(Number)
    .refine((value) => value >= least && value <= most, what);

const address = (schemes: string[], what: string) =>
  z.string().refine((value) => URL.canParse(value) && schemes.includes(new URL(value).protocol.slice(0, -1)), what);

const httpAddress = (example: string) => address(['http', 'https'], `must be an http or https address, such as ${example}`);

const isReachable = (value: string): boolean =>
  /^unix:\/./.test(value) || (URL.canParse(value) && ['http:', 'https:'].includes(new URL(value).protocol));

/** `address#key`, with spaces or commas between. */
const witnessesIn = (value: string): { readonly url: string; readonly vkey: string }[] =>
  value
    .split(/[\s,]+/)
    .filter(Boolean)
    .map((one) => {
      const [url = '', vkey = ''] = one.split(/#(.*)/s);
      return { url: url.replace(/\/+$/, ''), vkey };
    });

const variables = z.object({
  PORT: whole(0, 65_535, 'must be a port number from 0 to 65535, such as 3000 (0 takes any free one)').default(3000),
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/, 'must be a host name or an IP address, such as 127.0.0.1')
    .default('127.0.0.1'),
  DATA_DIR: z.string().default('.data'),
  DATABASE_URL: address(['postgres', 'postgresql'], 'must look like postgres://user:password@host:5432/insatskedja').optional(),
  MIGRATE_DB_PASSWORD: z.string().optional(),
  APP_DB_PASSWORD: z.string().optional(),
  PROJECTOR_DB_PASSWORD: z.string().optional(),
  EVENT_STORE: z.enum(['postgres', 'kurrentdb'], 'must be postgres or kurrentdb').default('postgres'),
  EVENT_PARTITIONS: whole(1, 256, 'must be a number of parts from 1 to 256, such as 16').default(1),
  KURRENTDB_URL: address(
    ['kurrentdb', 'kurrentdb+discover', 'esdb', 'esdb+discover'],
    'must look like kurrentdb://host:2113?tls=true',
  ).optional(),
  PUBLIC_URL: httpAddress('https://insatskedja.region.example').optional(),
  OIDC_ISSUER: httpAddress('https://login.region.example/realms/staff').optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_AUDIENCE: z.string().optional(),
  OIDC_REQUIRED_ACR: z.string().optional(),
  SESSION_IDLE_MINUTES: whole(1, 60, 'must be a number of minutes from 1 to 60, such as 15').default(15),
  KEYRING_PROVIDER: z.enum(['file', 'vault', 'pkcs11'], 'must be file, vault or pkcs11').default('file'),
  KEYRING_FILE: z.string().optional(),
  VAULT_ADDR: httpAddress('https://vault.region.example:8200').optional(),
  VAULT_TOKEN: z.string().optional(),
  VAULT_TOKEN_FILE: z.string().optional(),
  VAULT_NAMESPACE: z.string().optional(),
  VAULT_MOUNT: z
    .string()
    .regex(/^[\w/-]+$/, 'must be the path that the transit engine is mounted at, such as transit')
    .default('transit'),
  VAULT_KEY: z
    .string()
    .regex(/^[\w.-]+$/, 'must be the name of a transit key, such as insatskedja')
    .default('insatskedja'),
  PKCS11_LIBRARY: z.string().optional(),
  PKCS11_TOKEN: z.string().optional(),
  PKCS11_PIN: z.string().optional(),
  PKCS11_PIN_FILE: z.string().optional(),
  PKCS11_KEY: z.string().default('insatskedja'),
  BACKUP_DIR: z.string().optional(),
  BACKUP_KEYS_DIR: z.string().optional(),
  BACKUP_RECIPIENTS: z
    .string()
    .regex(/^age1[a-z0-9]+(\s*,\s*age1[a-z0-9]+)*$/, 'must be public keys of age with commas between, such as age1…, age1…')
    .optional(),
  TREE_DIR: z.string().optional(),
  TREE_KEY_FILE: z.string().optional(),
  TREE_SIGNER: z
    .string()
    .refine(isReachable, 'must be an http or https address, such as https://signer.example:7071, or unix:/path/of.sock')
    .optional(),
  TREE_SIGNER_TOKEN: z.string().optional(),
  WITNESSES: z
    .string()
    .refine(
      (value) => witnessesIn(value).every(({ url, vkey }) => isReachable(url) && /^[^\s+]+\+[\da-f]{8}\+[A-Za-z\d+/]+=*$/.test(vkey)),
      'must hold what each witness said at its start, address#key, with spaces between, such as https://witness.example:7070#witness.example+1a2b3c4d+BASE64',
    )
    .optional(),
  RETENTION_FILE: z.string().optional(),
  TRUSTED_PROXIES: z
    .string()
    .regex(/^[\da-fA-F.:/]+(\s*,\s*[\da-fA-F.:/]+)*$/, 'must be addresses or networks with commas between, such as 10.0.0.5, 10.1.0.0/16')
    .optional(),
  METRICS_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]{16,}$/, 'must have at least 16 characters, without spaces')
    .optional(),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], 'must be trace, debug, info, warn, error, fatal or silent')
    .default('info'),
  DEMO: z.enum(['auto', 'small', 'off'], 'must be auto, small or off').default('auto'),
});

type Variables = z.infer<typeof variables>;

/** A name like ours that we do not know is a slip of the pen, and a slip in a security setting must not pass in silence. */
const ours = /^(OIDC|TRUSTED|KURRENTDB|SESSION|KEYRING|PKCS11|RETENTION|DEMO|EVENT|METRICS|TREE|WITNESS|WITNESSES)(_|$)/;

/** What one setting means for another. */
function faultsBetween(set: Variables): string[] {
  const faults: string[] = [];
  if (set.EVENT_STORE === 'kurrentdb' && !set.KURRENTDB_URL)
    faults.push(
      'EVENT_STORE is kurrentdb, but KURRENTDB_URL is not set. Set it to the address of KurrentDB, such as kurrentdb://host:2113?tls=true.',
    );
  faults.push(...faultsOfKeys(set));
  if (set.OIDC_ISSUER) {
    if (!set.OIDC_CLIENT_ID)
      faults.push('OIDC_ISSUER is set without OIDC_CLIENT_ID. Set OIDC_CLIENT_ID to the id your login service knows this system by.');
    if (!set.PUBLIC_URL)
      faults.push('OIDC_ISSUER is set without PUBLIC_URL. Set PUBLIC_URL to the address users reach this system at: login returns to it.');
    if (!isLoopbackAddress(set.OIDC_ISSUER) && set.OIDC_ISSUER.startsWith('http:'))
      faults.push('OIDC_ISSUER is an http address. Logins would travel in clear; use https.');
  } else {
    const alone = (['OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'OIDC_AUDIENCE', 'OIDC_REQUIRED_ACR'] as const).filter((name) => set[name]);
    if (alone.length > 0)
      faults.push(
        `${alone.join(', ')} set without OIDC_ISSUER. Set OIDC_ISSUER to the address of your login service, or remove ${alone.length > 1 ? 'them' : 'it'}.`,
      );
  }
  if (set.TREE_SIGNER && set.TREE_KEY_FILE)
    faults.push('TREE_SIGNER and TREE_KEY_FILE are both set. Keep the one that holds the signing key.');
  if (set.TREE_SIGNER?.startsWith('http') && !set.TREE_SIGNER_TOKEN)
    faults.push(
      'TREE_SIGNER is set without TREE_SIGNER_TOKEN. Set it to the text in the file that the signer was started with (--token-file).',
    );
  if (set.PUBLIC_URL && !isLoopbackAddress(set.PUBLIC_URL) && set.PUBLIC_URL.startsWith('http:'))
    faults.push('PUBLIC_URL is an http address. Use https: session cookies are only sent over it.');
  return faults;
}

function faultsOfKeys(set: Variables): string[] {
  const faults: string[] = [];
  if (set.KEYRING_PROVIDER === 'vault') {
    if (!set.VAULT_ADDR)
      faults.push(
        'KEYRING_PROVIDER is vault, but VAULT_ADDR is not set. Set it to the address of Vault, such as https://vault.region.example:8200.',
      );
    else if (set.VAULT_ADDR.startsWith('http:') && !isLoopbackAddress(set.VAULT_ADDR))
      faults.push('VAULT_ADDR is an http address. Keys would travel in clear; use https.');
    if (!set.VAULT_TOKEN === !set.VAULT_TOKEN_FILE)
      faults.push(
        'KEYRING_PROVIDER is vault: set one of VAULT_TOKEN and VAULT_TOKEN_FILE (the file that a Vault agent keeps the token in).',
      );
  }
  if (set.KEYRING_PROVIDER === 'pkcs11') {
    if (!set.PKCS11_LIBRARY || !set.PKCS11_TOKEN)
      faults.push(
        "KEYRING_PROVIDER is pkcs11: set PKCS11_LIBRARY to the path of the token's library and PKCS11_TOKEN to the token's label.",
      );
    if (!set.PKCS11_PIN === !set.PKCS11_PIN_FILE) faults.push('KEYRING_PROVIDER is pkcs11: set one of PKCS11_PIN and PKCS11_PIN_FILE.');
  }
  const backup = [set.BACKUP_DIR, set.BACKUP_KEYS_DIR, set.BACKUP_RECIPIENTS];
  if (backup.some(Boolean) && !backup.every(Boolean))
    faults.push(
      'BACKUP_DIR, BACKUP_KEYS_DIR and BACKUP_RECIPIENTS belong together: where the database is backed up, where its keys are, and the public keys of age that both are encrypted to.',
    );
  if (set.BACKUP_DIR && set.BACKUP_KEYS_DIR && within(set.BACKUP_DIR, set.BACKUP_KEYS_DIR))
    faults.push('BACKUP_KEYS_DIR lies with BACKUP_DIR. Choose two places: whoever gets hold of one of them must not have both.');
  return faults;
}

const within = (one: string, other: string): boolean => {
  const [a, b] = [path.resolve(one) + path.sep, path.resolve(other) + path.sep];
  return a.startsWith(b) || b.startsWith(a);
};

/** Names under .localhost never leave the machine (RFC 6761). */
const isLoopback = (host: string): boolean => ['127.0.0.1', '::1', 'localhost'].includes(host) || host.endsWith('.localhost');
const isLoopbackAddress = (url: string): boolean => isLoopback(new URL(url).hostname.replace(/^\[|\]$/g, ''));

/** A secret itself, or the file it is kept in. */
type Secret = { readonly value: string } | { readonly file: string };
const secretOf = (value: string | undefined, file: string | undefined): Secret => (value ? { value } : { file: path.resolve(file!) });

const keysOf = (set: Variables) => {
  if (set.KEYRING_PROVIDER === 'vault')
    return {
      provider: 'vault' as const,
      address: set.VAULT_ADDR!,
      token: secretOf(set.VAULT_TOKEN, set.VAULT_TOKEN_FILE),
      namespace: set.VAULT_NAMESPACE,
      mount: set.VAULT_MOUNT,
      key: set.VAULT_KEY,
    };
  if (set.KEYRING_PROVIDER === 'pkcs11')
    return {
      provider: 'pkcs11' as const,
      library: set.PKCS11_LIBRARY!,
      token: set.PKCS11_TOKEN!,
      pin: secretOf(set.PKCS11_PIN, set.PKCS11_PIN_FILE),
      key: set.PKCS11_KEY,
    };
  return { provider: 'file' as const };
};

/**
 * Reads the settings from the environment, once. An empty variable counts as not set.
 * @throws SettingsError with every fault in it; never with a variable's value, which may be a secret
 */
export function parseSettings(env: Readonly<Record<string, string | undefined>>) {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''));
  const unknown = Object.keys(given).filter((name) => ours.test(name) && !(name in variables.shape));
  const faults = unknown.map((name) => `${name} is not a setting. Check its spelling against the list in the README, or remove it.`);
  const parsed = variables.safeParse(given);
  if (!parsed.success) faults.push(...parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}.`));
  else faults.push(...faultsBetween(parsed.data));
  if (!parsed.success || faults.length > 0) throw new SettingsError(faults);
  const set = parsed.data;
  const dataDir = path.resolve(set.DATA_DIR);
  const keyringFile = set.KEYRING_FILE ? path.resolve(set.KEYRING_FILE) : path.join(dataDir, 'keyring.json');
  return {
    port: set.PORT,
    host: set.HOST,
    dataDir,
    /** Undefined: the embedded PostgreSQL in `dataDir`. */
    databaseUrl: set.DATABASE_URL,
    databasePasswords: { migrate: set.MIGRATE_DB_PASSWORD, app: set.APP_DB_PASSWORD, projector: set.PROJECTOR_DB_PASSWORD },
    eventStore: set.EVENT_STORE,
    /** May be set with events in PostgreSQL too: events:copy moves them there and back. */
    kurrentDbUrl: set.KURRENTDB_URL,
    /** Parts that a new event log is cut into. */
    eventPartitions: set.EVENT_PARTITIONS,
    /** Undefined: the address it listens on. */
    publicUrl: set.PUBLIC_URL?.replace(/\/+$/, ''),
    /** Undefined: no login service; then only the demo login, where it is allowed. */
    oidc:
      set.OIDC_ISSUER && set.OIDC_CLIENT_ID
        ? {
            issuer: set.OIDC_ISSUER,
            clientId: set.OIDC_CLIENT_ID,
            clientSecret: set.OIDC_CLIENT_SECRET,
            audience: set.OIDC_AUDIENCE,
            requiredAcr: set.OIDC_REQUIRED_ACR,
          }
        : undefined,
    sessionIdleMinutes: set.SESSION_IDLE_MINUTES,
    /** Who holds the wrapping keys, and how it is reached. */
    keys: keysOf(set),
    /** Undefined: nothing is backed up from here. */
    backup:
      set.BACKUP_DIR && set.BACKUP_KEYS_DIR && set.BACKUP_RECIPIENTS
        ? {
            databaseDir: path.resolve(set.BACKUP_DIR),
            keysDir: path.resolve(set.BACKUP_KEYS_DIR),
            recipients: set.BACKUP_RECIPIENTS.split(',').map((one) => one.trim()),
          }
        : undefined,
    keyringFile,
    /** The tree over events and audit trail: what is kept of it outside the database, its signing key, and who witnesses it. */
    tree: {
      folder: set.TREE_DIR ? path.resolve(set.TREE_DIR) : path.join(path.dirname(keyringFile), 'tree'),
      keyFile: set.TREE_KEY_FILE ? path.resolve(set.TREE_KEY_FILE) : path.join(path.dirname(keyringFile), 'tree-key.pem'),
      /** Undefined: the key file. */
      signer: set.TREE_SIGNER,
      signerToken: set.TREE_SIGNER_TOKEN,
      witnesses: set.WITNESSES ? witnessesIn(set.WITNESSES) : [],
    },
    /** What was erased, outside the database: beside the keyring, and backed up with it. */
    erasureList: path.join(path.dirname(keyringFile), 'erasures.list'),
    /** Undefined: the retention rules as they are shipped. */
    retentionFile: set.RETENTION_FILE ? path.resolve(set.RETENTION_FILE) : undefined,
    /** Proxies whose word on a client's address is taken; nobody else's is. */
    trustedProxies: set.TRUSTED_PROXIES,
    /** Undefined: nobody may read /metrics. */
    metricsToken: set.METRICS_TOKEN,
    logLevel: set.LOG_LEVEL,
    demo: set.DEMO,
  };
}

export type Settings = Readonly<ReturnType<typeof parseSettings>>;

/**
 * May people log in by choosing a card, and may invented data be put in? Only on the embedded database, reached from this machine alone,
 * with no real login service, whatever NODE_ENV says (the store's own demo stamp is checked besides).
 */
export function demoAllowed({ demo, databaseUrl, eventStore, host, publicUrl, oidc }: Settings): boolean {
  return (
    demo !== 'off' && !databaseUrl && eventStore === 'postgres' && !oidc && isLoopback(host) && (!publicUrl || isLoopbackAddress(publicUrl))
  );
}
