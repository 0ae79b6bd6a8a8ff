import type { ReadTransaction } from '#src/access/index';
import { RecordRow } from '#src/coordination/record/index';
import { fingerprint, readCaseRows } from './case-rows.js';
import { ChainEntryRow } from './chain.rows.js';

const FIELDS = { kind: { class: 'plan', value: 'sealed-1' }, harm: { class: 'health', value: 'sealed-2' } };

/** A reader in the social services' record, to whom health care's link is open as to `plan`. */
const reader = (fields: object): ReadTransaction => {
  const link = {
    ...{ entryId: 'e1', ownerAgency: 'region', class: 'plan', fields, grantedClasses: ['plan'], granted: true, assigned: false },
    recordedAt: new Date(0),
  };
  const rows = new Map<unknown, object[]>([
    [RecordRow, [{ recordId: 'r1', caseId: 'c1', openedAt: new Date(0) }]],
    [ChainEntryRow, [link]],
  ]);
  const tx = { context: { actor: { agencyId: 'boden' } }, find: async (entity: unknown) => rows.get(entity) ?? [], sql: async () => [] };
  return tx as never;
};
const seen = async (fields: object): Promise<string> => fingerprint(reader(fields), await readCaseRows(reader(fields), 'c1'));

describe('what a reader sees of a case', () => {
  it('has the fields of the classes that are open to it, and no others, not even sealed', async () => {
    const { chain } = await readCaseRows(reader(FIELDS), 'c1');
    expect(Object.keys(chain[0]!.fields)).toEqual(['kind']);
  });

  it('leaves the same fingerprint when a field that it does not see changes or is erased', async () => {
    const before = await seen(FIELDS);
    expect(await seen({ ...FIELDS, harm: { class: 'health', value: null } })).toBe(before);
    expect(await seen({ kind: FIELDS.kind })).toBe(before);
  });

  it('leaves another when a field that it sees changes', async () => {
    expect(await seen({ ...FIELDS, kind: { class: 'plan', value: 'sealed-3' } })).not.toBe(await seen(FIELDS));
  });
});
