import { randomUUID } from 'node:crypto';
import supertest from 'supertest';
import { demoPersons } from '#config/demo/persons';
import { demoStaff } from '#config/demo/staff';
import { createWorld, ok, type ApiPerson, type World } from '../support/world.js';

const HERS = 'boden-mottagning-vald';
const HIS = 'boden-mottagning';
const POLICE = 'polis-lulea-lpo';

interface Chain {
  readonly links: readonly { readonly own: boolean; readonly personId: string | null }[];
}

/** The violence user's worker and hers, in one agency and one case, who staff the same functions: neither sees the other's side. */
describe('the two sides of a case', () => {
  let world: World;
  let officer: ApiPerson;
  let sara: ApiPerson;
  let johan: ApiPerson;
  let nawid: ApiPerson;
  const caseId = randomUUID();
  const [police, hers, his] = [randomUUID(), randomUUID(), randomUUID()];
  const [woman, man, child] = [randomUUID(), randomUUID(), randomUUID()];

  const disclose = async (recipientFunction: string, personId: string) =>
    ok(
      officer.post('/api/v1/disclosures', {
        disclosureId: randomUUID(),
        recordId: police,
        caseId,
        recipientFunction,
        mode: 'copy',
        classes: ['identity', 'crime'],
        purpose: 'protection',
        ground: 'osl-10-27',
        documentation: { balancing: 'Skyddet väger tyngre än sekretessen i det här fallet.', necessity: 'Behövs för att skydda.' },
        personIds: [personId],
      }),
    );
  const seen = async (who: ApiPerson) => {
    const grants = await ok<{ classes: { direction: string; recipientFunction: string }[] }>(
      who.get(`/api/v1/cases/${caseId}/who-sees-what`),
    );
    return [...new Set(grants.classes.map(({ direction, recipientFunction }) => `${direction} ${recipientFunction}`))].sort();
  };
  const people = async (who: ApiPerson, recordId: string): Promise<string> => {
    const { status, body } = await who.get(`/api/v1/records/${recordId}/people`);
    return `${status} ${(body as { items?: unknown[] }).items?.length ?? ''}`.trim();
  };
  const staff = { sara: demoStaff.bodenCaseworker.id, johan: demoStaff.bodenKin.id, nawid: demoStaff.bodenStandIn.id };
  const refusal = (answer: { status: number; body: { type?: string } }) => [answer.status, answer.body.type?.split(':').at(-1)];

  beforeAll(async () => {
    world = await createWorld();
    officer = await world.api('demo-police-officer');
    sara = await world.api('demo-boden-caseworker');
    johan = await world.api('demo-boden-kin');
    nawid = await world.api('demo-boden-stand-in');
    const { namesake, violenceUser, childNine } = demoPersons;
    await ok(
      officer.post('/api/v1/police/reports', {
        reportId: randomUUID(),
        recordId: police,
        caseId,
        functionId: POLICE,
        reportNumber: '5000-K95-26',
        offence: 'assault',
        occurredOn: '2026-11-01',
        immediateRisk: true,
        summary: 'Slog henne i hallen.',
        exposed: { personId: woman, name: 'Linda Ek', personNumber: namesake.personnummer },
        suspect: { personId: man, name: 'Tobias Grahn', personNumber: violenceUser.personnummer },
        children: [],
      }),
    );
    await ok(sara.post('/api/v1/records', { recordId: hers, caseId, functionId: HERS, source: 'own' }));
    await ok(
      sara.post('/api/v1/people', {
        recordId: hers,
        caseId,
        personId: woman,
        role: 'exposed',
        name: 'Linda Ek',
        personNumber: namesake.personnummer,
      }),
    );
    await ok(
      sara.post('/api/v1/people', {
        recordId: hers,
        caseId,
        personId: child,
        role: 'child',
        name: 'Wilma Grahn',
        personNumber: childNine.personnummer,
      }),
    );
    await ok(johan.post('/api/v1/records', { recordId: his, caseId, functionId: HIS, source: 'own', track: 'violence-user' }));
    await ok(
      johan.post('/api/v1/people', {
        recordId: his,
        caseId,
        personId: man,
        role: 'violence-user',
        name: 'Tobias Grahn',
        personNumber: violenceUser.personnummer,
      }),
    );
    await world.settle();
  });
  afterAll(() => world?.close());

  it('have a record each, open to their own worker and closed to the other', async () => {
    expect([await people(sara, hers), await people(johan, his)]).toEqual(['200 2', '200 1']);
    expect([await people(johan, hers), await people(sara, his)]).toEqual(['404', '404']);
    const chain = async (who: ApiPerson) =>
      (await ok<Chain>(who.get(`/api/v1/cases/${caseId}/chain`))).links.map(({ personId }) => personId);
    expect(await chain(johan)).not.toContain(woman);
    expect(await chain(sara)).not.toContain(man);
  });

  it('are worked with by nobody on both', async () => {
    const assign = (who: ApiPerson, recordId: string, staffId: string) => who.post('/api/v1/records/assign', { recordId, caseId, staffId });
    expect(refusal(await assign(sara, hers, staff.johan))).toEqual([409, 'other-side-of-case']);
    expect(refusal(await assign(johan, his, staff.sara))).toEqual([409, 'other-side-of-case']);
    const opened = await sara.post('/api/v1/records', {
      recordId: randomUUID(),
      caseId,
      functionId: 'boden-socialjour',
      source: 'own',
      track: 'violence-user',
    });
    expect(opened.status).toBeGreaterThanOrEqual(403);
    // The control: somebody who works on neither side is assigned to his.
    const petra = demoStaff.bodenOnCall.id;
    await ok(assign(johan, his, petra));
  });

  it('are stood in for on one side alone', async () => {
    expect(await people(nawid, hers)).toBe('200 2'); // stands in for Sara: the control
    await ok(johan.post('/api/v1/records/assign', { recordId: his, caseId, staffId: staff.nawid }));
    expect([await people(nawid, his), await people(nawid, hers)]).toEqual(['200 1', '404']);
    await ok(johan.post('/api/v1/records/unassign', { recordId: his, caseId, staffId: staff.nawid }));
    expect(await people(nawid, hers)).toBe('200 2');
  });

  it('learn by disclosure alone, each of what came to its own function', async () => {
    await disclose(HERS, woman);
    await disclose(HIS, man);
    await world.settle();
    expect(await seen(sara)).toEqual([`receives ${HERS}`]);
    expect(await seen(johan)).toEqual([`receives ${HIS}`]);
    expect(await seen(officer)).toEqual([`discloses ${HIS}`, `discloses ${HERS}`]);
  });

  it('do not learn from the reading log who works on the other', async () => {
    await ok(sara.get(`/api/v1/cases/${caseId}/chain`));
    const [hersPage, hisPage] = [await world.cookie('demo-boden-caseworker'), await world.cookie('demo-boden-kin')];
    /** Lines of the log, without the page's head that names the reader. */
    const log = async (cookie: string) => {
      const { text } = await supertest(world.url).get(`/workspace/cases/${caseId}/log`).set({ cookie, accept: 'text/html' });
      return text.slice(text.indexOf('<main'));
    };
    expect(await log(hersPage)).toContain('Sara Lindbäck');
    expect(await log(hisPage)).toContain('Johan Mäki');
    expect(await log(hisPage)).not.toContain('Sara Lindbäck');
    expect(await log(hersPage)).not.toContain('Johan Mäki');
  });
});
