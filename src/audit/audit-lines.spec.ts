import canonicalize from 'canonicalize';
import fc from 'fast-check';
import type { ServiceKeys } from '#libs/privacy';
import type { AuditEntry } from './audit-entry.js';
import { AuditLines, canonicalLine } from './audit-lines.js';

const anyText = fc.string({ unit: 'grapheme' });
const some = fc.option(anyText);
const entry: fc.Arbitrary<AuditEntry> = fc.record({
  auditId: fc.uuid(),
  at: fc.date({ noInvalidDate: true, min: new Date('2000-01-01'), max: new Date('2100-01-01') }).map((date) => date.toISOString()),
  action: fc.constantFrom('read', 'search'),
  operation: anyText,
  outcome: fc.constantFrom('allowed', 'denied'),
  staffId: some,
  duty: some,
  agencyId: some,
  unitId: some,
  objectType: anyText,
  objectId: some,
  caseId: fc.option(fc.uuid()),
  recordId: fc.option(fc.uuid()),
  ownerAgencies: fc.array(anyText),
  personIds: fc.array(anyText),
  hits: fc.array(anyText),
  classes: fc.constant([]),
  ground: some,
  purpose: some,
  correlationId: anyText,
  rule: some,
}) as fc.Arbitrary<AuditEntry>;

/** Letters for numbers: enough to see what is sealed. */
const keys = {
  encrypt: async (name: string, text: string) => Buffer.from(`${name}|${text}`).toString('base64url'),
  decrypt: async (name: string, token: string) => {
    const text = Buffer.from(token, 'base64url').toString();
    return text.startsWith(`${name}|`) ? text.slice(name.length + 1) : undefined;
  },
} as unknown as ServiceKeys;

describe('a line of the trail', () => {
  it('has the text of RFC 8785, whatever it holds', () => {
    fc.assert(fc.property(entry, (one) => expect(canonicalLine(one)).toBe(canonicalize(one))));
  });

  it('is another leaf for a change in any field', async () => {
    const lines = new AuditLines(keys);
    await fc.assert(
      fc.asyncProperty(entry, async (one) => {
        const { leaf } = await lines.row(one);
        for (const field of Object.keys(one) as (keyof AuditEntry)[]) {
          const value = one[field];
          const changed = { ...one, [field]: Array.isArray(value) ? [...value, 'x'] : `${value as string}x` };
          expect((await lines.row(changed)).leaf).not.toBe(leaf);
        }
        expect((await lines.row({ ...one })).leaf).toBe(leaf); // control
      }),
      { numRuns: 30 },
    );
  });

  it('keeps a purpose sealed under the audit’s own key, which opens in its own line only', async () => {
    const lines = new AuditLines(keys);
    const [one] = fc.sample(entry, 1) as [AuditEntry];
    const row = await lines.row({ ...one, purpose: 'Ringde om Anna' });
    expect(JSON.stringify(row)).not.toContain('Anna');
    expect(Buffer.from(row.purpose!.slice('sealed:'.length), 'base64url').toString()).toMatch(/^audit[|]/);
    expect(await lines.purposeOf(one.auditId, row.purpose)).toBe('Ringde om Anna');
    expect(await lines.purposeOf('another', row.purpose)).toBeNull();
    expect(await lines.purposeOf(one.auditId, null)).toBeNull();
  });
});
