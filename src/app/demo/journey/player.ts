import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { tokenFor } from '#src/login/index';

export interface Answer<T = Record<string, unknown>> {
  readonly status: number;
  readonly body: T;
  readonly version: string | undefined;
  /** How far the views must come to show it. */
  readonly position: string | undefined;
}

/** One person at the API, logged in as themself by the real login protocol. */
export class Player {
  /** How far the views must come to show what this player has written. */
  private position: string | undefined;

  private constructor(
    private readonly url: string,
    private readonly subject: string,
    private token: string,
    private readonly duty: string | undefined,
  ) {}

  /** @param duty for a person who holds several */
  static async login(url: string, subject: string, duty?: string): Promise<Player> {
    return new Player(url, subject, await tokenFor(url, subject), duty);
  }

  /** Any answer, refusals too. Whose login has ended, as it does when days pass, logs in again; who asks too often waits. */
  async request<T = Record<string, unknown>>(
    method: string,
    path: string,
    body?: object,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> {
    const response = await this.respond(method, path, body, headers);
    const text = await response.text();
    return {
      status: response.status,
      body: (text ? JSON.parse(text) : {}) as T,
      version: response.headers.get('etag')?.replaceAll('"', ''),
      position: this.position,
    };
  }

  /** An answer as it came, whatever its sort: what a file is called, and what an answer says as text. */
  async raw(method: string, path: string, body?: object): Promise<{ status: number; fileName: string; text: string }> {
    const response = await this.respond(method, path, body, { accept: '*/*' });
    return { status: response.status, fileName: response.headers.get('content-disposition') ?? '', text: await response.text() };
  }

  private async respond(method: string, path: string, body: object | undefined, headers: Record<string, string>): Promise<Response> {
    const response = await this.once(method, path, body, headers);
    if (response.status === 429) {
      // A story asks faster than people do: it waits as long as it is told to, as anybody must.
      await sleep(Number(response.headers.get('retry-after') ?? 1) * 1_000);
      return this.respond(method, path, body, headers);
    }
    if (response.status !== 401) return response;
    this.token = await tokenFor(this.url, this.subject);
    return this.once(method, path, body, headers);
  }

  private async once(method: string, path: string, body: object | undefined, headers: Record<string, string>): Promise<Response> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.token}`,
        accept: 'application/json',
        ...(this.duty ? { 'x-duty': this.duty } : {}),
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...(method === 'GET' ? {} : { 'idempotency-key': randomUUID() }),
        ...(this.position ? { 'x-position': this.position } : {}),
        ...headers,
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    this.position = response.headers.get('x-position') ?? this.position;
    return response;
  }

  async get<T = Record<string, unknown>>(path: string): Promise<T> {
    return this.expect<T>('GET', path);
  }

  /** A command. @throws Error with the problem's title when it is refused */
  async send<T = Record<string, unknown>>(path: string, body: object = {}, version?: string): Promise<T> {
    return this.expect<T>('POST', path, body, version ? { 'if-match': `"${version}"` } : {});
  }

  /** Reads until the answer is as it must become: views and reactions follow a command within moments. @throws Error after half a minute */
  async until<T>(path: string, done: (body: T) => boolean): Promise<T> {
    for (let attempt = 0; ; attempt++) {
      const answer = await this.request<T>('GET', path);
      if (answer.status === 200 && done(answer.body)) return answer.body;
      if (attempt === 600)
        throw new Error(`GET ${path} did not become what it should: ${answer.status} ${JSON.stringify(answer.body).slice(0, 400)}`);
      await sleep(50);
    }
  }

  private async expect<T>(method: string, path: string, body?: object, headers?: Record<string, string>): Promise<T> {
    const answer = await this.request<T>(method, path, body, headers);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }
}
