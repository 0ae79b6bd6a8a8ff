import { loginAs } from './demo-client.js';
import { loginWorld, type LoginWorld } from './testing/login-world.js';

let world: LoginWorld;
beforeAll(async () => {
  world = await loginWorld();
});
afterAll(() => world.close());

const jarOf = (responses: readonly Response[]): string =>
  [
    ...new Map(
      responses
        .flatMap((response) => response.headers.getSetCookie())
        .map((line) => line.split(';')[0]?.split(/=(.*)/s) ?? [])
        .map(([name, value]) => [name, value]),
    ),
  ]
    .map(([name, value]) => `${name}=${value}`)
    .join('; ');

/** A real login up to the callback, which is not sent. */
async function upToCallback(cookie = ''): Promise<{ url: string; cookie: string }> {
  const headers = { origin: world.url, cookie };
  const answers = [
    await fetch(`${world.url}/login/start`, { method: 'POST', body: new URLSearchParams({ person: 'anna' }), headers, redirect: 'manual' }),
  ];
  for (;;) {
    const next = new URL(answers.at(-1)?.headers.get('location') ?? '', world.url);
    const held = [cookie, jarOf(answers)].filter(Boolean).join('; ');
    if (next.pathname === '/login/callback') return { url: next.href, cookie: held };
    answers.push(await fetch(next, { headers: { cookie: held }, redirect: 'manual' }));
  }
}
const send = async (url: string, cookie: string): Promise<number> => (await fetch(url, { headers: { cookie }, redirect: 'manual' })).status;
const sessions = async () => (await world.database.app.query('SELECT 1 FROM login.sessions')).rowCount;

describe('a login that has been used', () => {
  it('opens nothing when it is sent again a thousand times', async () => {
    const { url, cookie } = await upToCallback();
    expect(await send(url, cookie)).toBe(303); // the control: once, it opens a session
    const before = await sessions();
    const answers: number[] = [];
    for (let round = 0; round < 20; round += 1) answers.push(...(await Promise.all(Array.from({ length: 50 }, () => send(url, cookie)))));
    expect(answers.filter((status) => status !== 400)).toEqual([]);
    expect(answers).toHaveLength(1000);
    expect(await sessions()).toBe(before);
  });

  it('is used once when it is sent twenty times at once', async () => {
    const { url, cookie } = await upToCallback();
    const answers = await Promise.all(Array.from({ length: 20 }, () => send(url, cookie)));
    expect(answers.filter((status) => status === 303)).toHaveLength(1);
  });

  it('has a code that no other login can use', async () => {
    const used = await upToCallback();
    expect(await send(used.url, used.cookie)).toBe(303);
    const fresh = await upToCallback();
    const mixed = new URL(fresh.url);
    mixed.searchParams.set('code', new URL(used.url).searchParams.get('code') ?? '');
    expect(await send(mixed.href, fresh.cookie)).toBe(400);
    await loginAs(world.url, 'anna');
  });
});
