import { demoStaff } from '#config/demo/staff';
import { playCase, type PlayedCase } from '../privacy/played-case.js';
import { Owner } from '../privacy/support/write-county.js';
import { createWorld, ok, type ApiPerson, type World } from '../support/world.js';

/** The supervisor's screens: time line, verification, export with a reason, a mark and redaction. */
describe('the supervisor’s screens', () => {
  let world: World;
  let played: PlayedCase;
  let head: ApiPerson;
  let cookie: string;
  beforeAll(async () => {
    world = await createWorld();
    played = await playCase(world, 'S');
    head = await world.api('demo-police-supervisor');
    cookie = await world.cookie('demo-police-supervisor');
  });
  afterAll(() => world?.close());

  const page = async (path: string, as = cookie) => {
    const response = await fetch(world.url + path, { headers: { cookie: as, accept: 'text/html' } });
    return { status: response.status, text: await response.text() };
  };
  const exported = async (form: Record<string, string>) =>
    fetch(`${world.url}/workspace/review/export`, {
      ...{ method: 'POST', body: new URLSearchParams(form) },
      headers: { cookie, origin: world.url, 'content-type': 'application/x-www-form-urlencoded' },
    });

  it('show a case’s trail in order, and narrow it by unit', async () => {
    const { status, text } = await page(`/workspace/review/timeline?caseId=${played.ids.caseId}`);
    expect([status, text.includes('class="timeline"'), text.includes(demoStaff.policeOfficer.name)]).toEqual([200, true, true]);
    const unit = await ok<{ items: { who: { unitId: string } }[] }>(head.get(`/api/v1/audit?unitId=${demoStaff.policeOfficer.unitId}`));
    expect(unit.items.length).toBeGreaterThan(0);
    expect(new Set(unit.items.map(({ who }) => who.unitId))).toEqual(new Set([demoStaff.policeOfficer.unitId]));
    expect((await ok<{ items: object[] }>(head.get('/api/v1/audit?unitId=boden-enheten-vald'))).items).toEqual([]);
  });

  it('lead from a person’s trail to the extract for her, where the head may hand it over', async () => {
    const { personId, policeRecord } = played.ids;
    const href = `/workspace/people/${personId}/log-extract?recordId=${policeRecord}`;
    expect((await page('/workspace/review')).text).toContain(`personId=${personId}`);
    expect((await page(`/workspace/review?personId=${personId}`)).text).toContain(href);
    expect((await page('/workspace/review')).text).not.toContain('/log-extract');
    expect((await page(href)).status).toBe(200);
    expect((await page(href, await world.cookie('demo-lulea-supervisor'))).status).toBe(404);
  });

  it('export with who, when and why on each line, and leave that in the log', async () => {
    const reason = 'Underlag till tillsynen';
    const csv = await (await exported({ reason, format: 'csv', caseId: played.ids.caseId })).text();
    const lines = csv.trim().split('\r\n').slice(1);
    expect(lines.length).toBeGreaterThan(5);
    expect(lines.filter((line) => !line.includes(demoStaff.policeSupervisor.name) || !line.includes(reason))).toEqual([]);
    expect(csv).toContain(played.ids.personId); // control: what redaction takes away
    const pdf = Buffer.from(await (await exported({ reason, format: 'pdf', caseId: played.ids.caseId })).arrayBuffer()).toString('latin1');
    for (const mark of ['%PDF-1.7', '/MarkInfo', '/StructTreeRoot']) expect(pdf).toContain(mark);
    const { items } = await ok<{ items: { operation: string; purpose: string | null }[] }>(head.get('/api/v1/audit?action=export'));
    expect(items.filter(({ operation, purpose }) => operation === 'audit-trail' && purpose === reason)).toHaveLength(2);
  });

  it('mask names, persons and cases when asked', async () => {
    const form = { reason: 'Underlag till tillsynen', format: 'csv', redact: 'true', caseId: played.ids.caseId };
    const csv = await (await exported(form)).text();
    for (const secret of [demoStaff.policeOfficer.name, demoStaff.policeOfficer.id, played.ids.caseId, played.ids.personId])
      expect(csv).not.toContain(secret);
    expect(csv.split('\r\n').length).toBeGreaterThan(5);
  });

  it('export nothing without a reason', async () => {
    const refused = await exported({ reason: '', format: 'csv' });
    expect([refused.status, refused.headers.get('content-type')]).toEqual([400, expect.stringContaining('text/html')]);
  });

  it('verify the trail, and say when something was changed in it; and are for supervisors', async () => {
    const verified = async (): Promise<string> => {
      const posted = await fetch(`${world.url}/workspace/review/verify`, {
        ...{ method: 'POST', body: new URLSearchParams(), redirect: 'manual' },
        headers: { cookie, origin: world.url, 'content-type': 'application/x-www-form-urlencoded' },
      });
      expect(posted.status).toBe(303);
      return (await page('/workspace/review/verify')).text;
    };
    expect((await page('/workspace/review/verify')).text).toContain('Loggen har inte verifierats än');
    expect(await verified()).toContain('Hela loggen är som den skrevs.');
    const owner = await Owner.of(world.migrateUrl);
    await owner.rows("UPDATE audit.records SET duty = 'supervisor' WHERE number = (SELECT min(number) FROM audit.records)");
    await owner.close();
    expect(await verified()).toContain('Något har ändrats efter att det skrevs.');
    const worker = await world.cookie('demo-boden-caseworker');
    for (const path of ['timeline', 'export', 'verify']) expect((await page(`/workspace/review/${path}`, worker)).status).toBe(404);
  });
});
