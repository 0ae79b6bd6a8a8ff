import { randomUUID } from 'node:crypto';
import supertest from 'supertest';
import { demoPersons } from '#config/demo/persons';
import { instruments, questionsOf } from '#config/instruments';
import { createWorld, ok, type ApiPerson, type World } from '../support/world.js';

const DAY = 86_400_000;
const HERS = 'boden-mottagning-vald';
const HIS = 'boden-valdsutovare';

interface Chain {
  readonly links: readonly { readonly thing: string; readonly personId: string | null; readonly fields: Record<string, unknown> }[];
  readonly gaps: readonly { readonly kind: string }[];
}

/** Scenario 2 from the contact ban on: a joint home, the man in a programme, and what the contact with his partner showed. */
describe('a contact ban, and the violence user in a programme', () => {
  let world: World;
  let erik: ApiPerson;
  let jonas: ApiPerson;
  let sara: ApiPerson;
  let tomas: ApiPerson;
  let shelter: ApiPerson;
  const caseId = randomUUID();
  const [prosecution, hers, his, police, organisation] = [randomUUID(), randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  const [woman, man] = [randomUUID(), randomUUID()];
  const [ban, programme, contact] = [randomUUID(), randomUUID(), randomUUID()];
  const today = (offset = 0): string => new Date(world.clock.now().getTime() + offset * DAY).toISOString().slice(0, 10);
  const months = (number: number): string => {
    const day = new Date(`${today()}T00:00:00Z`);
    day.setUTCMonth(day.getUTCMonth() + number);
    return day.toISOString().slice(0, 10);
  };
  const until = (days: number) => new Date(world.clock.now().getTime() + days * DAY).toISOString();
  const refusal = ({ status, body }: { status: number; body: unknown }) => [status, (body as { type?: string }).type?.split(':').at(-1)];
  const chain = async (who: ApiPerson) => ok<Chain>(who.get(`/api/v1/cases/${caseId}/chain`));
  const seen = async (who: ApiPerson, thing: string) =>
    (await chain(who)).links.filter((link) => link.thing === thing).map(({ fields }) => fields);

  beforeAll(async () => {
    world = await createWorld();
    [erik, jonas, sara, tomas, shelter] = (await Promise.all(
      ['prosecutor', 'police-officer', 'boden-caseworker', 'boden-programme', 'shelter-worker'].map((name) => world.api(`demo-${name}`)),
    )) as [ApiPerson, ApiPerson, ApiPerson, ApiPerson, ApiPerson];
    const { namesake, violenceUser } = demoPersons;
    const open = (who: ApiPerson, recordId: string, functionId: string, track?: string) =>
      ok(who.post('/api/v1/records', { recordId, caseId, functionId, source: 'own', ...(track ? { track } : {}) }));
    const register = (who: ApiPerson, recordId: string, personId: string, role: string, personNumber: string, name: string) =>
      ok(who.post('/api/v1/people', { recordId, caseId, personId, role, name, personNumber }));
    await open(erik, prosecution, 'aklagare-kansli');
    await register(erik, prosecution, woman, 'exposed', namesake.personnummer, 'Linda Ek');
    await open(jonas, police, 'polis-lulea-lpo');
    await register(jonas, police, woman, 'exposed', namesake.personnummer, 'Linda Ek');
    await open(sara, hers, HERS);
    await register(sara, hers, woman, 'exposed', namesake.personnummer, 'Linda Ek');
    await open(tomas, his, HIS, 'violence-user');
    await register(tomas, his, man, 'violence-user', violenceUser.personnummer, 'Tobias Grahn');
    // The contact with the partner is made by an organisation that works with the programme, in a record of his own there.
    await open(shelter, organisation, 'bjorkudden-stod', 'violence-user');
    await register(shelter, organisation, man, 'violence-user', violenceUser.personnummer, 'Tobias Grahn');
    await world.settle();
  });
  afterAll(() => world?.close());

  /** What is recorded from now on of these classes, to her worker, by the person's own consent. */
  const discloseByConsent = async (who: ApiPerson, recordId: string, personId: string, cls: string, ground: string): Promise<void> => {
    const consentId = randomUUID();
    await ok(
      who.post('/api/v1/consents', {
        ...{
          consentId,
          recordId,
          caseId,
          personId,
          givenBy: 'adult',
          form: 'oral',
          alone: 'yes',
          circumstances: 'at-meeting',
          until: until(180),
        },
        ...{ recipients: [HERS], classes: [cls], purposes: ['protection'] },
      }),
    );
    await ok(
      who.post('/api/v1/disclosures', {
        ...{
          disclosureId: randomUUID(),
          recordId,
          caseId,
          recipientFunction: HERS,
          mode: 'standing',
          classes: [cls],
          purpose: 'protection',
        },
        ...{ ground, consentId, personIds: [personId], until: until(90) },
      }),
    );
    await world.settle();
  };

  const takeBan = (who: ApiPerson, body: object) => who.post(`/api/v1/prosecution/contact-bans/${ban}`, { on: today(), ...body });
  const issue = () => ({
    step: 'issue',
    recordId: prosecution,
    caseId,
    personId: woman,
    kind: 'joint-home',
    until: months(2),
    note: 'Nycklar hos portvakten',
  });

  it('for a joint home is issued for two months at most', async () => {
    expect(refusal(await takeBan(erik, { ...issue(), until: months(3) }))).toEqual([422, 'ban-too-long']);
    expect(refusal(await takeBan(erik, { ...issue(), on: today(1) }))).toEqual([400, 'invalid-input']);
    const key = randomUUID();
    const send = () => erik.post(`/api/v1/prosecution/contact-bans/${ban}`, { on: today(), ...issue() }, { key });
    await ok(send());
    expect((await send()).headers['idempotent-replayed']).toBe('true');
    await world.settle();
    expect(await ok(erik.get(`/api/v1/proceedings/${ban}`))).toMatchObject({
      proceeding: 'contact-ban',
      status: 'in-force',
      facts: { kind: 'joint-home', until: months(2) },
      note: 'Nycklar hos portvakten',
    });
    expect(await ok(erik.get(`/api/v1/proceedings?caseId=${caseId}`))).toMatchObject({ items: [{ proceedingId: ban }] });
  });

  it('is heard by the court by the fourth day, and extended by two weeks at a time', async () => {
    expect(refusal(await takeBan(erik, { step: 'request-review', hearingBy: today(5) }))).toEqual([422, 'hearing-too-late']);
    await ok(takeBan(erik, { step: 'request-review', hearingBy: today(4) }));
    await ok(takeBan(erik, { step: 'hear', heardOn: today() }));
    const later = (days: number) => new Date(Date.parse(`${months(2)}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);
    expect(refusal(await takeBan(erik, { step: 'extend', until: later(15) }))).toEqual([422, 'ban-too-long']);
    await ok(takeBan(erik, { step: 'extend', until: later(14) }));
    expect(refusal(await takeBan(erik, { step: 'expire' }))).toEqual([422, 'ban-not-over']);
  });

  it('is nobody else’s to see or to change', async () => {
    await world.settle();
    for (const who of [jonas, sara, tomas, shelter]) {
      expect((await who.get(`/api/v1/proceedings/${ban}`)).status).toBe(404);
      expect((await takeBan(who, { step: 'lift', lifted: 'court' })).status).toBe(404);
    }
    expect(await seen(sara, 'contact-ban')).toEqual([]);
  });

  it('reaches whoever protects her by her consent, with its last day and without the note', async () => {
    await discloseByConsent(erik, prosecution, woman, 'crime', 'osl-10-1-consent');
    await ok(
      erik.post(`/api/v1/prosecution/investigations/${randomUUID()}`, {
        ...{ step: 'open', recordId: prosecution, caseId, personId: woman, on: today(), offence: 'gross-violation-of-a-woman' },
      }),
    );
    const on = today();
    await ok(takeBan(erik, { step: 'lift', on, lifted: 'request-of-protected' }));
    await world.settle();
    expect(await seen(sara, 'investigation')).toMatchObject([{ status: 'open', offence: 'gross-violation-of-a-woman' }]);
    expect(await seen(sara, 'contact-ban')).toMatchObject([{ status: 'lifted', kind: 'joint-home' }]);
    expect(JSON.stringify(await chain(sara))).not.toMatch(/portvakten|request-of-protected/);
    expect(await seen(tomas, 'contact-ban')).toEqual([]);
  });

  const step = (who: ApiPerson, what: string, id: string, body: object) =>
    who.post(`/api/v1/violence-users/${what}/${id}`, { on: today(), ...body });

  it('the man joins a programme, in his own record and nowhere else', async () => {
    const wrongSide = await step(sara, 'programmes', randomUUID(), {
      step: 'contact',
      recordId: hers,
      caseId,
      personId: woman,
      cameBy: 'own',
    });
    expect(wrongSide.body).toMatchObject({ errors: [{ path: 'personId' }, { path: 'recordId' }] });
    await ok(step(tomas, 'programmes', programme, { step: 'contact', recordId: his, caseId, personId: man, cameBy: 'own' }));
    expect(refusal(await step(tomas, 'programmes', programme, { step: 'accept' }))).toEqual([409, 'step-not-now']);
    await ok(step(tomas, 'programmes', programme, { step: 'offer', programme: 'group' }));
    await ok(step(tomas, 'programmes', programme, { step: 'accept' }));
    await world.settle();
    expect(await ok(tomas.get(`/api/v1/proceedings/${programme}`))).toMatchObject({ status: 'accepted', facts: { programme: 'group' } });
  });

  it('his worker sees nothing of hers, nor hers of his', async () => {
    const his1 = await chain(tomas);
    expect(his1.links.map(({ personId }) => personId)).not.toContain(woman);
    expect((await tomas.get(`/api/v1/records/${hers}/people`)).status).toBe(404);
    expect((await sara.get(`/api/v1/proceedings/${programme}`)).status).toBe(404);
    expect(await seen(sara, 'programme')).toEqual([]);
    // Control: each sees the own.
    expect(await seen(tomas, 'programme')).toMatchObject([{ status: 'accepted' }]);
  });

  it('what the contact with his partner showed reaches her worker by his consent, and calls for a new assessment', async () => {
    await discloseByConsent(shelter, organisation, man, 'risk', 'sol-17-11-consent');
    const gaps = async () => (await chain(sara)).gaps.filter(({ kind }) => kind === 'risk-to-reassess').length;
    expect(await gaps()).toBe(0);
    await ok(
      step(shelter, 'partner-contacts', contact, {
        step: 'register',
        recordId: organisation,
        caseId,
        personId: man,
        showed: 'new-violence',
      }),
    );
    await world.settle();
    expect(await seen(sara, 'partner-contact')).toMatchObject([{ status: 'new-violence', on: today() }]);
    expect(await seen(sara, 'programme')).toEqual([]); // class health was not disclosed
    expect(await gaps()).toBe(1);
    const [instrument] = instruments;
    await ok(
      sara.post('/api/v1/risk-assessments', {
        ...{
          assessmentId: randomUUID(),
          recordId: hers,
          caseId,
          personId: woman,
          occasion: 'partner-safety-contact',
          instrument: instrument!.id,
        },
        answers: Object.fromEntries(questionsOf(instrument!).map(({ key }) => [key, 'yes'])),
        ...{ level: 'high', assessedOn: today(), reviewOn: today(14) },
      }),
    );
    await world.settle();
    expect(await gaps()).toBe(0);
  });

  it('within one agency too, out of his record alone: what was disclosed, and no more', async () => {
    const change = randomUUID();
    await discloseByConsent(tomas, his, man, 'risk', 'osl-10-1-consent');
    await ok(
      step(tomas, 'risk-changes', change, {
        step: 'register',
        recordId: his,
        caseId,
        personId: man,
        change: 'raised',
        cause: 'separation',
      }),
    );
    await world.settle();
    expect(await seen(sara, 'risk-change')).toMatchObject([{ status: 'raised' }]);
    expect(await seen(sara, 'programme')).toEqual([]);
    expect((await sara.get(`/api/v1/proceedings/${change}`)).status).toBe(404);
    // Not the other way: her record has no recipient in the own agency, and his worker learns nothing of hers.
    const back = await sara.post('/api/v1/disclosures', {
      ...{
        disclosureId: randomUUID(),
        recordId: hers,
        caseId,
        recipientFunction: HIS,
        mode: 'copy',
        classes: ['risk'],
        purpose: 'protection',
      },
      ...{ ground: 'osl-26-1-harm-test', documentation: { 'harm-test': 'Inget men.' }, personIds: [woman] },
    });
    expect(back.body).toMatchObject({ errors: [{ path: 'recipientFunction' }] });
  });

  it('is broken: the police register it, and retract what was a mistake', async () => {
    const breach = randomUUID();
    const register = (body: object) => jonas.post(`/api/v1/police/contact-ban-breaches/${breach}`, { on: today(), ...body });
    await ok(register({ step: 'register', recordId: police, caseId, personId: woman, manner: 'contacted' }));
    await ok(register({ step: 'retract', retracted: 'entered-by-mistake' }));
    await world.settle();
    expect(await ok(jonas.get(`/api/v1/proceedings/${breach}`))).toMatchObject({ status: 'retracted' });
  });

  describe('on screen', () => {
    const as = async (name: string) => {
      const cookie = await world.cookie(`demo-${name}`);
      const headers = { cookie, accept: 'text/html', origin: world.url, 'sec-fetch-site': 'same-origin' };
      return {
        page: (path: string) => supertest(world.url).get(path).set(headers),
        send: (path: string, body: object) => supertest(world.url).post(path).set(headers).type('form').send(body),
      };
    };

    it('a record is opened on a chosen side', async () => {
      const { page, send } = await as('boden-on-call');
      expect((await page('/workspace/records/new')).text).toContain('Våldsutövarens egen');
      const [recordId, other] = [randomUUID(), randomUUID()];
      const form = { idempotencyKey: randomUUID(), recordId, caseId: other, functionId: 'boden-socialjour', newCase: 'true' };
      expect((await send('/workspace/records/new', { ...form, track: 'nobody' })).status).toBe(400);
      const opened = await send('/workspace/records/new', { ...form, track: 'violence-user' });
      expect([opened.status, opened.headers['location']]).toEqual([303, expect.stringContaining(`recordId=${recordId}`)]);
      await world.settle();
      const petra = await world.api('demo-boden-on-call');
      expect(await ok(petra.get(`/api/v1/cases/${other}/chain`))).toMatchObject({ record: { track: 'violence-user' } });
    });

    it('a proceeding is begun, and its next step registered', async () => {
      const { page, send } = await as('prosecutor');
      const list = `/workspace/proceedings?caseId=${caseId}`;
      const shown = (await page(list)).text;
      for (const text of ['Kontaktförbud', 'Hävt', 'Förundersökning']) expect(shown).toContain(text);
      expect(shown).not.toContain('Särskild företrädare: '); // there is no child to speak for
      const proceedingId = randomUUID();
      const begin = {
        idempotencyKey: randomUUID(),
        proceedingId,
        proceeding: 'contact-ban',
        step: 'issue',
        caseId,
        recordId: prosecution,
        personId: woman,
      };
      const facts = { on: today(), kind: 'ordinary', until: months(6), note: 'Skriven för hand' };
      const late = await send('/workspace/proceedings', { ...begin, ...facts, until: months(14) });
      expect([late.status, late.text.includes('Längre än lagen tillåter'), late.text.includes('Skriven för hand')]).toEqual([
        400,
        true,
        true,
      ]);
      expect((await send('/workspace/proceedings', { ...begin, ...facts, idempotencyKey: randomUUID() })).status).toBe(303);
      await world.settle();
      const one = `/workspace/proceedings/${proceedingId}`;
      expect((await page(one)).text).toContain('Förläng');
      const lifted = await send(one, {
        idempotencyKey: randomUUID(),
        proceeding: 'contact-ban',
        step: 'lift',
        on: today(),
        lifted: 'court',
      });
      expect(lifted.status).toBe(303);
      expect((await page(String(lifted.headers['location']))).text).toContain('Inget mer kan registreras');
    });
  });
});
