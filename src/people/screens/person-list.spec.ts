import { eachPerson, keptOf } from './person-list.js';

const one = (personId: string, mergedInto: string | null = null) => ({ personId, mergedInto });

describe('the persons of several records', () => {
  it('are each shown once, as the first record has them', () => {
    const in_ = (recordId: string, personId: string) => ({ recordId, personId });
    const all = [in_('hers', 'a'), in_('hers', 'b'), in_('childs', 'b')];
    expect(eachPerson(all)).toEqual([in_('hers', 'a'), in_('hers', 'b')]);
  });
});

describe('whom a record shows', () => {
  it('is each person once', () => {
    expect(keptOf([one('a'), one('b', 'a'), one('c')]).map(({ personId }) => personId)).toEqual(['a', 'c']);
  });
  it('is both, when each was merged into the other, and one whose other registration is not there', () => {
    expect(keptOf([one('a', 'b'), one('b', 'a')])).toHaveLength(2);
    expect(keptOf([one('a', 'gone')])).toHaveLength(1);
  });
});
