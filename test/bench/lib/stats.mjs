/** Sorted copy, smallest first. */
const sorted = (values) => values.toSorted((a, b) => a - b);

/** @param {number} share 0..1 */
export const percentile = (values, share) => {
  const all = sorted(values);
  return all[Math.min(all.length - 1, Math.ceil(all.length * share) - 1)] ?? NaN;
};

export const median = (values) => {
  const all = sorted(values);
  const middle = all.length >> 1;
  return all.length % 2 ? all[middle] : (all[middle - 1] + all[middle]) / 2;
};

/** Median with the spread that noise gave it. */
export const spread = (values) => ({ median: median(values), min: Math.min(...values), max: Math.max(...values), rounds: values.length });

/** Each round's own quotient: noise that lasts longer than a round hits both and falls out. */
export const paired = (ours, theirs) => spread(ours.map((value, round) => value / theirs[round]));

/** Three significant figures for a reader, and for the JSON. */
export const round3 = (value) => (Number.isFinite(value) ? Number(value.toPrecision(3)) : null);
