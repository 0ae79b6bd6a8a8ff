import { noticeOrder } from './clock.view.js';

const notice = (kind: 'warning' | 'extension' | 'overdue', at = '2026-03-01T08:00:00Z') => ({ kind, at: new Date(at) });
const kinds = (...notices: ReturnType<typeof notice>[]) => notices.toSorted(noticeOrder).map(({ kind }) => kind);

describe('what a clock has done', () => {
  it('stands by its moment', () =>
    expect(kinds(notice('warning', '2026-03-02T08:00:00Z'), notice('overdue'))).toEqual(['overdue', 'warning']));
  it('stands in the order of its life where the moment is one', () =>
    expect(kinds(notice('overdue'), notice('extension'), notice('warning'))).toEqual(['warning', 'extension', 'overdue']));
});
