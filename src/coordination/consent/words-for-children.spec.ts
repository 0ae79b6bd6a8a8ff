import { wordsForChildren } from './words-for-children.js';

const consent = { consentId: 'c', recordId: 'r', caseId: 'k', personId: 'lisa' };
const lisa = { personId: 'lisa', minor: true, adultAt: '2031-02-01T23:00:00.000Z' };
const nils = { personId: 'nils', minor: true, adultAt: '2028-02-01T23:00:00.000Z' };
const anna = { personId: 'anna', minor: false };
const word = { op: 'rest-on-word', rests: 'd', consentId: 'c', recordId: 'r', caseId: 'k', until: null };

describe('what a consent leaves for the commit', () => {
  it('is the guardian’s word for the child, until it comes of age', () =>
    expect(wordsForChildren('d', { ...consent, givenBy: 'guardian', givenByPersonId: 'carl' }, [lisa])).toEqual([
      { ...word, childId: 'lisa', giverId: 'carl', parent: false, until: lisa.adultAt },
    ]));

  it('is the exposed parent’s for each child that she carries, and never for herself; it ends with the first birthday', () => {
    const hers = { ...consent, personId: 'anna', givenBy: 'adult' as const };
    const carried = { ...word, giverId: 'anna', parent: true };
    expect(wordsForChildren('d', hers, [anna, lisa])).toEqual([{ ...carried, childId: 'lisa', until: lisa.adultAt }]);
    expect(wordsForChildren('d', hers, [lisa, nils]).map((right) => 'until' in right && right.until)).toEqual([nils.adultAt, nils.adultAt]);
    expect(wordsForChildren('d', hers, [anna])).toEqual([]);
  });

  it('has no end that nobody knows', () =>
    expect(
      wordsForChildren('d', { ...consent, givenBy: 'guardian', givenByPersonId: 'carl' }, [{ personId: 'lisa', minor: true }]),
    ).toEqual([{ ...word, childId: 'lisa', giverId: 'carl', parent: false }]));

  it('is nothing where the child said it, or its representative did', () => {
    for (const givenBy of ['child-mature', 'special-representative'] as const)
      expect(wordsForChildren('d', { ...consent, givenBy }, [lisa])).toEqual([]);
  });
});
