import { auditCsv } from './audit-csv.js';
import { auditLine, type AuditLine } from './audit-line.js';
import type { AuditRecordRow } from './audit-trail.rows.js';

const row = (over: Partial<AuditRecordRow> = {}): AuditRecordRow => ({
  number: '7',
  auditId: 'a',
  at: new Date('2026-11-02T08:00:00Z'),
  action: 'read',
  operation: 'case-chain',
  outcome: 'allowed',
  duty: 'caseworker',
  agencyId: 'boden',
  own: true,
  staffId: 'staff-1',
  unitId: 'enheten',
  objectType: 'Case',
  objectId: 'case-1',
  caseId: 'case-1',
  recordId: 'record-1',
  ownerAgencies: ['boden'],
  personIds: [],
  hits: ['h1', 'h2'],
  classes: ['risk'],
  ground: 'osl-10-1-consent,not-shipped-any-more',
  purpose: null,
  rule: null,
  concernsAgency: 'boden',
  joined: false,
  locked: false,
  ...over,
});
const directory = {
  agencyName: async (agencyId: string) => `Myndigheten ${agencyId}`,
  unitName: async (id: string) => id,
  staffById: async (id: string) => ({ id, name: '=HYPERLINK("http://elsewhere.example")', title: '', agencyId: 'boden', unitId: '' }),
};

const lines = { purposeOf: async (_: string, stored: string | null) => stored };

describe('a line of the trail', () => {
  it('names own staff; of another agency duty and agency only, even if a row held more', async () => {
    expect((await auditLine(row(), directory, lines)).who.name).toContain('HYPERLINK');
    const foreign = await auditLine(row({ own: false, agencyId: 'region' }), directory, lines);
    expect(foreign.who).toMatchObject({ name: null, staffId: null, duty: 'caseworker', agencyName: 'Myndigheten region' });
  });
  it('counts hits and splits grounds', async () =>
    expect(await auditLine(row(), directory, lines)).toMatchObject({ hits: 2, ground: ['osl-10-1-consent', 'not-shipped-any-more'] }));
});

describe('the file for a spreadsheet', () => {
  it('runs no formula, whatever somebody is called', async () => {
    const audit: AuditLine[] = [await auditLine(row({ rule: '@SUM(A1)', outcome: 'denied' }), directory, lines)];
    const csv = auditCsv(audit, 'sv', '=Exporterad av någon');
    expect(csv).toContain(`'=Exporterad av någon`);
    const cells = csv.trim().split('\r\n')[1]!.split(';');
    expect(csv).toContain(`'=HYPERLINK`);
    expect(cells.filter((cell) => /^"?[=+\-@\t]/.test(cell))).toEqual([]);
  });
});
