import { randomUUID } from 'node:crypto';
import supertest, { type Response } from 'supertest';
import { demoPersons } from '#config/demo/persons';
import { createWorld, ok, type ApiPerson, type World } from '../support/world.js';

const NURSE = 'akutmottagning';
const KURATOR = 'vardcentral-boden-kurator';
const CLASSES = ['crime', 'risk', 'child', 'support', 'plan'] as const;

interface Step {
  entryId: string;
  fields: Record<string, unknown>;
}
interface Chain {
  links: { own: boolean; thing: string; history: Step[] }[];
}
interface Why {
  fields: {
    name: string;
    class: string;
    sees: {
      functionId: string | null;
      staffId: string | null;
      because: string;
      disclosures: { kind: string; ground: string; until: string | null }[];
    }[];
    blind: { functionId: string; because: string }[];
  }[];
}

/** Numbers that look like chance and are the same each time. */
const chance = (seed: number) => () => {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
  return seed / 2_147_483_648;
};

describe('grounds, as everybody meets them', () => {
  let world: World;
  let officer: ApiPerson;
  let readers: Record<string, ApiPerson>;
  const [caseId, recordId, personId, consentId] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  const base = `/workspace/cases/${caseId}`;
  const chain = `/api/v1/cases/${caseId}/chain`;

  const page = (cookie: string, path: string, fields?: Record<string, string | string[]>): Promise<Response> => {
    const browser = supertest(world.url);
    const test = fields ? browser.post(path).set('sec-fetch-site', 'same-origin').type('form').send(fields) : browser.get(path);
    return Promise.resolve(test.set('cookie', cookie).set('accept', 'text/html'));
  };
  const disclose = (change: object) =>
    officer.post('/api/v1/disclosures', {
      disclosureId: randomUUID(),
      recordId,
      caseId,
      recipientFunction: NURSE,
      mode: 'standing',
      classes: ['reference', 'crime'],
      purpose: 'healthcare',
      ground: 'osl-10-1-consent',
      consentId,
      personIds: [personId],
      until: '2026-12-01T00:00:00Z',
      ...change,
    });

  beforeAll(async () => {
    world = await createWorld();
    officer = await world.api('demo-police-officer');
    readers = { [NURSE]: await world.api('demo-region-nurse'), [KURATOR]: await world.api('demo-region-caseworker') };
    const report = {
      reportId: randomUUID(),
      recordId,
      caseId,
      functionId: 'polis-lulea-lpo',
      reportNumber: '5000-K77-26',
      offence: 'assault',
      occurredOn: '2026-11-01',
      immediateRisk: true,
      summary: 'Slog henne i hallen.',
      exposed: { personId, name: 'Linda Mäki', personNumber: demoPersons.exposed.personnummer },
      suspect: { personId: randomUUID(), name: 'Tobias Grahn', personNumber: demoPersons.violenceUser.personnummer },
      children: [],
    };
    await ok(officer.post('/api/v1/police/reports', report));
    await ok(
      officer.post('/api/v1/consents', {
        consentId,
        recordId,
        caseId,
        personId,
        givenBy: 'adult',
        form: 'oral',
        alone: 'yes',
        recipients: [NURSE, KURATOR],
        classes: [...CLASSES],
        purposes: ['healthcare'],
        until: '2027-03-01T08:00:00Z',
        circumstances: 'at-meeting',
      }),
    );
    await world.settle();
    // Two units of one agency work with the case, since something came to each of them.
    const until = new Date(world.clock.now().getTime() + 30_000).toISOString();
    for (const recipientFunction of Object.keys(readers)) await ok(disclose({ recipientFunction, until }));
    for (const [functionId, reader] of Object.entries(readers))
      await ok(reader.post('/api/v1/records', { recordId: randomUUID(), caseId, functionId, source: 'own' }));
    world.clock.advance(30_000);
    await world.settle();
  });
  afterAll(() => world?.close());

  /** Every field that a reader is shown of the police's entries, by the chain itself. */
  const shown = async (reader: ApiPerson): Promise<string[]> =>
    (await ok<Chain>(reader.get(chain))).links
      .filter(({ own }) => !own)
      .flatMap(({ history }) => history.flatMap(({ entryId, fields }) => Object.keys(fields).map((name) => `${entryId}.${name}`)))
      .sort();
  /** The same, as the owner is told by the explanation. */
  const explained = async (functionId: string): Promise<string[]> => {
    const own = (await ok<Chain>(officer.get(chain))).links.flatMap(({ history }) => history);
    const all = await Promise.all(
      own.map(async ({ entryId }) => {
        const why = await ok<Why>(officer.get(`/api/v1/cases/${caseId}/entries/${entryId}/why`));
        return why.fields
          .filter(({ sees }) =>
            sees.some((one) => one.functionId === functionId && one.disclosures.some(({ kind }) => kind === 'standing')),
          )
          .map(({ name }) => `${entryId}.${name}`);
      }),
    );
    return all.flat().sort();
  };

  it('explains to the owner exactly what each recipient is shown, whatever was disclosed, closed or run out', async () => {
    const next = chance(20_261_102);
    const open: string[] = [];
    const seen = { some: 0, none: 0 };
    for (let round = 0; round < 14; round++) {
      if (round % 5 === 4) {
        await ok(officer.post(`/api/v1/disclosures/${open.shift()!}/closing`, { reason: 'no-longer-needed' }));
      } else {
        const disclosureId = randomUUID();
        const classes = ['reference', ...CLASSES.filter(() => next() < 0.4)];
        const until = new Date(world.clock.now().getTime() + Math.ceil(next() * 5) * 60_000).toISOString();
        const factsFrom = next() < 0.7 ? { factsFrom: '2026-01-01T00:00:00Z' } : {};
        await ok(disclose({ disclosureId, classes, until, ...factsFrom, recipientFunction: next() < 0.5 ? NURSE : KURATOR }));
        open.push(disclosureId);
      }
      world.clock.advance(61_000);
      for (const [functionId, reader] of Object.entries(readers)) {
        const there = await shown(reader);
        expect({ round, functionId, fields: await explained(functionId) }).toEqual({ round, functionId, fields: there });
        seen[there.length > 0 ? 'some' : 'none']++;
      }
    }
    // The control: both outcomes occurred, so that agreement is no emptiness.
    expect(seen.some).toBeGreaterThan(2);
    expect(seen.none).toBeGreaterThan(2);
  });

  it('says on which ground and until when, in words, and what keeps the others from it', async () => {
    await ok(disclose({ classes: ['reference', 'crime'], factsFrom: '2026-01-01T00:00:00Z' }));
    const [{ entryId }] = (await ok<Chain>(officer.get(chain))).links[0]!.history as [Step];
    const why = await ok<Why>(officer.get(`/api/v1/cases/${caseId}/entries/${entryId}/why`));
    const field = (name: string) => why.fields.find((one) => one.name === name)!;
    expect(field('offence').sees).toContainEqual(
      expect.objectContaining({
        functionId: NURSE,
        disclosures: expect.arrayContaining([
          expect.objectContaining({ ground: 'osl-10-1-consent', until: '2026-12-01T00:00:00.000Z' }),
        ]) as unknown,
      }),
    );
    expect(field('offence').sees.find(({ staffId }) => staffId !== null)?.because).toContain('assigned');
    expect(field('immediateRisk').blind).toContainEqual(expect.objectContaining({ functionId: NURSE, because: 'class' }));
    const cookie = await world.cookie('demo-police-officer');
    const text = (await page(cookie, `${base}/who-sees-what/${entryId}`)).text;
    for (const words of ['Samtycke (OSL 10:1, 12:2)', 'Jonas Niemi', 'Akutmottagning', 'ingår inte i utlämnandet'])
      expect(text).toContain(words);
    expect((await page(cookie, base)).text).toContain(`${base}/who-sees-what/${entryId}`);

    // Of her own data, a standing disclosure shows nothing: it is of what happens. A copy does, for as long as there are records.
    const herself = async (cls: string) =>
      (
        await ok<{ classes: (Why['fields'][number] & { class: string })[] }>(officer.get(`/api/v1/cases/${caseId}/persons/${personId}/why`))
      ).classes.find((one) => one.class === cls)!;
    expect((await herself('identity')).blind).toContainEqual(expect.objectContaining({ functionId: NURSE, because: 'entries-only' }));
    const copyId = randomUUID();
    const necessary = { ground: 'osl-10-2-necessary', consentId: undefined, documentation: { necessity: 'Hon ska nås i dag.' } };
    await ok(disclose({ disclosureId: copyId, mode: 'copy', until: undefined, classes: ['reference', 'identity'], ...necessary }));
    await ok(officer.post(`/api/v1/disclosures/${copyId}/closing`, { reason: 'no-longer-needed' }));
    await world.settle();
    const kept = (await herself('identity')).sees.find(({ functionId, staffId }) => functionId === NURSE && staffId === null);
    expect(kept?.disclosures.map(({ kind }) => kind)).toEqual(['copy']);

    // The recipient is told of its own sight alone; whom else the police tell is nothing to them.
    const theirs = await ok<Why>(readers[NURSE]!.get(`/api/v1/cases/${caseId}/entries/${entryId}/why`));
    expect(theirs.fields.map(({ name }) => name)).toContain('offence');
    expect(theirs.fields.map(({ name }) => name)).not.toContain('immediateRisk');
    expect(JSON.stringify(theirs)).not.toContain(KURATOR);
    const stranger = await world.api('demo-boden-caseworker');
    expect((await stranger.get(`/api/v1/cases/${caseId}/entries/${entryId}/why`)).status).toBe(404);
    expect((await officer.get(`/api/v1/cases/${caseId}/entries/${randomUUID()}/why`)).status).toBe(404);
  });

  describe('Akut', () => {
    const urgent = `${base}/disclosures/urgent`;
    const hidden = (html: string): Record<string, string> => {
      const start = html.indexOf(`action="${urgent}"`);
      const form = html.slice(start, html.indexOf('</form>', start));
      return Object.fromEntries(
        [...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [name ?? '', value ?? '']),
      );
    };
    interface Review {
      disclosureId: string;
      dueAt: string;
      overdue: boolean;
      verdict: string;
      documentation: { reason?: string };
    }
    const queue = async (subject: string): Promise<Review[]> =>
      (await ok<{ items: Review[] }>((await world.api(subject)).get('/api/v1/disclosure-reviews'))).items;

    it('one person discloses alone, with a reason and nothing else', async () => {
      const cookie = await world.cookie('demo-police-officer');
      const form = await page(cookie, urgent);
      expect(form.status).toBe(200);
      const chosen = { recipientFunction: 'boden-socialjour', personIds: personId, classes: ['identity', 'risk', 'crime'] };
      const without = await page(cookie, urgent, { ...hidden(form.text), ...chosen });
      expect(without.status).toBe(400);
      expect(without.text).toContain('Skriv vilken faran är');
      const sent = await page(cookie, urgent, {
        ...hidden(without.text),
        ...chosen,
        'documentation.reason': 'Han är på väg dit med kniv.',
      });
      expect(sent.status).toBe(303);
      await world.settle();
      const list = (await page(cookie, `${base}/disclosures`)).text;
      for (const words of ['Akut', 'Nöd (akut)']) expect(list).toContain(words);
      const received = await (await world.api('demo-boden-on-call')).get('/api/v1/received');
      expect(JSON.stringify(received.body)).toContain('brb-24-4-necessity');
    });

    it('a ground that is not fulfilled is refused, also at night, and the refusal kept', async () => {
      const asked = { ground: 'osl-10-27', recipientFunction: 'boden-socialjour', mode: 'copy', urgent: true, until: undefined };
      const refused = await disclose(asked);
      expect(refused.body).toMatchObject({ status: 422, rule: 'osl-10-27', detail: expect.stringContaining('BrB 24:4') as unknown });
    });

    it('the head of the unit reviews within 72 hours, and nobody else sees it', async () => {
      const [item] = await queue('demo-police-supervisor');
      expect(item).toMatchObject({ verdict: 'waits', overdue: false, documentation: { reason: 'Han är på väg dit med kniv.' } });
      expect(new Date(item!.dueAt).getTime() - world.clock.now().getTime()).toBeLessThanOrEqual(72 * 3_600_000);
      expect(await queue('demo-boden-supervisor')).toEqual([]);
      expect(await queue('demo-lulea-supervisor')).toEqual([]);
      expect((await officer.get('/api/v1/disclosure-reviews')).status).toBe(404);
      const review = { verdict: 'justified', note: 'Kniven var känd, och hon var ensam hemma.' };
      const path = `/api/v1/disclosures/${item!.disclosureId}/review`;
      expect((await (await world.api('demo-boden-supervisor')).post(path, review)).status).toBe(404);
      expect((await officer.post(path, review)).status).toBe(404);

      world.clock.advance(73 * 3_600_000);
      expect((await queue('demo-police-supervisor'))[0]).toMatchObject({ overdue: true });
      const cookie = await world.cookie('demo-police-supervisor');
      const shownPage = (await page(cookie, '/workspace/urgent')).text;
      for (const words of ['Försenad', 'Han är på väg dit med kniv.', 'Jonas Niemi', 'Registrera granskningen'])
        expect(shownPage).toContain(words);
      const done = await page(cookie, `/workspace/urgent/${item!.disclosureId}`, { idempotencyKey: randomUUID(), ...review });
      expect(done.status).toBe(303);
      await world.settle();
      expect((await queue('demo-police-supervisor'))[0]).toMatchObject({ verdict: 'justified', overdue: false, note: review.note });
      const again = await (await world.api('demo-police-supervisor')).post(path, review);
      expect(again.body).toMatchObject({ status: 409, type: 'urn:insatskedja:problem:reviewed-already' });
    });
  });
});
