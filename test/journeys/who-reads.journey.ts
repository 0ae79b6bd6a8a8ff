import { randomUUID } from 'node:crypto';
import supertest from 'supertest';
import { demoPersons } from '#config/demo/persons';
import { demoStaff } from '#config/demo/staff';
import { without } from '../support/without.js';
import { createWorld, ok, type ApiPerson, type World } from '../support/world.js';

const MINUTE = 60_000;
const VALD = 'boden-mottagning-vald';
const POLICE = 'polis-lulea-lpo';
const WHY = 'Hon ringer jouren och ingen är på plats';

interface Goes {
  readonly direction: string;
  readonly recipientFunction: string;
  readonly class: string;
  readonly ways: readonly { readonly kind: string; readonly state: string }[];
}
interface Sight {
  readonly functionId: string | null;
  readonly staffId: string | null;
  readonly own: string | null;
  readonly insteadOf: readonly string[];
  readonly because: string;
  readonly until: string | null;
}
interface At {
  readonly recordId: string;
  readonly caseId: string;
  readonly personId: string;
}

/** "Vem ser detta?" against what everybody at the office is in fact answered: whoever reads is listed, and nobody else. */
describe('who reads the own record', () => {
  let world: World;
  let office: Record<string, ApiPerson>;
  let head: ApiPerson;
  let officer: ApiPerson;
  const { bodenCaseworker: sara, bodenStandIn: nawid, bodenOnCall: petra, bodenKin: johan } = demoStaff;
  const as = (staff: { readonly id: string }): ApiPerson => office[staff.id]!;
  const names = (...staff: readonly { readonly id: string }[]): string[] => staff.map(({ id }) => id).sort();

  beforeAll(async () => {
    world = await createWorld();
    const subjects = { [sara.id]: 'caseworker', [nawid.id]: 'stand-in', [petra.id]: 'on-call', [johan.id]: 'kin' };
    office = Object.fromEntries(
      await Promise.all(Object.entries(subjects).map(async ([id, name]) => [id, await world.api(`demo-boden-${name}`)] as const)),
    );
    head = await world.api('demo-boden-supervisor');
    officer = await world.api('demo-police-officer');
  });
  afterAll(() => world?.close());

  const record = async (who: ApiPerson, person: object = {}): Promise<At> => {
    const at = { recordId: randomUUID(), caseId: randomUUID() };
    const personId = randomUUID();
    await ok(who.post('/api/v1/records', { ...at, functionId: VALD, source: 'own' }));
    await ok(who.post('/api/v1/people', { ...at, personId, role: 'exposed', name: 'Linda Kanarie', ...person }));
    const support = { interventionId: randomUUID(), personId, kind: 'counselling', functionId: VALD, dueOn: '2026-12-01' };
    await ok(who.post('/api/v1/interventions', { ...at, ...support }));
    await world.settle();
    return { ...at, personId };
  };
  const entryOf = async (who: ApiPerson, { caseId }: At): Promise<string> =>
    (await ok<{ links: { history: { entryId: string }[] }[] }>(who.get(`/api/v1/cases/${caseId}/chain`))).links[0]!.history[0]!.entryId;
  const emergency = (who: ApiPerson, { recordId }: At) =>
    ok(who.post('/api/v1/openings/emergency', { openingId: randomUUID(), recordId, reason: WHY, minutes: 30 }));
  const sights = async (who: ApiPerson, { caseId }: At, entryId: string): Promise<readonly Sight[]> =>
    (await ok<{ fields: { sees: Sight[] }[] }>(who.get(`/api/v1/cases/${caseId}/entries/${entryId}/why`))).fields[0]!.sees;
  const herSights = async (who: ApiPerson, { caseId, personId }: At, cls: string): Promise<readonly Sight[]> =>
    (await ok<{ classes: { class: string; sees: Sight[] }[] }>(who.get(`/api/v1/cases/${caseId}/persons/${personId}/why`))).classes.find(
      (one) => one.class === cls,
    )!.sees;
  const listed = (sees: readonly Sight[]): string[] => sees.flatMap(({ staffId }) => staffId ?? []).sort();
  /** Whom the chain itself answers with the entry, and whom the person's own page answers. */
  const reading = async ({ caseId, personId, recordId }: At, entryId: string) => {
    const all = await Promise.all(
      Object.entries(office).map(async ([id, who]) => {
        const [chain, person] = [
          await who.get(`/api/v1/cases/${caseId}/chain`),
          await who.get(`/api/v1/people/${personId}?recordId=${recordId}`),
        ];
        return { id, chain: chain.status === 200 && chain.text.includes(entryId), person: person.status === 200 };
      }),
    );
    const those = (by: 'chain' | 'person') => all.flatMap((one) => (one[by] ? one.id : [])).sort();
    return { chain: those('chain'), person: those('person') };
  };
  /** Both explanations name exactly those who read; and these are they. */
  const expectReaders = async (asker: ApiPerson, at: At, entryId: string, expected: string[]): Promise<void> => {
    const readers = await reading(at, entryId);
    expect(readers).toEqual({ chain: expected, person: expected });
    expect({ chain: listed(await sights(asker, at, entryId)), person: listed(await herSights(asker, at, 'identity')) }).toEqual(readers);
  };

  it('lists a stand-in, whom for, and nobody whom a lock keeps out', async () => {
    const at = await record(as(sara));
    const entryId = await entryOf(as(sara), at);
    await expectReaders(as(sara), at, entryId, names(sara, nawid));
    const deputy = (await sights(as(sara), at, entryId)).find(({ staffId }) => staffId === nawid.id);
    expect(deputy).toMatchObject({
      own: 'stand-in',
      insteadOf: [sara.id],
      because: expect.stringContaining('assigned') as unknown,
      until: null,
    });

    await ok(as(sara).post('/api/v1/records/lock-out', { ...at, personId: undefined, staffId: nawid.id }));
    await expectReaders(as(sara), at, entryId, names(sara));
    // The control: it is the lock that leaves him out.
    await without(world, { name: 'access.readers', condition: /NOT access\.locked\(its_case\)/, instead: 'true' }, async () =>
      expect(listed(await sights(as(sara), at, entryId))).toEqual(names(sara, nawid)),
    );
    const { recordId, caseId } = at;
    await ok(head.post('/api/v1/records/lift-lock', { recordId, caseId, staffId: nawid.id }));
    await expectReaders(as(sara), at, entryId, names(sara, nawid));
  });

  it('lists no stand-in who works on the other side of the case', async () => {
    const at = await record(as(sara));
    const entryId = await entryOf(as(sara), at);
    await expectReaders(as(sara), at, entryId, names(sara, nawid));
    const his = { recordId: randomUUID(), caseId: at.caseId, functionId: 'boden-mottagning', source: 'own', track: 'violence-user' };
    await ok(as(nawid).post('/api/v1/records', his));
    await world.settle();
    const chain = await as(nawid).get(`/api/v1/cases/${at.caseId}/chain`);
    expect(chain.text).not.toContain(entryId);
    expect(listed(await sights(as(sara), at, entryId))).toEqual(names(sara));
    expect((await as(nawid).get(`/api/v1/cases/${at.caseId}/entries/${entryId}/why`)).status).toBe(404);
  });

  it('lists whoever opened it in an emergency, by the policy’s own words and until its end, and not after it', async () => {
    const at = await record(as(nawid));
    const entryId = await entryOf(as(nawid), at);
    await expectReaders(as(nawid), at, entryId, names(nawid));
    await emergency(as(sara), at);
    await expectReaders(as(nawid), at, entryId, names(nawid, sara));
    // Whoever is there in an emergency is told the same.
    await expectReaders(as(sara), at, entryId, names(nawid, sara));
    const opened = (await sights(as(nawid), at, entryId)).find(({ staffId }) => staffId === sara.id);
    expect(opened).toMatchObject({ own: 'emergency', until: new Date(world.clock.now().getTime() + 30 * MINUTE).toISOString() });
    expect(opened!.because).toContain('nödöppning');
    const page = async (path: string) =>
      (
        await supertest(world.url)
          .get(`/workspace/cases/${at.caseId}/who-sees-what/${path}`)
          .set('cookie', await world.cookie('demo-boden-stand-in'))
      ).text;
    for (const path of [entryId, `persons/${at.personId}`]) {
      const text = await page(path);
      for (const words of ['Sara Lindbäck', 'Nödöppning: kan läsa']) expect(text).toContain(words);
    }
    world.clock.advance(30 * MINUTE);
    await expectReaders(as(nawid), at, entryId, names(nawid));
    expect(await page(entryId)).not.toContain('Nödöppning: kan läsa');
  });

  it('says on the page whom somebody stands in for', async () => {
    const at = await record(as(sara));
    const entryId = await entryOf(as(sara), at);
    const cookie = await world.cookie('demo-boden-caseworker');
    const { text } = await supertest(world.url).get(`/workspace/cases/${at.caseId}/who-sees-what/${entryId}`).set('cookie', cookie);
    for (const words of ['Nawid Rahimi', 'i stället för Sara Lindbäck']) expect(text).toContain(words);
  });

  it('lists to whom the vault stands open for where somebody protected is, and no longer than that', async () => {
    const at = await record(as(nawid), {
      protection: 'protected-registration',
      address: 'Kanariegränd 1',
      personNumber: demoPersons.exposed.personnummer,
    });
    const { recordId, personId, caseId } = at;
    await ok(as(nawid).post('/api/v1/records/assign', { recordId, caseId, staffId: sara.id }));
    const where = async () => listed(await herSights(as(sara), at, 'location'));
    const revealed = async () => {
      const shown = await Promise.all(
        Object.entries(office).map(async ([id, who]) => {
          const { text } = await who.post(`/api/v1/people/${personId}/reveal`, { recordId, purpose: 'Patrull ska till hemmet' });
          return text.includes('Kanariegränd 1') ? [id] : [];
        }),
      );
      return shown.flat().sort();
    };
    expect([await revealed(), await where()]).toEqual([[], []]);
    const openingId = randomUUID();
    await ok(as(nawid).post('/api/v1/openings/vault', { openingId, recordId, personId, reason: 'Stämning måste delges i dag' }));
    expect(await where()).toEqual([]);
    await ok(head.post(`/api/v1/openings/${openingId}/approve`, {}));
    expect([await revealed(), await where()]).toEqual([names(nawid), names(nawid)]);
    const [opened] = await herSights(as(sara), at, 'location');
    expect(opened).toMatchObject({ own: 'vault', until: new Date(world.clock.now().getTime() + 60 * MINUTE).toISOString() });
    expect(opened!.because).toContain('the vault was opened');
    world.clock.advance(60 * MINUTE);
    expect([await revealed(), await where()]).toEqual([[], []]);
  });

  /** What happens in the record is disclosed to the police, on her consent. */
  const toPolice = async (who: ApiPerson, { recordId, caseId, personId }: At): Promise<string> => {
    const consentId = randomUUID();
    const span = { classes: ['support'], until: '2026-12-01T00:00:00Z' };
    const given = { givenBy: 'adult', form: 'oral', alone: 'yes', circumstances: 'at-meeting' };
    const covers = { recipients: [POLICE], purposes: ['protection'] };
    await ok(who.post('/api/v1/consents', { consentId, recordId, caseId, personId, ...given, ...covers, ...span }));
    const shared = { recipientFunction: POLICE, mode: 'standing', purpose: 'protection', ground: 'osl-10-1-consent', consentId };
    const decided = { disclosureId: randomUUID(), recordId, caseId, personIds: [personId], factsFrom: '2026-01-01T00:00:00Z' };
    await ok(who.post('/api/v1/disclosures', { ...decided, ...shared, ...span }));
    await world.settle();
    return consentId;
  };

  it('tells whoever opened it in an emergency where it goes, as it tells those who work with it', async () => {
    const at = await record(as(nawid));
    const entryId = await entryOf(as(nawid), at);
    const { recordId, caseId, personId } = at;
    const consentId = await toPolice(as(nawid), at);
    const referralId = randomUUID();
    await ok(
      as(nawid).post('/api/v1/referrals', {
        ...{ referralId, recordId, caseId, fromFunction: VALD, toFunction: POLICE, personIds: [personId], classes: ['support'] },
        ...{ need: ['protection'], purpose: 'protection', ground: 'osl-10-1-consent', consentId },
      }),
    );
    await world.settle();
    const seen = async (who: ApiPerson) => {
      const { classes } = await ok<{ classes: Goes[] }>(who.get(`/api/v1/cases/${caseId}/who-sees-what`));
      return classes.map(({ direction, recipientFunction, class: cls, ways }) => [
        ...[direction, recipientFunction, cls],
        ...ways.map(({ kind, state }) => `${kind} ${state}`).sort(),
      ]);
    };
    const goesTo = async (who: ApiPerson) =>
      (await sights(who, at, entryId)).flatMap(({ functionId, staffId }) => (staffId === null ? functionId : []));
    const page = async () =>
      (
        await supertest(world.url)
          .get(`/workspace/cases/${caseId}/who-sees-what`)
          .set('cookie', await world.cookie('demo-boden-caseworker'))
      ).text;
    const NOTE = 'förfrågningar visas som om allt i dem';
    expect((await as(sara).get(`/api/v1/cases/${caseId}/who-sees-what`)).status).toBe(404); // before it is opened
    await emergency(as(sara), at);
    expect(await seen(as(nawid))).toEqual([['discloses', POLICE, 'support', 'referral live', 'standing live']]);
    expect([await seen(as(sara)), await goesTo(as(sara))]).toEqual([await seen(as(nawid)), await goesTo(as(nawid))]);
    expect(await goesTo(as(sara))).toContain(POLICE);
    const told = await page();
    expect(['Vi lämnar inte ut något i ärendet', NOTE].map((words) => told.includes(words))).toEqual([false, true]);
    // What went with a request is not theirs to read: once it has ended they are told that the recipient may have it, never that nobody has.
    await ok(as(nawid).post(`/api/v1/referrals/${referralId}/withdraw`, { reason: 'sent-by-mistake' }));
    await world.settle();
    expect(await seen(as(nawid))).toEqual([['discloses', POLICE, 'support', 'referral ended', 'standing live']]);
    expect(await seen(as(sara))).toEqual([['discloses', POLICE, 'support', 'referral withdrawn', 'standing live']]);
    world.clock.advance(30 * MINUTE);
    expect((await as(sara).get(`/api/v1/cases/${caseId}/who-sees-what`)).status).toBe(404);
  });

  it('tells a recipient nothing of the owner’s staff', async () => {
    const at = await record(as(sara));
    const entryId = await entryOf(as(sara), at);
    await ok(officer.post('/api/v1/records', { recordId: randomUUID(), caseId: at.caseId, functionId: POLICE, source: 'own' }));
    await toPolice(as(sara), at);
    const theirs = await sights(officer, at, entryId);
    expect([theirs.length > 0, listed(theirs)]).toEqual([true, []]);
    // The control: to those who work with it the same entry names its readers.
    expect(listed(await sights(as(sara), at, entryId))).toEqual(names(sara, nawid));
  });
});
