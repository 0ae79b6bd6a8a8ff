import { randomUUID } from 'node:crypto';
import supertest from 'supertest';
import { demoPersons } from '#config/demo/persons';
import { createWorld, ok, type ApiPerson, type World } from '../support/world.js';

/** A number as the population register makes it: born on that day (YYYYMMDD), with the right check digit. */
const numberOf = (born: string): string => {
  const nine = `${born.slice(2)}238`;
  const sum = [...nine].reduce((total, digit, index) => {
    const doubled = Number(digit) * (index % 2 === 0 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return `${born}238${(10 - (sum % 10)) % 10}`;
};

/** Who may lift whose secrecy (OSL 12:2–3): by the personal number and the record, never by a tick. */
describe('whoever gives a consent', () => {
  let world: World;
  let sara: ApiPerson;
  const at = { recordId: randomUUID(), caseId: randomUUID() };
  const [woman, man, child, hidden] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  const [granny, teen, grown] = [randomUUID(), randomUUID(), randomUUID()];

  const consent = (change: object) => ({
    consentId: randomUUID(),
    ...at,
    personId: child,
    givenBy: 'guardian',
    form: 'oral',
    alone: 'yes',
    recipients: ['akutmottagning'],
    classes: ['identity', 'support'],
    purposes: ['healthcare'],
    until: '2026-12-01T08:00:00Z',
    circumstances: 'at-meeting',
    ...change,
  });
  const answer = async (change: object): Promise<string> => {
    const { status, body } = await sara.post('/api/v1/consents', consent(change));
    return `${status} ${(body as { rule?: string }).rule ?? ''}`.trim();
  };

  beforeAll(async () => {
    world = await createWorld();
    sara = await world.api('demo-boden-caseworker');
    await ok(sara.post('/api/v1/records', { ...at, functionId: 'boden-mottagning-vald', source: 'own' }));
    const persons = [
      { personId: woman, role: 'exposed', name: 'Linda Mäki', personNumber: demoPersons.exposed.personnummer },
      { personId: man, role: 'violence-user', name: 'Tobias Grahn', personNumber: demoPersons.violenceUser.personnummer },
      { personId: child, role: 'child', name: 'Wilma Grahn', personNumber: demoPersons.childNine.personnummer },
      { personId: hidden, role: 'child', name: 'Alva Grahn', protection: 'secrecy-mark' },
      { personId: granny, role: 'relative', name: 'Aune Mäki' },
      // Sixteen, and nobody ticked anything; eighteen on the day before, and registered as a child once.
      { personId: teen, role: 'exposed', name: 'Saga Mäki', personNumber: numberOf('20100115') },
      { personId: grown, role: 'child', name: 'Nils Grahn', personNumber: numberOf('20081101') },
    ];
    for (const person of persons) await ok(sara.post('/api/v1/people', { ...at, ...person }));
    await world.settle();
  });
  afterAll(() => world?.close());

  it('is a guardian for a child, and the child by its own maturity: the control', async () => {
    expect(await answer({ givenByPersonId: woman })).toBe('201');
    expect(await answer({ givenBy: 'child-mature' })).toBe('201');
    expect(await answer({ personId: woman, givenBy: 'adult' })).toBe('201');
  });

  it('is no guardian of an adult, nor a child as an adult', async () => {
    expect(await answer({ personId: woman, givenByPersonId: man })).toBe('422 osl-12-2');
    expect(await answer({ givenBy: 'adult' })).toBe('422 osl-12-3');
  });

  it('is never the one suspected of the violence, nor a guardian of a protected child', async () => {
    expect(await answer({ givenByPersonId: man })).toBe('422 osl-12-3');
    expect(await answer({})).toBe('422 osl-12-3');
    expect(await answer({ personId: hidden, givenByPersonId: woman })).toBe('422 osl-12-3');
  });

  it('is a special representative by a court’s decision, which only the own record tells of', async () => {
    const appointed = (decidedOn: string) => ({
      personId: hidden,
      givenBy: 'special-representative',
      appointment: { court: 'Haparanda tingsrätt', decidedOn },
    });
    expect(await answer(appointed('2026-11-03'))).toBe('422 lag-1999-997');
    expect(await answer({ personId: hidden, givenBy: 'special-representative' })).toBe('422 lag-1999-997');
    expect(await answer(appointed('2026-10-30'))).toBe('201');
    await world.settle();
    const { rows } = await world.database.app.query<{ data: string }>(
      "SELECT data::text FROM es.events WHERE type = 'coordination.ConsentRecorded'",
    );
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.some(({ data }) => data.includes('Haparanda'))).toBe(false);
  });

  it('is told on the page, with the interpreter and the court; a refusal says which rule', async () => {
    const cookie = await world.cookie('demo-boden-caseworker');
    const path = `/workspace/cases/${at.caseId}/consent/new`;
    const get = (url: string) => supertest(world.url).get(url).set({ cookie, accept: 'text/html' });
    const post = (fields: object) =>
      supertest(world.url).post(path).set({ cookie, accept: 'text/html', 'sec-fetch-site': 'same-origin' }).type('form').send(fields);
    const form = (await get(path)).text;
    for (const words of ['Särskild företrädare för barnet', 'Domstol som förordnade företrädaren']) expect(form).toContain(words);
    const said = {
      personId: hidden,
      preset: 'basic',
      purposes: 'healthcare',
      lasts: '30',
      form: 'oral',
      circumstances: 'at-meeting',
      recipient: 'akutmottagning',
      alone: 'yes',
      interpreter: 'true',
    };
    const hiddenFields = Object.fromEntries(
      [...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [name!, value!]),
    );
    const refused = await post({ ...hiddenFields, ...said, givenBy: 'guardian', givenByPersonId: woman });
    expect(refused.status).toBe(400);
    expect(refused.text).toContain('OSL 12:3: Barnet har skyddade personuppgifter');
    const done = await post({
      ...hiddenFields,
      ...said,
      givenBy: 'special-representative',
      court: 'Haparanda tingsrätt',
      decidedOn: '2026-10-30',
    });
    expect(done.status).toBe(303);
    const list = (await get(String(done.headers['location']))).text;
    for (const words of ['Särskild företrädare för barnet', 'vilken domstol', 'Tolk användes']) expect(list).toContain(words);
    // The child is protected: which court it was tells where it is.
    expect(list).not.toContain('Haparanda tingsrätt');
  });

  const disclosure = (change: object) => ({
    disclosureId: randomUUID(),
    ...at,
    recipientFunction: 'akutmottagning',
    mode: 'copy',
    classes: ['identity'],
    purpose: 'healthcare',
    ground: 'osl-10-1-consent',
    personIds: [child],
    ...change,
  });
  const recorded = async (change: object): Promise<string> => {
    const body = consent(change);
    await ok(sara.post('/api/v1/consents', body));
    return body.consentId;
  };
  const verdict = async (change: object): Promise<string> => {
    const { body } = await sara.post('/api/v1/disclosures/preview', disclosure(change));
    const told = (body as { verdict: { allowed: boolean; code?: string } }).verdict;
    return told.allowed ? 'allowed' : told.code!;
  };

  it('has the age that the number tells, whatever was ticked, in a disclosure too', async () => {
    const care = { ground: 'osl-26-9', documentation: { necessity: 'Behövs för att ge henne vård i natt.' } };
    expect(await verdict({ ...care, personIds: [teen] })).toBe('allowed');
    expect(await verdict({ ...care, personIds: [grown] })).toBe('circumstances-not-met');
    expect(await answer({ personId: teen, givenBy: 'adult' })).toBe('422 osl-12-3');
    expect(await answer({ personId: grown, givenBy: 'adult' })).toBe('201');
    const { items } = await ok<{ items: { personId: string; minor: boolean }[] }>(sara.get(`/api/v1/records/${at.recordId}/people`));
    expect(items.filter(({ minor }) => minor).map(({ personId }) => personId)).toEqual(expect.arrayContaining([teen, child, hidden]));
    expect(items.find(({ personId }) => personId === grown)?.minor).toBe(false);
  });

  it('lifts nobody’s secrecy but their own and that of a child they answer for, and of nobody unknown', async () => {
    const mothers = await recorded({ personId: woman, givenBy: 'adult' });
    const grannys = await recorded({ personId: granny, givenBy: 'adult' });
    const sibling = await recorded({ personId: teen, givenBy: 'child-mature' });
    expect(await verdict({ consentId: mothers })).toBe('allowed');
    expect(await verdict({ consentId: mothers, circumstances: ['harm-from-guardian'] })).toBe('circumstances-not-met');
    for (const consentId of [grannys, sibling]) expect(await verdict({ consentId })).toBe('consent-missing');
    expect(await verdict({ consentId: mothers, personIds: [hidden] })).toBe('consent-missing');
    for (const path of ['/api/v1/disclosures', '/api/v1/disclosures/preview']) {
      const { status } = await sara.post(path, disclosure({ consentId: mothers, personIds: [randomUUID()] }));
      expect([path, status]).toEqual([path, 404]);
    }
  });

  it('is asked again who may give it once a child is protected: when it is used, and when it is to last longer', async () => {
    const guardians = await recorded({ givenByPersonId: woman });
    const mothers = await recorded({ personId: woman, givenBy: 'adult' });
    const own = await recorded({ givenBy: 'child-mature' });
    const extend = (consentId: string) =>
      sara.post(`/api/v1/consents/${consentId}/extensions`, { recipients: ['bjorkudden-stod'], form: 'oral', alone: 'yes' });
    expect([await verdict({ consentId: guardians }), await verdict({ consentId: mothers })]).toEqual(['allowed', 'allowed']);
    const { items } = await ok<{ items: { personId: string; version: string }[] }>(sara.get(`/api/v1/records/${at.recordId}/people`));
    const { version } = items.find(({ personId }) => personId === child)!;
    await ok(sara.post(`/api/v1/people/${child}/protection`, { ...at, protection: 'secrecy-mark' }, { version }));
    await world.settle();
    expect([await verdict({ consentId: guardians }), await verdict({ consentId: mothers })]).toEqual([
      'consent-missing',
      'consent-missing',
    ]);
    expect((await extend(guardians)).body).toMatchObject({ status: 422, rule: 'osl-12-3' });
    // The control: what the child said by its own maturity still holds, and may be said of more.
    expect(await verdict({ consentId: own })).toBe('allowed');
    expect((await extend(own)).status).toBe(201);
  });

  it('is nobody who is suspected in another own record of the case, under whatever registration: asked when it is given and when it is used', async () => {
    const caseId = randomUUID();
    const [hers, childs] = [
      { recordId: randomUUID(), caseId },
      { recordId: randomUUID(), caseId },
    ];
    const [mother, daughter, suspect, twin, again] = Array.from({ length: 5 }, () => randomUUID());
    const personNumber = demoPersons.violenceUser.personnummer;
    await ok(sara.post('/api/v1/records', { ...hers, functionId: 'boden-mottagning-vald', source: 'own' }));
    await ok(sara.post('/api/v1/records', { ...childs, functionId: 'boden-mottagning-vald', source: 'own', track: 'child' }));
    for (const person of [
      { ...hers, personId: mother, role: 'exposed', name: 'Linda Ek' },
      { ...hers, personId: suspect, role: 'violence-user', name: 'Tobias Ek', personNumber },
      { ...childs, personId: mother, role: 'exposed', name: 'Linda Ek' },
      { ...childs, personId: daughter, role: 'child', name: 'Wilma Ek', personNumber: demoPersons.childNine.personnummer },
      { ...childs, personId: suspect, role: 'relative', name: 'Tobias Ek', personNumber },
      { ...childs, personId: twin, role: 'relative', name: 'Tobias Ek', personNumber },
      { ...childs, personId: again, role: 'relative', name: 'Tobbe Ek' },
    ])
      await ok(sara.post('/api/v1/people', person));
    await world.settle();
    const by = (givenByPersonId: string) => ({ ...childs, personId: daughter, givenByPersonId, purposes: ['support', 'healthcare'] });
    const about = { ...childs, personIds: [daughter] };
    const sent = async (consentId: string) => {
      const way = { fromFunction: 'boden-mottagning-vald', toFunction: 'akutmottagning', purpose: 'support', need: ['support'] };
      const what = { ...about, ...way, classes: ['identity'], ground: 'osl-10-1-consent', consentId, referralId: randomUUID() };
      return (await sara.post('/api/v1/referrals', what)).status;
    };
    // The control: her mother may, and so may somebody of whom nothing is known, yet.
    const mothers = await recorded(by(mother!));
    const unknowns = await recorded(by(again!));
    for (const consentId of [mothers, unknowns])
      expect([await verdict({ ...about, consentId }), await sent(consentId)]).toEqual(['allowed', 201]);
    expect([await answer(by(suspect!)), await answer(by(twin!))]).toEqual(['422 osl-12-3', '422 osl-12-3']);

    const { items } = await ok<{ items: { personId: string; version: string }[] }>(sara.get(`/api/v1/records/${childs.recordId}/people`));
    const { version } = items.find(({ personId }) => personId === again)!;
    await ok(sara.post(`/api/v1/people/${again}/merge`, { ...childs, intoPersonId: twin, basis: 'told' }, { version }));
    await world.settle();
    expect(await answer(by(again!))).toBe('422 osl-12-3');
    expect([await verdict({ ...about, consentId: unknowns }), await sent(unknowns)]).toEqual(['consent-missing', 422]);
    expect([await verdict({ ...about, consentId: mothers }), await sent(mothers)]).toEqual(['allowed', 201]);
  });

  it('closes by a withdrawal what the consent carried, past a limit too, and leaves what another ground carried', async () => {
    const consentId = await recorded({
      ...{ personId: woman, givenBy: 'adult', recipients: ['akutmottagning', 'bjorkudden-stod'], purposes: ['healthcare', 'support'] },
    });
    const necessary = { ground: 'osl-10-2-necessary', documentation: { necessity: 'Vi kan inte ordna hennes vård utan det.' } };
    const duty = disclosure({ ...necessary, personIds: [woman], consentId });
    await ok(sara.post('/api/v1/disclosures', duty));
    const referral = {
      referralId: randomUUID(),
      ...at,
      fromFunction: 'boden-mottagning-vald',
      toFunction: 'bjorkudden-stod',
      personIds: [woman],
      classes: ['identity'],
      purpose: 'support',
      need: ['support'],
      ground: 'osl-26-1-harm-test',
      documentation: { 'harm-test': 'Hon har själv bett om hjälp därifrån.' },
      urgency: 'normal',
      consentId,
    };
    await ok(sara.post('/api/v1/referrals', referral));
    await world.settle();
    const shelter = await world.api('demo-shelter-worker');
    const read = async () => JSON.stringify((await shelter.get(`/api/v1/referrals/${referral.referralId}`)).body);
    const decided = async () => {
      const { items } = await ok<{ items: { disclosureId: string; status: string; consentId: string | null }[] }>(
        sara.get(`/api/v1/cases/${at.caseId}/disclosures`),
      );
      return items.find(({ disclosureId }) => disclosureId === duty.disclosureId);
    };
    expect(await read()).toContain('Linda');
    expect(await decided()).toMatchObject({ status: 'open', consentId: null });
    await ok(sara.post(`/api/v1/consents/${consentId}/withdrawals`, { scope: { kind: 'whole' }, alone: 'yes' }));
    expect(await read()).not.toContain('Linda');
    expect(await decided()).toMatchObject({ status: 'open' });
  });
});
