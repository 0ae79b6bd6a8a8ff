import { timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { NoteError } from '../note.js';
import type { CheckpointSigner } from './remote-signer.js';
import type { Witness } from './witness.js';
import type { Answer } from './witnessed-log.js';

/** 262,144 leaves in base64 are 11 MB. */
const LARGEST_BODY = 16 * 1024 * 1024;
const MOST_HASHES = 65_536;

class TooLong extends Error {}

/** The witness over HTTP: C2SP's add-checkpoint, and its own ways to hand over leaves and to read them again. */
export const serveWitness = (witness: Witness): Server =>
  serve(async (request, url) => {
    const origin = url.searchParams.get('origin') ?? '';
    const number = (name: string): number =>
      Math.min(Number.MAX_SAFE_INTEGER, Number(/^\d{1,15}$/.exec(url.searchParams.get(name) ?? '')?.[0] ?? 0));
    switch (`${request.method} ${url.pathname}`) {
      case 'GET /':
        return { status: 200, body: `${witness.vkey}\n` };
      case 'POST /add-checkpoint':
        return witness.addCheckpoint(await bodyOf(request));
      case 'POST /add-leaves':
        return witness.addLeaves(await bodyOf(request));
      case 'POST /add-log':
        return witness.addLog(await bodyOf(request));
      case 'GET /checkpoint':
        return witness.checkpoint(origin);
      case 'GET /hashes':
        return witness.hashes(origin, number('level'), number('start'), Math.min(MOST_HASHES, number('count')));
      default:
        return undefined;
    }
  });

/** The signer over HTTP or a Unix socket. @param token what the app must show; without one, whoever reaches the socket may ask */
export const serveSigner = (signer: CheckpointSigner, token: string | undefined): Server =>
  serve(async (request, url) => {
    if (token && !sameText(request.headers.authorization ?? '', `Bearer ${token}`)) return { status: 401, body: 'not known here\n' };
    switch (`${request.method} ${url.pathname}`) {
      case 'GET /key':
        return { status: 200, body: signer.publicKey() };
      case 'POST /sign':
        return signer.sign(await bodyOf(request));
      default:
        return undefined;
    }
  });

const serve = (answer: (request: IncomingMessage, url: URL) => Promise<Answer | undefined>): Server =>
  createServer((request, response) => {
    answer(request, new URL(request.url ?? '/', 'http://witness.invalid'))
      .catch((error: unknown): Answer => {
        if (error instanceof NoteError) return { status: 400, body: `${error.message}\n` };
        if (error instanceof TooLong) return { status: 413, body: 'too long\n' };
        process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
        return { status: 500, body: 'the request failed\n' };
      })
      .then((found) => {
        const { status, body, type = 'text/plain; charset=utf-8' } = found ?? { status: 404, body: 'no such thing\n' };
        response.writeHead(status, { 'content-type': type }).end(body);
      })
      .catch(() => response.destroy());
  });

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    parts.push(part);
    if ((length += part.length) > LARGEST_BODY) throw new TooLong();
  }
  return Buffer.concat(parts).toString();
};

const sameText = (given: string, wanted: string): boolean => {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
};
