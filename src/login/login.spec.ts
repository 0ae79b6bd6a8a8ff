import { loginAs, tokenFor } from './demo-client.js';
import { loginWorld, type LoginWorld } from './testing/login-world.js';

const MINUTE = 60_000;
let world: LoginWorld;
beforeAll(async () => {
  world = await loginWorld();
});
afterAll(() => world.close());

const get = (path: string, cookie = '') => fetch(world.url + path, { headers: { cookie }, redirect: 'manual' });
const post = (path: string, cookie: string, fields: Record<string, string> = {}, headers: Record<string, string> = { origin: world.url }) =>
  fetch(world.url + path, { method: 'POST', body: new URLSearchParams(fields), headers: { cookie, ...headers }, redirect: 'manual' });
const sessionOf = (response: Response): string =>
  response.headers
    .getSetCookie()
    .find((line) => line.startsWith('insatskedja-session='))
    ?.split(';')[0] ?? '';
const actions = () => world.audit.entries.splice(0).map(({ action }) => action);

describe('login in a browser', () => {
  it('shows the people of the demo', async () => {
    const page = await get('/login');
    expect(page.status).toBe(200);
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    const html = await page.text();
    expect(html).toContain('Anna Påhittad');
    expect(html).toContain('action="/login/start"');
  });

  it('leads to the address that the provider answers to, when opened under another name', async () => {
    const other = await fetch(`${world.url.replace('127.0.0.1', 'localhost')}/login?returnTo=/x`, { redirect: 'manual' });
    expect([other.status, other.headers.get('location')]).toEqual([303, `${world.url}/login?returnTo=%2Fx`]);
  });

  it('logs a person in through the provider, and out again', async () => {
    const { cookie } = await loginAs(world.url, 'anna');
    const who = (await (await get('/who', cookie)).json()) as Record<string, unknown>;
    expect(who).toMatchObject({
      via: 'session',
      staffName: 'Anna Påhittad',
      lang: 'sv',
      actor: { staffId: 'staff-anna', duty: 'caseworker' },
    });
    expect(Math.abs(new Date(String(who.authenticatedAt)).getTime() - world.clock.now().getTime())).toBeLessThan(5 * MINUTE);
    expect(JSON.stringify(who)).not.toContain(cookie.split('=')[1]);

    const out = await post('/logout', cookie);
    expect([out.status, out.headers.get('location')]).toEqual([303, '/login']);
    expect((await get('/who', cookie)).status).toBe(401);
    expect(actions()).toEqual(['login', 'logout']);
  });

  it('stores only hashes of what the browser holds', async () => {
    const { cookie } = await loginAs(world.url, 'anna');
    const { rows } = await world.database.app.query<{ row: string }>('SELECT to_jsonb(s)::text AS row FROM login.sessions s');
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.map(({ row }) => row).join()).not.toContain(cookie.split('=')[1]);
  });

  it('asks who has several duties to choose, and gives a new session at each change', async () => {
    await expect(loginAs(world.url, 'paula')).rejects.toThrow('several duties');
    const { cookie } = await loginAs(world.url, 'paula', 'police-liaison');
    expect(await (await get('/who', cookie)).json()).toMatchObject({ actor: { duty: 'police-liaison' } });
    expect(await (await get('/login/duty', cookie)).text()).toContain('Fortsätt som Polis');
    expect(await (await get('/login/duty?lang=en', cookie)).text()).toContain('Continue as Police officer');

    const changed = await post('/login/duty', cookie, { duty: 'police-officer', returnTo: '/arenden?x=1' });
    expect(changed.headers.get('location')).toBe('/arenden?x=1');
    expect((await get('/who', cookie)).status).toBe(401);
    expect(await (await get('/who', sessionOf(changed))).json()).toMatchObject({ actor: { duty: 'police-officer' } });
    expect((await post('/login/duty', sessionOf(changed), { duty: 'administrator' })).status).toBe(403);
  });

  it('ends a duty with the next request when the register takes it away', async () => {
    const { cookie } = await loginAs(world.url, 'anna');
    expect((await get('/who', cookie)).status).toBe(200);
    world.directory.add('anna', 'Anna Påhittad', ['supervisor']);
    expect((await get('/who', cookie)).status).toBe(401);
    world.directory.add('anna', 'Anna Påhittad', ['caseworker']);
  });

  it('lets nobody in whom the register does not know, and says what to do', async () => {
    actions();
    await expect(loginAs(world.url, 'okand')).rejects.toThrow('403');
    expect(actions()).toEqual(['login-failed']);
  });

  it('opens no session when the login cannot be recorded', async () => {
    const count = async () => (await world.database.app.query('SELECT 1 FROM login.sessions')).rowCount;
    const before = await count();
    world.audit.failing = true;
    await expect(loginAs(world.url, 'anna')).rejects.toThrow('500');
    world.audit.failing = false;
    expect(await count()).toBe(before);
    await loginAs(world.url, 'anna');
    expect(await count()).toBe((before ?? 0) + 1);
  });

  it('remembers the language of the session', async () => {
    const { cookie } = await loginAs(world.url, 'anna');
    expect((await post('/login/language', cookie, { lang: 'en', returnTo: '/' })).status).toBe(303);
    expect(await (await get('/who', cookie)).json()).toMatchObject({ lang: 'en' });
    await get('/who?lang=sv', cookie);
    expect(await (await get('/who', cookie)).json()).toMatchObject({ lang: 'sv' });
    expect((await post('/login/language', cookie, { lang: 'xx' })).status).toBe(400);
  });
});

describe('how long a session lives', () => {
  it('ends after 15 minutes without activity, and not before', async () => {
    const { cookie } = await loginAs(world.url, 'anna');
    world.clock.advance(14 * MINUTE);
    expect((await get('/who', cookie)).status).toBe(200);
    world.clock.advance(14 * MINUTE);
    expect((await get('/who', cookie)).status).toBe(200);
    world.clock.advance(15 * MINUTE);
    expect((await get('/who', cookie)).status).toBe(401);
  });

  it('ends after twelve hours however active', async () => {
    const { cookie } = await loginAs(world.url, 'anna');
    for (let minutes = 10; minutes < 12 * 60; minutes += 10) {
      world.clock.advance(10 * MINUTE);
      if ((await get('/who', cookie)).status !== 200) throw new Error(`ended after ${minutes} minutes`);
    }
    world.clock.advance(10 * MINUTE);
    expect((await get('/who', cookie)).status).toBe(401);
  });
});

describe('requests that another site makes the browser send', () => {
  it.each([
    ['a foreign origin', { origin: 'https://evil.example' }],
    ['a cross-site fetch', { 'sec-fetch-site': 'cross-site' }],
    ['a neighbour under the same domain', { 'sec-fetch-site': 'same-site' }],
    ['a null origin', { origin: 'null' }],
    ['neither header', {}],
  ])('are refused: %s', async (_name, headers) => {
    const { cookie } = await loginAs(world.url, 'anna');
    for (const path of ['/who', '/logout', '/login/start', '/login/language']) {
      expect((await post(path, cookie, path === '/login/language' ? { lang: 'sv' } : {}, headers)).status).toBe(403);
    }
    expect((await get('/who', cookie)).status).toBe(200);
  });

  it.each([
    ['our own page', (): Record<string, string> => ({ 'sec-fetch-site': 'same-origin' })],
    ['our own origin', (): Record<string, string> => ({ origin: world.url })],
  ])('are not mixed up with %s', async (_name, headers) => {
    const { cookie } = await loginAs(world.url, 'anna');
    expect((await post('/who', cookie, {}, headers())).status).toBe(200);
  });
});

describe('API clients', () => {
  const who = (token: string, headers: Record<string, string> = {}) =>
    fetch(`${world.url}/who`, { headers: { authorization: `Bearer ${token}`, ...headers } });

  it('send a token that the provider signed', async () => {
    const token = await tokenFor(world.url, 'anna');
    expect(await (await who(token)).json()).toMatchObject({ via: 'bearer', actor: { staffId: 'staff-anna', duty: 'caseworker' } });
    expect((await fetch(`${world.url}/who`, { method: 'POST', headers: { authorization: `Bearer ${token}` } })).status).toBe(200);
  });

  it('name the duty when there are several', async () => {
    const token = await tokenFor(world.url, 'paula');
    const ambiguous = await who(token);
    expect(ambiguous.status).toBe(400);
    expect(await ambiguous.json()).toMatchObject({
      type: 'urn:insatskedja:problem:duty-ambiguous',
      detail: expect.stringContaining('police-liaison'),
    });
    expect(await (await who(token, { 'x-duty': 'police-officer' })).json()).toMatchObject({ actor: { duty: 'police-officer' } });
    expect((await who(token, { 'x-duty': 'administrator' })).status).toBe(400);
  });

  it('are nobody with a token nobody signed, whatever cookie comes along', async () => {
    const { cookie } = await loginAs(world.url, 'anna');
    expect((await who('x.y.z', { cookie })).status).toBe(401);
    expect((await who('', { cookie })).status).toBe(401);
  });
});
