import { readFile } from 'node:fs/promises';
import { KeyringError } from '../wrapping-keys.js';

export interface VaultOptions {
  /** Such as https://vault.region.example:8200. */
  readonly address: string;
  /** The token itself, or the file that a Vault agent keeps it in; the file is read at each request, since the agent renews it. */
  readonly token: { readonly value: string } | { readonly file: string };
  /** Where the transit engine is mounted. */
  readonly mount: string;
  readonly namespace?: string | undefined;
}

const PATIENCE_MS = 5_000;

/** Vault's HTTP API, as much of it as the transit engine needs. */
export class VaultClient {
  constructor(private readonly options: VaultOptions) {}

  /** @returns the answer's `data`, or undefined where nothing is (404) */
  get(path: string): Promise<unknown> {
    return this.send('GET', path);
  }

  /** @returns the answer's `data`; a batch of which some failed answers 400, with each one's own error in it */
  async post(path: string, body: object): Promise<unknown> {
    return (await this.send('POST', path, body)) ?? {};
  }

  /** @throws KeyringError with what the operator should do; never with a token or a key in it */
  private async send(method: string, path: string, body?: object): Promise<unknown> {
    const { address, mount, namespace } = this.options;
    const url = `${address.replace(/\/+$/, '')}/v1/${mount}/${path}`;
    const headers = {
      'x-vault-token': await this.token(),
      'x-vault-request': 'true',
      ...(namespace ? { 'x-vault-namespace': namespace } : {}),
      ...(body ? { 'content-type': 'application/json' } : {}),
    };
    const request = { method, headers, signal: AbortSignal.timeout(PATIENCE_MS), redirect: 'error' as const };
    const response = await fetch(url, body ? { ...request, body: JSON.stringify(body) } : request).catch((error: unknown) => {
      throw new KeyringError(
        `Vault does not answer at ${address}. See that it runs and that VAULT_ADDR is right; nothing personal can be read until it does.`,
        { cause: error },
      );
    });
    const answer = (await response.json().catch(() => ({}))) as { data?: { batch_results?: unknown }; errors?: readonly string[] };
    if (response.ok || answer.data?.batch_results) return answer.data;
    if (response.status === 404) return undefined;
    throw new KeyringError(this.reason(response.status, answer.errors ?? []));
  }

  private reason(status: number, errors: readonly string[]): string {
    const { address, mount } = this.options;
    const said = errors.join('; ').slice(0, 300) || `HTTP ${status}`;
    if (status === 403)
      return `Vault at ${address} refuses this token (${said}). Give VAULT_TOKEN or VAULT_TOKEN_FILE a valid one, whose policy allows the transit engine at ${mount}: read, create, encrypt, decrypt, rotate, config and trim of the key.`;
    if (status === 503) return `Vault at ${address} is sealed or stands by (${said}). Unseal it; nothing personal can be read until then.`;
    return `Vault at ${address} could not do it: ${said}.`;
  }

  private async token(): Promise<string> {
    const { token } = this.options;
    if ('value' in token) return token.value;
    return (
      await readFile(token.file, 'utf8').catch(() => {
        throw new KeyringError(
          `The file with Vault's token (VAULT_TOKEN_FILE) cannot be read. See that the Vault agent runs and writes it.`,
        );
      })
    ).trim();
  }
}
