import { COUNTY_PARTS, municipalities } from '#config/county';
import type { ReadTransaction } from '#src/access/index';
import type { Quarter } from './quarter.js';
import { SMALLEST, suppress, toldNow, type Counted, type ToldRow } from './suppress.js';

/** What is told of a quarter, for ever. */
export interface Figures {
  /** Counts under this are hidden. */
  readonly smallest: number;
  readonly leadTimes: readonly ToldRow[];
  readonly interventions: readonly ToldRow[];
  /** What happened in an earlier quarter and was registered when that was fixed: told with the next one, and counted nowhere else. */
  readonly lateLeadTimes: readonly ToldRow[];
  readonly lateInterventions: readonly ToldRow[];
}

const KEPT = 'SELECT statistics.kept($1) AS figures';
const TAKE = `SELECT measure, part, count, median_days AS "medianDays", in_time AS "inTime" FROM statistics.take($1, $2, $3, $4)`;
const KEEP = 'SELECT statistics.keep($1, $2) AS figures';
const PART_OF = JSON.stringify(Object.fromEntries(municipalities.map(({ code, part }) => [code, part])));

/** What was told of the quarter, or undefined when it is not fixed yet. */
export const keptFigures = async (tx: Pick<ReadTransaction, 'sql'>, { name }: Quarter): Promise<Figures | undefined> => {
  const [kept] = await tx.sql<{ figures: Figures | null }>(KEPT, [name]);
  const figures = kept?.figures;
  if (!figures) return undefined;
  const { smallest, leadTimes, interventions, lateLeadTimes, lateInterventions } = figures;
  return {
    smallest,
    leadTimes: toldNow(leadTimes),
    interventions: toldNow(interventions),
    lateLeadTimes: toldNow(lateLeadTimes),
    lateInterventions: toldNow(lateInterventions),
  };
};

/** Counts the quarter, once and for all: whoever comes first fixes what all are told. */
export const fixQuarter = async (tx: Pick<ReadTransaction, 'sql'>, { name, from, until }: Quarter): Promise<Figures> => {
  const counted = await tx.sql<Counted>(TAKE, [name, from, until, PART_OF]);
  const rows = (kind: string): readonly ToldRow[] =>
    suppress(
      counted.flatMap((one) => (one.measure.startsWith(`${kind}/`) ? [{ ...one, measure: one.measure.slice(kind.length + 1) }] : [])),
      COUNTY_PARTS,
    );
  const told: Figures = {
    smallest: SMALLEST,
    leadTimes: rows('lead-time'),
    interventions: rows('intervention'),
    lateLeadTimes: rows('late-lead-time'),
    lateInterventions: rows('late-intervention'),
  };
  const [kept] = await tx.sql<{ figures: Figures }>(KEEP, [name, JSON.stringify(told)]);
  return kept!.figures;
};
