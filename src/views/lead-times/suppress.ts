/** Fewer cases than this are never told: somebody might be recognised. */
export const SMALLEST = 5;

/** One figure of one part of the county, as counted. */
export interface Counted {
  readonly measure: string;
  readonly part: string;
  readonly count: number;
  /** Days, where the measure is a lead time. */
  readonly medianDays: number | null;
  readonly inTime: number | null;
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

const share = (count: number, inTime: number | null): number | null =>
  inTime === null || inTime < SMALLEST || count - inTime < SMALLEST ? null : Math.round((100 * inTime) / count);

const tell = (part: string, found: Counted | undefined): Told => {
  const { count, medianDays, inTime } = found ?? { count: 0, medianDays: null, inTime: null };
  if (count < SMALLEST) return { part, count: null, medianDays: null, inTimePercent: null };
  return { part, count, medianDays: medianDays === null ? null : Math.round(medianDays), inTimePercent: share(count, inTime) };
};

/**
 * The sum of a row is told only where it leaves every hidden part open: with a single hidden part it would be the difference; with several it must leave
 * each of them more than one value, so not where they are all the most that is hidden. Nor where those who are hidden are few together: their sum is a
 * figure like any other (complementary suppression: the sum is what is given up).
 */
const total = (counts: readonly number[]): number | null => {
  const hidden = counts.filter((count) => count < SMALLEST);
  const rest = hidden.reduce((sum, count) => sum + count, 0);
  const all = counts.reduce((sum, count) => sum + count, 0);
  const open = hidden.length >= 2 && rest >= SMALLEST && rest < hidden.length * (SMALLEST - 1);
  return hidden.length === 0 || open ? all : null;
};

/** A row in which nothing is told would still tell that there was somebody. */
const tells = ({ parts, total: sum }: ToldRow): boolean => sum !== null || parts.some(({ count }) => count !== null);

/** The figures of one quarter, row by row, with small cells hidden so that no sum gives one away. @param parts every part of the county, in order */
export const suppress = (counted: readonly Counted[], parts: readonly string[]): readonly ToldRow[] =>
  [...new Set(counted.map(({ measure }) => measure))]
    .map((measure) => {
      const of = (part: string) => counted.find((one) => one.measure === measure && one.part === part);
      return { measure, parts: parts.map((part) => tell(part, of(part))), total: total(parts.map((part) => of(part)?.count ?? 0)) };
    })
    .filter(tells);

/** What was told of a quarter, as it is told now: a sum whose hidden rest is of few, and a row in which nothing is told, were kept until 2026. */
export const toldNow = (rows: readonly ToldRow[]): readonly ToldRow[] =>
  rows
    .map((row) => {
      const open = row.parts.flatMap(({ count }) => count ?? []);
      const rest = (row.total ?? 0) - open.reduce((sum, count) => sum + count, 0);
      return open.length < row.parts.length && rest < SMALLEST ? { ...row, total: null } : row;
    })
    .filter(tells);
