import { headFirst, ownRegistrationFirst, recordAmong } from './records-at-hand.js';

const record = (recordId: string, change: Partial<Parameters<typeof headFirst>[0]> = {}) => ({
  ...{ recordId, assigned: true, status: 'open' as const, track: 'exposed' as const, openedAt: new Date('2026-03-01') },
  ...change,
});
const order = (...records: ReturnType<typeof record>[]) => records.toSorted(headFirst).map(({ recordId }) => recordId);

describe('the records of a case, its head first', () => {
  it('has the exposed person’s before her children’s, whichever was opened first', () =>
    expect(order(record('a', { track: 'child', openedAt: new Date('2026-01-01') }), record('b'))).toEqual(['b', 'a']));
  it('has an open one before one that is closed', () =>
    expect(order(record('a', { status: 'closed' }), record('b', { track: 'child' }))).toEqual(['b', 'a']));
  it('has the own one before one that was opened in an emergency', () =>
    expect(order(record('a', { assigned: false }), record('b', { status: 'closed' }))).toEqual(['b', 'a']));
  it('orders the rest by when they were opened, and then by their ids: never as a table lies', () =>
    expect(order(record('c'), record('b', { openedAt: new Date('2026-02-01') }), record('a'))).toEqual(['b', 'a', 'c']));
});

describe('the record that was asked for', () => {
  const records = [record('a'), record('b')] as const;
  it('is the head where none was named', () => expect(recordAmong([...records], undefined).recordId).toBe('a'));
  it('is the one that was named', () => expect(recordAmong([...records], 'b').recordId).toBe('b'));
  it('does not exist where it is not among them', () => expect(() => recordAmong([...records], 'c')).toThrow());
});

describe('a person in several records', () => {
  it('is known by a record of their own first', () => {
    const records = [record('hers'), record('childs', { track: 'child' })];
    const [mother, child, registered] = [
      { recordId: 'hers', personId: 'a', role: 'exposed' },
      { recordId: 'childs', personId: 'b', role: 'child' },
      { recordId: 'hers', personId: 'b', role: 'child' },
    ];
    expect(ownRegistrationFirst(records, [mother, registered, child])).toEqual([mother, child, registered]);
  });
});
