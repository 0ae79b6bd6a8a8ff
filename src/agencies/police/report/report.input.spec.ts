import { reportProblems } from './report.input.js';

const id = (number: number): string => `0a8f0a1e-0000-4000-8000-00000000000${number}`;
const person = (number: number, personNumber?: string) => ({ personId: id(number), name: 'N', protection: 'none' as const, personNumber });
const paths = (input: Parameters<typeof reportProblems>[0]) => reportProblems(input, '2026-03-02').map(({ path }) => path);

describe('what cannot be in a report', () => {
  it('lets an ordinary one through', () =>
    expect(paths({ occurredOn: '2026-03-02', exposed: person(1), suspect: person(2), children: [person(3), person(4)] })).toEqual([]));
  it('has not happened tomorrow', () => expect(paths({ occurredOn: '2026-03-03' })).toEqual(['occurredOn']));
  it('is not about the same person twice, by id or by number', () => {
    expect(paths({ exposed: person(1), suspect: person(1) })).toEqual(['suspect.personNumber']);
    expect(paths({ exposed: person(1, '199005122388'), children: [person(2), person(3, '199005122388')] })).toEqual([
      'children.1.personNumber',
    ]);
  });
});
