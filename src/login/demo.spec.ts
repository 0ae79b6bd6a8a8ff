import { jest } from '@jest/globals';
import { loginAs, tokenFor } from './demo-client.js';
import { loginWorld } from './testing/login-world.js';

const PATHS = [
  '/demo-oidc/.well-known/openid-configuration',
  '/demo-oidc/jwks',
  '/demo-oidc/auth',
  '/demo-oidc/token',
  '/demo-oidc/interaction/x',
];
const statuses = (url: string) => Promise.all(PATHS.map(async (path) => (await fetch(url + path, { redirect: 'manual' })).status));

describe('the demo provider', () => {
  it.each([
    ['the store is not stamped as demo', { demoAllowed: () => false }],
    [
      'the stamp cannot be read',
      {
        demoAllowed: () => {
          throw new Error('no');
        },
      },
    ],
    ['the stamp is not a clear yes', { demoAllowed: () => 'yes' as unknown as boolean }],
    ['the settings turn it off', { env: { DEMO: 'off' } }],
    ['the database is not the embedded one', { env: { DATABASE_URL: 'postgres://u:p@127.0.0.1/x' } }],
    ['others than this machine reach the server', { env: { HOST: '0.0.0.0' } }],
    [
      'there is a real login service',
      { env: { OIDC_ISSUER: 'https://login.example', OIDC_CLIENT_ID: 'x', PUBLIC_URL: 'http://127.0.0.1:1' } },
    ],
  ])('does not exist when %s', async (_name, options) => {
    const world = await loginWorld(options);
    expect(await statuses(world.url)).toEqual(PATHS.map(() => 404));
    await expect(loginAs(world.url, 'anna')).rejects.toThrow(/refused|anywhere/);
    await expect(tokenFor(world.url, 'anna')).rejects.toThrow(/unexpected HTTP response/);
    expect(await (await fetch(`${world.url}/login`)).text()).not.toContain('Anna Påhittad');
    await world.close();
  });

  it('exists where everything allows it, in silence', async () => {
    const said = [jest.spyOn(console, 'warn'), jest.spyOn(console, 'info'), jest.spyOn(console, 'error')];
    const world = await loginWorld();
    expect((await statuses(world.url)).slice(0, 2)).toEqual([200, 200]);
    expect((await loginAs(world.url, 'anna')).cookie).toMatch(/^insatskedja-session=[\w-]{43}$/);
    expect(await (await fetch(`${world.url}/login`)).text()).toContain('DEMO');
    expect(said.flatMap(({ mock }) => mock.calls)).toEqual([]);
    said.forEach((spy) => spy.mockRestore());
    await world.close();
  });

  it('logs in nobody who is not on a card, and lets no foreign client in', async () => {
    const world = await loginWorld();
    await expect(loginAs(world.url, 'mallory')).rejects.toThrow('400');
    await expect(tokenFor(world.url, 'mallory')).rejects.toThrow(/authorization response/);
    const stranger = await fetch(
      `${world.url}/demo-oidc/auth?client_id=stranger&response_type=code&scope=openid&redirect_uri=http://127.0.0.1/`,
    );
    expect(stranger.status).toBe(400);
    const elsewhere = new URLSearchParams({
      client_id: 'insatskedja-cli',
      response_type: 'code',
      scope: 'openid',
      redirect_uri: 'https://evil.example/',
    });
    expect((await fetch(`${world.url}/demo-oidc/auth?${elsewhere}`, { redirect: 'manual' })).status).toBe(400);
    await world.close();
  });
});

describe('floods', () => {
  it('are stopped where the limiter is registered, and only there', async () => {
    const [limited, open] = [await loginWorld({ rateLimited: true }), await loginWorld()];
    const last = async (url: string) => {
      const answers = await Promise.all(Array.from({ length: 310 }, async () => (await fetch(`${url}/login/callback?state=x`)).status));
      return answers.filter((status) => status === 429).length;
    };
    expect(await last(limited.url)).toBe(10);
    expect(await last(open.url)).toBe(0);
    await limited.close();
    await open.close();
  });
});
