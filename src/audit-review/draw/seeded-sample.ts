import { createHmac } from 'node:crypto';

/**
 * A sample that follows from the seed alone: the same whatever order the lines come in, and nobody can tell before, or choose afterwards, whose turn it is.
 * @param size how many of how many: a share, within limits
 */
export const seededSample = <T>(
  population: readonly T[],
  idOf: (one: T) => string,
  seed: Buffer,
  size: { readonly share: number; readonly atLeast: number; readonly atMost: number },
): T[] => {
  const wanted = Math.min(size.atMost, Math.max(size.atLeast, Math.ceil(population.length * size.share)));
  return population
    .map((one) => ({ one, lot: createHmac('sha256', seed).update(idOf(one)).digest('hex') }))
    .toSorted((a, b) => (a.lot < b.lot ? -1 : a.lot > b.lot ? 1 : 0))
    .slice(0, wanted)
    .map(({ one }) => one);
};
