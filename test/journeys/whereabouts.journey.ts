import { randomUUID } from 'node:crypto';
import supertest from 'supertest';
import { demoStaff } from '#config/demo/staff';
import { RecordEraser } from '#src/coordination/index';
import { tokenFor } from '#src/login/index';
import { asOwner } from '../privacy/past-the-walls.js';
import { byTwo } from '../support/by-two.js';
import { without } from '../support/without.js';
import { createWorld, ok, type ApiPerson, type World } from '../support/world.js';

const HERS = 'boden-mottagning-vald';
const HIS = 'boden-mottagning';
const POLICE = 'polis-lulea-lpo';
/** Not connected: what is decided for it leaves on paper. */
const PAPER = 'arvidsjaur-mottagning';
const WHERE = 'Kanariegränd 99';
const SCHOOL = 'Kanarieskolan';
const PHONE = '070-1740699';

interface Place {
  readonly recordId: string;
  readonly caseId: string;
}
type Her = Place & { readonly personId: string };
interface Shown {
  readonly personId: string;
  readonly protection: string;
  readonly withheld: readonly string[];
  readonly values: Readonly<Record<string, unknown>>;
  readonly forwarding: object | null;
}

const placeOf = ({ recordId, caseId }: Place): Place => ({ recordId, caseId });

/** The mark comes late: what was told of her before it must not show her way past the vault. */
describe('whereabouts after the mark', () => {
  let world: World;
  let officer: ApiPerson;
  let sara: ApiPerson;
  let johan: ApiPerson;
  let nawid: ApiPerson;
  let head: ApiPerson;

  beforeAll(async () => {
    world = await createWorld();
    [officer, sara, johan, nawid, head] = (await Promise.all(
      ['police-officer', 'boden-caseworker', 'boden-kin', 'boden-stand-in', 'boden-supervisor'].map((name) => world.api(`demo-${name}`)),
    )) as [ApiPerson, ApiPerson, ApiPerson, ApiPerson, ApiPerson];
  });
  afterAll(() => world?.close());

  /** A report at the police with where she lives, and her consent that it goes on. */
  const known = async (recipients: readonly string[], classes: readonly string[]): Promise<Her & { readonly consentId: string }> => {
    const at = { recordId: randomUUID(), caseId: randomUUID() };
    const [personId, consentId] = [randomUUID(), randomUUID()];
    await ok(officer.post('/api/v1/records', { ...at, functionId: POLICE, source: 'own' }));
    const person = { role: 'exposed', name: 'Linda Kanarie', address: WHERE, phone: PHONE };
    await ok(officer.post('/api/v1/people', { ...at, personId, ...person }));
    const said = { givenBy: 'adult', form: 'oral', alone: 'yes', circumstances: 'in-car', purposes: ['support', 'plan'] };
    await ok(officer.post('/api/v1/consents', { consentId, ...at, personId, ...said, recipients, classes, until: '2026-12-30T08:00:00Z' }));
    await world.settle();
    return { ...at, personId, consentId };
  };
  const protect = async (who: ApiPerson, { personId, recordId, caseId }: Her, protection = 'protected-registration'): Promise<void> => {
    const { person } = await ok<{ person: { version: string } }>(who.get(`/api/v1/people/${personId}?recordId=${recordId}`));
    await ok(who.post(`/api/v1/people/${personId}/protection`, { recordId, caseId, protection }, { version: person.version }));
    await world.settle();
  };
  const page = async (subject: string, path: string): Promise<{ status: number; text: string }> =>
    supertest(world.url)
      .get(path)
      .set('cookie', await world.cookie(subject));

  it('a file that came in a copy before there was a record closes with the mark, and opens with the vault', async () => {
    const at = await known([HERS], ['identity', 'location', 'free-text']);
    const [attachmentId, disclosureId] = [randomUUID(), randomUUID()];
    const file = { name: `${WHERE}.pdf`, type: 'application/pdf', bytes: Buffer.from(`%PDF-1.7\n${WHERE}\n%%EOF\n`) };
    const about = { attachmentId, ...placeOf(at), personId: at.personId, kind: 'certificate', class: 'location' };
    await ok(officer.upload('/api/v1/attachments', about, file));
    await world.settle();
    await ok(
      officer.post('/api/v1/disclosures', {
        ...{ disclosureId, ...placeOf(at), recipientFunction: HERS, mode: 'copy', classes: ['identity', 'location', 'free-text'] },
        ...{ purpose: 'support', ground: 'osl-10-1-consent', consentId: at.consentId, personIds: [at.personId], files: [attachmentId] },
      }),
    );
    await world.settle();
    await world.settle();
    const hers = { recordId: randomUUID(), caseId: at.caseId, personId: at.personId };
    await ok(sara.post('/api/v1/records', { ...placeOf(hers), functionId: HERS, source: 'own' }));
    await ok(sara.post('/api/v1/people', { ...hers, role: 'exposed', name: 'Linda Kanarie', address: WHERE }));
    await world.settle();
    const look = async (): Promise<[listed: boolean, status: number | undefined]> => {
      const list = await sara.get(`/api/v1/attachments?caseId=${at.caseId}`);
      const [theirs] = (list.body as { items: { attachmentId: string }[] }).items;
      const authorization = `Bearer ${await tokenFor(world.url, 'demo-boden-caseworker')}`;
      const content = await fetch(`${world.url}/api/v1/attachments/${theirs?.attachmentId}/content`, { headers: { authorization } });
      return [list.text.includes(WHERE), content.status];
    };
    expect(await look()).toEqual([true, 200]); // control
    await protect(sara, hers);
    expect(await look()).toEqual([false, 403]);
    await openVault(hers);
    expect(await look()).toEqual([true, 200]);
  });

  it('the paper of a safety plan is made after the mark by those alone to whom the vault is open: what it leaves out would tell', async () => {
    const at = { recordId: randomUUID(), caseId: randomUUID(), personId: randomUUID() };
    const safetyPlanId = randomUUID();
    await ok(sara.post('/api/v1/records', { ...placeOf(at), functionId: HERS, source: 'own' }));
    await ok(sara.post('/api/v1/people', { ...at, role: 'exposed', name: 'Linda Kanarie', municipality: 'Haparanda' }));
    await ok(
      sara.post('/api/v1/safety-plans', {
        ...{ ...at, safetyPlanId, reviewOn: '2026-12-01', madeTogether: true, warningSigns: [] },
        ...{ steps: ['Arjeplog, Boden, Haparanda, Kiruna'], contacts: [], places: [] },
      }),
    );
    await world.settle();
    const path = `/workspace/cases/${at.caseId}/safety-plan/${safetyPlanId}/paper`;
    const print = async () => {
      const answer = await post('demo-boden-caseworker', path, { safe: 'yes', way: 'in-person', names: 'with' });
      return [answer.status, answer.headers['content-type']?.split(';')[0], answer.text?.includes('skyddade personuppgifter') ?? false];
    };
    const made = [200, 'application/pdf', false];
    expect(await print()).toEqual(made); // control
    await protect(sara, at);
    expect(await print()).toEqual([403, 'application/problem+json', true]);
    await openVault(at);
    expect(await print()).toEqual(made);
  });

  it('a consent says how she is reached, and which court appointed her child’s representative, until the mark, and then by the vault', async () => {
    const at = { recordId: randomUUID(), caseId: randomUUID() };
    const [personId, childId] = [randomUUID(), randomUUID()];
    await ok(sara.post('/api/v1/records', { ...at, functionId: HERS, source: 'own' }));
    await ok(sara.post('/api/v1/people', { ...at, personId, role: 'exposed', name: 'Linda Kanarie' }));
    await ok(sara.post('/api/v1/people', { ...at, personId: childId, role: 'child', name: 'Vera Kanarie', minor: true }));
    const said = {
      form: 'oral',
      alone: 'yes',
      circumstances: 'in-car',
      purposes: ['support'],
      recipients: ['vardcentral-boden-kurator'],
      classes: ['identity'],
    };
    const consent = (body: object) =>
      ok(sara.post('/api/v1/consents', { consentId: randomUUID(), ...at, ...said, until: '2026-12-30T08:00:00Z', ...body }));
    await consent({ personId, givenBy: 'adult', safeContact: 'Kanarienumret, vardagar' });
    await consent({
      personId: childId,
      givenBy: 'special-representative',
      appointment: { court: 'Kanariebygdens tingsrätt', decidedOn: '2026-10-20' },
    });
    await world.settle();
    const told = async () => {
      const answers = await Promise.all([
        sara.get(`/api/v1/cases/${at.caseId}/consents`),
        sara.get(`/api/v1/cases/${at.caseId}/chain`),
        page('demo-boden-caseworker', `/workspace/cases/${at.caseId}/consent`),
      ]);
      return answers.map(({ text }) => ['Kanarienumret', 'Kanariebygden'].filter((word) => text.includes(word)));
    };
    const [both, none] = [['Kanarienumret', 'Kanariebygden'], [] as string[]];
    const [list, , screen] = await told();
    expect([list, screen]).toEqual([both, both]);
    await protect(sara, { ...at, personId });
    expect(await told()).toEqual([none, none, none]);
    const withheld = await ok<{ items: { withheld: string[] }[] }>(sara.get(`/api/v1/cases/${at.caseId}/consents`));
    expect(withheld.items.flatMap((one) => one.withheld).toSorted()).toEqual(['appointment', 'safeContact']);
    await openVault({ ...at, personId });
    expect((await told())[0]).toEqual(['Kanarienumret']);
  });

  const openVault = async ({ recordId, caseId, personId }: Her): Promise<void> => {
    await ok(sara.post('/api/v1/records/assign', { recordId, caseId, staffId: demoStaff.bodenStandIn.id }));
    const asked = { openingId: randomUUID(), recordId, personId, reason: 'Skjuts till mötet i morgon' };
    const { id } = await ok<{ id: string }>(sara.post('/api/v1/openings/vault', asked));
    await ok(nawid.post(`/api/v1/openings/${id}/approve`, {}));
    await world.settle();
  };
  const post = async (subject: string, path: string, form: Readonly<Record<string, string>>) =>
    supertest(world.url)
      .post(path)
      .set('cookie', await world.cookie(subject))
      .set('origin', world.url)
      .type('form')
      .send(form);

  describe('in a joint plan', () => {
    const CARE = 'vardcentral-boden-kurator';
    const [planId, goalId] = [randomUUID(), randomUUID()];
    let maria: ApiPerson;
    let at: Her & { readonly consentId: string };

    const line = (kind: string, responsibleFunction: string) => ({
      lineId: randomUUID(),
      goalId,
      kind,
      responsibleFunction,
      dueOn: '2026-11-20',
    });
    const share = (classes: readonly string[]) =>
      ok(
        sara.post('/api/v1/disclosures', {
          ...{ disclosureId: randomUUID(), ...placeOf(at), recipientFunction: CARE, mode: 'standing', classes, personIds: [at.personId] },
          ...{ purpose: 'plan', ground: 'osl-10-1-consent', consentId: at.consentId },
          ...{ factsFrom: '2026-10-01T08:00:00Z', until: '2026-12-20T08:00:00Z' },
        }),
      );
    /** What a peer reads of the plan, on its page, in the chain and on the case's page. */
    const told = async (): Promise<string> => {
      await world.settle();
      const [plan, chain] = await Promise.all([
        ok(maria.get(`/api/v1/plans/${planId}`)),
        ok(maria.get(`/api/v1/cases/${at.caseId}/chain`)),
      ]);
      return JSON.stringify([plan, chain]);
    };

    it('a place in sheltered housing, and who answers for it, are told to those alone to whom location was disclosed, and to nobody after the mark', async () => {
      maria = await world.api('demo-region-caseworker');
      const place = { recordId: randomUUID(), caseId: randomUUID() };
      const [personId, consentId] = [randomUUID(), randomUUID()];
      at = { ...place, personId, consentId };
      await ok(sara.post('/api/v1/records', { ...place, functionId: HERS, source: 'own' }));
      await ok(sara.post('/api/v1/people', { ...place, personId, role: 'exposed', name: 'Linda Kanarie' }));
      await ok(maria.post('/api/v1/records', { caseId: at.caseId, recordId: randomUUID(), functionId: CARE, source: 'own' }));
      const said = { givenBy: 'adult', form: 'oral', alone: 'yes', circumstances: 'at-meeting', purposes: ['plan'] };
      const shares = { recipients: [CARE], classes: ['plan', 'location'], until: '2026-12-30T08:00:00Z' };
      await ok(sara.post('/api/v1/consents', { consentId, ...place, personId, ...said, ...shares }));
      await ok(
        sara.post('/api/v1/plans', {
          ...{ planId, ...place, personId, goals: [{ goalId, goal: 'Hon är trygg' }], leaderFunction: HERS, participation: 'took-part' },
          lines: [line('treatment', CARE), line('shelter-placement', 'boden-socialjour')],
        }),
      );
      await world.settle();
      const { version } = await ok<{ version: string }>(sara.get(`/api/v1/plans/${planId}`));
      await share(['plan']);
      await ok(sara.post(`/api/v1/plans/${planId}/agree`, {}, { version }));
      const known = async () => {
        const text = await told();
        return [text.includes('treatment'), text.includes('shelter-placement'), text.includes('boden-socialjour')];
      };
      expect(await known()).toEqual([true, false, false]);
      await share(['plan', 'location']);
      expect(await known()).toEqual([true, true, true]); // control
      await protect(sara, at);
      expect(await known()).toEqual([true, false, false]);
      // To those who lead it nothing is hidden of their own plan.
      expect((await ok<{ lines: unknown[] }>(sara.get(`/api/v1/plans/${planId}`))).lines).toHaveLength(2);
    });
  });

  describe('on paper', () => {
    const decided = async (classes: readonly string[]) => {
      const at = await known([PAPER], classes);
      const disclosureId = randomUUID();
      await ok(
        officer.post('/api/v1/disclosures', {
          ...{ disclosureId, recordId: at.recordId, caseId: at.caseId, recipientFunction: PAPER, mode: 'copy', channel: 'print', classes },
          ...{ personIds: [at.personId], purpose: 'support', ground: 'osl-10-1-consent', consentId: at.consentId },
        }),
      );
      await world.settle();
      const print = async () => {
        const { status, text } = await page('demo-police-officer', `/workspace/cases/${at.caseId}/disclosures/${disclosureId}/print`);
        return [status, text.includes('Linda Kanarie'), text.includes(WHERE), text.includes('lämnas inte längre')];
      };
      return { at, print };
    };

    it('leave a print that was decided before, which says so', async () => {
      const { at, print } = await decided(['identity', 'location']);
      expect(await print()).toEqual([200, true, true, false]); // control
      await protect(officer, at);
      expect(await print()).toEqual([200, true, false, true]);
    });

    it('leave it too when she takes back the consent for them alone', async () => {
      const { at, print } = await decided(['identity', 'location']);
      const scope = { kind: 'part', classes: ['location'] };
      await ok(officer.post(`/api/v1/consents/${at.consentId}/withdrawals`, { scope, alone: 'yes' }));
      expect(await print()).toEqual([200, true, false, true]);
    });
  });

  describe('on the page of the own decision', () => {
    const decided = async () => {
      const at = await known([HERS], ['identity', 'location', 'contact', 'free-text']);
      const [disclosureId, attachmentId] = [randomUUID(), randomUUID()];
      const file = { name: `${WHERE}.pdf`, type: 'application/pdf', bytes: Buffer.from(`%PDF-1.7\n${WHERE}\n%%EOF\n`) };
      const about = { attachmentId, ...placeOf(at), personId: at.personId, kind: 'certificate', class: 'location' };
      await ok(officer.upload('/api/v1/attachments', about, file));
      await world.settle();
      await ok(
        officer.post('/api/v1/disclosures', {
          ...{ disclosureId, ...placeOf(at), recipientFunction: HERS, mode: 'copy', classes: ['identity', 'location', 'contact'] },
          ...{ personIds: [at.personId], purpose: 'support', ground: 'osl-10-1-consent', consentId: at.consentId, files: [attachmentId] },
        }),
      );
      await world.settle();
      const path = `/cases/${at.caseId}/disclosures/${disclosureId}`;
      const told = async () => {
        const answers = [await officer.get(`/api/v1${path}`), await page('demo-police-officer', `/workspace${path}`)];
        return answers.map(({ status, text }) => [status, ...['Linda Kanarie', WHERE, PHONE].map((word) => text.includes(word))]);
      };
      const one = () => ok<{ withheld: { class: string; because: string }[]; files: unknown[] }>(officer.get(`/api/v1${path}`));
      return { at, disclosureId, told, one, path };
    };
    /** What the log says was read of it the last time. */
    const logged = async (caseId: string): Promise<readonly string[]> => {
      const rows = await asOwner<{ classes: string[] }>(
        world,
        `SELECT classes FROM audit.records WHERE case_id = $1 AND operation = 'disclosure' ORDER BY number DESC LIMIT 1`,
        [caseId],
      );
      return rows[0]!.classes.toSorted();
    };

    it('are left out of the copy that was decided before, with its files, and it says so', async () => {
      const { at, told, one, path } = await decided();
      const all = [200, true, true, true];
      expect(await told()).toEqual([all, all]); // control
      expect(await one()).toMatchObject({ withheld: [], files: [{ class: 'location' }] });
      expect(await logged(at.caseId)).toEqual(['contact', 'free-text', 'identity', 'location', 'reference']);
      await protect(officer, at);
      const hers = [200, true, false, false];
      expect(await told()).toEqual([hers, hers]);
      const { withheld, files } = await one();
      expect(withheld.map((held) => `${held.class} ${held.because}`).toSorted()).toEqual(['contact shielded', 'location shielded']);
      expect(files).toEqual([]);
      expect(await logged(at.caseId)).toEqual(['free-text', 'identity', 'reference']);
      expect((await page('demo-police-officer', `/workspace${path}`)).text).toContain('Visas inte, eftersom någon i ärendet');
    });

    it('are left out too when she takes back the consent for them alone', async () => {
      const { at, told, one } = await decided();
      const scope = { kind: 'part', classes: ['location'] };
      await ok(officer.post(`/api/v1/consents/${at.consentId}/withdrawals`, { scope, alone: 'yes' }));
      const left = [200, true, false, true];
      expect(await told()).toEqual([left, left]);
      expect(await one()).toMatchObject({ withheld: [{ class: 'location', because: 'no-longer' }], files: [] });
    });
  });

  describe('in the agency’s other records of the case', () => {
    const caseId = randomUUID();
    const [hers, childs, his] = [randomUUID(), randomUUID(), randomUUID()];
    const [woman, child, man] = [randomUUID(), randomUUID(), randomUUID()];
    const register = (who: ApiPerson, recordId: string, personId: string, role: string, more: object = {}) =>
      ok(who.post('/api/v1/people', { recordId, caseId, personId, role, name: `Kanarie ${role}`, address: WHERE, phone: PHONE, ...more }));
    const people = async (who: ApiPerson, recordId: string) => {
      const { items } = await ok<{ items: Shown[] }>(who.get(`/api/v1/records/${recordId}/people`));
      return new Map(items.map((person) => [person.personId, person]));
    };
    const tells = async (who: ApiPerson, recordId: string): Promise<boolean[]> => {
      const told = JSON.stringify([...(await people(who, recordId)).values()]) + (await who.get(`/api/v1/cases/${caseId}/chain`)).text;
      return [told.includes(WHERE), told.includes(SCHOOL)];
    };
    const mark = (protection: string) => protect(sara, { recordId: hers, caseId, personId: woman }, protection);
    const preview = (recordId: string, personIds: readonly string[]) =>
      sara.post('/api/v1/disclosures/preview', {
        ...{
          disclosureId: randomUUID(),
          recordId,
          caseId,
          recipientFunction: POLICE,
          mode: 'copy',
          classes: ['identity', 'location'],
          purpose: 'protection',
        },
        ...{
          personIds,
          ground: 'osl-10-27',
          documentation: { balancing: 'Skyddet väger tyngst här.', necessity: 'Behövs för att skydda.' },
        },
      });

    beforeAll(async () => {
      await ok(sara.post('/api/v1/records', { recordId: hers, caseId, functionId: HERS, source: 'own' }));
      await register(sara, hers, woman, 'exposed');
      await register(sara, hers, man, 'violence-user', { address: 'Hans gata 1' });
      await ok(sara.post('/api/v1/records', { recordId: childs, caseId, functionId: HERS, source: 'own', track: 'child' }));
      await register(sara, childs, child, 'child', { school: SCHOOL });
      await register(sara, childs, woman, 'exposed');
      await ok(sara.post('/api/v1/records/assign', { recordId: childs, caseId, staffId: demoStaff.bodenStandIn.id }));
      await ok(johan.post('/api/v1/records', { recordId: his, caseId, functionId: HIS, source: 'own', track: 'violence-user' }));
      await register(johan, his, man, 'violence-user', { address: 'Hans gata 1' });
      await register(johan, his, woman, 'exposed', { address: 'Hennes förra gata 1' });
      await world.settle();
    });

    it('stay withheld when she is marked in one of them: hers, and her child’s', async () => {
      expect(await tells(nawid, childs)).toEqual([true, true]); // control
      expect((await preview(childs, [child])).text).toContain(SCHOOL); // control
      await mark('protected-registration');
      expect([await tells(nawid, childs), await tells(sara, hers)]).toEqual([
        [false, false],
        [false, false],
      ]);
      const seen = await people(nawid, childs);
      expect(seen.get(woman)).toMatchObject({ protection: 'protected-registration', withheld: ['location', 'contact'] });
      expect(seen.get(woman)!.forwarding).not.toBeNull();
      expect(seen.get(child)).toMatchObject({ protection: 'none', withheld: ['location', 'contact'] });
      // A child's number is often its mother's.
      expect(seen.get(child)!.values).not.toHaveProperty('phone');
      expect((await preview(childs, [child])).text).not.toMatch(new RegExp(`${WHERE}|${SCHOOL}`));
    });

    it('are cut out of what the other record discloses, and let into none that comes after', async () => {
      const at = await known([HERS], ['identity', 'location']);
      const beside = { ...at, recordId: randomUUID() };
      await ok(officer.post('/api/v1/records', { recordId: beside.recordId, caseId: at.caseId, functionId: POLICE, source: 'own' }));
      await ok(officer.post('/api/v1/people', { ...placeOf(beside), personId: randomUUID(), role: 'exposed', name: 'Linda Kanarie' }));
      await world.settle();
      const until = new Date(world.clock.now().getTime() + 86_400_000).toISOString();
      const disclose = (classes: readonly string[]) =>
        officer.post('/api/v1/disclosures', {
          ...{ disclosureId: randomUUID(), recordId: at.recordId, caseId: at.caseId, recipientFunction: HERS, mode: 'standing', classes },
          ...{ until, purpose: 'support', personIds: [at.personId], ground: 'osl-10-1-consent', consentId: at.consentId },
        });
      const open = async () =>
        (
          await asOwner<{ classes: string[] }>(world, 'SELECT classes FROM access.grants WHERE case_id = $1 AND closed_at IS NULL', [
            at.caseId,
          ])
        ).map(({ classes }) => classes.filter((cls) => cls !== 'reference'));
      expect((await disclose(['identity', 'location'])).status).toBe(201); // control
      expect(await open()).toEqual([['identity', 'location']]);
      const { items } = await ok<{ items: Shown[] }>(officer.get(`/api/v1/records/${beside.recordId}/people`));
      await protect(officer, { ...beside, personId: items[0]!.personId });
      expect(await open()).toEqual([['identity']]);
      expect((await disclose(['identity', 'location'])).status).toBe(422);
      expect((await disclose(['identity'])).status).toBe(201); // control
    });

    it('never tell his side of it, nor hide where he is from those who work with him', async () => {
      const seen = await people(johan, his);
      expect(seen.get(man)).toMatchObject({ withheld: [], values: { address: 'Hans gata 1' } });
      expect(seen.get(woman)).toMatchObject({ protection: 'none', withheld: [], values: { address: 'Hennes förra gata 1' } });
      expect((await people(sara, hers)).get(man)).toMatchObject({ withheld: [], values: { address: 'Hans gata 1' } });
    });

    it('open by the vault, the child’s too', async () => {
      const reveal = () => nawid.post(`/api/v1/people/${child}/reveal`, { recordId: childs, purpose: 'Skjuts till skolan i morgon' });
      const alone = await ok<Shown>(reveal());
      // The ways of contact for a stated purpose, as of herself; the place by two.
      expect([alone.withheld, alone.values['school'], alone.values['phone']]).toEqual([['location'], undefined, PHONE]);
      const asked = { openingId: randomUUID(), recordId: childs, personId: child, reason: 'Skjuts till skolan i morgon' };
      const { id } = await ok<{ id: string }>(nawid.post('/api/v1/openings/vault', asked));
      await ok(sara.post(`/api/v1/openings/${id}/approve`, {}));
      expect((await ok<Shown>(reveal())).values['school']).toBe(SCHOOL);
    });

    it('are withheld from the start in a record that is opened afterwards', async () => {
      const [recordId, sibling] = [randomUUID(), randomUUID()];
      await ok(sara.post('/api/v1/records', { recordId, caseId, functionId: HERS, source: 'own', track: 'child' }));
      await register(sara, recordId, sibling, 'child', { school: SCHOOL });
      await world.settle();
      expect((await people(sara, recordId)).get(sibling)).toMatchObject({ withheld: ['location', 'contact'] });
    });

    it('are shown again once the mark is taken away, which is done where it was set', async () => {
      const { person } = await ok<{ person: { version: string } }>(nawid.get(`/api/v1/people/${woman}?recordId=${childs}`));
      const elsewhere = await nawid.post(
        `/api/v1/people/${woman}/protection`,
        { recordId: childs, caseId, protection: 'none' },
        { version: person.version },
      );
      expect([elsewhere.status, (elsewhere.body as { type: string }).type]).toEqual([
        409,
        'urn:insatskedja:problem:protected-in-other-record',
      ]);
      await byTwo(sara, head, { recordId: hers, personId: woman });
      await mark('none');
      expect(await tells(nawid, childs)).toEqual([true, true]);
      expect((await people(nawid, childs)).get(woman)).toMatchObject({ protection: 'none', withheld: [] });
    });

    it('stay withheld when the record that the mark was set in is destroyed, until it is taken away in one that lives', async () => {
      await mark('protected-registration');
      const withheld = async () => {
        await world.settle();
        return [...(await people(sara, childs)).values()].flatMap((one) => one.withheld.filter((cls) => cls === 'location'));
      };
      const before = await withheld();
      expect(before.length).toBeGreaterThan(0);
      const boden = { agencyId: 'socialtjanst-boden', agencyKind: 'social-services' } as const;
      const ordered = { cause: 'command', reason: 'destruction-ordered', reference: 'Dom 1' } as const;
      await world.app.get(RecordEraser, { strict: false }).erase(boden, hers, ordered);
      expect(await withheld()).toEqual(before);
      await byTwo(sara, head, { recordId: childs, personId: woman });
      for (const protection of ['secrecy-mark', 'none']) await protect(sara, { recordId: childs, caseId, personId: woman }, protection);
      expect(await withheld()).toEqual([]);
    });
  });

  describe('of somebody registered more than once', () => {
    const SAFE = '070-1740688';
    /** Two registrations of her in one record, made one. */
    const twice = async () => {
      const place = { recordId: randomUUID(), caseId: randomUUID() };
      const [kept, twin] = [
        { ...place, personId: randomUUID() },
        { ...place, personId: randomUUID() },
      ];
      const person = { role: 'exposed', name: 'Linda Kanarie', phone: PHONE, address: WHERE };
      const safeContact = { way: 'phone', number: SAFE, hours: 'Vardagar', language: 'svenska' };
      await ok(sara.post('/api/v1/records', { ...place, functionId: HERS, source: 'own' }));
      for (const one of [kept, twin]) await ok(sara.post('/api/v1/people', { ...one, ...person, safeContact }));
      await world.settle();
      const { person: before } = await ok<{ person: { version: string } }>(
        sara.get(`/api/v1/people/${twin.personId}?recordId=${place.recordId}`),
      );
      const merge = { ...place, intoPersonId: kept.personId, basis: 'same-details' };
      await ok(sara.post(`/api/v1/people/${twin.personId}/merge`, merge, { version: before.version }));
      await world.settle();
      return { kept, twin };
    };
    const tells = async ({ recordId, personId }: Her): Promise<string[]> => {
      const answers = await Promise.all([
        sara.get(`/api/v1/records/${recordId}/people`),
        sara.get(`/api/v1/people/${personId}?recordId=${recordId}`),
        page('demo-boden-caseworker', `/workspace/people/${personId}?recordId=${recordId}`),
      ]);
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
      return [PHONE, SAFE, WHERE].filter((word) => answers.some(({ text }) => text.includes(word)));
    };
    const markOf = async ({ recordId, personId }: Her): Promise<string> =>
      (await ok<{ person: Shown }>(sara.get(`/api/v1/people/${personId}?recordId=${recordId}`))).person.protection;
    const apart = async ({ recordId, caseId, personId }: Her): Promise<number> => {
      const url = `/api/v1/people/${personId}`;
      const { person } = await ok<{ person: { version: string } }>(sara.get(`${url}?recordId=${recordId}`));
      const answer = await sara.post(`${url}/unmerge`, { recordId, caseId }, { version: person.version });
      await world.settle();
      return answer.status;
    };

    it.each([
      ['the one that is kept', true],
      ['the one that went', false],
    ])('are withheld on both when %s is marked', async (_, first) => {
      const { kept, twin } = await twice();
      const [marked, other] = first ? [kept, twin] : [twin, kept];
      expect(await tells(other)).toEqual([PHONE, SAFE, WHERE]); // control
      await protect(sara, marked);
      expect([await tells(marked), await tells(other), await markOf(other)]).toEqual([[], [], 'protected-registration']);
      // Control: it is this very condition.
      await without(world, { name: 'access.one_with', condition: /s\.id IN \(m\.one, m\.other\)/, instead: 'false' }, async () =>
        expect(await markOf(other)).toBe('none'),
      );
      // Taken apart the other one would be without a mark: by two. What is near her who is marked stays withheld.
      expect([await apart(twin), await tells(other)]).toEqual([403, []]);
      await byTwo(sara, head, other);
      expect([await apart(twin), await markOf(other), await tells(other)]).toEqual([201, 'none', []]);
    });

    it('are withheld by the strongest of her marks, whichever record it stands in, and as strong when that one is destroyed', async () => {
      const at = { recordId: randomUUID(), caseId: randomUUID(), personId: randomUUID() };
      const beside = { ...at, recordId: randomUUID() };
      for (const [one, protection, track] of [
        [at, 'protected-registration', 'exposed'],
        [beside, 'secrecy-mark', 'child'],
      ] as const) {
        await ok(sara.post('/api/v1/records', { ...placeOf(one), functionId: HERS, source: 'own', track }));
        await ok(sara.post('/api/v1/people', { ...one, role: 'exposed', name: 'Linda Kanarie', phone: PHONE, protection }));
      }
      const marks = async () => {
        await world.settle();
        const answers = [at, beside].map(({ personId, recordId }) =>
          ok<{ person: Shown }>(sara.get(`/api/v1/people/${personId}?recordId=${recordId}`)),
        );
        return (await Promise.all(answers)).map(({ person: { protection } }) => protection);
      };
      expect(await marks()).toEqual(['protected-registration', 'protected-registration']);
      await byTwo(sara, head, at);
      await protect(sara, at, 'none');
      expect(await marks()).toEqual(['secrecy-mark', 'secrecy-mark']); // control: the other one has its own
      await protect(sara, at);
      const boden = { agencyId: 'socialtjanst-boden', agencyKind: 'social-services' } as const;
      const ordered = { cause: 'command', reason: 'destruction-ordered', reference: 'Dom 1' } as const;
      await world.app.get(RecordEraser, { strict: false }).erase(boden, at.recordId, ordered);
      expect((await marks())[1]).toBe('protected-registration');
    });
  });

  describe('in what was sent and received', () => {
    /** A request with where she lives, taken in by Boden; each side marks her in its own record. */
    const sent = async (take: boolean) => {
      const at = await known([HERS], ['identity', 'location', 'contact']);
      const referralId = randomUUID();
      await ok(
        officer.post('/api/v1/referrals', {
          ...{ referralId, recordId: at.recordId, caseId: at.caseId, fromFunction: POLICE, toFunction: HERS, personIds: [at.personId] },
          ...{
            classes: ['identity', 'location', 'contact'],
            purpose: 'support',
            need: ['support'],
            ground: 'osl-10-1-consent',
            consentId: at.consentId,
          },
        }),
      );
      await world.settle();
      const url = `/api/v1/referrals/${referralId}`;
      if (!take) return { at, url, hers: at };
      await ok(sara.post(`${url}/accept`, {}));
      const { id } = await ok<{ id: string }>(sara.post(`${url}/case`, {}));
      await world.settle();
      return { at, url, hers: { ...at, recordId: id } };
    };
    const told = async (who: ApiPerson, subject: string, caseId: string): Promise<Record<string, boolean>> => {
      const received = await who.get(`/api/v1/cases/${caseId}/received`);
      const chain = await who.get(`/api/v1/cases/${caseId}/chain`);
      const paper = await page(subject, `/workspace/cases/${caseId}/copy`);
      expect([received.status, chain.status, paper.status, received.text.includes('Linda Kanarie')]).toEqual([200, 200, 200, true]);
      const has = ({ text }: { text: string }): boolean => text.includes(WHERE) || text.includes(PHONE);
      return { received: has(received), chain: has(chain), paper: has(paper) };
    };

    it('are left out of the copy, the chain and what is taken away, which say so', async () => {
      const { at, url, hers } = await sent(true);
      expect(await told(sara, 'demo-boden-caseworker', at.caseId)).toEqual({ received: true, chain: true, paper: true }); // control
      await protect(sara, hers);
      expect(await told(sara, 'demo-boden-caseworker', at.caseId)).toEqual({ received: false, chain: false, paper: false });
      const { items } = await ok<{ items: { withheld: string[] }[] }>(sara.get(`/api/v1/cases/${at.caseId}/received`));
      expect(items[0]!.withheld.toSorted()).toEqual(['contact', 'location']);
      expect((await page('demo-boden-caseworker', `/workspace/cases/${at.caseId}`)).text).toContain('Visas inte, eftersom');
      const request = await sara.get(url);
      expect([request.text.includes(WHERE), (request.body as { shielded: string[] }).shielded.toSorted()]).toEqual([
        false,
        ['contact', 'location'],
      ]);
      expect((await officer.get(url)).text).toContain(WHERE); // control: the sender has not marked her
      await byTwo(sara, head, hers);
      await protect(sara, hers, 'none');
      expect(await told(sara, 'demo-boden-caseworker', at.caseId)).toEqual({ received: true, chain: true, paper: true });
    });

    it('are left out of the request at its sender, who has marked her since', async () => {
      const { at, url } = await sent(false);
      expect((await officer.get(url)).text).toContain(WHERE); // control
      await protect(officer, at);
      const after = await officer.get(url);
      expect([after.status, after.text.includes(WHERE), after.text.includes('Linda Kanarie')]).toEqual([200, false, true]);
      expect((await page('demo-police-officer', `/workspace/referrals/${url.split('/').at(-1)}`)).text).toContain(
        'Visas inte här, eftersom',
      );
    });
  });

  describe('in other things of her record', () => {
    it('are in no file, meeting or safety plan but by the vault, and what was not seen is not lost', async () => {
      const at = { recordId: randomUUID(), caseId: randomUUID(), personId: randomUUID() };
      const place = placeOf(at);
      await ok(sara.post('/api/v1/records', { ...place, functionId: HERS, source: 'own' }));
      await ok(sara.post('/api/v1/people', { ...at, role: 'exposed', name: 'Linda Kanarie' }));
      await ok(sara.post('/api/v1/records/assign', { ...place, staffId: demoStaff.bodenStandIn.id }));
      const [planId, meetingId, attachmentId] = [randomUUID(), randomUUID(), randomUUID()];
      const reviewOn = '2026-12-20';
      await ok(sara.post('/api/v1/safety-plans', { ...at, safetyPlanId: planId, reviewOn, steps: ['Ring 112'], places: [WHERE] }));
      const startsAt = new Date(world.clock.now().getTime() + 3 * 86_400_000).toISOString();
      await ok(
        sara.post('/api/v1/meetings', {
          ...{ ...at, meetingId, kind: 'case-conference', startsAt, minutes: 60, form: 'in-person', place: WHERE, placeIsNeutral: false },
          ...{ invited: [POLICE], agenda: ['Läget'] },
        }),
      );
      const file = new FormData();
      const fields = { attachmentId, ...at, kind: 'certificate', class: 'location' };
      for (const [key, value] of Object.entries(fields)) file.append(key, value);
      file.append('file', new Blob([`%PDF-1.7\n${WHERE}\n%%EOF\n`], { type: 'application/pdf' }), `${WHERE}.pdf`);
      const authorization = `Bearer ${await tokenFor(world.url, 'demo-boden-caseworker')}`;
      const headers = { authorization, 'idempotency-key': randomUUID(), accept: 'application/json' };
      expect((await fetch(`${world.url}/api/v1/attachments`, { method: 'POST', body: file, headers })).status).toBe(201);
      await world.settle();

      const tells = async () => {
        const paths = [
          `attachments?caseId=${at.caseId}`,
          `meetings/${meetingId}`,
          `safety-plans?caseId=${at.caseId}`,
          `safety-plans/${planId}`,
        ];
        const answers = await Promise.all(paths.map((path) => sara.get(`/api/v1/${path}`)));
        return answers.map(({ status, text }) => [status, text.includes(WHERE)]);
      };
      const content = async () => (await sara.get(`/api/v1/attachments/${attachmentId}/content`)).status;
      const all = (shown: boolean) => Array.from({ length: 4 }, () => [200, shown]);
      expect([await tells(), await content()]).toEqual([all(true), 200]); // control
      await protect(sara, at);
      expect([await tells(), await content()]).toEqual([all(false), 403]);
      const plan = await ok<{ version: string; placesWithheld: boolean }>(sara.get(`/api/v1/safety-plans/${planId}`));
      expect(plan.placesWithheld).toBe(true);
      const revised = { reviewOn, steps: ['Ring 112', 'Gå ut'], places: [] };
      const body = JSON.stringify(revised);
      const changing = { ...headers, 'idempotency-key': randomUUID(), 'content-type': 'application/json', 'if-match': `"${plan.version}"` };
      expect((await fetch(`${world.url}/api/v1/safety-plans/${planId}`, { method: 'PUT', body, headers: changing })).status).toBe(200);
      await world.settle();

      const asked = { openingId: randomUUID(), recordId: at.recordId, personId: at.personId, reason: 'Skjuts till mötet i morgon' };
      const { id } = await ok<{ id: string }>(sara.post('/api/v1/openings/vault', asked));
      await ok(nawid.post(`/api/v1/openings/${id}/approve`, {}));
      expect([await tells(), await content()]).toEqual([all(true), 200]);
    });
  });
});
