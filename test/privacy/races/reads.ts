import { setTimeout as sleep } from 'node:timers/promises';
import { someClient } from './instances.js';

/** Whether what was opened is seen now. */
export type Read = () => Promise<boolean>;

const FACT = 'socialtjanst-boden';

const get = async (url: string, token: string): Promise<{ status: number; text: string }> => {
  const response = await fetch(url, { headers: { authorization: `Bearer ${token}`, accept: 'application/json', ...someClient() } });
  const text = await response.text();
  if (response.status >= 500 || response.status === 429 || response.status === 401)
    throw new Error(`a read was answered ${response.status}: ${text}`);
  return { status: response.status, text };
};

/** Ways to see facts of Boden's in a case: its chain, and its plan. */
export const readsOf = (url: string, token: string, caseId: string): readonly Read[] => [
  async () => {
    const { status, text } = await get(`${url}/api/v1/cases/${caseId}/chain`, token);
    return (
      status === 200 && (JSON.parse(text) as { links: { ownerAgency: string }[] }).links.some(({ ownerAgency }) => ownerAgency === FACT)
    );
  },
  async () => {
    const { status, text } = await get(`${url}/api/v1/plans?caseId=${caseId}`, token);
    return status === 200 && (JSON.parse(text) as { items: unknown[] }).items.length > 0;
  },
];

export interface Listening {
  /** Moments (performance.now) at which it said that something changed. */
  readonly said: number[];
  /** Resolves when the server has ended it: the moment. */
  readonly ended: Promise<number>;
  close(): void;
}

/** Opens the case's stream of news, and listens. @throws when it is not opened */
export const listen = async (url: string, token: string, caseId: string): Promise<Listening> => {
  const closing = new AbortController();
  const response = await fetch(`${url}/api/v1/cases/${caseId}/events`, {
    signal: closing.signal,
    headers: { authorization: `Bearer ${token}`, accept: 'text/event-stream', ...someClient() },
  });
  if (response.status !== 200) throw new Error(`the stream was answered ${response.status}`);
  const said: number[] = [];
  const ended = (async () => {
    const reader = response.body!.getReader();
    const decoder = new TextDecoder();
    try {
      for (let part = await reader.read(); !part.done; part = await reader.read())
        if (decoder.decode(part.value).includes('event: changed')) said.push(performance.now());
    } catch {
      // Closed from here.
    }
    return performance.now();
  })();
  await sleep(20);
  return { said, ended, close: () => closing.abort() };
};
