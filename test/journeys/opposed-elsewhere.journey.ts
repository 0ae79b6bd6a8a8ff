import { randomUUID } from 'node:crypto';
import { demoPersons } from '#config/demo/persons';
import { demoStaff } from '#config/demo/staff';
import { createWorld, ok, type ApiPerson, type World } from '../support/world.js';

const BODEN = 'boden-mottagning-vald';
const HEALTH = 'vardcentral-boden-kurator';
const DAY = 86_400_000;

interface Place {
  readonly recordId: string;
  readonly caseId: string;
}
interface Verdict {
  allowed: boolean;
  code?: string;
  reason?: { sv: string };
}

/** Who has said no to the agency has said it to the agency: not to one of its records, nor under one of her registrations. */
describe('a consent that was withdrawn', () => {
  let world: World;
  let sara: ApiPerson;
  let petra: ApiPerson;

  beforeAll(async () => {
    world = await createWorld();
    [sara, petra] = [await world.api('demo-boden-caseworker'), await world.api('demo-boden-on-call')];
  });
  afterAll(() => world?.close());

  const record = async (caseId: string, track: string, who = sara, functionId = BODEN): Promise<Place> => {
    const at = { recordId: randomUUID(), caseId };
    await ok(who.post('/api/v1/records', { ...at, functionId, source: 'own', track }));
    return at;
  };
  const registers = async (at: Place, person: object, who = sara): Promise<string> => {
    const personId = randomUUID();
    await ok(who.post('/api/v1/people', { ...at, personId, role: 'exposed', name: 'Linda Kanarie', ...person }));
    await world.settle();
    return personId;
  };
  const consents = async (at: Place, personId: string, change: object = {}, who = sara): Promise<string> => {
    const consentId = randomUUID();
    await ok(
      who.post('/api/v1/consents', {
        ...{ consentId, ...at, personId, givenBy: 'adult', form: 'oral', alone: 'yes', recipients: [HEALTH], classes: ['support'] },
        ...{ purposes: ['support'], until: '2027-01-01T00:00:00Z', circumstances: 'at-meeting' },
        ...change,
      }),
    );
    await world.settle();
    return consentId;
  };
  const withdraws = (consentId: string, scope: object = { kind: 'whole' }, who = sara) =>
    ok(who.post(`/api/v1/consents/${consentId}/withdrawals`, { scope, alone: 'yes' }));
  const asked = (at: Place, personId: string, recipientFunction = HEALTH) => ({
    ...{ disclosureId: randomUUID(), ...at, mode: 'copy', purpose: 'support', recipientFunction, classes: ['reference', 'support'] },
    ...{ personIds: [personId], ground: 'osl-26-1-harm-test' },
    documentation: { 'harm-test': 'Det står klart att ingen lider men av det.' },
  });
  const preview = async (...about: Parameters<typeof asked>): Promise<boolean> =>
    (await ok<{ verdict: Verdict }>(sara.post('/api/v1/disclosures/preview', asked(...about)))).verdict.allowed;
  const decides = async (who: ApiPerson, ...about: Parameters<typeof asked>): Promise<number> =>
    (await who.post('/api/v1/disclosures', asked(...about))).status;
  const merge = async (at: Place, personId: string, intoPersonId: string): Promise<void> => {
    const { items } = await ok<{ items: { personId: string; version: string }[] }>(sara.get(`/api/v1/records/${at.recordId}/people`));
    const { version } = items.find((one) => one.personId === personId)!;
    await ok(sara.post(`/api/v1/people/${personId}/merge`, { ...at, intoPersonId, basis: 'told' }, { version }));
    await world.settle();
  };

  describe('in another of the agency’s records', () => {
    /** Hers, and the child's, where Petra works with that one alone. */
    const opened = async () => {
      const caseId = randomUUID();
      const [hers, childs] = [await record(caseId, 'exposed'), await record(caseId, 'child')];
      const woman = await registers(hers, { personNumber: demoPersons.exposed.personnummer });
      const child = await registers(hers, { role: 'child', name: 'Wilma Kanarie', minor: true });
      await ok(sara.post('/api/v1/people', { ...childs, personId: child, role: 'child', name: 'Wilma Kanarie', minor: true }));
      await ok(sara.post('/api/v1/records/assign', { ...childs, staffId: demoStaff.bodenOnCall.id }));
      await world.settle();
      return { hers, childs, woman, child };
    };
    const alsoIn = (at: Place, personId: string) =>
      ok(sara.post('/api/v1/people', { ...at, personId, role: 'exposed', name: 'Linda Kanarie' })).then(() => world.settle());

    it('is a no for whoever works with this one alone, who sees nothing of it but the refusal', async () => {
      const { hers, childs, woman } = await opened();
      await alsoIn(childs, woman);
      const consentId = await consents(hers, woman);
      expect([await decides(sara, childs, woman), await decides(petra, childs, woman)]).toEqual([201, 201]); // control: while it stands
      await withdraws(consentId);
      expect([await decides(sara, childs, woman), await decides(petra, childs, woman)]).toEqual([422, 422]);
      expect(await decides(petra, childs, woman, 'polis-lulea-lpo')).toBe(201); // control: of what she never was asked nothing is said
      expect((await petra.get(`/api/v1/consents/${consentId}`)).status).toBe(404);
      const { items } = await ok<{ items: unknown[] }>(petra.get(`/api/v1/cases/${childs.caseId}/consents`));
      expect(items).toEqual([]);
    });

    it('is one too by a guardian who stands there alone, and is answered by a new yes there', async () => {
      const { hers, childs, woman, child } = await opened();
      const said = { givenBy: 'guardian', givenByPersonId: woman };
      const consentId = await consents(hers, child, said);
      expect(await decides(petra, childs, child)).toBe(201); // control
      await withdraws(consentId);
      expect(await decides(petra, childs, child)).toBe(422);
      await consents(hers, child, said);
      expect(await decides(petra, childs, child)).toBe(201);
    });

    it('is told on no other side of the case', async () => {
      const caseId = randomUUID();
      const [hers, his] = [await record(caseId, 'exposed'), await record(caseId, 'violence-user', petra, 'boden-socialjour')];
      const woman = await registers(hers, {});
      await ok(petra.post('/api/v1/people', { ...his, personId: woman, role: 'exposed', name: 'Linda Kanarie' }));
      await world.settle();
      const consentId = await consents(his, woman, {}, petra);
      await withdraws(consentId, { kind: 'whole' }, petra);
      expect(await decides(petra, his, woman)).toBe(422); // control: where she said it
      expect(await decides(sara, hers, woman)).toBe(201);
    });
  });

  describe('under another of her registrations', () => {
    it('is a no where the two are held as one, and none while they are two', async () => {
      const at = await record(randomUUID(), 'exposed');
      const [kept, twin] = [await registers(at, {}), await registers(at, { name: 'Linda Mäki' })];
      await withdraws(await consents(at, twin));
      expect([await preview(at, twin), await preview(at, kept)]).toEqual([false, true]);
      await merge(at, twin, kept);
      expect([await preview(at, twin), await preview(at, kept)]).toEqual([false, false]);
      expect(await decides(sara, at, kept)).toBe(422);
      // Asked anew, as who she is now; and what she said as somebody else is still no ground for it.
      await consents(at, kept);
      expect([await preview(at, twin), await preview(at, kept)]).toEqual([true, true]);
    });

    it('is a no where the number is the same, also in another record', async () => {
      const caseId = randomUUID();
      const [at, beside] = [await record(caseId, 'exposed'), await record(caseId, 'child')];
      const personNumber = demoPersons.exposed.personnummer;
      const here = await registers(at, { personNumber });
      const [twin, there] = [await registers(at, { personNumber }), await registers(beside, { personNumber })];
      const other = await registers(at, { personNumber: demoPersons.namesake.personnummer });
      await withdraws(await consents(at, twin));
      expect([await preview(at, here), await preview(beside, there)]).toEqual([false, false]);
      expect(await preview(at, other)).toBe(true); // control
    });

    it('is a no for the child that came with her, whichever of her and of the child it names', async () => {
      const at = await record(randomUUID(), 'exposed');
      const personNumber = demoPersons.childNine.personnummer;
      const [woman, twin] = [await registers(at, {}), await registers(at, {})];
      const child = await registers(at, { role: 'child', name: 'Wilma Kanarie', personNumber });
      const again = await registers(at, { role: 'child', name: 'Wilma K', personNumber });
      const consentId = await consents(at, again, { givenBy: 'guardian', givenByPersonId: twin });
      await merge(at, twin, woman);
      expect(await preview(at, child)).toBe(true); // control
      await withdraws(consentId);
      expect([await preview(at, child), await preview(at, woman)]).toEqual([false, true]);
    });
  });

  describe('by making its end earlier', () => {
    it('is a no from that moment on, not before it; one that runs out by itself is none', async () => {
      const at = await record(randomUUID(), 'exposed');
      const [woman, other] = [await registers(at, {}), await registers(at, { name: 'Aune Kanarie' })];
      const end = new Date(world.clock.now().getTime() + DAY).toISOString();
      const consentId = await consents(at, woman);
      await consents(at, other, { until: end });
      await withdraws(consentId, { kind: 'end', until: end });
      expect([await preview(at, woman), await preview(at, other)]).toEqual([true, true]);
      world.clock.advance(DAY);
      expect([await preview(at, woman), await preview(at, other)]).toEqual([false, true]);
      const { verdict } = await ok<{ verdict: Verdict }>(sara.post('/api/v1/disclosures/preview', asked(at, woman)));
      expect(verdict.reason?.sv).toContain('återkallades den 2 november 2026');
      expect(await decides(sara, at, woman)).toBe(422);
      await consents(at, woman);
      expect(await preview(at, woman)).toBe(true);
    });
  });
});
