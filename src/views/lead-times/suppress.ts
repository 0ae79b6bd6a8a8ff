/** Fewer cases than this are never told, however many things there were in them: one family would be recognised. */
export const SMALLEST = 5;

/** One figure of one part of the county, as counted. */
export interface Counted {
  readonly measure: string;
  readonly part: string;
  readonly count: number;
  /** In how many cases. */
  readonly cases: number;
  /** Days, where the measure is a lead time. */
  readonly medianDays: number | null;
  readonly inTime: number | null;
  /** In how many cases something was in time, and in how many something was not. */
  readonly inTimeCases: number | null;
  readonly lateCases: number | null;
  /** In how many cases all of the measure is that stands in parts of few cases: a case may be in several. */
  readonly hiddenCases: number;
}

/** As it is told: null is hidden, whether it was none or a few. */
export interface Told {
  readonly part: string;
  readonly count: number | null;
  readonly medianDays: number | null;
  /** Whole percent done within the time; hidden too where either side of it is small. */
  readonly inTimePercent: number | null;
}
export interface ToldRow {
  readonly measure: string;
  readonly parts: readonly Told[];
  /** The whole county; hidden where it would give a hidden part away. */
  readonly total: number | null;
}

const share = ({ count, inTime, inTimeCases, lateCases }: Counted): number | null =>
  inTime === null || (inTimeCases ?? 0) < SMALLEST || (lateCases ?? 0) < SMALLEST ? null : Math.round((100 * inTime) / count);

const hide = (part: string): Told => ({ part, count: null, medianDays: null, inTimePercent: null });

const tell = (part: string, found: Counted | undefined): Told => {
  if (!found || found.cases < SMALLEST) return hide(part);
  const { count, medianDays } = found;
  return { part, count, medianDays: medianDays === null ? null : Math.round(medianDays), inTimePercent: share(found) };
};

/**
 * The sum of a row is told only where it leaves every hidden part open: with a single hidden part it would be the difference; with several it must leave
 * each of them more than one value, so not where they are all the most that is hidden, were each thing a case of its own. Nor where what is hidden is of
 * few cases together: their sum is a figure like any other (complementary suppression: the sum is what is given up).
 */
const total = (cells: readonly (Counted | undefined)[]): number | null => {
  const hidden = cells.filter((cell) => !cell || cell.cases < SMALLEST);
  const sum = (of: typeof cells): number => of.reduce((all, cell) => all + (cell?.count ?? 0), 0);
  const together = hidden.find((cell) => cell)?.hiddenCases ?? 0;
  const open = hidden.length >= 2 && together >= SMALLEST && sum(hidden) < hidden.length * (SMALLEST - 1);
  return hidden.length === 0 || open ? sum(cells) : null;
};

/** A row in which nothing is told would still tell that there was somebody. */
const tells = ({ parts, total: sum }: ToldRow): boolean => sum !== null || parts.some(({ count }) => count !== null);

/** The figures of one quarter, row by row, with small cells hidden so that no sum gives one away. @param parts every part of the county, in order */
export const suppress = (counted: readonly Counted[], parts: readonly string[]): readonly ToldRow[] =>
  [...new Set(counted.map(({ measure }) => measure))]
    .map((measure) => {
      const of = (part: string) => counted.find((one) => one.measure === measure && one.part === part);
      return { measure, parts: parts.map((part) => tell(part, of(part))), total: total(parts.map(of)) };
    })
    .filter(tells);

/**
 * What was told before cases were counted, as far as the same counted anew by cases tells it too. Where they differ, what it was counted from has changed or
 * is gone, and nobody knows of how many cases it was: it is hidden, and so is the sum of its row.
 */
export const toldAgain = (earlier: readonly ToldRow[], anew: readonly ToldRow[]): readonly ToldRow[] =>
  earlier
    .map(({ measure, parts, total: sum }) => {
      const row = anew.find((one) => one.measure === measure);
      const known = (told: Told): Told | undefined => row?.parts.find(({ part, count }) => part === told.part && count === told.count);
      const both = <T>(one: T, other: T): T | null => (one === other ? one : null);
      return {
        measure,
        parts: parts.map((told) => {
          const again = known(told);
          if (!again) return hide(told.part);
          const { medianDays, inTimePercent } = again;
          return { ...told, medianDays: both(told.medianDays, medianDays), inTimePercent: both(told.inTimePercent, inTimePercent) };
        }),
        total: row && parts.every(known) ? both(sum, row.total) : null,
      };
    })
    .filter(tells);
