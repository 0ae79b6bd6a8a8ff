import { randomUUID } from 'node:crypto';
import { demoPersons } from '#config/demo/persons';
import { tokenFor } from '#src/login/index';
import { createWorld, ok, type ApiPerson, type World } from '../support/world.js';

const DAY = 86_400_000;
const SARA = 'demo-boden-caseworker';
const PREFIX = 'urn:insatskedja:problem:';
/** Words of programs, which no caseworker should have to read. */
const JARGON = /undefined|null|zod|schema|regex|JSON|SQL|stack|Error|Exception|\bstring\b|\bobject\b|expected/i;

interface Request {
  readonly path: string;
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** Nobody is logged in. */
  readonly anonymous?: boolean;
}
interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly rule?: string;
  readonly errors?: { path: string; message: string }[];
  readonly current?: Record<string, unknown>;
  readonly instance?: string;
}
interface Expected {
  readonly status: number;
  readonly type: string;
  /** What the caseworker reads, title, detail or message at the field, in Swedish and in English. */
  readonly sv: string;
  readonly en: string;
  readonly field?: string;
}

describe('what cannot be', () => {
  let world: World;
  let sara: ApiPerson;
  let token: string;
  const at = { recordId: randomUUID(), caseId: randomUUID() };
  const foreign = { recordId: randomUUID(), caseId: at.caseId };
  const [personId, foreignPerson, consentId, planId, goalId] = [randomUUID(), randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  const day = (offset: number): string => new Date(world.clock.now().getTime() + offset * DAY).toISOString().slice(0, 10);
  const moment = (offset: number): string => new Date(world.clock.now().getTime() + offset * DAY).toISOString();

  beforeAll(async () => {
    world = await createWorld();
    sara = await world.api(SARA);
    token = await tokenFor(world.url, SARA);
    const maria = await world.api('demo-region-caseworker');
    await ok(sara.post('/api/v1/records', { ...at, functionId: 'boden-mottagning-vald', source: 'own' }));
    await ok(maria.post('/api/v1/records', { ...foreign, functionId: 'vardcentral-boden-kurator', source: 'own' }));
    await ok(sara.post('/api/v1/people', person({ personId })));
    await ok(maria.post('/api/v1/people', { ...foreign, personId: foreignPerson, role: 'exposed', name: 'Linda Mäki' }));
    await ok(
      sara.post('/api/v1/consents', {
        ...{ ...at, consentId, personId, givenBy: 'adult', form: 'oral', alone: 'yes', until: moment(100), circumstances: 'at-meeting' },
        ...{ recipients: ['vardcentral-boden-kurator'], classes: ['identity', 'plan'], purposes: ['plan'] },
      }),
    );
    await ok(sara.post('/api/v1/plans', plan({ planId })));
    await world.settle();
  });
  afterAll(() => world?.close());

  const send = async ({ path, method = 'POST', body, headers = {}, anonymous = false }: Request, lang = 'sv') => {
    const all = {
      accept: 'application/json',
      'accept-language': lang,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
      ...(anonymous ? {} : { authorization: `Bearer ${token}` }),
      ...headers,
    };
    const response = await fetch(world.url + path, {
      method,
      redirect: 'manual',
      headers: Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as Record<string, string>,
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const parsed = response.headers.get('content-type')?.includes('json') ? (JSON.parse(text) as Problem) : ({} as Problem);
    return { status: response.status, headers: response.headers, text, problem: parsed };
  };
  const stored = async (): Promise<string> =>
    (await world.database.app.query<{ n: string }>('SELECT count(*) AS n FROM es.events')).rows[0]!.n;

  /** Refused in both languages, by a stable type, in words for people, and nothing is written. Then the corrected request succeeds. */
  const refuses = async (wrong: Request, expected: Expected, corrected?: Request): Promise<Problem> => {
    const before = await stored();
    const [sv, en] = [await send(wrong, 'sv'), await send(wrong, 'en')];
    for (const [answer, words] of [
      [sv, expected.sv],
      [en, expected.en],
    ] as const) {
      const { problem } = answer;
      expect({ status: answer.status, type: problem.type }).toEqual({ status: expected.status, type: PREFIX + expected.type });
      expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
      const said = [problem.title, problem.detail, ...(problem.errors ?? []).map(({ message }) => message)].filter(Boolean).join(' ');
      expect(said).toContain(words);
      expect(said.replace(/Idempotency-Key|If-Match/g, '')).not.toMatch(JARGON);
      if (expected.field) expect(problem.errors?.map(({ path }) => path)).toEqual([expected.field]);
    }
    expect(await stored()).toBe(before);
    if (corrected) expect((await send(corrected)).status).toBeLessThan(300);
    return sv.problem;
  };

  const person = (change: object = {}) => ({
    ...at,
    personId: randomUUID(),
    role: 'relative',
    name: 'Anna Prov',
    personNumber: demoPersons.namesake.personnummer,
    ...change,
  });
  const line = (change: object = {}) => ({
    lineId: randomUUID(),
    goalId,
    kind: 'counselling',
    responsibleFunction: 'boden-mottagning-vald',
    dueOn: day(10),
    ...change,
  });
  const content = (change: object = {}) => ({
    goals: [{ goalId, goal: 'Hon är trygg' }],
    lines: [line()],
    leaderFunction: 'boden-mottagning-vald',
    participation: 'took-part',
    ...change,
  });
  const plan = (change: object = {}) => ({ ...at, planId: randomUUID(), personId, ...content(), ...change });
  const disclosure = (change: object = {}) => ({
    ...at,
    ...{ disclosureId: randomUUID(), recipientFunction: 'vardcentral-boden-kurator', mode: 'standing', classes: ['plan'], purpose: 'plan' },
    ...{ ground: 'osl-10-1-consent', consentId, personIds: [personId], until: moment(60) },
    ...change,
  });
  const people = (body: unknown, headers: Request['headers'] = {}): Request => ({ path: '/api/v1/people', body, headers });
  const INVALID = { status: 400, type: 'invalid-input' };

  it('is a body that cannot be read', async () => {
    const expected = { status: 400, type: 'malformed-body', sv: 'Innehållet kunde inte läsas.', en: 'The body could not be read.' };
    await refuses(people('{"recordId": "'), expected, people(person()));
  });

  it('is a field that there is no such', async () => {
    const expected = { ...INVALID, sv: 'Okänt fält: shoeSize.', en: 'Unknown field: shoeSize.' };
    await refuses(people(person({ shoeSize: 39 })), expected, people(person()));
    // Nor can a right be smuggled in with the rest.
    await refuses(people(person({ ownerAgency: 'polisen-norrbotten' })), { ...INVALID, sv: 'Okänt fält', en: 'Unknown field' });
  });

  it('is a value that is none of the alternatives', async () => {
    const expected = { ...INVALID, sv: 'Välj ett av alternativen.', en: 'Choose one of the alternatives.', field: 'role' };
    await refuses(people(person({ role: 'suspect-of-everything' })), expected, people(person()));
  });

  it('is a personal number with a wrong check digit', async () => {
    const field = 'personNumber';
    const expected = { ...INVALID, sv: 'Personnumret stämmer inte', en: 'The personal number is not right', field };
    await refuses(people(person({ personNumber: '19900514-2387' })), expected, people(person({ personNumber: '900514-2386' })));
  });

  it('is something due in the past', async () => {
    const expected = { ...INVALID, sv: 'Datumet har redan passerat.', en: 'The date has passed already.', field: 'lines.0.dueOn' };
    const path = '/api/v1/plans';
    await refuses({ path, body: plan({ lines: [line({ dueOn: day(-1) })] }) }, expected, {
      path,
      body: plan({ lines: [line({ dueOn: day(0) })] }),
    });
    const consent = (until: string) => ({
      path: `/api/v1/consents/${consentId}/extensions`,
      body: { recipients: ['polis-lulea-lpo'], form: 'oral', alone: 'yes', until },
    });
    const ended = { ...INVALID, sv: 'Slutdatumet har redan passerat.', en: 'The end lies in the past.', field: 'until' };
    await refuses(consent(moment(-1)), ended, consent(moment(120)));
  });

  it('is something that happened in the future', async () => {
    const jonas = await tokenFor(world.url, 'demo-police-officer');
    const report = (occurredOn: string): Request => ({
      path: '/api/v1/police/reports',
      headers: { authorization: `Bearer ${jonas}` },
      body: {
        ...{ reportId: randomUUID(), recordId: randomUUID(), caseId: randomUUID(), functionId: 'polis-lulea-lpo', reportNumber: 'K1' },
        ...{ offence: 'assault', occurredOn, summary: 'Kort', exposed: { personId: randomUUID(), name: 'Anna Prov' } },
      },
    });
    const expected = { ...INVALID, sv: 'framtiden', en: 'future', field: 'occurredOn' };
    await refuses(report(day(1)), expected, report(day(0)));
  });

  it('is a date that there is no such', async () => {
    const expected = { ...INVALID, sv: 'Skriv ett datum som finns, som 2026-03-31.', en: 'Write a date that exists, such as 2026-03-31.' };
    const path = '/api/v1/plans';
    for (const dueOn of ['2027-02-31', '2027-13-01', '31/3 2027', '2027-02-29'])
      await refuses({ path, body: plan({ lines: [line({ dueOn })] }) }, { ...expected, field: 'lines.0.dueOn' });
    await ok(sara.post(path, plan({ lines: [line({ dueOn: '2028-02-29' })] })));
  });

  it('is a change of what somebody else has changed, and of nothing in particular', async () => {
    const id = randomUUID();
    await ok(sara.post('/api/v1/plans', plan({ planId: id })));
    await world.settle();
    const version = async () => (await ok<{ version: string }>(sara.get(`/api/v1/plans/${id}`))).version;
    const first = await version();
    const revise = (etag: string | undefined, others: string): Request => ({
      path: `/api/v1/plans/${id}`,
      method: 'PUT',
      body: content({ others }),
      headers: { 'if-match': etag === undefined ? undefined : `"${etag}"` },
    });
    const unnamed = { status: 428, type: 'version-missing', sv: 'Ange vilken version du ändrar', en: 'Say which version you are changing' };
    await refuses(revise(undefined, 'Mormor'), unnamed, revise(first, 'Mormor hämtar'));
    await world.settle();
    const stale = { status: 412, type: 'changed-by-someone-else', sv: 'Någon annan har ändrat', en: 'Someone else has changed this' };
    const problem = await refuses(revise(first, 'Morfar hämtar'), stale);
    expect(problem.current).toMatchObject({ planId: id, planVersion: 2, others: 'Mormor hämtar' });
    expect((await send(revise(await version(), 'Morfar hämtar'))).status).toBe(200);
  });

  it('is two people who edit one plan at once: one wins, the other is given both versions', async () => {
    const id = randomUUID();
    await ok(sara.post('/api/v1/plans', plan({ planId: id })));
    await world.settle();
    const tokens = [token, await tokenFor(world.url, 'demo-boden-stand-in')];
    for (let round = 0; round < 10; round++) {
      // A version is the reader's own: each has read the plan, and then both save.
      const contenders = await Promise.all(
        tokens.map(async (one, index) => {
          const authorization = `Bearer ${one}`;
          const read = await send({ path: `/api/v1/plans/${id}`, method: 'GET', headers: { authorization } });
          const body = content({ others: `Runda ${round}, nummer ${index}` });
          return { path: `/api/v1/plans/${id}`, method: 'PUT', body, headers: { authorization, 'if-match': read.headers.get('etag')! } };
        }),
      );
      const before = Number(await stored());
      const answers = await Promise.all(contenders.map((one) => send(one)));
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
      const winner = answers.findIndex(({ status }) => status === 200);
      // Both versions: the one that stands is in the answer, one's own is what was sent.
      expect(answers[1 - winner]!.problem).toMatchObject({
        type: `${PREFIX}changed-by-someone-else`,
        current: { planVersion: round + 2, others: `Runda ${round}, nummer ${winner}` },
      });
      await world.settle();
      expect(Number(await stored()) - before).toBe(1);
    }
  });

  it('is a key that was used for something else, or no key; the same request again is the same', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const first = person();
    const [made, again] = [await send(people(first, key)), await send(people(first, key))];
    expect([made.status, made.headers.get('idempotent-replayed')]).toEqual([201, null]);
    expect([again.status, again.headers.get('idempotent-replayed')]).toEqual([200, 'true']);
    expect((again.problem as unknown as { id: string }).id).toBe((made.problem as unknown as { id: string }).id);
    const reused = {
      status: 422,
      type: 'idempotency-key-reused',
      sv: 'har redan använts för något annat',
      en: 'was used for something else',
    };
    await refuses(people({ ...first, name: 'Någon Annan' }, key), reused);
    const missing = {
      status: 400,
      type: 'idempotency-key-missing',
      sv: 'Rubriken Idempotency-Key saknas.',
      en: 'The header Idempotency-Key is missing.',
    };
    await refuses(people(person(), { 'idempotency-key': undefined }), missing, people(person()));
    await refuses(people(person(), { 'idempotency-key': 'short' }), missing);
  });

  it('is an id that is unknown or somebody else’s: one and the same answer', async () => {
    const plain = ({ text }: { text: string }): string => text.replace(/"instance":"[^"]*"/, '');
    const unknown = {
      status: 404,
      type: 'not-found',
      sv: 'finns inte, eller så har du inte tillgång',
      en: 'does not exist, or you have no access',
    };
    const pairs: [Request, Request][] = [
      [
        { path: `/api/v1/people/${foreignPerson}`, method: 'GET' },
        { path: `/api/v1/people/${randomUUID()}`, method: 'GET' },
      ],
      [
        { path: `/api/v1/records/${foreign.recordId}/people`, method: 'GET' },
        { path: `/api/v1/records/${randomUUID()}/people`, method: 'GET' },
      ],
      [people(person({ ...foreign })), people(person({ recordId: randomUUID(), caseId: randomUUID() }))],
      [
        { path: '/api/v1/risk-assessments', body: { ...foreign, ...assessment() } },
        { path: '/api/v1/risk-assessments', body: { recordId: randomUUID(), caseId: randomUUID(), ...assessment() } },
      ],
      [
        { path: `/api/v1/disclosures/preview`, body: disclosure({ ...foreign }) },
        { path: `/api/v1/disclosures/preview`, body: disclosure({ recordId: randomUUID(), caseId: randomUUID() }) },
      ],
      [
        { path: `/api/v1/people/${foreignPerson}/reveal`, body: { recordId: foreign.recordId, purpose: 'Hjälp ska skickas' } },
        { path: `/api/v1/people/${randomUUID()}/reveal`, body: { recordId: randomUUID(), purpose: 'Hjälp ska skickas' } },
      ],
    ];
    for (const [theirs, nobodys] of pairs) {
      await refuses(theirs, unknown);
      expect(plain(await send(theirs))).toBe(plain(await send(nobodys)));
    }
    expect((await send({ path: `/api/v1/people/${personId}`, method: 'GET' })).status).toBe(200);
  });
  const assessment = () => ({
    ...{
      assessmentId: randomUUID(),
      personId: foreignPerson,
      occasion: 'first-contact',
      instrument: 'norrsken',
      answers: {},
      level: 'low',
    },
    ...{ assessedOn: day(0), reviewOn: day(30) },
  });

  it('is a request to a function that there is no such, or that is not connected: then print or copy', async () => {
    const referral = (toFunction: string, change: object = {}): Request => ({
      path: '/api/v1/referrals',
      body: {
        ...{ ...at, referralId: randomUUID(), fromFunction: 'boden-mottagning-vald', toFunction, personIds: [personId] },
        ...{ classes: ['identity'], need: ['support'], purpose: 'plan', ground: 'osl-10-1-consent', consentId, ...change },
      },
    });
    const nowhere = { status: 422, type: 'function-unknown', sv: 'Det finns ingen sådan mottagande funktion.', en: 'There is no such function to address.' };
    await refuses(referral('atlantis-mottagning'), nowhere, referral('vardcentral-boden-kurator'));
    const apart = { status: 422, type: 'function-not-connected', sv: 'är inte ansluten', en: 'is not connected' };
    const problem = await refuses(referral('arjeplog-mottagning'), apart);
    expect(problem.detail).toMatch(/utskrift|skriv ut/i);
    const notSent = await refuses({ path: '/api/v1/disclosures', body: disclosure({ recipientFunction: 'arjeplog-mottagning' }) }, apart);
    expect(notSent.detail).toContain(`/workspace/cases/${at.caseId}/disclosures/new?channel=print`);
    // By the agency's own channel it goes.
    await ok(sara.post(`/api/v1/consents/${consentId}/extensions`, { recipients: ['arjeplog-mottagning'], form: 'oral', alone: 'yes' }));
    const printed = disclosure({ recipientFunction: 'arjeplog-mottagning', channel: 'print', mode: 'copy', until: undefined });
    expect((await send({ path: '/api/v1/disclosures', body: printed })).status).toBe(201);
  });

  it('is a disclosure without a ground, or on one that the law does not open', async () => {
    const path = '/api/v1/disclosures';
    const none = { ...INVALID, sv: 'Fyll i detta.', en: 'Fill this in.', field: 'ground' };
    await refuses({ path, body: disclosure({ ground: undefined }) }, none, { path, body: disclosure() });
    // A refusal by the law is itself a decision, and recorded as one: that, and nothing else.
    for (const [change, rule] of [
      [{ ground: 'osl-10-27', consentId: undefined }, 'osl-10-27'],
      [{ ground: 'no-such-ground', consentId: undefined }, ''],
      [{ consentId: randomUUID() }, ''],
      [{ classes: ['health'] }, ''],
    ] as const) {
      const before = Number(await stored());
      const body = disclosure(change);
      const answer = await send({ path, body });
      expect([answer.status, answer.problem.type]).toEqual([422, `${PREFIX}no-legal-ground`]);
      expect(answer.problem.title).toBe('Utlämnandet saknar stöd. Inget har lämnats ut.');
      expect(answer.problem.rule).toContain(rule);
      expect(answer.problem.detail!.length).toBeGreaterThan(15);
      expect(answer.problem.detail).not.toMatch(JARGON);
      const { rows } = await world.database.app.query('SELECT type FROM es.events ORDER BY position DESC LIMIT $1', [
        Number(await stored()) - before,
      ]);
      expect(rows).toEqual([{ type: 'coordination.DisclosureRefused' }]);
      const english = await send({ path, body: { ...body, disclosureId: randomUUID() } }, 'en');
      expect(english.problem.title).toBe('The disclosure has no ground. Nothing was disclosed.');
    }
  });

  it('is a plan with an intervention that nobody is responsible for', async () => {
    const path = '/api/v1/plans';
    const expected = {
      ...INVALID,
      sv: 'En insats som ingen ansvarar för blir inte av.',
      en: 'An intervention that nobody is responsible for does not happen.',
    };
    await refuses(
      { path, body: plan({ lines: [line({ responsibleFunction: undefined })] }) },
      { ...expected, field: 'lines.0.responsibleFunction' },
      {
        path,
        body: plan(),
      },
    );
  });

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
