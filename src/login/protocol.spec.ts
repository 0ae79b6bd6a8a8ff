import { SignJWT, UnsecuredJWT, generateKeyPair, type JWTPayload } from 'jose';
import { loginWorld, type LoginWorld } from './testing/login-world.js';
import { stubProvider, type StubProvider } from './testing/stub-provider.js';

const CLIENT = 'workspace';
const AUDIENCE = 'the-api';
const LEVEL = 'http://id.sambi.se/loa/loa3';
let stub: StubProvider;
let world: LoginWorld;

beforeAll(async () => {
  stub = await stubProvider(CLIENT);
  const env = { OIDC_ISSUER: stub.issuer, OIDC_CLIENT_ID: CLIENT, OIDC_CLIENT_SECRET: 'secret', OIDC_AUDIENCE: AUDIENCE };
  world = await loginWorld({ env: { ...env, OIDC_REQUIRED_ACR: LEVEL, PUBLIC_URL: 'http://127.0.0.1:1' } });
});
afterAll(async () => {
  await world.close();
  await stub.close();
});

const cookieOf = (response: Response, name: string): string =>
  response.headers
    .getSetCookie()
    .find((line) => line.startsWith(`insatskedja-${name}=`))
    ?.split(';')[0] ?? '';

/** Begins a login; answers what the browser holds and what the provider was asked. */
async function begin(fields: Record<string, string> = {}): Promise<{ cookie: string; asked: URLSearchParams }> {
  const left = await fetch(`${world.url}/login/start`, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { origin: world.url },
  });
  const url = left.headers.get('refresh')?.slice('0;url='.length) ?? '';
  expect(url.startsWith(`${stub.issuer}/auth?`)).toBe(true);
  return { cookie: cookieOf(left, 'login'), asked: new URL(url).searchParams };
}

/** The browser comes back. Everything is as it should be but for what is laid over. */
async function comeBack(
  { cookie, asked }: { cookie: string; asked: URLSearchParams },
  over: { query?: Record<string, string>; claims?: JWTPayload; cookie?: string } = {},
): Promise<Response> {
  stub.idToken = { nonce: asked.get('nonce') ?? '', acr: LEVEL, ...over.claims };
  const query = new URLSearchParams({ code: 'a-code', state: asked.get('state') ?? '', ...over.query });
  return fetch(`${world.url}/login/callback?${query}`, { headers: { cookie: over.cookie ?? cookie }, redirect: 'manual' });
}

describe('coming back from the provider', () => {
  it('is let in when everything agrees, and goes where it was going', async () => {
    const login = await begin({ returnTo: '/arenden?status=nya' });
    expect(login.asked.get('code_challenge_method')).toBe('S256');
    expect(login.asked.get('acr_values')).toBe(LEVEL);
    const back = await comeBack(login);
    expect([back.status, back.headers.get('location')]).toEqual([303, '/arenden?status=nya']);
    expect(stub.lastExchange().get('code_verifier')).toHaveLength(43);
    const who = await fetch(`${world.url}/who`, { headers: { cookie: cookieOf(back, 'session') } });
    expect(await who.json()).toMatchObject({ acr: LEVEL, actor: { staffId: 'staff-anna' } });
  });

  const now = () => Math.floor(Date.now() / 1000);
  it.each<[string, number, () => Parameters<typeof comeBack>[1]]>([
    ['another state', 400, () => ({ query: { state: 'another' } })],
    ['no state', 400, () => ({ query: { state: '' } })],
    ["another browser's login", 400, () => ({ cookie: `insatskedja-login=${'x'.repeat(43)}` })],
    ['no cookie', 400, () => ({ cookie: '' })],
    ['another nonce', 400, () => ({ claims: { nonce: 'another' } })],
    ['a token for another client', 400, () => ({ claims: { aud: 'another' } })],
    ['a token from another issuer', 400, () => ({ claims: { iss: 'https://another.example' } })],
    ['an expired token', 400, () => ({ claims: { exp: now() - 600 } })],
    ['a login that is too old', 400, () => ({ claims: { auth_time: now() - 13 * 3600 } })],
    ['no word of when the login was', 400, () => ({ claims: { auth_time: undefined } })],
    ['too low a level', 403, () => ({ claims: { acr: 'low' } })],
    ['no level', 403, () => ({ claims: { acr: undefined } })],
    ['an account nobody knows', 403, () => ({ claims: { sub: 'nobody' } })],
  ])('is refused with %s', async (_name, status, over) => {
    world.audit.entries.length = 0;
    const back = await comeBack(await begin(), over());
    expect(back.status).toBe(status);
    expect(cookieOf(back, 'session')).toBe('');
    expect(await back.text()).toContain('Inloggningen gick inte igenom');
    expect(world.audit.entries.map(({ action }) => action)).toEqual(['login-failed']);
  });

  it('says that the person cancelled', async () => {
    const login = await begin();
    const query = new URLSearchParams({ error: 'access_denied', state: login.asked.get('state') ?? '', iss: stub.issuer });
    const back = await fetch(`${world.url}/login/callback?${query}`, { headers: { cookie: login.cookie } });
    expect(back.status).toBe(400);
    expect(await back.text()).toContain('Inloggningen avbröts');
  });

  it('takes no answer after ten minutes', async () => {
    const login = await begin();
    world.clock.advance(10 * 60_000);
    expect((await comeBack(login)).status).toBe(400);
  });

  it('finishes logins begun in two tabs', async () => {
    const first = await begin();
    const left = await fetch(`${world.url}/login/start`, {
      method: 'POST',
      body: new URLSearchParams(),
      headers: { origin: world.url, cookie: first.cookie },
    });
    const second = { cookie: cookieOf(left, 'login'), asked: new URL(left.headers.get('refresh')?.slice(6) ?? '').searchParams };
    expect((await comeBack(first, { cookie: second.cookie })).status).toBe(303);
    expect((await comeBack(second)).status).toBe(303);
  });

  it.each(['https://evil.example/', '//evil.example', '/\\evil.example', '/login', 'javascript:alert(1)', '/\t/evil.example'])(
    'never leads away: %j',
    async (returnTo) => expect((await comeBack(await begin({ returnTo }))).headers.get('location')).toBe('/'),
  );

  it('asks the person again at step-up, takes no older login for it, and keeps the duty', async () => {
    const login = await begin({ fresh: '1' });
    expect([login.asked.get('prompt'), login.asked.get('max_age')]).toEqual(['login', '0']);
    expect((await comeBack(login, { claims: { auth_time: now() - 120 } })).status).toBe(400);
    expect((await comeBack(await begin({ fresh: '1' }))).status).toBe(303);
  });

  it("ends the provider's session too", async () => {
    const back = await comeBack(await begin());
    const headers = { origin: world.url, cookie: cookieOf(back, 'session') };
    const out = await fetch(`${world.url}/logout`, { method: 'POST', headers });
    const url = new URL(out.headers.get('refresh')?.slice(6) ?? '');
    expect(url.pathname).toBe('/logout');
    expect(url.searchParams.get('post_logout_redirect_uri')).toBe(`${world.url}/login`);
    expect(url.searchParams.get('id_token_hint')).toBeTruthy();
  });
});

describe('a token of an API client', () => {
  const now = Math.floor(Date.now() / 1000);
  const good = (): JWTPayload => ({ iss: stub.issuer, sub: 'anna', aud: AUDIENCE, iat: now, exp: now + 300, acr: LEVEL, auth_time: now });
  const ask = async (token: string): Promise<number> =>
    (await fetch(`${world.url}/who`, { headers: { authorization: `Bearer ${token}` } })).status;
  const header = { typ: 'at+jwt' };

  it('is accepted when everything agrees, of either type', async () => {
    expect(await ask(await stub.sign(good(), header))).toBe(200);
    expect(await ask(await stub.sign(good(), { typ: 'JWT' }))).toBe(200);
    expect(await ask(await stub.sign(good()))).toBe(200);
  });

  it.each<[string, JWTPayload]>([
    ['another audience', { aud: 'another' }],
    ['the client as audience', { aud: CLIENT }],
    ['another issuer', { iss: 'https://another.example' }],
    ['expired', { exp: now - 60 }],
    ['no expiry', { exp: undefined }],
    ['issued over an hour ago, still valid', { iat: now - 3700, exp: now + 3600 }],
    ['no time of issue', { iat: undefined }],
    ['too low a level', { acr: 'low' }],
    ['an ID token', { nonce: 'n' }],
    ["Keycloak's ID token", { typ: 'ID' }],
    ['a logout token', { events: {} }],
    ['nobody in the register', { sub: 'nobody' }],
  ])('is refused: %s', async (_name, over) => expect(await ask(await stub.sign({ ...good(), ...over }, header))).toBe(401));

  it('is refused: no signature, a shared secret, or a key of somebody else', async () => {
    expect(await ask(new UnsecuredJWT(good()).encode())).toBe(401);
    const shared = new TextEncoder().encode(stub.publicKeyPem);
    expect(await ask(await new SignJWT(good()).setProtectedHeader({ alg: 'HS256', kid: 'stub' }).sign(shared))).toBe(401);
    const { privateKey } = await generateKeyPair('ES256');
    expect(await ask(await new SignJWT(good()).setProtectedHeader({ alg: 'ES256', kid: 'stub' }).sign(privateKey))).toBe(401);
  });

  it('is refused: another type', async () => expect(await ask(await stub.sign(good(), { typ: 'logout+jwt' }))).toBe(401));

  it('says 1970 for the login when it does not tell, so that step-up refuses', async () => {
    const token = await stub.sign({ ...good(), auth_time: undefined }, header);
    const who = await fetch(`${world.url}/who`, { headers: { authorization: `Bearer ${token}` } });
    expect(await who.json()).toMatchObject({ authenticatedAt: '1970-01-01T00:00:00.000Z' });
  });
});

describe('a provider that does not answer', () => {
  it('gets a page that says so, and is asked again at the next login', async () => {
    const other = await stubProvider(CLIENT);
    other.silent = true;
    const env = { OIDC_ISSUER: other.issuer, OIDC_CLIENT_ID: CLIENT, PUBLIC_URL: 'http://127.0.0.1:1' };
    const lonely = await loginWorld({ env });
    const start = () =>
      fetch(`${lonely.url}/login/start`, { method: 'POST', body: new URLSearchParams(), headers: { origin: lonely.url } });
    const down = await start();
    expect(down.status).toBe(503);
    expect(await down.text()).toContain('svarar inte just nu');
    const token = await other.sign({});
    expect((await fetch(`${lonely.url}/who`, { headers: { authorization: `Bearer ${token}` } })).status).toBe(503);
    other.silent = false;
    expect((await start()).headers.get('refresh')).toContain(other.issuer);
    await lonely.close();
    await other.close();
  });
});
