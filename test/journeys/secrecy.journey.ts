import { randomUUID } from 'node:crypto';
import supertest from 'supertest';
import { demoPersons } from '#config/demo/persons';
import { demoStaff } from '#config/demo/staff';
import { without } from '../support/without.js';
import { createWorld, ok, type ApiPerson, type World } from '../support/world.js';

const DAY = 86_400_000;
const BODEN = 'boden-mottagning-vald';
/** Not connected: what is decided for it leaves on paper. */
const PAPER = 'arvidsjaur-mottagning';
const { exposed: woman, namesake } = demoPersons;

interface Shown {
  readonly contentOpen: boolean;
  readonly accessUntil: string;
  readonly conversation: readonly { readonly kind: string; readonly text?: string }[];
}
interface Stated {
  readonly disclosureId: string;
  readonly status: string;
  readonly until: string | null;
  readonly endedAt: string | null;
}
interface Chain {
  readonly links: readonly { readonly thing: string; readonly personId: string | null }[];
}

/** Whose secrecy it is, whose consent lifts it, and who on the staff must never meet it: each with the rightful reader as its control. */
describe('secrecy', () => {
  let world: World;
  let officer: ApiPerson;
  let colleague: ApiPerson;
  let liaison: ApiPerson;
  let sara: ApiPerson;
  let nawid: ApiPerson;

  beforeAll(async () => {
    world = await createWorld();
    officer = await world.api('demo-police-officer');
    colleague = await world.api('demo-police-both', 'police-officer');
    liaison = await world.api('demo-police-liaison');
    sara = await world.api('demo-boden-caseworker');
    nawid = await world.api('demo-boden-stand-in');
  });
  afterAll(() => world?.close());

  const consent = async (at: { recordId: string; caseId: string; personId: string }, days: number, classes: string[]): Promise<string> => {
    const consentId = randomUUID();
    const until = new Date(world.clock.now().getTime() + days * DAY).toISOString();
    const said = { givenBy: 'adult', form: 'oral', alone: 'yes', circumstances: 'in-car', purposes: ['support'] };
    await ok(officer.post('/api/v1/consents', { consentId, ...at, ...said, recipients: [BODEN], classes, until }));
    return consentId;
  };

  /** A report with her, whoever is suspected, and a child; and her consent. */
  const reported = async (suspectNumber: string, days = 90) => {
    const at = { recordId: randomUUID(), caseId: randomUUID() };
    const [personId, suspectId, childId] = [randomUUID(), randomUUID(), randomUUID()];
    await ok(
      officer.post('/api/v1/police/reports', {
        reportId: randomUUID(),
        ...at,
        functionId: 'polis-lulea-lpo',
        reportNumber: '5000-K88-26',
        offence: 'assault',
        occurredOn: '2026-11-01',
        summary: 'Slog henne i hallen.',
        exposed: { personId, name: `${woman.givenName} ${woman.familyName}`, personNumber: woman.personnummer },
        suspect: { personId: suspectId, name: 'Tobias Grahn', personNumber: suspectNumber },
        children: [{ personId: childId, name: 'Wilma Grahn', personNumber: demoPersons.childNine.personnummer }],
      }),
    );
    const consentId = await consent({ ...at, personId }, days, ['identity', 'support']);
    await world.settle();
    return { ...at, personId, suspectId, childId, consentId };
  };
  type Reported = Awaited<ReturnType<typeof reported>>;

  const request = ({ recordId, caseId, personId, consentId }: Reported, change: object = {}) => ({
    referralId: randomUUID(),
    recordId,
    caseId,
    fromFunction: 'polis-lulea-lpo',
    toFunction: BODEN,
    personIds: [personId],
    classes: ['identity'],
    purpose: 'support',
    need: ['support'],
    ground: 'osl-10-1-consent',
    consentId,
    ...change,
  });
  const send = async (at: Reported): Promise<string> => {
    const body = request(at);
    await ok(officer.post('/api/v1/referrals', body));
    await world.settle();
    return `/api/v1/referrals/${body.referralId}`;
  };
  const disclosure = ({ recordId, caseId, personId, consentId }: Reported, change: object = {}) => ({
    disclosureId: randomUUID(),
    recordId,
    caseId,
    recipientFunction: BODEN,
    mode: 'copy',
    classes: ['identity'],
    purpose: 'support',
    ground: 'osl-10-1-consent',
    consentId,
    personIds: [personId],
    ...change,
  });

  describe('of a party on the recipient’s staff', () => {
    it('is kept in a request that names only her', async () => {
      const url = await send(await reported(demoStaff.bodenCaseworker.personnummer!));
      expect((await sara.get(url)).status).toBe(404);
      expect((await ok<Shown>(nawid.get(url))).contentOpen).toBe(true);
    });

    it('is kept in a copy that waits at the function', async () => {
      const at = await reported(demoStaff.bodenCaseworker.personnummer!);
      await ok(officer.post('/api/v1/disclosures', disclosure(at)));
      await world.settle();
      const waiting = async (who: ApiPerson) =>
        (await ok<{ copies: { caseId: string }[] }>(who.get('/api/v1/received'))).copies.filter(({ caseId }) => caseId === at.caseId)
          .length;
      expect([await waiting(sara), await waiting(nawid)]).toEqual([0, 1]);
      const read = async (who: ApiPerson) => (await who.get(`/api/v1/cases/${at.caseId}/received`)).text.includes('Mäki');
      expect([await read(sara), await read(nawid)]).toEqual([false, false]); // seen that it came, not what it says
      const own = { recordId: randomUUID(), caseId: at.caseId, functionId: BODEN, source: 'own' };
      await ok(nawid.post('/api/v1/records', own));
      expect([await read(sara), await read(nawid)]).toEqual([false, true]);
    });
  });

  describe('of a party whose number stands in another of the sender’s own records', () => {
    /** A record out of which something is sent to a function, and another one in the case that nobody sends anything out of: the number stands there. */
    const beside = async (
      sender: ApiPerson,
      from: Opened,
      other: Opened & { readonly by?: ApiPerson; readonly late?: boolean },
      to: string,
    ) => {
      const caseId = randomUUID();
      const [at, his] = [
        { recordId: randomUUID(), caseId },
        { recordId: randomUUID(), caseId },
      ];
      const [personId, consentId, referralId, disclosureId] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
      const { by = sender } = other;
      await ok(sender.post('/api/v1/records', { ...at, ...from.record, source: 'own' }));
      await ok(sender.post('/api/v1/people', { ...at, personId, ...from.person }));
      await ok(by.post('/api/v1/records', { ...his, ...other.record, source: 'own' }));
      const tell = () => ok(by.post('/api/v1/people', { ...his, personId: randomUUID(), ...other.person }));
      if (!other.late) await tell();
      await world.settle();
      const givenBy = from.person.role === 'child' ? 'child-mature' : 'adult';
      const said = { givenBy, form: 'oral', alone: 'yes', circumstances: 'at-visit', purposes: ['support'], until: '2026-12-24T00:00:00Z' };
      await ok(sender.post('/api/v1/consents', { consentId, ...at, personId, ...said, recipients: [to], classes: ['identity'] }));
      await world.settle();
      const common = { ...at, personIds: [personId], classes: ['identity'], purpose: 'support', ground: 'osl-10-1-consent', consentId };
      const request = { referralId, ...common, fromFunction: from.record.functionId, toFunction: to, need: ['support'] };
      await ok(sender.post('/api/v1/referrals', request));
      await ok(sender.post('/api/v1/disclosures', { disclosureId, ...common, recipientFunction: to, mode: 'copy', documentation: {} }));
      await world.settle();
      if (other.late) await tell();
      const waits = async (who: ApiPerson) =>
        (await ok<{ copies: { caseId: string }[] }>(who.get('/api/v1/received'))).copies.some((copy) => copy.caseId === caseId);
      return async (who: ApiPerson) => [(await who.get(`/api/v1/referrals/${referralId}`)).status, await waits(who)];
    };
    interface Opened {
      readonly record: { readonly functionId: string; readonly track?: string };
      readonly person: { readonly role: string; readonly name: string; readonly personNumber?: string; readonly minor?: boolean };
    }
    const childs: Opened = {
      record: { functionId: 'lulea-mottagning', track: 'child' },
      person: { role: 'child', name: 'Wilma Grahn', minor: true },
    };
    const mothers: Opened = {
      record: { functionId: 'lulea-mottagning-vald' },
      person: { role: 'exposed', name: 'Linda Mäki', personNumber: woman.personnummer },
    };

    it('is kept: the mother’s brother reads nothing that comes out of her child’s own record', async () => {
      const [amira, brother] = [await world.api('demo-lulea-caseworker'), await world.api('demo-boden-kin')];
      const reads = await beside(amira, childs, mothers, BODEN);
      expect([await reads(brother), await reads(nawid)]).toEqual([
        [404, false],
        [200, true],
      ]);
      // The control: somebody else's number, in the same place, locks nobody.
      const free = await beside(amira, childs, { ...mothers, person: { ...mothers.person, personNumber: namesake.personnummer } }, BODEN);
      expect([await free(brother), await free(nawid)]).toEqual([
        [200, true],
        [200, true],
      ]);
    });

    it.each([
      ['before', false, demoPersons.childFour.personnummer],
      ['after', true, demoPersons.childNine.personnummer],
    ])(
      'is kept from the violence user’s brother, whose number stands in the record that hers is walled from: known %s',
      async (_when, late, number) => {
        const [petra, elsa] = [await world.api('demo-boden-on-call'), await world.api('demo-region-nurse')];
        const hers: Opened = { record: { functionId: BODEN }, person: { role: 'exposed', name: 'Linda Ek' } };
        const his = (personNumber: string) => ({
          record: { functionId: 'boden-socialjour', track: 'violence-user' },
          person: { role: 'violence-user', name: 'Tobias Grahn', personNumber },
          by: petra!,
          late,
        });
        const reads = await beside(sara, hers, his(number), 'akutmottagning');
        expect(await reads(elsa)).toEqual([200, true]); // control: nobody's brother yet
        await ok(elsa.post('/api/v1/me/relations', { personnummer: number, relation: 'sibling' }));
        expect(await reads(elsa)).toEqual([404, false]);
      },
    );

    it('is judged by the commit itself: without a lock of hers nothing leaves her child’s record', async () => {
      const amira = await world.api('demo-lulea-caseworker');
      const lockless = {
        name: 'access.index_person',
        condition: /IF change->'of' IS NOT NULL/,
        instead: "IF false AND change->'of' IS NOT NULL",
      };
      const sent = () => without(world, lockless, async () => void (await beside(amira, childs, mothers, BODEN)));
      await expect(sent()).rejects.toThrow('503');
      const ofTheRecord = { name: 'access.unlocked_person', condition: /p[.]record_id IS NOT NULL/, instead: 'p.record_id = record' };
      await without(world, ofTheRecord, sent); // control
    }, 60_000);
  });

  it('finds her by number in the recipient’s own record, although the number came first as a lock', async () => {
    const url = await send(await reported(demoPersons.violenceUser.personnummer));
    await ok(sara.post(`${url}/accept`, {}));
    await ok(sara.post(`${url}/case`, {}));
    await world.settle();
    const found = await ok<{ hits: { match: string }[] }>(sara.post('/api/v1/people/search', { personNumber: woman.personnummer }));
    expect(found.hits.map(({ match }) => match)).toContain('number');
  });

  describe('of others than whoever consented', () => {
    it('is not lifted by her consent', async () => {
      const at = await reported(demoPersons.violenceUser.personnummer);
      const both = { personIds: [at.personId, at.suspectId] };
      const refused = await officer.post('/api/v1/referrals', request(at, both));
      expect([refused.status, (refused.body as { type: string }).type]).toEqual([422, 'urn:insatskedja:problem:ground-does-not-cover']);
      expect((await officer.post('/api/v1/disclosures', disclosure(at, both))).status).toBe(422);
      await ok(officer.post('/api/v1/disclosures', disclosure(at)));
    });

    it('is not lifted by a standing disclosure about her', async () => {
      const at = await reported(demoPersons.violenceUser.personnummer);
      const url = await send(at);
      await ok(sara.post(`${url}/accept`, {}));
      await ok(sara.post(`${url}/case`, {}));
      const until = new Date(world.clock.now().getTime() + 30 * DAY).toISOString();
      await ok(officer.post('/api/v1/disclosures', disclosure(at, { mode: 'standing', classes: ['support'], until })));
      world.clock.advance(60_000);
      const measure = {
        recordId: at.recordId,
        caseId: at.caseId,
        kind: 'personal-alarm',
        functionId: 'polis-lulea-lpo',
        dueOn: '2026-12-01',
      };
      for (const personId of [at.personId, at.childId, at.suspectId])
        await ok(officer.post('/api/v1/interventions', { ...measure, interventionId: randomUUID(), personId }));
      await world.settle();
      const about = async (who: ApiPerson) =>
        (await ok<Chain>(who.get(`/api/v1/cases/${at.caseId}/chain`))).links
          .filter(({ thing }) => thing === 'intervention')
          .map(({ personId }) => personId)
          .toSorted((one, other) => (String(one) < String(other) ? -1 : 1));
      expect(await about(sara)).toEqual([at.personId]);
      expect(await about(officer)).toEqual([at.personId, at.childId, at.suspectId].toSorted());
    });
  });

  it('closes what the sender answered when the consent behind it is taken back', async () => {
    const at = await reported(demoPersons.violenceUser.personnummer);
    const url = await send(at);
    const questionId = randomUUID();
    await ok(sara.post(`${url}/questions`, { questionId, question: 'När nås hon?' }));
    await ok(officer.post(`${url}/questions/${questionId}/answer`, { class: 'identity', answer: 'Hon kallas syrsvägen.' }));
    await ok(sara.post(`${url}/accept`, {}));
    await world.settle();
    expect((await sara.get(url)).text).toContain('syrsvägen');
    await ok(officer.post(`/api/v1/consents/${at.consentId}/withdrawals`, { scope: { kind: 'whole' }, alone: 'yes' }));
    const after = await sara.get(url);
    expect([after.status, after.text.includes('syrsvägen'), after.text.includes('När nås hon?')]).toEqual([200, false, true]);
    expect((await officer.get(url)).text).toContain('syrsvägen');
  });

  it('is open to a recipient no longer than the consent holds', async () => {
    const url = await send(await reported(demoPersons.violenceUser.personnummer, 5));
    await ok(sara.post(`${url}/accept`, {}));
    await world.settle();
    expect((await ok<Shown>(sara.get(url))).contentOpen).toBe(true);
    const { accessUntil } = await ok<Shown>(officer.get(url));
    expect(new Date(accessUntil).getTime() - world.clock.now().getTime()).toBeLessThanOrEqual(5 * DAY);
  });

  it('is printed, and open as a copy, no longer than the consent holds; what has come stays, marked as ended', async () => {
    const at = await reported(demoPersons.violenceUser.personnummer);
    const consentId = randomUUID();
    const until = new Date(world.clock.now().getTime() + 3 * DAY).toISOString();
    const { recordId, caseId, personId } = at;
    await ok(
      officer.post('/api/v1/consents', {
        ...{ consentId, recordId, caseId, personId, givenBy: 'adult', form: 'oral', alone: 'yes', circumstances: 'in-car' },
        ...{ purposes: ['support'], recipients: [BODEN, PAPER], classes: ['identity'], until },
      }),
    );
    const decided = async (change: object): Promise<string> => {
      const body = { ...disclosure({ ...at, consentId }), ...change };
      await ok(officer.post('/api/v1/disclosures', body));
      return body.disclosureId;
    };
    const later = new Date(world.clock.now().getTime() + 90 * DAY).toISOString();
    const paper = await decided({ recipientFunction: PAPER, channel: 'print', until: later });
    const copy = await decided({});
    const duty = { ground: 'osl-10-27', documentation: { balancing: 'Skyddet väger tyngst här.', necessity: 'Behövs för att skydda.' } };
    const without = await decided({ recipientFunction: PAPER, channel: 'print', consentId, ...duty });
    await world.settle();
    await ok(nawid.post('/api/v1/records', { recordId: randomUUID(), caseId, functionId: BODEN, source: 'own' }));
    const states = async () => {
      const { items } = await ok<{ items: Stated[] }>(officer.get(`/api/v1/cases/${caseId}/disclosures`));
      return [paper, copy, without].map((id) => {
        const one = items.find(({ disclosureId }) => disclosureId === id)!;
        return [one.status, one.until, one.endedAt];
      });
    };
    const prints = async () => {
      const cookie = await world.cookie('demo-police-officer');
      const print = (id: string) => supertest(world.url).get(`/workspace/cases/${caseId}/disclosures/${id}/print`).set('cookie', cookie);
      const [first, second] = [await print(paper), await print(without)];
      return [first, second].map(({ status, text }) => [status, text.includes('Mäki')]);
    };
    const kept = async () => {
      const { items } = await ok<{ items: { content: object; ended: boolean; endedAt: string | null; endedClasses: string[] }[] }>(
        nawid.get(`/api/v1/cases/${caseId}/received`),
      );
      return items.map((one) => [JSON.stringify(one.content).includes('Mäki'), one.ended, one.endedAt, one.endedClasses]);
    };
    expect(await states()).toEqual([
      ['open', until, null],
      ['open', until, null],
      ['open', null, null],
    ]); // control
    expect([await prints(), await kept()]).toEqual([
      [
        [200, true],
        [200, true],
      ],
      [[true, false, null, []]],
    ]); // control
    world.clock.advance(3 * DAY);
    expect(await states()).toEqual([
      ['ended', until, until],
      ['ended', until, until],
      ['open', null, null],
    ]);
    expect([await prints(), await kept()]).toEqual([
      [
        [404, false],
        [200, true],
      ],
      [[true, true, until, ['identity']]],
    ]);
    // What has come is still seen there, by both sides.
    const { classes } = await ok<{ classes: { class: string; recipientFunction: string; sees: boolean }[] }>(
      nawid.get(`/api/v1/cases/${caseId}/who-sees-what`),
    );
    expect(classes.map((one) => [one.class, one.recipientFunction, one.sees])).toEqual([['identity', BODEN, true]]);
  });

  it('is marked on the copy class by class when the consent is taken back for some of it', async () => {
    const at = await reported(demoPersons.violenceUser.personnummer);
    await ok(officer.post('/api/v1/disclosures', disclosure(at, { classes: ['identity', 'support'] })));
    await world.settle();
    await ok(nawid.post('/api/v1/records', { recordId: randomUUID(), caseId: at.caseId, functionId: BODEN, source: 'own' }));
    await world.settle();
    const marked = async () => {
      const { items } = await ok<{ items: { ended: boolean; endedClasses: string[] }[] }>(nawid.get(`/api/v1/cases/${at.caseId}/received`));
      const page = await supertest(world.url)
        .get(`/workspace/cases/${at.caseId}`)
        .set('cookie', await world.cookie('demo-boden-stand-in'));
      return [items.map(({ ended, endedClasses }) => [ended, endedClasses]), page.text.includes('Utlämnandet omfattar inte längre: ')];
    };
    expect(await marked()).toEqual([[[false, []]], false]); // control
    const takeBack = (scope: object) => ok(officer.post(`/api/v1/consents/${at.consentId}/withdrawals`, { scope, alone: 'yes' }));
    await takeBack({ kind: 'part', classes: ['support'] });
    expect(await marked()).toEqual([[[false, ['support']]], true]);
    await takeBack({ kind: 'whole' });
    expect(await marked()).toEqual([[[true, ['identity', 'support']]], false]);
  });

  it('is kept from the sender’s colleagues who do not work with the record, but for the liaison', async () => {
    const at = await reported(demoPersons.violenceUser.personnummer);
    const url = await send(at);
    expect((await colleague.get(url)).status).toBe(404);
    const sent = await ok<{ items: { referralId: string }[] }>(colleague.get('/api/v1/referrals?box=sent'));
    expect(sent.items.map(({ referralId }) => referralId)).not.toContain(url.split('/').at(-1));
    expect((await officer.get(url)).status).toBe(200);
    expect((await liaison.get(url)).status).toBe(200);
    const withdrawn = await colleague.post(`${url}/withdraw`, { reason: 'safety' });
    expect(withdrawn.status).toBe(404);
  });

  it('of one request is not answered for by another: the same key and words about another thing are refused', async () => {
    const [one, other] = [await reported(demoPersons.violenceUser.personnummer), await reported(demoPersons.violenceUser.personnummer)];
    const key = randomUUID();
    const assign = { staffId: demoStaff.policeBoth.id };
    const at = ({ recordId, caseId }: Reported) => ({ recordId, caseId, ...assign });
    await ok(officer.post('/api/v1/records/assign', at(one), { key }));
    expect((await officer.post('/api/v1/records/assign', at(one), { key })).headers['idempotent-replayed']).toBe('true');
    expect((await officer.post('/api/v1/records/assign', at(other), { key })).status).toBe(422);
  });

  it('of where her data goes is kept from the violence user’s worker in the same agency and case', async () => {
    const at = await reported(demoPersons.violenceUser.personnummer);
    await send(at);
    await ok(
      colleague.post('/api/v1/records', {
        recordId: randomUUID(),
        caseId: at.caseId,
        functionId: 'polis-lulea-kontaktperson',
        source: 'own',
        track: 'violence-user',
      }),
    );
    await world.settle();
    const seen = async (who: ApiPerson) =>
      (await ok<{ items: unknown[] }>(who.get(`/api/v1/cases/${at.caseId}/who-sees-what`))).items.length;
    expect([await seen(colleague), await seen(officer)]).toEqual([0, 1]);
  });

  it('is not opened by a colleague who opens a record of the same function beside hers; only assignment lets in', async () => {
    const at = await reported(demoPersons.violenceUser.personnummer);
    const beside = { recordId: randomUUID(), caseId: at.caseId, functionId: 'polis-lulea-lpo', source: 'own' };
    const refused = await colleague.post('/api/v1/records', beside);
    expect([refused.status, (refused.body as { type: string }).type]).toEqual([409, 'urn:insatskedja:problem:function-has-record']);
    await world.settle();
    expect((await colleague.get(`/api/v1/cases/${at.caseId}/chain`)).status).toBe(404);
    await ok(officer.post('/api/v1/records/assign', { recordId: at.recordId, caseId: at.caseId, staffId: demoStaff.policeBoth.id }));
    await world.settle();
    expect((await colleague.get(`/api/v1/cases/${at.caseId}/chain`)).status).toBe(200); // control
  });

  it('leaves a line when somebody tries a door that their duty does not open', async () => {
    const supervisor = await world.api('demo-police-supervisor');
    const { caseId } = await reported(demoPersons.violenceUser.personnummer);
    expect((await supervisor.get(`/api/v1/cases/${caseId}/chain`)).status).toBe(404);
    const { items } = await ok<{ items: { rule: string | null; operation: string }[] }>(supervisor.get('/api/v1/audit?outcome=denied'));
    expect(items).toContainEqual(expect.objectContaining({ rule: 'other-duty', operation: '/api/v1/cases/:caseId/chain' }));
  });

  it('has each read of her in the case’s own log, whichever page it was', async () => {
    const at = await reported(demoPersons.violenceUser.personnummer);
    const url = await send(at);
    await ok(officer.get(`/api/v1/people/${at.personId}`));
    await ok(nawid.get(url));
    const supervisor = await world.api('demo-police-supervisor');
    const { items } = await ok<{ items: { operation: string }[] }>(supervisor.get(`/api/v1/audit?caseId=${at.caseId}&action=read`));
    const reads = items.map(({ operation }) => operation).filter((operation) => operation === 'person' || operation === 'referral');
    expect(reads.toSorted()).toEqual(['person', 'referral']);
  });
});
