import { personIdsInput } from './person-ids.js';

const [one, other] = ['0d8f0a1e-0000-4000-8000-00000000000a', '0d8f0a1e-0000-4000-8000-00000000000b'] as const;
const taken = (ids: readonly string[]): boolean => personIdsInput(2).safeParse(ids).success;

describe('whom an act is about', () => {
  it('is at least one, each once, and no more than asked for', () => {
    expect([[one], [one, other]].map(taken)).toEqual([true, true]); // control
    expect([[], [one, one], [one, one.toUpperCase()], [one, other, one.replace('8000', '9000')]].map(taken)).toEqual([
      ...[false, false, false, false],
    ]);
  });
});
