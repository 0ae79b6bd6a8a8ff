import { randomUUID } from 'node:crypto';
import { demoStaff } from '#config/demo/staff';
import { createWorld, ok, type ApiPerson, type World } from '../support/world.js';
import { playCase, type PlayedCase } from '../privacy/played-case.js';

interface Life {
  status: string;
  closing: { proposalId: string; note: string | null } | null;
  closed: { reason: string; outcome: string } | null;
  handover: { handoverId: string; note: string | null } | null;
  related: { recordId: string; relation: string; saidHere: boolean }[];
  leadSince: string | null;
}
interface Chain {
  links: { thing: string; own: boolean; fields: Record<string, unknown> }[];
}

describe('the life of a record', () => {
  let world: World;
  let played: PlayedCase;
  let other: PlayedCase;
  let sara: ApiPerson;
  let head: ApiPerson;
  let onCall: ApiPerson;
  let stranger: ApiPerson;
  const at = (act = ''): string => `/api/v1/records/${played.ids.bodenRecord}${act}`;
  const life = async (): Promise<Life> => (await world.settle(), ok<Life>(sara.get(at())));

  beforeAll(async () => {
    world = await createWorld();
    played = await playCase(world, 'L');
    other = await playCase(world, 'M');
    [sara, head, onCall, stranger] = (await Promise.all(
      ['boden-caseworker', 'boden-supervisor', 'boden-on-call', 'lulea-caseworker'].map((name) => world.api(`demo-${name}`)),
    )) as [ApiPerson, ApiPerson, ApiPerson, ApiPerson];
    await world.settle();
  });
  afterAll(() => world?.close());

  it('is not there for another agency, nor for a colleague who does not work with it', async () => {
    expect((await stranger.get(at())).status).toBe(404);
    expect((await onCall.get(at())).status).toBe(404);
    expect((await stranger.post(at('/take-lead'), {})).status).toBe(404);
    expect((await onCall.post(at('/propose-closing'), { proposalId: randomUUID(), reason: 'moved', outcome: 'safer' })).status).toBe(404);
  });

  it('is handed over to on-call and back, and open to them only meanwhile', async () => {
    const handoverId = randomUUID();
    const until = new Date(world.clock.now().getTime() + 2 * 86_400_000).toISOString();
    const body = { handoverId, toStaff: demoStaff.bodenOnCall.id, until, note: 'KanarieVakt: han kan komma dit' };
    const tooLong = new Date(world.clock.now().getTime() + 30 * 86_400_000).toISOString();
    expect((await sara.post(at('/hand-over'), { ...body, until: tooLong })).status).toBe(400);
    expect((await sara.post(at('/hand-over'), { ...body, toStaff: demoStaff.luleaCaseworker.id })).status).toBe(400);
    await ok(sara.post(at('/hand-over'), body));
    await world.settle();
    expect((await ok<Life>(onCall.get(at()))).handover).toMatchObject({ handoverId, note: body.note });
    // The head sees that it is handed over, not what colleagues tell each other.
    expect((await ok<Life>(head.get(at()))).handover).toMatchObject({ handoverId, note: null });
    await ok(onCall.post(at('/hand-back'), { handoverId, note: 'Lugnt' }));
    await world.settle();
    expect((await onCall.get(at())).status).toBe(404);
    expect((await life()).handover).toBeNull();
  });

  it('belongs with another of one’s own records, and tells nobody else of it', async () => {
    await ok(sara.post(at('/relate'), { otherRecordId: other.ids.bodenRecord, relation: 'same-violence-user' }));
    expect((await life()).related).toMatchObject([{ recordId: other.ids.bodenRecord, relation: 'same-violence-user', saidHere: true }]);
    expect((await ok<Life>(sara.get(`/api/v1/records/${other.ids.bodenRecord}`))).related).toMatchObject([
      { recordId: played.ids.bodenRecord, saidHere: false },
    ]);
    expect((await ok<Life>(head.get(at()))).related).toEqual([]);
    expect((await sara.post(at('/relate'), { otherRecordId: other.ids.policeRecord, relation: 'other' })).status).toBe(404);
    await ok(sara.post(at('/unrelate'), { otherRecordId: other.ids.bodenRecord }));
    expect((await life()).related).toEqual([]);
  });

  it('leads the case, and tells those to whom its plan is disclosed', async () => {
    await ok(sara.post(at('/take-lead'), {}));
    expect((await life()).leadSince).not.toBeNull();
    const chain = await ok<Chain>(sara.get(`/api/v1/cases/${played.ids.caseId}/chain`));
    expect(chain.links.filter(({ thing }) => thing === 'lead')).toMatchObject([
      { own: true, fields: { functionId: 'boden-mottagning-vald' } },
    ]);
    await ok(sara.post(at('/leave-lead'), { toFunction: 'vardcentral-boden-kurator' }));
    expect((await sara.post(at('/leave-lead'), { toFunction: 'nowhere' })).status).toBe(400);
    expect((await life()).leadSince).toBeNull();
  });

  it('is closed by two with how it went, and reopened with a reason', async () => {
    const proposalId = randomUUID();
    await ok(sara.post(at('/propose-closing'), { proposalId, reason: 'support-completed', outcome: 'safer', note: 'KanarieSlut' }));
    expect((await life()).closing).toMatchObject({ proposalId, note: 'KanarieSlut' });
    const alone = await sara.post(at('/close'), { proposalId });
    expect([alone.status, alone.body.type]).toEqual([409, 'urn:insatskedja:problem:closing-by-another']);
    expect((await head.post(at('/propose-closing'), { proposalId: randomUUID(), reason: 'moved', outcome: 'safer' })).status).toBe(404);
    await ok(head.post(at('/close'), { proposalId }));
    expect(await life()).toMatchObject({ status: 'closed', closing: null, closed: { reason: 'support-completed', outcome: 'safer' } });
    expect((await sara.post(at('/take-lead'), {})).status).toBe(409);
    await ok(sara.post(at('/reopen'), { reason: 'new-report' }));
    expect((await life()).status).toBe('open');
  });

  it('shows its pages to those who work with it, and to the head what waits', async () => {
    const page = async (subject: string, path: string): Promise<string> => {
      const response = await fetch(world.url + path, {
        headers: { cookie: await world.cookie(subject), accept: 'text/html' },
        redirect: 'manual',
      });
      return `${response.status} ${await response.text()}`;
    };
    const proposalId = randomUUID();
    await ok(sara.post(at('/propose-closing'), { proposalId, reason: 'moved', outcome: 'unknown' }));
    await world.settle();
    // The child has a record of its own: of several the case's page is a list that leads to each.
    const list = await page('demo-boden-caseworker', `/workspace/cases/${played.ids.caseId}/record`);
    expect(list).toMatch(/^200 /);
    expect(list).toContain(`href="/workspace/records/${played.ids.bodenRecord}"`);
    const here = await page('demo-boden-caseworker', `/workspace/records/${played.ids.bodenRecord}`);
    expect(here).toContain('Ta tillbaka förslaget');
    expect(here).not.toContain('Godkänn: avsluta akten');
    const heads = await page('demo-boden-supervisor', `/workspace/records/${played.ids.bodenRecord}`);
    expect(heads).toContain('Godkänn: avsluta akten');
    expect(heads).not.toContain('Överlämning till jour');
  });
});
