import type { FastifyReply } from 'fastify';

/** An opaque id that our own tokens can be. What a client sends as the last one it saw is compared, never interpreted. */
interface Place {
  readonly now: string;
  readonly seen: string | undefined;
}

/** The line's pulse, so that proxies keep it open: by the stream's own clock alone. One that followed the looks would tell that somebody somewhere wrote. */
const ALIVE_MS = 15_000;

const NEWS = (id: string): string => `id: ${id}\nevent: changed\ndata: {"changed":true}\n\n`;

/**
 * Server-sent events: `{"changed":true}` with an opaque id, a comment now and then so that proxies keep the line open. A client that last saw
 * something else than what stands now is told at once.
 */
export const streamNews = async (
  reply: FastifyReply,
  { now, seen }: Place,
  changes: (seen: string, left: AbortSignal) => AsyncIterable<string>,
): Promise<void> => {
  const left = new AbortController();
  reply.hijack();
  const { raw } = reply;
  raw.on('close', () => left.abort());
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'x-accel-buffering': 'no',
  });
  // Without data this sets what the client calls its last event, and shows nothing.
  raw.write(`retry: 5000\n\n${seen !== undefined && seen !== now ? NEWS(now) : `id: ${now}\n\n`}`);
  const pulse = setInterval(() => raw.write(': still here\n\n'), ALIVE_MS);
  try {
    for await (const id of changes(now, left.signal)) {
      if (left.signal.aborted) break;
      raw.write(NEWS(id));
    }
  } catch {
    // The database is away or the app stops: the client comes again, and is told then.
  } finally {
    clearInterval(pulse);
  }
  raw.end();
};
