import { randomUUID } from 'node:crypto';
import { tokenFor } from '#src/login/index';
import { createWorld, ok, type ApiPerson, type World } from '../support/world.js';
import {
  at,
  consentId,
  content,
  day,
  disclosure,
  foreign,
  foreignPerson,
  INVALID,
  JARGON,
  line,
  moment,
  NOW,
  people,
  person,
  personId,
  plan,
  planId,
  PREFIX,
  speaker,
  theirsAndNobodys,
  type Expected,
  type Request,
  type Speaker,
} from './bad-input.js';

const SARA = 'demo-boden-caseworker';
const UNREADABLE = { status: 400, type: 'malformed-body', sv: 'Innehållet kunde inte läsas.', en: 'The body could not be read.' };
const NO_ALTERNATIVE = { sv: 'Välj ett av alternativen.', en: 'Choose one of the alternatives.' };
const UNSTORABLE = { sv: 'tecken som inte går att spara', en: 'characters that cannot be stored' };
const NUMBER = { sv: 'Personnumret stämmer inte', en: 'The personal number is not right' };
const WRONG_NUMBER = { ...INVALID, ...NUMBER, field: 'personNumber' };

describe('what cannot be', () => {
  let world: World;
  let sara: ApiPerson;
  let token: string;
  let speak: Speaker;
  const send: Speaker['send'] = (...request) => speak.send(...request);
  const refuses: Speaker['refuses'] = (...request) => speak.refuses(...request);
  const stored: Speaker['stored'] = () => speak.stored();

  beforeAll(async () => {
    world = await createWorld({ now: new Date(NOW) });
    sara = await world.api(SARA);
    token = await tokenFor(world.url, SARA);
    speak = speaker(world, token);
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

  const simple: [string, unknown, Expected][] = [
    ['a body that cannot be read', '{"recordId": "', UNREADABLE],
    [
      'a field that there is no such',
      person({ shoeSize: 39 }),
      { ...INVALID, sv: 'Okänt fält: shoeSize.', en: 'Unknown field: shoeSize.' },
    ],
    // Nor can a right be smuggled in with the rest.
    ['a field that is not the client’s', person({ ownerAgency: 'x' }), { ...INVALID, sv: 'Okänt fält', en: 'Unknown field' }],
    ['a value that is none of the alternatives', person({ role: 'suspect' }), { ...INVALID, ...NO_ALTERNATIVE, field: 'role' }],
    // JSON may carry both; no database keeps them, and each would be a fault of the server.
    ['half a character', person({ name: 'Anna \ud800' }), { ...INVALID, ...UNSTORABLE, field: 'name' }],
    ['a NUL', person({ name: 'Anna\u0000' }), { ...INVALID, ...UNSTORABLE, field: 'name' }],
    ['a personal number with a wrong check digit', person({ personNumber: '19900514-2387' }), WRONG_NUMBER],
  ];
  it.each(simple)('is %s', async (_, body, expected) => {
    await refuses(people(body), expected, people(person()));
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
      expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 412]);
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
    for (const [theirs, nobodys] of theirsAndNobodys()) {
      await refuses(theirs, unknown);
      expect(plain(await send(theirs))).toBe(plain(await send(nobodys)));
    }
    expect((await send({ path: `/api/v1/people/${personId}`, method: 'GET' })).status).toBe(200);
  });
  const referral = (toFunction: string, change: object = {}): Request => ({
    path: '/api/v1/referrals',
    body: {
      ...{ ...at, referralId: randomUUID(), fromFunction: 'boden-mottagning-vald', toFunction, personIds: [personId] },
      ...{ classes: ['identity'], need: ['support'], purpose: 'plan', ground: 'osl-10-1-consent', consentId, ...change },
    },
  });
  it('is a request to a function that there is no such, or that is not connected: then print or copy', async () => {
    const nowhere = {
      status: 422,
      type: 'function-unknown',
      sv: 'Det finns ingen sådan mottagande funktion.',
      en: 'There is no such function to address.',
    };
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

  it('is somebody named twice, in a disclosure or a request: told as what it is, not as a ground that does not hold', async () => {
    const twice = { ...INVALID, sv: 'Samma person är vald två gånger.', en: 'The same person is chosen twice.', field: 'personIds' };
    const asked = (personIds: readonly string[]) => [
      { path: '/api/v1/disclosures', body: disclosure({ personIds }) },
      referral('vardcentral-boden-kurator', { personIds }),
    ];
    for (const personIds of [
      [personId, personId],
      [personId, personId.toUpperCase()],
    ])
      for (const [index, wrong] of asked(personIds).entries()) await refuses(wrong, twice, asked([personId])[index]);
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
});
