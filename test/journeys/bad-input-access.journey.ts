import { tokenFor } from '#src/login/index';
import { createWorld, ok, type World } from '../support/world.js';
import { at, NOW, people, person, speaker, type Request, type Speaker } from './bad-input.js';

const SARA = 'demo-boden-caseworker';

describe('a request that is not let in', () => {
  let world: World;
  let speak: Speaker;
  const send: Speaker['send'] = (...request) => speak.send(...request);
  const refuses: Speaker['refuses'] = (...request) => speak.refuses(...request);

  beforeAll(async () => {
    world = await createWorld({ now: new Date(NOW) });
    speak = speaker(world, await tokenFor(world.url, SARA));
    await ok((await world.api(SARA)).post('/api/v1/records', { ...at, functionId: 'boden-mottagning-vald', source: 'own' }));
  });
  afterAll(() => world?.close());

  it('is a body that is too large, or of another kind', async () => {
    const large = { status: 413, type: 'too-large', sv: 'Innehållet är för stort.', en: 'The content is too large.' };
    await refuses(people(person({ name: 'x'.repeat(1_200_000) })), large, people(person()));
    const kind = {
      status: 415,
      type: 'unsupported-content',
      sv: 'Innehållets typ stöds inte.',
      en: 'This type of content is not supported.',
    };
    await refuses(people('<person/>', { 'content-type': 'application/xml' }), kind, people(person()));
  });

  it('is somebody who is not logged in: the API says so, a page leads to the login', async () => {
    const expected = { status: 401, type: 'not-logged-in', sv: 'Du är inte inloggad.', en: 'You are not logged in.' };
    await refuses({ ...people(person()), anonymous: true }, expected, people(person()));
    await refuses(people(person(), { authorization: 'Bearer not.a.token' }), expected);
    const path = `/workspace/cases/${at.caseId}`;
    const page = await send({ path, method: 'GET', anonymous: true, headers: { accept: 'text/html' } });
    expect([page.status, page.headers.get('location')]).toEqual([303, `/login?returnTo=${encodeURIComponent(path)}`]);
    const cookie = await world.cookie(SARA);
    expect((await send({ path, method: 'GET', anonymous: true, headers: { accept: 'text/html', cookie } })).status).toBe(200);
  });

  it('is an act of another duty, which does not exist for this one', async () => {
    const expected = {
      status: 404,
      type: 'not-found',
      sv: 'finns inte, eller så har du inte tillgång',
      en: 'does not exist, or you have no access',
    };
    const path = '/api/v1/organisation/agencies';
    const administrator = { authorization: `Bearer ${await tokenFor(world.url, 'demo-administrator')}` };
    await refuses({ path, method: 'GET' }, expected, { path, method: 'GET', headers: administrator });
    await refuses({ ...people(person()), headers: administrator }, expected, people(person()));
  });

  it('is a request that another site made the browser send', async () => {
    const cookie = await world.cookie(SARA);
    const byBrowser = (headers: Request['headers']): Request => ({ ...people(person(), { cookie, ...headers }), anonymous: true });
    const expected = { status: 403, type: 'cross-site-request', sv: 'från en annan webbplats', en: 'from another site' };
    const own = byBrowser({ origin: world.url, 'sec-fetch-site': 'same-origin' });
    await refuses(byBrowser({ origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' }), expected, own);
    await refuses(byBrowser({ origin: 'https://elsewhere.example' }), expected);
    await refuses(byBrowser({}), expected);
  });
});
