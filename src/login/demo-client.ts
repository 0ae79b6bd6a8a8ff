import * as oidc from 'openid-client';
import { CLI_CLIENT, DEMO_PATH } from './demo/demo-settings.js';

const REDIRECT = 'http://127.0.0.1/callback';
const MAX_HOPS = 10;

/** A browser's memory for one login: enough for our cookies, which all belong to one host. */
class CookieJar {
  private readonly cookies = new Map<string, string>();

  keep(response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split(';');
      const at = pair.indexOf('=');
      const gone = attributes.some((attribute) => /^\s*(max-age=0|expires=Thu, 01 Jan 1970)/i.test(attribute));
      if (gone) this.cookies.delete(pair.slice(0, at));
      else this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
  }

  get header(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** What identifies the session, without what the login left behind. */
  get session(): string {
    return [...this.cookies]
      .filter(([name]) => name.endsWith('insatskedja-session'))
      .map(([name, value]) => `${name}=${value}`)
      .join('; ');
  }
}

/** Sends a request and follows redirects until a page, or until `arrived`. */
async function follow(
  jar: CookieJar,
  start: URL,
  init: RequestInit,
  arrived: (url: URL) => boolean,
): Promise<{ url: URL; response?: Response }> {
  let url = start;
  let request = init;
  for (let hop = 0; hop < MAX_HOPS; hop += 1) {
    const headers = { ...(request.headers as Record<string, string>), cookie: jar.header };
    const response = await fetch(url, { ...request, headers, redirect: 'manual' });
    jar.keep(response);
    const location = response.headers.get('location');
    if (!location) return { url, response };
    await response.arrayBuffer();
    url = new URL(location, url);
    if (arrived(url)) return { url };
    request = {};
  }
  throw new Error(`The login did not arrive anywhere: ${url.pathname}`);
}

const form = (origin: string, fields: Record<string, string>): RequestInit => ({
  method: 'POST',
  body: new URLSearchParams(fields),
  headers: { origin },
});

/**
 * Logs a demo person in through the real flow, as a browser would, and answers the cookie to send.
 * @param duty needed only for a person who holds several
 * @throws Error when the login is refused, with the page's status
 */
export async function loginAs(baseUrl: string, subject: string, duty?: string): Promise<{ cookie: string }> {
  const { origin } = new URL(baseUrl);
  const jar = new CookieJar();
  const home = (url: URL): boolean => url.origin === origin && (url.pathname === '/' || url.pathname === '/login/duty');
  const landed = await follow(jar, new URL('/login/start', origin), form(origin, { person: subject }), home);
  if (landed.response) throw new Error(`Login as ${subject} was refused: ${landed.response.status} at ${landed.url.pathname}`);
  if (landed.url.pathname === '/login/duty') {
    if (!duty) throw new Error(`${subject} holds several duties: say which one to log in with.`);
    const chosen = await follow(jar, new URL('/login/duty', origin), form(origin, { duty }), home);
    if (chosen.response) throw new Error(`${subject} may not be ${duty}: ${chosen.response.status}`);
  }
  return { cookie: jar.session };
}

/**
 * An access token for the API, through the real authorization code flow with PKCE of the public demo client.
 * @throws Error when the login is refused
 */
export async function tokenFor(baseUrl: string, subject: string): Promise<string> {
  const { origin } = new URL(baseUrl);
  const client = await oidc.discovery(new URL(origin + DEMO_PATH), CLI_CLIENT, undefined, oidc.None(), {
    execute: [oidc.allowInsecureRequests],
  });
  const verifier = oidc.randomPKCECodeVerifier();
  const state = oidc.randomState();
  const url = oidc.buildAuthorizationUrl(client, {
    redirect_uri: REDIRECT,
    scope: 'openid api',
    state,
    login_hint: subject,
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  });
  const landed = await follow(new CookieJar(), url, {}, (next) => next.href.startsWith(REDIRECT));
  if (landed.response) throw new Error(`No token for ${subject}: ${landed.response.status} at ${landed.url.pathname}`);
  const tokens = await oidc.authorizationCodeGrant(client, landed.url, { pkceCodeVerifier: verifier, expectedState: state });
  return tokens.access_token;
}
