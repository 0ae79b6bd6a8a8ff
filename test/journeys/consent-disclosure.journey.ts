import { randomUUID } from 'node:crypto';
import supertest, { type Response } from 'supertest';
import { demoPersons } from '#config/demo/persons';
import { createWorld, ok, type ApiPerson, type World } from '../support/world.js';

const WOMAN = 'Linda Mäki';
const RECIPIENT = 'akutmottagning';
const NOT_CONNECTED = 'arvidsjaur-mottagning';

interface Browser {
  page(path: string): Promise<Response>;
  submit(path: string, fields: Record<string, string | string[]>): Promise<Response>;
}

/** The hidden fields of the first form that is sent to this address. */
const hidden = (html: string, action: string): Record<string, string> => {
  const start = html.search(new RegExp(`action="${action}"[^>]*method="post"|method="post"[^>]*action="${action}"`));
  expect({ action, found: start > 0 }).toEqual({ action, found: true });
  const form = html.slice(start, html.indexOf('</form>', start));
  return Object.fromEntries(
    [...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [name ?? '', value ?? '']),
  );
};

describe('consent and disclosure in a browser', () => {
  let world: World;
  let officer: ApiPerson;
  let police: Browser;
  let nurse: Browser;
  const [caseId, recordId, personId] = [randomUUID(), randomUUID(), randomUUID()];
  const base = `/workspace/cases/${caseId}`;

  const browser = async (subject: string): Promise<Browser> => {
    const cookie = await world.cookie(subject);
    return {
      page: (path) => supertest(world.url).get(path).set('cookie', cookie).set('accept', 'text/html'),
      submit: (path, fields) =>
        supertest(world.url)
          .post(path)
          .set('cookie', cookie)
          .set('accept', 'text/html')
          .set('sec-fetch-site', 'same-origin')
          .type('form')
          .send(fields),
    };
  };
  const consents = async () =>
    (
      await ok<{ items: { consentId: string; state: string; recipients: { functionId: string }[] }[] }>(
        officer.get(`/api/v1/cases/${caseId}/consents`),
      )
    ).items;

  beforeAll(async () => {
    world = await createWorld();
    officer = await world.api('demo-police-officer');
    [police, nurse] = await Promise.all([browser('demo-police-officer'), browser('demo-region-nurse')]);
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
      exposed: { personId, name: WOMAN, personNumber: demoPersons.exposed.personnummer },
      suspect: { personId: randomUUID(), name: 'Tobias Grahn', personNumber: demoPersons.violenceUser.personnummer },
      children: [],
    };
    await ok(officer.post('/api/v1/police/reports', report));
    await world.settle();
  });
  afterAll(() => world?.close());

  it('a consent is given in three taps, and asks again for what was left out', async () => {
    const path = `${base}/consent/new`;
    const form = await police.page(path);
    expect(form.status).toBe(200);
    const chosen = {
      personId,
      preset: 'basic',
      purposes: ['support', 'healthcare'],
      lasts: '90',
      form: 'oral',
      givenBy: 'adult',
      circumstances: 'in-car',
    };
    const wrong = await police.submit(path, { ...hidden(form.text, path), ...chosen, safeContact: 'Ring på jobbet' });
    expect(wrong.status).toBe(400);
    for (const text of ['Välj vem som får ta emot uppgifterna', 'Ange om hon var ensam', 'Ring på jobbet'])
      expect(wrong.text).toContain(text);
    const right = await police.submit(path, {
      ...hidden(wrong.text, path),
      ...chosen,
      recipient: RECIPIENT,
      alone: 'yes',
      safeContact: 'Ring på jobbet',
    });
    expect(right.status).toBe(303);
    const list = await police.page(String(right.headers['location']));
    for (const text of [WOMAN, 'Akutmottagning', 'Ring på jobbet', 'Samtycke finns']) expect(list.text).toContain(text);
  });

  it('is extended to a recipient that is asked for later', async () => {
    const [{ consentId }] = await consents();
    const path = `${base}/consent/${consentId}/extend`;
    const form = await police.page(path);
    const done = await police.submit(path, { ...hidden(form.text, path), recipient: NOT_CONNECTED, form: 'oral', alone: 'yes' });
    expect(done.status).toBe(303);
    await world.settle();
    expect((await consents())[0]?.recipients.map(({ functionId }) => functionId).sort()).toEqual([NOT_CONNECTED, RECIPIENT].sort());
  });

  const disclose = async (recipientFunction: string, mode: string, change: Record<string, string | string[]> = {}) => {
    const path = `${base}/disclosures/new`;
    const form = await police.page(`${path}?recipientFunction=${recipientFunction}&mode=${mode}`);
    expect(form.status).toBe(200);
    const entered = {
      ...hidden(form.text, path),
      personIds: personId,
      classes: ['identity', 'risk'],
      purpose: 'healthcare',
      ground: 'osl-10-1-consent',
      ...change,
    };
    const preview = await police.submit(path, entered);
    return { path, entered, preview };
  };

  it('a copy is previewed field by field, decided, delivered, and opens with the recipient’s own record', async () => {
    const [{ consentId }] = await consents();
    const { path, entered, preview } = await disclose(RECIPIENT, 'copy', { consentId });
    expect(preview.status).toBe(200);
    for (const text of [WOMAN, 'Namn och personnummer', 'Inte valt.', 'Besluta']) expect(preview.text).toContain(text);
    expect(preview.text).not.toContain('Tobias');
    const decided = await police.submit(path, { ...hidden(preview.text, path), ...entered, step: 'decide' });
    expect(decided.status).toBe(303);
    await world.settle();
    expect((await police.page(`${base}/disclosures`)).text).toContain('OSL 10:1');
    expect((await police.page(`${base}/who-sees-what`)).text).toContain('Akutmottagning');

    const waiting = await nurse.page('/workspace/received');
    expect(waiting.text).toContain('Polisen Norrbotten');
    expect(waiting.text).not.toContain(WOMAN);
    expect((await nurse.page(base)).status).toBe(404);
    const opened = await nurse.submit('/workspace/received/open', hidden(waiting.text, '/workspace/received/open'));
    expect(opened.status).toBe(303);
    await world.settle();
    expect((await nurse.page(base)).text).toContain(WOMAN);
    expect((await nurse.page(`${base}/who-sees-what`)).text).toContain('Polisen Norrbotten');
    expect((await nurse.page('/workspace/received')).text).toContain('Inget väntar');
  });

  it('a standing one is previewed without her own details, which it never shows, and says so; so does what is asked of the API', async () => {
    const [{ consentId }] = await consents();
    const previewed = async (mode: string) => {
      const { preview } = await disclose(RECIPIENT, mode, { consentId, untilDate: '2026-12-01', facts: 'all' });
      const asked = await officer.post('/api/v1/disclosures/preview', {
        ...{ disclosureId: randomUUID(), recordId, caseId, recipientFunction: RECIPIENT, mode, classes: ['identity', 'risk'] },
        ...{ purpose: 'healthcare', ground: 'osl-10-1-consent', consentId, personIds: [personId] },
        ...(mode === 'standing' ? { until: '2026-12-01T00:00:00Z', factsFrom: '2026-01-01T00:00:00Z' } : {}),
      });
      const { content, verdict } = asked.body as { content: { persons: object }; verdict: { allowed: boolean } };
      const words = [WOMAN, 'lämnas aldrig löpande', 'Besluta'].map((word) => preview.text.includes(word));
      return [preview.status, ...words, verdict.allowed, JSON.stringify(content).includes(WOMAN)];
    };
    expect(await previewed('copy')).toEqual([200, true, false, true, true, true]); // control
    expect(await previewed('standing')).toEqual([200, false, true, true, true, false]);
  });

  it('for a recipient that is not connected becomes a print, marked as secret', async () => {
    const refused = await officer.post('/api/v1/disclosures', {
      disclosureId: randomUUID(),
      recordId,
      caseId,
      recipientFunction: NOT_CONNECTED,
      mode: 'copy',
      classes: ['identity'],
      purpose: 'support',
      ground: 'osl-10-1-consent',
      personIds: [personId],
    });
    expect(refused.body).toMatchObject({
      status: 422,
      type: 'urn:insatskedja:problem:function-not-connected',
      detail: expect.stringContaining('channel=print') as string,
    });
    const [{ consentId }] = await consents();
    const { path, entered, preview } = await disclose(NOT_CONNECTED, 'copy', { consentId });
    expect(preview.status).toBe(200);
    const decided = await police.submit(path, { ...hidden(preview.text, path), ...entered, step: 'decide' });
    await world.settle();
    const list = await police.page(String(decided.headers['location']));
    const href = /href="([^"]+\/print)"/.exec(list.text)?.[1] ?? '';
    const print = await police.page(href);
    for (const text of ['SEKRETESS', WOMAN, 'Arvidsjaur']) expect(print.text).toContain(text);
    expect(print.text).not.toContain('Ring på jobbet');
    expect((await nurse.page(href)).status).toBe(404);
  });

  it('without a ground is refused with rule and reason, and the refusal is kept', async () => {
    const { path, entered, preview } = await disclose(RECIPIENT, 'copy');
    expect(preview.text).toContain('Registrera avslaget');
    const kept = await police.submit(path, { ...hidden(preview.text, path), ...entered, step: 'decide' });
    expect(kept.status).toBe(400);
    expect(kept.text).toContain('Det finns inget samtycke som gäller');
    await world.settle();
    expect((await police.page(`${base}/disclosures`)).text).toContain('Avslaget av regelprövningen');
  });

  it('is ended for a reason of the list alone, and a form that was tampered with is refused, not broken', async () => {
    const [{ consentId }] = await consents();
    const disclosureId = randomUUID();
    await ok(
      officer.post('/api/v1/disclosures', {
        ...{ disclosureId, recordId, caseId, recipientFunction: RECIPIENT, mode: 'copy', classes: ['identity'], purpose: 'healthcare' },
        ...{ ground: 'osl-10-1-consent', consentId, personIds: [personId] },
      }),
    );
    await world.settle();
    const close = (fields: Record<string, string | string[]>) =>
      police.submit(`${base}/disclosures/${disclosureId}/close`, { idempotencyKey: randomUUID(), ...fields });
    const status = async () => (await ok<{ status: string }>(officer.get(`/api/v1/cases/${caseId}/disclosures/${disclosureId}`))).status;
    for (const reason of ['whatever', 'not-approved']) expect([reason, (await close({ reason })).status]).toEqual([reason, 400]);
    expect(await status()).toBe('open');
    expect((await close({ reason: 'person-asked' })).status).toBe(303); // control
    await world.settle();
    expect(await status()).toBe('ended');
    const again = await police.submit(`${base}/disclosures/new`, {
      idempotencyKey: randomUUID(),
      step: 'change',
      recipientFunction: [RECIPIENT, RECIPIENT],
      mode: 'x',
    });
    expect(again.status).toBe(200);
  });

  it('withdrawn, closes at once, keeps the copy marked, and proposes a new risk assessment', async () => {
    const [{ consentId }] = await consents();
    const { path, entered, preview } = await disclose(RECIPIENT, 'standing', { consentId, untilDate: '2026-12-01', facts: 'all' });
    expect((await police.submit(path, { ...hidden(preview.text, path), ...entered, step: 'decide' })).status).toBe(303);
    const form = `${base}/consent/${consentId}/withdraw`;
    const done = await police.submit(form, { ...hidden((await police.page(form)).text, form), scope: 'whole', alone: 'no' });
    expect(done.status).toBe(303);
    const { items } = await ok<{ items: { open: boolean }[] }>(officer.get(`/api/v1/cases/${caseId}/who-sees-what`));
    expect(items.map(({ open }) => open)).toEqual([false, false, false, false]);
    const list = await police.page(String(done.headers['location']));
    for (const text of ['Återkallelsen gäller från och med nu', 'Samtycke återkallat', `${base}/risk`]) expect(list.text).toContain(text);
    expect((await nurse.page(base)).text).toContain(WOMAN);
    expect((await nurse.page(`${base}/who-sees-what`)).text).toContain('Återkallat, kopian finns kvar');
    expect((await police.page(`${base}/disclosures`)).text).not.toMatch(/\/print"/);
  });

  it('shows nothing to an agency that has no part in it', async () => {
    const stranger = await browser('demo-boden-caseworker');
    const [{ consentId }] = await consents();
    for (const path of ['/consent', '/consent/new', `/consent/${consentId}/withdraw`, '/disclosures', '/disclosures/new', '/who-sees-what'])
      expect({ path, status: (await stranger.page(base + path)).status }).toEqual({ path, status: 404 });
    expect(
      (await stranger.submit(`${base}/consent/${consentId}/withdraw`, { idempotencyKey: randomUUID(), scope: 'whole', alone: 'yes' }))
        .status,
    ).toBe(404);
  });
});
