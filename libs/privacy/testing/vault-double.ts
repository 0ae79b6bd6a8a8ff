import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

interface TransitKey {
  readonly versions: Map<number, Buffer>;
  latest: number;
  least: number;
  leastEncrypting: number;
  available: number;
}

type Answer = readonly [status: number, body: object];
interface Item {
  readonly plaintext?: string;
  readonly ciphertext?: string;
  readonly associated_data?: string;
}

/**
 * A stand-in for Vault's transit engine: the requests, answers and refusals that its documentation gives for create, read, rotate, config, trim, encrypt
 * and decrypt in batches. It is not Vault, and what it shows is that our side speaks as documented.
 */
export class VaultDouble {
  private readonly keys = new Map<string, TransitKey>();
  private server: Server | undefined;
  /** Answers everything with 503, as a sealed Vault does. */
  sealed = false;
  requests = 0;

  constructor(readonly token: string) {}

  /** @returns its address */
  async listen(): Promise<string> {
    const server = createServer((request, response) => {
      void this.answer(request).then(([status, body]) => {
        response.writeHead(status, { 'content-type': 'application/json' }).end(status === 204 ? undefined : JSON.stringify(body));
      });
    });
    this.server = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve));
  }

  private async answer(request: IncomingMessage): Promise<Answer> {
    this.requests += 1;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (this.sealed) return [503, { errors: ['Vault is sealed'] }];
    if (request.headers['x-vault-token'] !== this.token) return [403, { errors: ['permission denied'] }];
    const body = (chunks.length > 0 ? JSON.parse(Buffer.concat(chunks).toString()) : {}) as Record<string, unknown>;
    const [operation, name, action] = request.url!.replace('/v1/transit/', '').split('/') as [string, string, string | undefined];
    const key = this.keys.get(name);
    if (operation !== 'keys') return key ? this.batch(key, operation, body) : [400, { errors: ['encryption key not found'] }];
    if (request.method === 'GET') return key ? [200, { data: described(key) }] : [404, { errors: [] }];
    if (!action) return this.create(name);
    return key ? change(key, action, body) : [400, { errors: ['no existing key named ' + name] }];
  }

  private create(name: string): Answer {
    if (!this.keys.has(name))
      this.keys.set(name, { versions: new Map([[1, randomBytes(32)]]), latest: 1, least: 1, leastEncrypting: 0, available: 0 });
    return [200, { data: described(this.keys.get(name)!) }];
  }

  /** As Vault: each item has its own error, and the whole answers 400 when one has. */
  private batch(key: TransitKey, operation: string, body: Record<string, unknown>): Answer {
    const results = (body['batch_input'] as Item[]).map((item) => (operation === 'encrypt' ? encrypt(key, item) : decrypt(key, item)));
    return [results.some((result) => 'error' in result) ? 400 : 200, { data: { batch_results: results } }];
  }
}

const described = ({ latest, least, leastEncrypting, available, versions }: TransitKey): object => ({
  type: 'aes256-gcm96',
  latest_version: latest,
  min_decryption_version: least,
  min_encryption_version: leastEncrypting,
  min_available_version: available,
  exportable: false,
  keys: Object.fromEntries([...versions.keys()].map((version) => [version, 1_700_000_000])),
});

const change = (key: TransitKey, action: string, body: Record<string, unknown>): Answer => {
  if (action === 'rotate') key.versions.set((key.latest += 1), randomBytes(32));
  if (action === 'config') {
    const [least, encrypting] = [Number(body['min_decryption_version']), Number(body['min_encryption_version'])];
    if (least > key.latest || encrypting > key.latest) return [400, { errors: ['cannot set min version above the latest version'] }];
    [key.least, key.leastEncrypting] = [least, encrypting];
  }
  if (action === 'trim') {
    const available = Number(body['min_available_version']);
    if (key.least === 0 || key.leastEncrypting === 0)
      return [400, { errors: ['minimum available version cannot be set when minimum versions are not set'] }];
    if (available > Math.min(key.least, key.leastEncrypting))
      return [400, { errors: ['minimum available version cannot be higher than the minimum versions'] }];
    key.available = available;
    for (const version of key.versions.keys()) if (version < available) key.versions.delete(version);
  }
  return [200, { data: described(key) }];
};

const encrypt = (key: TransitKey, { plaintext, associated_data: associated }: Item): object => {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key.versions.get(key.latest)!, iv).setAAD(Buffer.from(associated ?? '', 'base64'));
  const sealed = Buffer.concat([iv, cipher.update(Buffer.from(plaintext!, 'base64')), cipher.final(), cipher.getAuthTag()]);
  return { ciphertext: `vault:v${key.latest}:${sealed.toString('base64')}`, key_version: key.latest };
};

const decrypt = (key: TransitKey, { ciphertext, associated_data: associated }: Item): object => {
  const [, version, text] = /^vault:v(\d+):(.*)$/.exec(ciphertext ?? '') ?? [];
  if (!version) return { error: 'invalid ciphertext: no prefix' };
  if (Number(version) > key.latest) return { error: 'invalid ciphertext: version is too new' };
  if (Number(version) < key.least) return { error: 'ciphertext or signature version is disallowed by policy (too old)' };
  const bytes = Buffer.from(text!, 'base64');
  try {
    const decipher = createDecipheriv('aes-256-gcm', key.versions.get(Number(version))!, bytes.subarray(0, 12))
      .setAAD(Buffer.from(associated ?? '', 'base64'))
      .setAuthTag(bytes.subarray(-16));
    return { plaintext: Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString('base64') };
  } catch {
    return { error: 'cipher: message authentication failed' };
  }
};
