import fc from 'fast-check';
import { hideSmall } from './small-cells.js';

const counts = fc.record({ a: fc.nat(40), b: fc.nat(40), c: fc.nat(40) });

describe('small cells', () => {
  it('shows what is large, and nothing', () => expect(hideSmall({ a: 12, b: 0, c: 7 }, 5)).toEqual({ a: 12, b: 0, c: 7, total: 19 }));
  it('hides a small one with another, so that the total does not tell it', () =>
    expect(hideSmall({ a: 12, b: 3, c: 7 }, 5)).toEqual({ a: 12, b: null, c: null, total: 22 }));
  it('hides a total that is small itself', () => expect(hideSmall({ a: 0, b: 2, c: 0 }, 5)).toMatchObject({ b: null, total: null }));
  it('never tells a small count, whatever is subtracted', () => {
    fc.assert(
      fc.property(counts, (cells) => {
        const { total, ...shown } = hideSmall(cells, 5);
        const seen = Object.values(shown).filter((count) => count !== null);
        expect(seen.filter((count) => count > 0 && count < 5)).toEqual([]);
        // What a reader finds by subtraction: nothing, or together with others no small number.
        const rest = total === null ? 0 : total - seen.reduce((sum, count) => sum + count, 0);
        expect(rest === 0 || rest >= 5).toBe(true);
      }),
    );
  });
});
