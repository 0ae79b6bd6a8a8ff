import { playCase, type PlayedCase } from '../privacy/played-case.js';
import { asOwner } from '../privacy/past-the-walls.js';
import { createWorld, ok, type ApiPerson, type World } from '../support/world.js';

interface Copy {
  readonly system: string;
  readonly sections: readonly { heading: string; lines: readonly string[] }[];
  readonly text: string;
}

describe('the copy of an own record for another system', () => {
  let world: World;
  let officer: ApiPerson;
  let nurse: ApiPerson;
  let played: PlayedCase;
  const copy = (who: ApiPerson, query = ''): Promise<Copy> =>
    ok<Copy>(who.get(`/api/v1/cases/${played.ids.caseId}/copy-to-record${query}`));

  beforeAll(async () => {
    world = await createWorld();
    played = await playCase(world, 'K');
    officer = await world.api('demo-police-officer');
    nurse = await world.api('demo-region-caseworker');
  });
  afterAll(() => world?.close());

  it('holds what the own agency knows and has received, and nothing of another’s', async () => {
    const c = played.canaries;
    const { text, system } = await copy(nurse, '?system=cosmic');
    expect(system).toBe('cosmic');
    for (const own of [c.Name, c.ExposureNote, 'Våldsutsatthet identifierad', 'Slag av våld: Fysiskt']) expect(text).toContain(own);
    // What came by a copy is part of the own record.
    expect(text).toContain('Mottagna kopior');
    for (const theirs of [c.Summary, c.ReportNumber, c.SuspectName, c.OfferNote, c.SupportNote, c.MeasureNote])
      expect(text).not.toContain(theirs);
    // Control: the police find their own in theirs.
    expect((await copy(officer)).text).toContain(c.OfferNote);
  });

  it('is written to the trail as an export, each time', async () => {
    const lines = () =>
      asOwner<{ action: string; operation: string }>(
        world,
        "SELECT action, operation FROM audit.records WHERE action = 'export' AND case_id = $1 AND agency_id = 'region-norrbotten'",
        [played.ids.caseId],
      );
    const before = (await lines()).length;
    await copy(nurse);
    const after = await lines();
    expect(after.length - before).toBe(2);
    expect(new Set(after.map(({ operation }) => operation))).toEqual(new Set(['case-chain', 'notes']));
  });

  it('is nothing to those who do not work with the case', async () => {
    const stranger = await world.api('demo-lulea-caseworker');
    expect((await stranger.get(`/api/v1/cases/${played.ids.caseId}/copy-to-record`)).status).toBe(404);
    const cookie = await world.cookie('demo-lulea-caseworker');
    for (const page of ['copy', 'copy/pdf'])
      expect((await fetch(`${world.url}/workspace/cases/${played.ids.caseId}/${page}`, { headers: { cookie } })).status).toBe(404);
  });

  it('is a page to copy from, and a tagged PDF whose name tells nothing', async () => {
    const cookie = await world.cookie('demo-region-caseworker');
    const page = await fetch(`${world.url}/workspace/cases/${played.ids.caseId}/copy?system=lifecare`, { headers: { cookie } });
    const text = await page.text();
    expect([page.status, text.includes(played.canaries.ExposureNote), text.includes('PERSONER')]).toEqual([200, true, true]);
    const pdf = await fetch(`${world.url}/workspace/cases/${played.ids.caseId}/copy/pdf`, { headers: { cookie } });
    const bytes = Buffer.from(await pdf.arrayBuffer());
    expect([pdf.headers.get('content-type'), bytes.subarray(0, 5).toString(), bytes.includes('/StructTreeRoot')]).toEqual([
      'application/pdf',
      '%PDF-',
      true,
    ]);
    expect(pdf.headers.get('content-disposition')).toMatch(/^attachment; filename="akt-[0-9a-f]{8}[.]pdf"$/);
  });
});
