import { randomUUID } from 'node:crypto';
import { demoPersons } from '#config/demo/persons';
import { WordsGiven1700000118520 } from '#src/coordination/referral/index';
import { asOwner } from '../privacy/past-the-walls.js';
import { without } from '../support/without.js';
import { createWorld, ok, type ApiPerson, type SharedWorld } from '../support/world.js';

const HERS = 'boden-mottagning-vald';
const UNTIL = '2026-12-24T00:00:00Z';
const NOTHING = { grants: [], chain: 0, request: false };

/** What went out of a child on somebody's word (OSL 12:3) stops with that one's right, in the very commit that ends it: the word is never asked once for all. */
describe('what stands open on somebody’s word for a child', () => {
  let world: SharedWorld;
  let sara: ApiPerson;
  let elsa: ApiPerson;
  beforeAll(async () => {
    world = await createWorld();
    [sara, elsa] = [await world.api('demo-boden-caseworker'), await world.api('demo-region-nurse')];
  });
  afterAll(() => world?.close());

  interface Word {
    readonly givenBy: 'guardian' | 'child-mature' | 'adult';
    /** Whom the disclosures are about. */
    readonly about?: readonly ('child' | 'mother')[];
    readonly child?: object;
    readonly father?: object;
    readonly until?: string;
  }

  type Opened = Awaited<ReturnType<typeof opened>>;
  /** When each of what stands open ends. */
  const ends = async (recordId: string) =>
    (
      await asOwner<{ valid_until: Date }>(world, 'SELECT valid_until FROM access.grants WHERE record_id = $1 ORDER BY kind', [recordId])
    ).map(({ valid_until }) => valid_until.toISOString());

  /** A mother, a child and its father, no one suspected; a word; a request and a standing disclosure on it, and a measure that the recipient sees. */
  const opened = async ({ givenBy, father = {}, about = ['child'], child = { minor: true }, until = UNTIL }: Word) => {
    const at = { recordId: randomUUID(), caseId: randomUUID() };
    const ids = { child: randomUUID(), mother: randomUUID(), father: randomUUID() };
    const [consentId, disclosureId, referralId] = [randomUUID(), randomUUID(), randomUUID()];
    await ok(sara.post('/api/v1/records', { ...at, functionId: HERS, source: 'own' }));
    await ok(sara.post('/api/v1/people', { ...at, personId: ids.child, role: 'child', name: 'Saga Prov', ...child }));
    await ok(sara.post('/api/v1/people', { ...at, personId: ids.mother, role: 'exposed', name: 'Mamma Prov' }));
    await ok(sara.post('/api/v1/people', { ...at, personId: ids.father, role: 'relative', name: 'Pappa Prov', ...father }));
    await world.settle();
    const giver = givenBy === 'guardian' ? { givenByPersonId: ids.father } : {};
    const said = { form: 'oral', alone: 'yes', circumstances: 'at-visit', purposes: ['support'], recipients: ['akutmottagning'], until };
    const personId = givenBy === 'adult' ? ids.mother : ids.child;
    await ok(sara.post('/api/v1/consents', { consentId, ...at, personId, givenBy, ...giver, ...said, classes: ['identity', 'support'] }));
    await world.settle();
    const personIds = about.map((who) => ids[who]);
    const common = { ...at, personIds, purpose: 'support', ground: 'osl-10-1-consent', consentId };
    const standing = { recipientFunction: 'akutmottagning', mode: 'standing', until, classes: ['identity', 'support'], documentation: {} };
    const disclose = () => sara.post('/api/v1/disclosures', { disclosureId: randomUUID(), ...common, ...standing });
    await ok(sara.post('/api/v1/disclosures', { disclosureId, ...common, ...standing }));
    const request = { fromFunction: HERS, toFunction: 'akutmottagning', classes: ['identity'], need: ['support'] };
    await ok(sara.post('/api/v1/referrals', { referralId, ...common, ...request }));
    for (const whom of personIds)
      await ok(
        sara.post('/api/v1/interventions', {
          ...{ interventionId: randomUUID(), ...at, personId: whom, kind: 'counselling', functionId: HERS, dueOn: '2026-11-20' },
        }),
      );
    await ok(elsa.post('/api/v1/records', { recordId: randomUUID(), caseId: at.caseId, functionId: 'akutmottagning', source: 'own' }));
    await world.settle();
    /** What is open in the rows of rights, at once; what is read of the child in the chain, and in the request. */
    const open = async () => {
      const rows = await asOwner<{ kind: string; persons: number }>(
        world,
        `SELECT kind, cardinality(person_ids) AS persons FROM access.grants WHERE record_id = $1 AND closed_at IS NULL ORDER BY kind`,
        [at.recordId],
      );
      const { links } = await ok<{ links: { own: boolean; personId: string | null }[] }>(elsa.get(`/api/v1/cases/${at.caseId}/chain`));
      const answer = await elsa.get(`/api/v1/referrals/${referralId}`);
      return {
        grants: rows.map(({ kind, persons }) => (kind === 'standing' ? `${kind} of ${persons}` : kind)),
        chain: links.filter(({ own, personId }) => !own && personId === ids.child).length,
        request: answer.text.includes('Saga'),
      };
    };
    const version = async (who: string) =>
      (await ok<{ person: { version: string } }>(sara.get(`/api/v1/people/${who}?recordId=${at.recordId}`))).person.version;
    const becomes = async (who: keyof typeof ids, role: string) => {
      const correction = { ...at, reason: 'new-information', role };
      await ok(sara.post(`/api/v1/people/${ids[who]}/corrections`, correction, { version: await version(ids[who]) }));
    };
    const protect = async (who: keyof typeof ids) =>
      ok(sara.post(`/api/v1/people/${ids[who]}/protection`, { ...at, protection: 'secrecy-mark' }, { version: await version(ids[who]) }));
    return { at, ids, version, open, becomes, protect, disclose, referralId, disclosureId };
  };
  const ALL = { grants: ['referral', 'standing of 1'], chain: 1, request: true };

  it('closes in the commit that says that the guardian used the violence; and opens anew when that was wrong', async () => {
    const { open, becomes, disclose } = await opened({ givenBy: 'guardian' });
    expect(await open()).toEqual(ALL); // control
    await becomes('mother', 'relative'); // control: whose word it is not
    expect(await open()).toEqual(ALL);
    await becomes('father', 'violence-user');
    expect(await open()).toEqual(NOTHING);
    await world.settle();
    expect((await disclose()).status).toBe(422);
    await becomes('father', 'relative');
    await world.settle();
    await ok(disclose());
    expect((await open()).grants).toEqual(['standing of 1']);
  });

  it('closes in the commit that marks the child, and not in one that marks somebody else', async () => {
    const { open, protect } = await opened({ givenBy: 'guardian' });
    await protect('mother');
    expect(await open()).toEqual(ALL); // control
    await protect('child');
    expect(await open()).toEqual(NOTHING);
  });

  it('stays where the child has said it by its own maturity', async () => {
    const { open, becomes, protect } = await opened({ givenBy: 'child-mature' });
    await becomes('father', 'violence-user');
    await protect('child');
    expect(await open()).toEqual(ALL);
  });

  it('closes where the mother’s own consent carried the child that is protected now; what is about herself goes on', async () => {
    const { open, protect } = await opened({ givenBy: 'adult', about: ['mother', 'child'] });
    expect(await open()).toEqual({ ...ALL, grants: ['referral', 'standing of 2'] });
    await protect('mother');
    expect(await open()).toEqual({ ...ALL, grants: ['referral', 'standing of 2'] }); // control
    await protect('child');
    // The request holds both at once.
    expect(await open()).toEqual({ ...NOTHING, grants: ['standing of 1'] });
  });

  it('leaves what is about the mother alone, whatever becomes of the child', async () => {
    const { open, protect } = await opened({ givenBy: 'adult', about: ['mother'] });
    await protect('child');
    expect((await open()).grants).toEqual(['referral', 'standing of 1']);
  });

  it('closes what the mother’s consent carried when it is she who is said to have used the violence', async () => {
    const { open, becomes } = await opened({ givenBy: 'adult', about: ['child'] });
    expect(await open()).toEqual(ALL);
    await becomes('mother', 'violence-user');
    expect(await open()).toEqual(NOTHING);
  });

  it('is held by the commit itself, however late the views are: nothing is opened on the word of whoever was found out meanwhile', async () => {
    const raced = async () => {
      const { at, ids, open, disclose, becomes } = await opened({ givenBy: 'guardian' });
      await becomes('father', 'violence-user');
      // As a decision that was judged before that and commits after it: by what the view said then.
      await world.settle();
      await asOwner(world, `UPDATE views.persons SET role = 'relative' WHERE record_id = $1 AND person_id = $2`, [at.recordId, ids.father]);
      await ok(disclose());
      return (await open()).grants;
    };
    expect(await raced()).toEqual([]);
    const blind = { name: 'access.close_unworded', condition: /access\.unworded\(g, at\) IS NOT NULL/, instead: 'false' };
    await without(world, blind, async () => expect((await raced()).length).toBeGreaterThan(0));
  });

  it('is closed by the migration where an earlier version left it open: on a guardian’s word, and on hers', async () => {
    const [his, hers, kept] = [
      await opened({ givenBy: 'guardian' }),
      await opened({ givenBy: 'adult', about: ['mother', 'child'] }),
      await opened({ givenBy: 'guardian' }),
    ];
    for (const { at } of [his, hers, kept]) {
      await asOwner(world, 'DELETE FROM access.child_words WHERE record_id = $1', [at.recordId]);
      await asOwner(world, 'DELETE FROM access.person_roles WHERE record_id = $1', [at.recordId]);
    }
    await his.becomes('father', 'violence-user');
    await hers.protect('child');
    await world.settle();
    expect(await his.open()).toEqual(ALL); // control: as it was
    await new WordsGiven1700000118520().up({ query: (text: string) => asOwner(world, text) } as never);
    expect([await his.open(), (await hers.open()).grants, await kept.open()]).toEqual([NOTHING, ['standing of 1'], ALL]);
    await kept.becomes('father', 'violence-user');
    expect(await kept.open()).toEqual(NOTHING);
  });

  it('ends on the eighteenth birthday, which the number tells', async () => {
    // Born in December: of age before the consent runs out.
    const soon = { personNumber: '200812022382' };
    const { at } = await opened({ givenBy: 'guardian', child: soon });
    expect(await ends(at.recordId)).toEqual(['2026-12-01T23:00:00.000Z', '2026-12-01T23:00:00.000Z']);
    const later = await opened({ givenBy: 'guardian', child: { personNumber: demoPersons.childNine.personnummer } });
    expect((await ends(later.at.recordId)).at(-1)).toBe(new Date(UNTIL).toISOString()); // control
  });

  describe('of one person, however many times registered', () => {
    const another = async ({ at }: Opened, person: object) => {
      const personId = randomUUID();
      await ok(sara.post('/api/v1/people', { ...at, personId, name: 'Samma Prov', ...person }));
      await world.settle();
      return personId;
    };
    const held = async ({ at, ids, version }: Opened, who: 'father' | 'child', as: string) => {
      const merge = { ...at, intoPersonId: as, basis: 'told' };
      await ok(sara.post(`/api/v1/people/${ids[who]}/merge`, merge, { version: await version(ids[who]) }));
      await world.settle();
    };

    it('closes when the same number is said to have used the violence', async () => {
      const personNumber = demoPersons.violenceUser.personnummer;
      const given = await opened({ givenBy: 'guardian', father: { personNumber } });
      await another(given, { role: 'violence-user', personNumber: demoPersons.namesake.personnummer });
      expect(await given.open()).toEqual(ALL); // control: somebody else
      await another(given, { role: 'violence-user', personNumber });
      expect((await given.disclose()).status).toBe(422);
      expect(await given.open()).toEqual(NOTHING);
    });

    it('closes when the giver is held as one with whoever used it', async () => {
      const given = await opened({ givenBy: 'guardian' });
      const other = await another(given, { role: 'violence-user' });
      expect(await given.open()).toEqual(ALL); // control: nobody has said yet that it is he
      await held(given, 'father', other);
      expect((await given.disclose()).status).toBe(422);
      expect(await given.open()).toEqual(NOTHING);
    });

    it('closes when the child’s other registration is marked', async () => {
      const given = await opened({ givenBy: 'guardian' });
      const other = await another(given, { role: 'child', minor: true });
      await held(given, 'child', other);
      expect(await given.open()).toEqual(ALL); // control
      const version = await given.version(other);
      await ok(sara.post(`/api/v1/people/${other}/protection`, { ...given.at, protection: 'secrecy-mark' }, { version }));
      await world.settle();
      expect(await given.open()).toEqual(NOTHING);
    });
  });

  describe('who turns out to be grown, or becomes it', () => {
    const corrected = async ({ at, ids, version }: Opened, correction: object) =>
      ok(
        sara.post(
          `/api/v1/people/${ids.child}/corrections`,
          { ...at, reason: 'new-information', ...correction },
          { version: await version(ids.child) },
        ),
      );
    it.each([
      ['the number', { role: 'relative', minor: false, personNumber: demoPersons.violenceUser.personnummer }],
      ['the worker', { role: 'relative', minor: false }],
    ])('is answered for by nobody: %s says it', async (_who, correction) => {
      const given = await opened({ givenBy: 'guardian' });
      await corrected(given, { personNumber: demoPersons.childNine.personnummer });
      expect(await given.open()).toEqual(ALL); // control: still a child
      await corrected(given, { personNumber: null, ...correction });
      await world.settle();
      expect((await given.disclose()).status).toBe(422);
      expect(await given.open()).toEqual(NOTHING);
    });

    it('ends it with the birthday that a number tells later', async () => {
      const given = await opened({ givenBy: 'guardian' });
      await corrected(given, { personNumber: '200812022382' });
      expect(await ends(given.at.recordId)).toEqual(['2026-12-01T23:00:00.000Z', '2026-12-01T23:00:00.000Z']);
    });

    it('ends what her mother’s consent carried, which is decided anew without her', async () => {
      const given = await opened({ givenBy: 'adult', about: ['mother', 'child'], child: { personNumber: '200812022382' } });
      expect(await ends(given.at.recordId)).toEqual(['2026-12-01T23:00:00.000Z', '2026-12-01T23:00:00.000Z']);
    });
  });
});
