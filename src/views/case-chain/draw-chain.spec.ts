import fc from 'fast-check';
import { drawChain, type Drawable } from './draw-chain.js';

const now = new Date('2026-03-10T08:00:00Z');
const lanes = [
  { agencyId: 'a', name: 'Socialtjänsten', own: true },
  { agencyId: 'b', name: 'Regionen', own: false },
];
const bar = (change: Partial<Drawable> = {}): Drawable => ({
  lane: 'a',
  title: 'Samtal',
  at: '2026-03-01',
  lasts: true,
  dueOn: '2026-03-20',
  ...change,
});

describe('the chain as a drawing', () => {
  it('has a track for each agency that has anything, in the order of the lanes', () => {
    expect(drawChain(lanes, [bar()], now).tracks.map(({ label, own }) => [label, own])).toEqual([['Socialtjänsten', true]]);
    expect(drawChain(lanes, [], now).tracks).toEqual([]);
  });
  it('has a bar from its beginning to its end, or to the day it is due', () => {
    const [open, ended] = drawChain(lanes, [bar(), bar({ endedOn: '2026-03-05' })], now).tracks[0]!.bars;
    expect(open).toMatchObject({ open: true, late: false });
    expect(ended!.length).toBeLessThan(open!.length);
  });
  it('says what is late: the whole due day is still in time', () => {
    const late = (dueOn: string) => drawChain(lanes, [bar({ dueOn })], now).tracks[0]!.bars[0]!.late;
    expect([late('2026-03-08'), late('2026-03-10')]).toEqual([true, false]);
  });
  it('is not late when it has ended', () =>
    expect(drawChain(lanes, [bar({ dueOn: '2026-03-05', endedOn: '2026-03-09' })], now).tracks[0]!.bars[0]!.late).toBe(false));
  it('places everything, and today, within the drawing', () => {
    const day = fc
      .integer({ min: 0, max: 1_000 })
      .map((days) => new Date(Date.UTC(2025, 0, 1) + days * 86_400_000).toISOString().slice(0, 10));
    const any = fc.record({
      lane: fc.constantFrom('a', 'b'),
      title: fc.constant('x'),
      at: day,
      lasts: fc.boolean(),
      dueOn: fc.option(day, { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 20 }), (things) => {
        const { today, tracks } = drawChain(lanes, things, now);
        const within = (value: number) => value >= 0 && value <= 1;
        const drawn = tracks.flatMap(({ marks, bars }) => marks.length + bars.length).reduce((sum, count) => sum + count, 0);
        const whole = tracks.every(
          ({ marks, bars }) =>
            marks.every(({ at }) => within(at)) && bars.every(({ at, length }) => within(at) && length >= 0 && at + length <= 1 + 1e-9),
        );
        return within(today) && whole && drawn === things.length;
      }),
    );
  });
});
