import type { IncomingHttpHeaders } from 'node:http';
import { problems } from '#libs/http';

/** What login reads of a request: Fastify's and Node's both fit. */
export interface IncomingRequest {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);
export const changesState = (request: IncomingRequest): boolean => !SAFE.has(request.method.toUpperCase());

/**
 * Refuses a request that another site made the browser send (cross-site request forgery).
 * Browsers say so themselves in Sec-Fetch-Site; older ones, and plain http off loopback, only in Origin. Neither: refused.
 * @param ownOrigin the public origin; without it Origin is compared with the Host that the browser addressed
 * @throws Problem cross-site-request (403)
 */
export function assertSameOrigin(request: IncomingRequest, ownOrigin?: string): void {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) {
    if (site === 'same-origin') return;
  } else if (isOwn(request.headers.origin, ownOrigin, request.headers.host)) return;
  throw problems.crossSite();
}

function isOwn(origin: string | undefined, ownOrigin: string | undefined, host: string | undefined): boolean {
  if (!origin || !URL.canParse(origin)) return false;
  return ownOrigin ? origin === ownOrigin : new URL(origin).host === host;
}
