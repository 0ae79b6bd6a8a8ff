import { COUNTY_PARTS, municipalities } from '#config/county';
import type { ReadTransaction } from '#src/access/index';
import type { Quarter } from './quarter.js';
import { SMALLEST, suppress, toldAgain, type Counted, type ToldRow } from './suppress.js';

/** What is told of a quarter, for ever. */
export interface Figures {
  /** What is of fewer cases than this is hidden. */
  readonly smallest: number;
  readonly leadTimes: readonly ToldRow[];
  readonly interventions: readonly ToldRow[];
  /** What happened in an earlier quarter and was registered when that was fixed: told with the next one, and counted nowhere else. */
  readonly lateLeadTimes: readonly ToldRow[];
  readonly lateInterventions: readonly ToldRow[];
}

const KEPT = 'SELECT statistics.kept($1) AS figures';
const EARLIER = 'SELECT statistics.earlier($1) AS figures';
const TAKE = `SELECT measure, part, count, cases, median_days AS "medianDays", in_time AS "inTime", in_time_cases AS "inTimeCases", late_cases AS "lateCases",
  hidden_cases AS "hiddenCases" FROM statistics.take($1, $2, $3, $4, $5)`;
const KEEP = 'SELECT statistics.keep($1, $2) AS figures';
const PART_OF = JSON.stringify(Object.fromEntries(municipalities.map(({ code, part }) => [code, part])));

/** What was told of the quarter, or undefined when it is not fixed yet. */
export const keptFigures = async (tx: Pick<ReadTransaction, 'sql'>, { name }: Quarter): Promise<Figures | undefined> => {
  const [kept] = await tx.sql<{ figures: Figures | null }>(KEPT, [name]);
  return kept?.figures ?? undefined;
};

/** Counts the quarter, once and for all: whoever comes first fixes what all are told. Of one that was told before cases were counted, no more than was told. */
export const fixQuarter = async (tx: Pick<ReadTransaction, 'sql'>, { name, from, until }: Quarter): Promise<Figures> => {
  const [before] = await tx.sql<{ figures: Figures | null }>(EARLIER, [name]);
  const counted = await tx.sql<Counted>(TAKE, [name, from, until, PART_OF, SMALLEST]);
  const rows = (kind: string): readonly ToldRow[] =>
    suppress(
      counted.flatMap((one) => (one.measure.startsWith(`${kind}/`) ? [{ ...one, measure: one.measure.slice(kind.length + 1) }] : [])),
      COUNTY_PARTS,
    );
  const tell = (kind: string, earlier: readonly ToldRow[] | undefined) => (earlier ? toldAgain(earlier, rows(kind)) : rows(kind));
  const told: Figures = {
    smallest: SMALLEST,
    leadTimes: tell('lead-time', before?.figures?.leadTimes),
    interventions: tell('intervention', before?.figures?.interventions),
    lateLeadTimes: tell('late-lead-time', before?.figures?.lateLeadTimes),
    lateInterventions: tell('late-intervention', before?.figures?.lateInterventions),
  };
  const [kept] = await tx.sql<{ figures: Figures }>(KEEP, [name, JSON.stringify(told)]);
  return kept!.figures;
};
