import { randomUUID } from 'node:crypto';
import supertest from 'supertest';
import { demoPersons } from '#config/demo/persons';
import { without } from '../support/without.js';
import { createWorld, ok, type ApiPerson, type World } from '../support/world.js';

const HERS = 'boden-mottagning-vald';
const DUTY = 'boden-socialjour';
const POLICE = 'polis-lulea-kontaktperson';
const DANGER = 'Han är på väg till henne med kniv just nu.';
const HOUR = 3_600_000;

interface At {
  readonly recordId: string;
  readonly caseId: string;
  readonly personId: string;
}

/** On call at night: the record is opened in an emergency, for reading, and help is called for under Akut. Nothing else is written (BrB 24:4). */
describe('Akut on an emergency opening', () => {
  let world: World;
  let [sara, head, onCall, kin, nurse, liaison]: ApiPerson[] = [];
  const login = async () => {
    sara = await world.api('demo-boden-caseworker');
    head = await world.api('demo-boden-supervisor');
    onCall = await world.api('demo-boden-on-call');
    kin = await world.api('demo-boden-kin');
    nurse = await world.api('demo-region-nurse');
    liaison = await world.api('demo-police-liaison');
  };

  beforeAll(async () => {
    world = await createWorld();
    await login();
  });
  afterAll(() => world?.close());

  const record = async (): Promise<At> => {
    const at = { recordId: randomUUID(), caseId: randomUUID(), personId: randomUUID() };
    const { recordId, caseId } = at;
    await ok(sara.post('/api/v1/records', { recordId, caseId, functionId: HERS, source: 'own' }));
    await ok(sara.post('/api/v1/people', { ...at, role: 'exposed', name: 'Linda Prov', personNumber: demoPersons.exposed.personnummer }));
    await world.settle();
    return at;
  };
  const breakGlass = async ({ recordId }: At): Promise<string> => {
    const asked = { openingId: randomUUID(), recordId, reason: 'Hon ringer jouren och Sara är inte på plats' };
    return (await ok<{ id: string }>(onCall.post('/api/v1/openings/emergency', asked))).id;
  };
  const justified = (id: string) => ok(head.post(`/api/v1/openings/${id}/review`, { outcome: 'justified' }));
  const need = {
    purpose: 'protection',
    classes: ['identity'],
    ground: 'brb-24-4-necessity',
    urgent: true,
    documentation: { reason: DANGER },
  };
  const disclosure = ({ personId, ...at }: At, more: object = {}) => ({
    ...{ disclosureId: randomUUID(), ...at, mode: 'copy', personIds: [personId], recipientFunction: POLICE, ...need },
    ...more,
  });
  const request = ({ personId, ...at }: At, more: object = {}) => ({
    ...{ referralId: randomUUID(), ...at, fromFunction: DUTY, toFunction: POLICE, personIds: [personId], need: ['protection'] },
    ...{ ...need, urgency: 'acute', ...more },
  });
  const told = async (test: ReturnType<ApiPerson['post']>) => {
    const { status, body } = await test;
    return [status, (body as { rule?: string }).rule];
  };
  const both = async (at: At, who = onCall) => [
    await told(who.post('/api/v1/disclosures', disclosure(at))),
    await told(who.post('/api/v1/referrals', request(at))),
  ];

  it('is decided and sent by whoever opened the record, read by those who can help, marked, and reviewed by the head', async () => {
    const at = await record();
    expect(await both(at)).toEqual([
      [404, undefined],
      [404, undefined],
    ]); // control: nothing is open yet
    const id = await breakGlass(at);
    const decided = disclosure(at);
    await ok(onCall.post('/api/v1/disclosures', decided));
    const sent = request(at);
    await ok(onCall.post('/api/v1/referrals', sent));
    await world.settle();
    await world.settle();
    expect((await liaison.get(`/api/v1/referrals/${sent.referralId}`)).text).toContain('Linda');
    interface Review {
      readonly caseId: string;
      readonly disclosureId: string;
      readonly kind: string;
      readonly verdict: string;
    }
    const queue = (await ok<{ items: Review[] }>(head.get('/api/v1/disclosure-reviews'))).items.filter(
      ({ caseId }) => caseId === at.caseId,
    );
    expect(queue.map(({ kind, verdict }) => `${kind} ${verdict}`).toSorted()).toEqual(['disclosure waits', 'referral waits']);
    for (const { disclosureId } of queue)
      await ok(head.post(`/api/v1/disclosures/${disclosureId}/review`, { verdict: 'justified', note: 'Faran var känd.' }));
    const { items } = await ok<{ items: { operation: string; outcome: string; ground: string[] }[] }>(
      head.get(`/api/v1/audit?caseId=${at.caseId}&action=command`),
    );
    for (const operation of ['DecideDisclosure', 'SendReferral'])
      expect(items).toContainEqual(
        expect.objectContaining({ operation, outcome: 'allowed', ground: ['brb-24-4-necessity', 'emergency-opening'] }),
      );
    await justified(id);
  });

  it('is the one thing that is written: on any other ground, not under Akut, for ever, or anything else, it is refused', async () => {
    const at = await record();
    const { recordId, caseId, personId } = at;
    const id = await breakGlass(at);
    const act = (path: string, body: object) => [path, body] as const;
    const consent = { consentId: randomUUID(), ...at, givenBy: 'adult', form: 'oral', alone: 'yes', circumstances: 'at-visit' };
    const until = new Date(world.clock.now().getTime() + 24 * HOUR).toISOString();
    const others = [
      act('disclosures', disclosure(at, { urgent: false })),
      act('disclosures', disclosure(at, { ground: 'osl-10-2-necessary', documentation: { necessity: DANGER } })),
      act('disclosures', disclosure(at, { mode: 'standing', until })),
      act('referrals', request(at, { urgent: false })),
      act('referrals', request(at, { ground: 'osl-10-2-necessary', documentation: { necessity: DANGER } })),
      act('people', { recordId, caseId, personId: randomUUID(), role: 'relative', name: 'Ny Prov' }),
      act('consents', { ...consent, recipients: [POLICE], classes: ['identity'], purposes: ['support'], until }),
      act(`people/${personId}/safe-contact`, { recordId, caseId, safeContact: { way: 'in-person', hours: 'Alltid', language: 'Svenska' } }),
      act('interventions', {
        ...{ recordId, caseId, interventionId: randomUUID(), personId, kind: 'counselling', functionId: HERS, dueOn: '2026-12-01' },
      }),
      act(`records/${recordId}/propose-closing`, { proposalId: randomUUID(), reason: 'support-completed', outcome: 'safer' }),
      act('records/assign', { recordId, caseId, staffId: '5aff0000-0000-4000-8000-000000000007' }),
    ];
    for (const [path, body] of others) expect([path, (await onCall.post(`/api/v1/${path}`, body)).status]).toEqual([path, 403]);
    // Its own agency is no way in to the case: what is sent to another function of it would let that function's staff open a record.
    const within = await onCall.post('/api/v1/referrals', request(at, { toFunction: 'boden-mottagning' }));
    expect([within.status, (within.body as { type: string }).type]).toEqual([422, 'urn:insatskedja:problem:emergency-within-agency']);
    await ok(sara.post('/api/v1/referrals', request(at, { fromFunction: HERS, toFunction: DUTY }))); // control: who is assigned sends it
    await justified(id);
  });

  it('ends with the opening: when its time is out, when it is ended, and when it is found unjustified', async () => {
    const at = await record();
    const hidden = [
      [404, undefined],
      [404, undefined],
    ];
    const first = await breakGlass(at);
    await ok(onCall.post(`/api/v1/openings/${first}/end`, {}));
    expect(await both(at)).toEqual(hidden);
    await justified(first);
    const second = await breakGlass(at);
    world.clock.advance(HOUR);
    await login();
    expect(await both(at)).toEqual(hidden);
    await justified(second);
    const third = await breakGlass(at);
    await ok(head.post(`/api/v1/openings/${third}/review`, { outcome: 'unjustified', note: 'Kollegan var på plats' }));
    expect(await both(at)).toEqual(hidden);
    await ok(head.post(`/api/v1/openings/${third}/lift`, { note: 'Genomgång gjord med henne' }));
  });

  it('is asked of the opening once more at the commit', async () => {
    const at = await record();
    const id = await breakGlass(at);
    await ok(onCall.post(`/api/v1/openings/${id}/end`, {}));
    const lets = { name: 'access.emergency', condition: /AND o\.ended_at IS NULL/, instead: '' };
    // As if it had been ended after the command was let in.
    await without(world, lets, async () => expect((await both(at)).map(([status]) => status)).toEqual([409, 409]));
    await without(world, lets, async () =>
      without(world, { name: 'access.require_emergency', condition: /AND o\.ended_at IS NULL/, instead: '' }, async () =>
        expect((await both(at)).map(([status]) => status)).toEqual([201, 201]),
      ),
    ); // control
    await justified(id);
  });

  it('is not for a party or kin, nor for another agency', async () => {
    const at = await record();
    const id = await breakGlass(at);
    for (const who of [kin, nurse]) expect((await both(at, who)).map(([status]) => status)).toEqual([404, 404]);
    expect((await both(at)).map(([status]) => status)).toEqual([201, 201]); // control
    await justified(id);
  });

  it('stands on the page of the case, and comes back to it', async () => {
    const at = await record();
    const id = await breakGlass(at);
    const cookie = await world.cookie('demo-boden-on-call');
    const page = (path: string, fields?: Record<string, string>) => {
      const browser = supertest(world.url);
      const test = fields ? browser.post(path).set('sec-fetch-site', 'same-origin').type('form').send(fields) : browser.get(path);
      return test.set('cookie', cookie).set('accept', 'text/html');
    };
    const urgent = `/workspace/cases/${at.caseId}/disclosures/urgent`;
    const sending = `/workspace/referrals/new?caseId=${at.caseId}&urgent=true`;
    const { text } = await page(`/workspace/cases/${at.caseId}`);
    for (const href of [urgent, sending]) expect(text).toContain(href.replace('&', '&amp;'));
    expect(text.split('id="actions"')[1]!.split('</section>')[0]).not.toContain('/consent'); // nothing else is offered
    const hiddenIn = (html: string) =>
      Object.fromEntries(
        [...html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [name!, value!]),
      );
    const form = await page(urgent);
    const entered = { personIds: at.personId, classes: 'identity', 'documentation.reason': DANGER };
    const decided = await page(urgent, { ...hiddenIn(form.text), ...entered, recipientFunction: POLICE });
    expect([decided.status, decided.headers['location']]).toEqual([303, expect.stringContaining('/disclosures?after=')]);
    const fields = { ...entered, kind: 'request', fromFunction: DUTY, toFunction: POLICE, need: 'protection', purpose: 'protection' };
    const draft = { ...fields, ground: 'brb-24-4-necessity', urgent: 'true', urgency: 'acute' };
    const looked = await page(sending, { ...hiddenIn((await page(sending)).text), ...draft, step: 'preview' });
    expect(looked.status).toBe(200);
    const sent = await page(sending, { ...hiddenIn(looked.text), ...draft, step: 'send' });
    expect(sent.status).toBe(303);
    expect((await page(sent.headers['location']!)).status).toBe(200);
    await justified(id);
  });
});
