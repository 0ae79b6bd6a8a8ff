import { randomUUID } from 'node:crypto';
import { demoPersons } from '#config/demo/persons';
import { createWorld, ok, type ApiPerson, type World } from '../support/world.js';

const DAY = 86_400_000;
const [BODEN, LULEA, CARE] = ['boden-mottagning-vald', 'lulea-mottagning-vald', 'vardcentral-boden-kurator'];

interface Life {
  readonly status: string;
  readonly leadSince: string | null;
  readonly closing: { readonly proposalId: string; readonly reason: string } | null;
  readonly moved: { readonly on: string; readonly goesOn: string } | null;
}

/** An adult exposed to violence moves to another municipality: the board there is asked to take over, and nobody else learns where she lives. */
describe('a move to another municipality', () => {
  let world: World;
  let sara: ApiPerson;
  let amira: ApiPerson;
  let maria: ApiPerson;
  let head: ApiPerson;
  const [caseId, hers, cares, woman, consentId] = [randomUUID(), randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  const place = { recordId: hers, caseId };
  const moment = (days: number): string => new Date(world.clock.now().getTime() + days * DAY).toISOString();
  const rule = ({ status, body }: { status: number; body: unknown }) => [status, (body as { type?: string }).type?.split(':').at(-1)];
  const life = async (who = sara) => (await world.settle(), ok<Life>(who.get(`/api/v1/records/${hers}`)));
  const ask = (body: object = {}) => ({
    ...{ ...place, referralId: randomUUID(), fromFunction: BODEN, toFunction: LULEA, personIds: [woman], need: ['relocation'] },
    ...{ classes: ['identity', 'support'], purpose: 'support', ground: 'osl-10-1-consent', ...body },
  });
  const send = (body: object) => sara.post('/api/v1/referrals', body);
  const move = (referralId: string, body: object, who = sara) => who.post(`/api/v1/referrals/${referralId}/move`, body);
  const close = () => ({ goesOn: 'close', proposalId: randomUUID(), outcome: 'safer', note: 'Hon bor tryggt.' });
  const consent = { ...place, personId: woman, givenBy: 'adult', form: 'oral', alone: 'yes', circumstances: 'at-meeting' };
  let asked: ReturnType<typeof ask> & { referralId: string };

  beforeAll(async () => {
    world = await createWorld();
    [sara, amira, maria, head] = (await Promise.all(
      ['boden-caseworker', 'lulea-caseworker', 'region-caseworker', 'boden-supervisor'].map((name) => world.api(`demo-${name}`)),
    )) as [ApiPerson, ApiPerson, ApiPerson, ApiPerson];
    const person = { caseId, personId: woman, role: 'exposed', name: 'Linda Ek', personNumber: demoPersons.namesake.personnummer };
    for (const [who, recordId, functionId] of [
      [sara, hers, BODEN],
      [maria, cares, CARE],
    ] as const) {
      await ok(who.post('/api/v1/records', { recordId, caseId, functionId, source: 'own' }));
      // Her whereabouts are to be known to nobody who does not need them.
      await ok(who.post('/api/v1/people', { ...person, recordId, protection: 'secrecy-mark' }));
    }
    // Health care follows the plan by her consent, and so who holds the case together.
    const followed = randomUUID();
    await ok(
      sara.post('/api/v1/consents', {
        ...consent,
        consentId: followed,
        recipients: [CARE],
        classes: ['plan', 'support'],
        purposes: ['plan'],
        until: moment(90),
      }),
    );
    await ok(
      sara.post('/api/v1/disclosures', {
        ...{
          ...place,
          disclosureId: randomUUID(),
          recipientFunction: CARE,
          mode: 'standing',
          classes: ['plan', 'support'],
          purpose: 'plan',
        },
        ...{ ground: 'osl-10-1-consent', consentId: followed, personIds: [woman], until: moment(80) },
      }),
    );
    await ok(sara.post(`/api/v1/records/${hers}/take-lead`, {}));
    await world.settle();
  });
  afterAll(() => world?.close());

  it('is asked of another board, and of nobody else', async () => {
    for (const toFunction of [CARE, 'boden-mottagning'])
      expect(rule(await send(ask({ toFunction })))).toEqual([422, 'move-between-boards']);
    expect(rule(await maria.post('/api/v1/referrals', { ...ask(), recordId: cares, fromFunction: CARE }))).toEqual([
      422,
      'move-between-boards',
    ]);
  });

  it('takes her consent, or one of the needs that the law names for another board (OSL 26:9)', async () => {
    const without = await send(ask());
    expect([without.status, (without.body as { rule?: string }).rule]).toEqual([422, 'osl-10-1-consent']);
    const unnamed = await send(ask({ ground: 'osl-26-9', documentation: { necessity: 'Stödet ska fortsätta.' } }));
    expect([unnamed.status, (unnamed.body as { rule?: string }).rule]).toEqual([422, 'osl-26-9']);
    await ok(
      sara.post('/api/v1/consents', {
        ...consent,
        consentId,
        recipients: [LULEA],
        classes: ['identity', 'support'],
        purposes: ['support'],
        until: moment(30),
      }),
    );
    asked = ask({ consentId });
    await ok(send(asked));
    await world.settle();
  });

  it('is not registered before the other board has taken it on, nor by anybody else', async () => {
    const { referralId } = asked;
    expect(rule(await move(referralId, close()))).toEqual([409, 'move-not-accepted']);
    await ok(amira.post(`/api/v1/referrals/${referralId}/accept`, {}));
    const { id: theirs } = await ok<{ id: string }>(amira.post(`/api/v1/referrals/${referralId}/case`, {}));
    await world.settle();
    expect((await move(referralId, close(), amira)).status).toBe(404);
    expect((await move(referralId, close(), maria)).status).toBe(404);
    expect((await move(referralId, { goesOn: 'close' })).status).toBe(400);
    const cookie = await world.cookie('demo-boden-caseworker');
    const page = async () => (await fetch(`${world.url}/workspace/referrals/${referralId}`, { headers: { cookie } })).text();
    expect(await page()).toContain('Registrera flytten');
    const form = new URLSearchParams({ idempotencyKey: randomUUID(), proposalId: randomUUID(), goesOn: 'close' });
    const unsaid = await fetch(`${world.url}/workspace/referrals/${referralId}/move`, {
      method: 'POST',
      headers: { cookie, origin: world.url, 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' },
      body: form.toString(),
    });
    expect([unsaid.status, (await unsaid.text()).includes('Hur gick det?')]).toEqual([400, true]); // how it went is not left out
    // What crossed is a copy in a record of their own; nothing else of Boden's is.
    const { received, links } = await ok<{ received: unknown[]; links: { own: boolean }[] }>(amira.get(`/api/v1/cases/${caseId}/chain`));
    expect([received.length, links.filter(({ own }) => !own).length]).toEqual([1, 0]);
    expect((await sara.get(`/api/v1/records/${theirs}`)).status).toBe(404);
  });

  it('leaves Boden’s record to be closed by two, and the lead, without a word of where', async () => {
    const { referralId } = asked;
    const end = close();
    await ok(move(referralId, end));
    expect(await life()).toMatchObject({
      status: 'open',
      leadSince: null,
      moved: { goesOn: 'close', on: '2026-11-02' },
      closing: { proposalId: end.proposalId, reason: 'moved' },
    });
    await ok(move(referralId, close())); // said again, it is the same
    expect(rule(await sara.post(`/api/v1/records/${hers}/close`, { proposalId: end.proposalId }))).toEqual([409, 'closing-by-another']);
    await ok(head.post(`/api/v1/records/${hers}/close`, { proposalId: end.proposalId }));
    expect((await life()).status).toBe('closed');
  });

  it('is led by the board where she lives, from its own record, when it says so', async () => {
    const { record } = await ok<{ record: { recordId: string } }>(amira.get(`/api/v1/cases/${caseId}/chain`));
    await ok(amira.post(`/api/v1/records/${record.recordId}/take-lead`, {}));
    await world.settle();
    expect((await ok<Life>(amira.get(`/api/v1/records/${record.recordId}`))).leadSince).toBe('2026-11-02');
  });

  it('is told to nobody else: not in the chain, the gaps, the clocks, the day, the head’s list or the record’s own page', async () => {
    const chain = await ok<{ links: { thing: string; fields: Record<string, unknown> }[] }>(maria.get(`/api/v1/cases/${caseId}/chain`));
    expect(chain.links.filter(({ thing }) => thing === 'lead').map(({ fields }) => fields)).toEqual([
      { status: 'left', functionId: BODEN, on: '2026-11-02' },
    ]);
    const cookies = { care: await world.cookie('demo-region-caseworker'), head: await world.cookie('demo-boden-supervisor') };
    const page = async (cookie: string, path: string): Promise<string> => (await fetch(world.url + path, { headers: { cookie } })).text();
    const told = [
      JSON.stringify(chain),
      JSON.stringify((await maria.get(`/api/v1/clocks?caseId=${caseId}`)).body),
      JSON.stringify(await life(head)),
      await page(cookies.care, `/workspace/cases/${caseId}`),
      await page(cookies.care, '/workspace'),
      await page(cookies.head, `/workspace/records/${hers}`),
      await page(cookies.head, '/workspace/team'),
    ];
    for (const text of told) expect(text).not.toMatch(/lule/i);
    // Control: whoever sent the request sees where it went.
    expect(JSON.stringify((await sara.get(`/api/v1/referrals/${asked.referralId}`)).body)).toMatch(/lulea/);
  });
});
