import { filterFields, visibleClasses, withoutDays, type ClassedFields } from './field-filter.js';

const fields: ClassedFields = {
  number: { class: 'reference', value: 1 },
  name: { class: 'identity', value: 2 },
  street: { class: 'location', value: 3 },
};

describe('the field filter', () => {
  it('shows the owner all classes', () => {
    expect(visibleClasses({ ownerAgency: 'a', grantedClasses: null }, 'a')).toBe('all');
    expect(filterFields(fields, 'all')).toEqual(fields);
  });
  it('shows a recipient the granted classes, and that the row is there', () => {
    expect(visibleClasses({ ownerAgency: 'a', grantedClasses: ['identity'] }, 'b')).toEqual(new Set(['reference', 'identity']));
    expect(visibleClasses({ ownerAgency: 'a', grantedClasses: null }, 'b')).toEqual(new Set(['reference']));
    expect(visibleClasses({ ownerAgency: 'a', grantedClasses: [] }, 'b')).toEqual(new Set(['reference']));
  });
  it('shows of the other side of a case, in the own agency, what was disclosed and no more', () => {
    const row = { ownerAgency: 'a', grantedClasses: ['risk'], granted: true };
    expect(visibleClasses({ ...row, assigned: false }, 'a')).toEqual(new Set(['reference', 'risk']));
    // Control: the own side's own row, whatever else is disclosed.
    expect(visibleClasses({ ...row, assigned: true }, 'a')).toBe('all');
  });
  it('leaves out every field of another class', () => {
    expect(filterFields(fields, new Set(['reference', 'identity']))).toEqual({ number: fields['number'], name: fields['name'] });
    expect(filterFields(fields, new Set())).toEqual({});
  });
  it('leaves out the days on which somebody is to be met, in a line too, and nothing else', () => {
    const line = { lineId: 'a', dueOn: '2026-05-01', followUpOn: '2026-06-01' };
    const told: ClassedFields = {
      followUpOn: { class: 'support', value: '2026-06-01' },
      next: { class: 'plan', value: '2026-07-01' },
      dueOn: { class: 'support', value: '2026-05-01' },
      lines: { class: 'plan', value: [line, 'text', null] },
    };
    expect(withoutDays(told)).toEqual({
      dueOn: told['dueOn'],
      lines: { class: 'plan', value: [{ ...line, followUpOn: null }, 'text', null] },
    });
  });
});
