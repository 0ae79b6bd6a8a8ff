import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { demoPersons } from '#config/demo/persons';
import { createWorld, ok, type ApiPerson, type World } from '../support/world.js';

interface Chain {
  links: { thing: string; ownerAgency: string; own: boolean; grounds: string[]; fields: Record<string, unknown> }[];
  gaps: { kind: string }[];
}
interface Line {
  who: { own: boolean; name: string | null; staffId: string | null; unitId: string | null; duty: string; agencyId: string };
  operation: string;
  action: string;
  outcome: string;
  personIds: string[];
  hits: number;
  classes: string[];
  ground: string[];
  rule: string | null;
}

describe('the case as each may see it', () => {
  let world: World;
  let sara: ApiPerson;
  let maria: ApiPerson;
  let kin: ApiPerson;
  let supervisor: ApiPerson;
  const at = { recordId: randomUUID(), caseId: randomUUID() };
  const care = { recordId: randomUUID(), caseId: at.caseId };
  const personId = demoPersons.exposed.id;
  const chain = `/api/v1/cases/${at.caseId}/chain`;
  let saraPage: string;
  let mariaPage: string;
  let bossPage: string;
  const page = (cookie: string, path: string) =>
    fetch(`${world.url}${path}`, { headers: { cookie, accept: 'text/html' }, redirect: 'manual' });

  beforeAll(async () => {
    world = await createWorld();
    sara = await world.api('demo-boden-caseworker');
    maria = await world.api('demo-region-caseworker');
    kin = await world.api('demo-boden-kin');
    supervisor = await world.api('demo-boden-supervisor');
    [saraPage, mariaPage, bossPage] = (await Promise.all(
      ['demo-boden-caseworker', 'demo-region-caseworker', 'demo-boden-supervisor'].map((subject) => world.cookie(subject)),
    )) as [string, string, string];
    await ok(sara.post('/api/v1/records', { ...at, functionId: 'boden-mottagning-vald', source: 'own' }));
    await ok(maria.post('/api/v1/records', { ...care, functionId: 'vardcentral-boden-kurator', source: 'own' }));
    await ok(
      sara.post('/api/v1/people', { ...at, personId, role: 'exposed', name: 'Linda Mäki', personNumber: demoPersons.exposed.personnummer }),
    );
    await ok(
      sara.post('/api/v1/people', {
        ...at,
        personId: demoPersons.childNine.id,
        role: 'child',
        name: 'Wilma Grahn',
        personNumber: demoPersons.childNine.personnummer,
      }),
    );
    await world.settle();
  });
  afterAll(() => world?.close());

  it('is one and the same 404 for a stranger, for kin, and for what does not exist', async () => {
    const answers = await Promise.all([kin.get(chain), sara.get(`/api/v1/cases/${randomUUID()}/chain`), supervisor.get(chain)]);
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
    const bodies = answers.map(({ body }) => ({ ...(body as object), instance: undefined }));
    expect(bodies[0]).toEqual(bodies[1]);
  });

  it('shows the own part with its gaps, and has an entity tag of what is shown', async () => {
    const first = await sara.get(chain);
    expect(first.status).toBe(200);
    expect((first.body as Chain).gaps.map(({ kind }) => kind)).toEqual(['child-not-assessed']);
    const tag = first.headers['etag']!;
    expect((await sara.get(chain, { 'if-none-match': tag })).status).toBe(304);
    expect((await maria.get(chain, { 'if-none-match': tag })).status).toBe(200);
  });

  it('lists own cases only', async () => {
    const list = async (who: ApiPerson) =>
      (await ok<{ items: { caseId: string; track: string; about: { name: string }[] }[] }>(who.get('/api/v1/cases'))).items;
    expect(await list(sara)).toMatchObject([{ caseId: at.caseId, track: 'exposed', about: [{ name: 'Linda Mäki' }] }]);
    expect(await list(maria)).toMatchObject([{ caseId: at.caseId, track: 'exposed', about: [] }]);
    expect(await list(kin)).toEqual([]);
  });

  it('opens a peer’s part by class and ground, and closes it with the consent', async () => {
    const consentId = randomUUID();
    const assessment = { assessmentId: randomUUID(), ...at, personId, occasion: 'first-contact' };
    const answers = await riskAnswers();
    await ok(sara.post('/api/v1/risk-assessments', { ...assessment, ...answers, assessedOn: '2026-11-02', reviewOn: '2026-12-02' }));
    await ok(
      sara.post('/api/v1/consents', {
        consentId,
        ...at,
        personId,
        givenBy: 'adult',
        form: 'oral',
        alone: 'yes',
        recipients: ['vardcentral-boden-kurator'],
        classes: ['identity', 'risk'],
        purposes: ['support', 'protection', 'plan'],
        until: '2027-03-01T08:00:00Z',
        circumstances: 'at-meeting',
      }),
    );
    expect((await ok<Chain>(maria.get(chain))).links).toEqual([]);
    const disclosure = {
      disclosureId: randomUUID(),
      ...at,
      recipientFunction: 'vardcentral-boden-kurator',
      mode: 'standing',
      classes: ['risk'],
      until: '2027-01-01T08:00:00Z',
      purpose: 'plan',
      ground: 'osl-10-1-consent',
      consentId,
      personIds: [personId],
    };
    world.clock.advance(60_000);
    await ok(sara.post('/api/v1/disclosures', disclosure));
    await ok(
      sara.post('/api/v1/risk-assessments', {
        ...assessment,
        assessmentId: randomUUID(),
        ...answers,
        assessedOn: '2026-11-02',
        reviewOn: '2026-12-02',
      }),
    );
    await world.settle();
    const seen = await ok<Chain>(maria.get(chain));
    expect(seen.links).toMatchObject([
      { thing: 'risk', ownerAgency: 'socialtjanst-boden', own: false, grounds: ['osl-10-1-consent'], fields: { level: 'high' } },
    ]);
    const html = await (await page(mariaPage, `/workspace/cases/${at.caseId}`)).text();
    expect(html).toContain('Utlämnat av');
    expect(html).not.toContain('Linda Mäki');

    const stream = await fetch(`${world.url}/api/v1/cases/${at.caseId}/events`, {
      headers: { cookie: mariaPage, accept: 'text/event-stream' },
    });
    expect(stream.headers.get('content-type')).toContain('text/event-stream');
    await ok(sara.post(`/api/v1/consents/${consentId}/withdrawals`, { scope: { kind: 'whole' }, alone: 'yes' }));
    expect((await ok<Chain>(maria.get(chain))).links).toEqual([]);
    const news = await readUntil(stream, 'event: changed');
    expect(news).toMatch(/id: [\w-]+\nevent: changed\ndata: \{"changed":true\}/);
    expect(news).not.toContain('risk');
  });

  it('tells a stream at once that it missed something, and refuses one to a stranger', async () => {
    const open = (cookie: string, last: string) =>
      fetch(`${world.url}/api/v1/cases/${at.caseId}/events`, { headers: { cookie, accept: 'text/event-stream', 'last-event-id': last } });
    expect(await readUntil(await open(saraPage, 'something-else'), 'data:')).toContain('{"changed":true}');
    expect((await open(await world.cookie('demo-boden-kin'), '')).status).toBe(404);
  });

  it('has pages that show it in both languages', async () => {
    for (const path of ['/workspace', '/workspace/cases', `/workspace/cases/${at.caseId}`, `/workspace/cases/${at.caseId}/log`])
      for (const lang of ['sv', 'en']) {
        const answer = await page(saraPage, `${path}?lang=${lang}`);
        expect([path, answer.status]).toEqual([path, 200]);
        expect(await answer.text()).toContain('<h1');
      }
    const overview = await (await page(saraPage, `/workspace/cases/${at.caseId}?lang=sv`)).text();
    for (const text of ['Linda Mäki', 'Wilma Grahn', 'Samtycke återkallat', 'Hög risk', 'Barn utan egen riskbedömning', '/api/v1/cases/'])
      expect(overview).toContain(text);
  });

  describe('in the trail', () => {
    const trail = async (query: string) => (await ok<{ items: Line[]; next?: string }>(supervisor.get(`/api/v1/audit?${query}`))).items;

    it('a supervisor sees own staff by name, and a denial with its rule', async () => {
      const lines = await trail(`caseId=${at.caseId}`);
      expect(lines.find(({ operation, who }) => operation === 'case-chain' && who.name === 'Sara Lindbäck')).toBeDefined();
      expect(lines.find(({ outcome, who }) => outcome === 'denied' && who.name === 'Johan Mäki')).toMatchObject({ rule: 'not-found' });
    });

    it('another agency’s reading is told by duty, agency and ground alone, and only where it saw our facts', async () => {
      const foreign = (await trail(`caseId=${at.caseId}`)).filter(({ who }) => !who.own);
      expect(foreign.length).toBeGreaterThan(0);
      for (const { who, personIds, hits } of foreign) {
        expect(who).toMatchObject({ name: null, staffId: null, unitId: null, duty: 'caseworker', agencyId: 'region-norrbotten' });
        expect([personIds, hits]).toEqual([[], 0]);
      }
      expect(foreign.find(({ ground }) => ground.includes('osl-10-1-consent'))).toBeDefined();
    });

    it('row-level security alone shows nothing to whom it does not concern (and something to whom it does)', async () => {
      const count = async (agency: string, duty: string) => {
        const client = await world.database.app.connect();
        try {
          await client.query('BEGIN');
          await client.query(
            "SELECT set_config('app.agency', $1, true), set_config('app.duty', $2, true), set_config('app.staff', $3, true)",
            [agency, duty, randomUUID()],
          );
          const { rows } = await client.query<{ count: number }>('SELECT count(*)::int FROM audit.records WHERE case_id = $1', [at.caseId]);
          return rows[0]!.count;
        } finally {
          await client.query('ROLLBACK');
          client.release();
        }
      };
      expect(await count('polisen-norrbotten', 'supervisor')).toBe(0);
      expect(await count('socialtjanst-boden', 'caseworker')).toBe(0);
      expect(await count('socialtjanst-boden', 'supervisor')).toBeGreaterThan(0);
    });

    it('the case’s own staff see who has read, not who was refused', async () => {
      const html = await (await page(saraPage, `/workspace/cases/${at.caseId}/log`)).text();
      expect(html).toContain('Sara Lindbäck');
      expect(html).toContain('Region Norrbotten');
      expect(html).not.toContain('Maria Stenlund');
      expect(html).not.toContain('Johan Mäki');
      expect((await page(await world.cookie('demo-boden-kin'), `/workspace/cases/${at.caseId}/log`)).status).toBe(404);
    });

    it('reading it leaves a line, and a page follows a page without gap or overlap', async () => {
      const first = await ok<{ items: { auditId: string }[]; next?: string }>(supervisor.get('/api/v1/audit'));
      const { items } = await ok<{ items: { auditId: string }[] }>(
        supervisor.get(`/api/v1/audit?cursor=${encodeURIComponent(first.next ?? '')}`),
      );
      if (first.next) expect(items.filter(({ auditId }) => first.items.some((one) => one.auditId === auditId))).toEqual([]);
      expect((await trail('action=list')).some(({ operation }) => operation === 'audit-trail')).toBe(true);
      expect((await supervisor.get('/api/v1/audit?cursor=made-up')).status).toBe(400);
    });

    it('is for supervisors', async () => {
      expect((await sara.get('/api/v1/audit')).status).toBe(404);
      expect((await page(saraPage, '/workspace/review')).status).toBe(404);
    });

    it('has a page, and filters that keep what was typed', async () => {
      expect((await page(bossPage, '/workspace/review?outcome=denied')).status).toBe(200);
      const wrong = await page(bossPage, '/workspace/review?caseId=nonsense');
      expect(wrong.status).toBe(400);
      expect(await wrong.text()).toContain('value="nonsense"');
    });
  });

  it('lets a supervisor distribute the work without seeing what it is about', async () => {
    const html = await (await page(bossPage, '/workspace/team')).text();
    expect(html).toContain(at.caseId.slice(0, 8));
    expect(html).not.toContain('Linda Mäki');
    const stranger = await world.api('demo-boden-stand-in');
    const staffId = /<option value="([^"]+)">Nawid Rahimi/.exec(html)?.[1];
    const body = new URLSearchParams({ ...at, staffId: staffId ?? '', idempotencyKey: randomUUID() });
    const posted = await fetch(`${world.url}/workspace/team/assign`, {
      method: 'POST',
      headers: { cookie: bossPage, origin: world.url, 'content-type': 'application/x-www-form-urlencoded' },
      body,
      redirect: 'manual',
    });
    expect(posted.status).toBe(303);
    expect((await page(bossPage, posted.headers.get('location')!)).status).toBe(200);
    expect((await stranger.get(chain)).status).toBe(200);
  });

  it('leads each duty to its own first page', async () => {
    const first = async (subject: string) => (await page(await world.cookie(subject), '/workspace')).headers.get('location');
    expect(await first('demo-boden-supervisor')).toBe('/workspace/review');
    expect(await first('demo-police-liaison')).toBe('/workspace/referrals');
    const coordinator = await world.cookie('demo-county-coordinator');
    const county = await (await page(coordinator, '/workspace/county')).text();
    expect(county).toContain('Ärenden visas aldrig här');
    const administrator = await world.cookie('demo-administrator');
    const operation = await (await page(administrator, '/workspace/operation')).text();
    expect(operation).toContain('view:case-chain');
    expect(operation).not.toContain(at.caseId);
  });
});

const riskAnswers = async () => {
  const { instruments, questionsOf } = await import('#config/instruments');
  const [instrument] = instruments;
  const answers = Object.fromEntries(
    questionsOf(instrument!).map((question) => [
      (question as { id?: string; key?: string }).id ?? (question as { key?: string }).key!,
      'yes',
    ]),
  );
  return { instrument: instrument!.id, answers, level: 'high', overrideReason: 'Samlad professionell bedömning efter samtal.' };
};

/** What a stream says until a text has come; gives up after some seconds. */
const readUntil = async (stream: Response, text: string): Promise<string> => {
  const reader = stream.body!.getReader();
  const decoder = new TextDecoder();
  let read = '';
  const ready = new AbortController();
  void sleep(8_000, undefined, { signal: ready.signal }).then(
    () => reader.cancel(),
    () => undefined,
  );
  while (!read.includes(text)) {
    const { done, value } = await reader.read();
    if (done) break;
    read += decoder.decode(value, { stream: true });
  }
  ready.abort();
  await reader.cancel();
  return read;
};
