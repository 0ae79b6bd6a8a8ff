import fc from 'fast-check';
import { given } from '#libs/testing';
import { drawDecider, type DrawCommand } from './draw.decider.js';
import { seededSample } from './seeded-sample.js';

const size = { share: 0.1, atLeast: 3, atMost: 8 };
const draw = (ids: readonly string[], seed = 'a') => seededSample(ids, (id) => id, Buffer.from(seed), size);
const lines = (count: number) => Array.from({ length: count }, (_, index) => `line-${index}`);

describe('a sample drawn from a seed', () => {
  it('is a share, within its limits', () => {
    expect([0, 2, 10, 50, 500].map((count) => draw(lines(count)).length)).toEqual([0, 2, 3, 5, 8]);
  });
  it('is the same whatever order the lines come in, and each line is in it once', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.uuid(), { maxLength: 60 }), fc.nat(), (ids, turn) => {
        const turned = ids.toSorted((a, b) => (a.charCodeAt(0) * turn - b.charCodeAt(1) * turn) | 0);
        expect(draw(turned)).toEqual(draw(ids));
        expect(new Set(draw(ids)).size).toBe(draw(ids).length);
      }),
    );
  });
  it('is another one with another seed', () => expect(draw(lines(200), 'b')).not.toEqual(draw(lines(200), 'a')));
  it('gives every line the same chance, over many seeds', () => {
    const times = new Map<string, number>();
    for (let seed = 0; seed < 2_000; seed++) for (const id of draw(lines(40), `${seed}`)) times.set(id, (times.get(id) ?? 0) + 1);
    // 4 of 40, 2,000 times: 200 each, with a standard deviation of 13.
    expect(Math.min(...times.values())).toBeGreaterThan(140);
    expect(Math.max(...times.values())).toBeLessThan(260);
    expect(times.size).toBe(40);
  });
});

describe('a draw', () => {
  const data: DrawCommand['data'] = {
    ...{ drawId: '0a8f0a1e-0000-4000-8000-000000000001', agencyId: 'boden', kind: 'sample' as const, period: '2026-10' },
    ...{ population: 3, seedMark: 'mark', drawn: [] },
  };
  const command: DrawCommand = { type: 'DrawReviews', data };
  it('is made once: a second one, with another result, changes nothing', () => {
    given(drawDecider)().when(command).then({ type: 'audit-review.ReviewsDrawn', data });
    given(drawDecider)({ type: 'audit-review.ReviewsDrawn', data })
      .when({ ...command, data: { ...data, population: 9 } })
      .thenNothing();
  });
});
