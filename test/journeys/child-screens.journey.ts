import supertest from 'supertest';
import { createWorld, type World } from '../support/world.js';

/** A worker of the board who only has the pages: a call is written down, protection assessed, an inquiry opened, and more time asked for. */
describe('the pages of a child', () => {
  let world: World;
  let cookie: string;
  let at = '';

  const headers = () => ({ cookie, accept: 'text/html', origin: world.url, 'sec-fetch-site': 'same-origin' });
  const page = (path: string) => supertest(world.url).get(path).set(headers());
  /** As a browser sends it: a name once for each value. */
  const send = (path: string, body: object) => {
    const pairs = Object.entries(body).flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, String(one)]));
    return supertest(world.url).post(path).set(headers()).type('form').send(new URLSearchParams(pairs).toString());
  };
  /** The form of a page that goes to this address and holds this hidden value: its address and what it carries. */
  const formOf = (html: string, action: string, holding = ''): { action: string; hidden: Record<string, string> } => {
    const forms = html
      .split('<form')
      .slice(1)
      .map((text) => text.slice(0, text.indexOf('</form>')));
    const found = forms.find((text) => text.includes(`action="${action}`) && text.includes(holding));
    if (found === undefined) throw new Error(`no form to ${action} with ${holding}`);
    const tags = found.match(/<input[^>]*type="hidden"[^>]*>/g) ?? [];
    const value = (tag: string, name: string) => new RegExp(`${name}="([^"]*)"`).exec(tag)?.[1] ?? '';
    return {
      action: value(found, 'action').replaceAll('&amp;', '&'),
      hidden: Object.fromEntries(tags.map((tag) => [value(tag, 'name'), value(tag, 'value')])),
    };
  };
  /** Fills in one of the child's forms and follows where it leads. */
  const act = async (holding: string, fields: object): Promise<{ status: number; html: string }> => {
    const { text } = await page(at);
    const { action, hidden } = formOf(text, '/workspace/social-services/children/', holding);
    const answer = await send(action, { ...hidden, ...fields });
    if (answer.status !== 303) return { status: answer.status, html: answer.text };
    return { status: 303, html: (await page(answer.headers['location']!)).text };
  };

  beforeAll(async () => {
    world = await createWorld();
    cookie = await world.cookie('demo-boden-caseworker');
  });
  afterAll(() => world?.close());

  it('write down a call, and say what is missing', async () => {
    const { text } = await page('/workspace/social-services/concerns/new');
    expect(text).toContain('Ny orosanmälan');
    const { action, hidden } = formOf(text, '/workspace/social-services/concerns/new');
    const fields = {
      ...hidden,
      'child.name': 'Saga Prov',
      functionId: 'boden-mottagning-vald',
      source: 'private-person',
      channel: 'phone',
    };
    const missing = await send(action, fields);
    expect([missing.status, missing.text.includes('href="#f-worries"')]).toEqual([400, true]);
    const said = {
      ...fields,
      worries: ['honour', 'violence'],
      words: 'Hon får inte gå ut.',
      'reporter.name': 'Granne Prov',
      reporterProtected: 'true',
    };
    const made = await send(action, said);
    expect(made.status).toBe(303);
    at = made.headers['location']!;
    const shown = (await page(at)).text;
    for (const word of ['Saga Prov', 'Hedersrelaterat', 'Granne Prov', 'Kontakta inte vårdnadshavarna', 'Omedelbar skyddsbedömning'])
      expect(shown).toContain(word);
  });

  it('refuse what comes too early, with the form as it was filled in', async () => {
    const early = await act('value="contact-guardians"', { reason: 'De ringer hit' });
    expect([early.status, early.html.includes('Bedöm barnets behov'), early.html.includes('De ringer hit')]).toEqual([400, true, true]);
  });

  it('assess protection, decide, and open the inquiry in the same act', async () => {
    const assessed = await act('value="assess-protection"', { need: 'immediate', measures: ['shelter'], reason: 'Hon är rädd.' });
    expect([assessed.status, assessed.html.includes('Hon är rädd.')]).toEqual([303, true]);
    expect(assessed.html).not.toContain('Kontakta inte vårdnadshavarna');
    const more = await act('value="extension"', { until: '2026-12-01', reason: 'Tolk saknas.' });
    expect([more.status, more.html.includes('Väntar på beslut')]).toEqual([303, true]);
    const decided = await act('value="decide"', { outcome: 'open-inquiry', reason: 'Behöver utredas.' });
    expect([decided.status, decided.html.includes('Barnutredning')]).toEqual([303, true]);
    const heard = await act('value="hear-child"', { withoutGuardian: 'true', at: '2026-11-02T08:30' });
    expect(heard.status).toBe(400); // later than now
    const supported = await act('value="decide-support"', { kind: 'counselling', basis: 'agreed', reason: 'Hon vill prata.' });
    expect([supported.status, supported.html.includes('Hon vill prata.')]).toEqual([303, true]);
  });

  it('begin a placement, and look for the same person', async () => {
    const placed = await act('value="placement"', { ground: 'honour', decidedBy: 'chair' });
    expect([placed.status, placed.html.includes('underställning')]).toEqual([303, true]);
    const start = await act('value="start"', {});
    expect([start.status, start.html.includes('inte skyddade i akten')]).toEqual([400, true]);
    const matches = await page(at.replace('?', '/matches?'));
    expect(matches.text).toContain('Ingen annan akt');
    const caseId = new URL(at, world.url).searchParams.get('caseId');
    const list = await page(`/workspace/social-services/children?caseId=${caseId}`);
    expect([list.status, list.text.includes('Saga Prov'), list.text.includes('Granne Prov')]).toEqual([200, true, false]);
  });

  it('let the head decide on more time, and nobody else see it', async () => {
    expect((await page('/workspace/social-services/extensions')).status).toBe(404);
    cookie = await world.cookie('demo-boden-supervisor');
    const { text } = await page('/workspace/social-services/extensions');
    expect(text).toContain('Tolk saknas.');
    const { action, hidden } = formOf(text, '/workspace/social-services/extensions/', 'value="grant"');
    const granted = await send(action, hidden);
    expect([granted.status, granted.headers['location']]).toEqual([303, expect.stringContaining('/workspace/social-services/extensions')]);
    expect((await page(granted.headers['location']!)).text).toContain('Ingen begäran väntar.');
    cookie = await world.cookie('demo-boden-caseworker');
    expect((await page(at)).text).toContain('Bifall');
    cookie = await world.cookie('demo-region-supervisor');
    expect((await page('/workspace/social-services/extensions')).status).toBe(404);
  });
});
