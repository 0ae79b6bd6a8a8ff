import { endOf } from './own-cases.query.js';

const record = (recordId: string, at: string) => ({ recordId, openedAt: new Date(at) });

describe('where a page of cases ended', () => {
  it('is the moment of its last record, with every record of that moment', () =>
    expect(endOf([record('a', '2026-05-03'), record('b', '2026-05-02'), record('c', '2026-05-02')], undefined)).toEqual({
      at: '2026-05-02T00:00:00.000Z',
      ids: ['b', 'c'],
    }));
  it('remembers those of the page before when a whole import opened at one moment', () =>
    expect(endOf([record('c', '2026-05-02')], { at: '2026-05-02T00:00:00.000Z', ids: ['a', 'b'] }).ids).toEqual(['a', 'b', 'c']));
  it('forgets them once time has moved on', () =>
    expect(endOf([record('c', '2026-05-01')], { at: '2026-05-02T00:00:00.000Z', ids: ['a', 'b'] }).ids).toEqual(['c']));
});
