import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';

export interface Reply {
  readonly status: number;
  readonly body: Buffer;
}

export interface Ask {
  readonly method?: 'GET' | 'POST';
  readonly body?: string | Buffer;
  readonly token?: string;
  readonly timeoutMs?: number;
}

const PATIENCE_MS = 5_000;
const LARGEST_REPLY = 256 * 1024 * 1024;

/**
 * One request to a witness or a signer. `base` is an http or https address, or `unix:/path/of.sock` on the same host.
 * @throws when there is no answer in time
 */
export const ask = (base: string, path: string, { method = 'POST', body, token, timeoutMs = PATIENCE_MS }: Ask = {}): Promise<Reply> =>
  new Promise((resolve, reject) => {
    const headers = {
      ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    };
    const options = { method, headers, signal: AbortSignal.timeout(timeoutMs) };
    const answered = (response: IncomingMessage): void => {
      const parts: Buffer[] = [];
      let length = 0;
      response.on('data', (part: Buffer) => {
        parts.push(part);
        if ((length += part.length) > LARGEST_REPLY) response.destroy(new Error('the answer is too long'));
      });
      response.once('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(parts) }));
      response.once('error', reject);
    };
    const sent = base.startsWith('unix:')
      ? httpRequest({ ...options, socketPath: base.slice('unix:'.length), path }, answered)
      : (base.startsWith('https:') ? httpsRequest : httpRequest)(
          new URL(path.slice(1), base.endsWith('/') ? base : `${base}/`),
          options,
          answered,
        );
    sent.once('error', reject);
    sent.end(body);
  });
