import fc from 'fast-check';
import { isLinearizable } from './linearizable.js';
import { step, type Appended, type Log, type Operation, type ReadBack } from './operation.js';

const append = (called: number, returned: number, expected: number, ids: string[], outcome: Appended['outcome']): Appended => ({
  kind: 'append',
  client: 0,
  called,
  returned,
  expected,
  ids,
  outcome,
});
const wrote = (called: number, returned: number, expected: number, ...ids: string[]): Appended =>
  append(called, returned, expected, ids, { revision: expected + ids.length });
const read = (called: number, returned: number, ...ids: string[]): ReadBack => ({
  kind: 'read',
  client: 1,
  called,
  returned,
  from: 1,
  ids,
});

describe('the checker accepts', () => {
  it.each<[string, Operation[]]>([
    ['nothing', []],
    ['one after the other', [wrote(1, 2, 0, 'a'), read(3, 4, 'a'), wrote(5, 6, 1, 'b', 'c'), read(7, 8, 'a', 'b', 'c')]],
    ['a read that overlaps an append and does not see it', [wrote(1, 4, 0, 'a'), read(2, 3)]],
    ['a read that overlaps an append and sees it', [wrote(1, 4, 0, 'a'), read(2, 3, 'a')]],
    ['one of two racing writers', [wrote(1, 3, 0, 'a'), append(2, 4, 0, ['b'], 'conflict'), read(5, 6, 'a')]],
    ['the same ids at the same place again', [wrote(1, 2, 0, 'a'), wrote(3, 4, 1, 'b'), wrote(5, 6, 0, 'a'), read(7, 8, 'a', 'b')]],
    ['an append without an answer that happened', [append(1, Infinity, 0, ['a'], 'unknown'), read(2, 3, 'a')]],
    ['an append without an answer that did not happen', [append(1, Infinity, 0, ['a'], 'unknown'), read(2, 3), wrote(4, 5, 0, 'b')]],
    ['an append without an answer that happened late', [append(1, Infinity, 0, ['a'], 'unknown'), read(2, 3), read(4, 5, 'a')]],
  ])('%s', (_, history) => expect(isLinearizable(history)).toBe(true));
});

describe('the checker catches', () => {
  it.each<[string, Operation[]]>([
    ['a stale read', [wrote(1, 2, 0, 'a'), read(3, 4)]],
    ['a read that goes back in time', [wrote(1, 6, 0, 'a'), read(2, 3, 'a'), read(4, 5)]],
    ['a lost append', [wrote(1, 2, 0, 'a'), wrote(3, 4, 1, 'b'), read(5, 6, 'a')]],
    ['an event that is there twice', [wrote(1, 2, 0, 'a'), read(3, 4, 'a', 'a')]],
    ['events in another order', [wrote(1, 2, 0, 'a', 'b'), read(3, 4, 'b', 'a')]],
    ['half an append', [wrote(1, 2, 0, 'a', 'b'), read(3, 4, 'a')]],
    ['two writers at one revision', [wrote(1, 3, 0, 'a'), wrote(2, 4, 0, 'b')]],
    ['a conflict where there was none', [append(1, 2, 0, ['a'], 'conflict')]],
    ['a conflict although it was written', [append(1, 2, 0, ['a'], 'conflict'), read(3, 4, 'a')]],
    ['an event from nowhere', [read(1, 2, 'x')]],
    ['a wrong revision in the answer', [append(1, 2, 0, ['a'], { revision: 2 })]],
    ['an append without an answer that is undone', [append(1, Infinity, 0, ['a'], 'unknown'), read(2, 3, 'a'), read(4, 5)]],
  ])('%s', (_, history) => expect(isLinearizable(history)).toBe(false));
});

describe('against a slow and simple judge', () => {
  /** Every order of few operations. */
  const bruteForce = (history: readonly Operation[], log: Log = []): boolean => {
    if (history.every(({ returned }) => returned === Infinity)) return true;
    return history.some((first, n) => {
      const rest = history.filter((__, other) => other !== n);
      if (rest.some(({ returned }) => returned < first.called)) return false;
      const after = step(log, first);
      return after !== undefined && bruteForce(rest, after);
    });
  };
  const operation = fc
    .record({
      called: fc.integer({ min: 0, max: 12 }),
      takes: fc.integer({ min: 1, max: 8 }),
      expected: fc.integer({ min: 0, max: 2 }),
      id: fc.constantFrom('a', 'b', 'c'),
      what: fc.constantFrom('ok', 'conflict', 'unknown', 'read'),
      seen: fc.subarray(['a', 'b', 'c'], { maxLength: 2 }),
    })
    .map(({ called, takes, expected, id, what, seen }): Operation => {
      if (what === 'read') return read(called, called + takes + 0.5, ...seen);
      if (what === 'unknown') return append(called, Infinity, expected, [id], 'unknown');
      return append(called, called + takes + 0.5, expected, [id], what === 'ok' ? { revision: expected + 1 } : 'conflict');
    });

  it('comes to the same answer', () => {
    let accepted = 0;
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 5 }), (history) => {
        const truth = bruteForce(history);
        accepted += Number(truth);
        expect(isLinearizable(history)).toBe(truth);
      }),
      { numRuns: 3_000 },
    );
    expect(accepted).toBeGreaterThan(100); // and not because everything is refused
  });
});
