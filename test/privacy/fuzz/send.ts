import { setTimeout as sleep } from 'node:timers/promises';
import type { FuzzAnswer } from './checker.js';
import type { FuzzRequest } from './requests.js';

export type Send = (request: FuzzRequest) => Promise<FuzzAnswer>;

/** Over HTTP, as anybody would. Of a stream what it says first. */
export const sendTo =
  (url: string): Send =>
  async ({ operation, principal, address, headers, body }) => {
    const closing = new AbortController();
    const response = await fetch(url + address, {
      method: operation.method.toUpperCase(),
      redirect: 'manual',
      signal: closing.signal,
      headers: { ...principal.headers, ...headers },
      ...(body === undefined ? {} : { body }),
    });
    const type = response.headers.get('content-type') ?? '';
    const said = type.startsWith('text/event-stream') ? await firstWords(response) : await response.text();
    closing.abort();
    const told = [...response.headers].map(([name, value]) => `${name}: ${value}`).join('\n');
    return { status: response.status, type, body: said, text: `${told}\n\n${said}` };
  };

const firstWords = async (response: Response): Promise<string> => {
  const first = await Promise.race([response.body!.getReader().read(), sleep(300)]);
  return first?.value ? new TextDecoder().decode(first.value) : '';
};
