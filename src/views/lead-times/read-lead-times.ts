import { subject } from '@casl/ability';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { COUNTY_PARTS, municipalities } from '#config/county';
import { problems } from '#libs/http';
import { ReadDoor, type ReadTransaction, type RequestContext } from '#src/access/index';
import { fixedQuarters, type Quarter } from './quarter.js';
import { SMALLEST, suppress, type Counted, type ToldRow } from './suppress.js';

export interface LeadTimesView {
  /** `2026-Q3`, and the others that can be asked for. */
  readonly quarter: string;
  readonly quarters: readonly string[];
  readonly parts: readonly string[];
  /** Counts under this are hidden. */
  readonly smallest: number;
  readonly leadTimes: readonly ToldRow[];
  readonly interventions: readonly ToldRow[];
  /** What happened in an earlier quarter and was registered when that was fixed: told with the next one, and counted nowhere else. */
  readonly lateLeadTimes: readonly ToldRow[];
  readonly lateInterventions: readonly ToldRow[];
}
type Figures = Pick<LeadTimesView, 'smallest' | 'leadTimes' | 'interventions' | 'lateLeadTimes' | 'lateInterventions'>;

/** Ledtider och insatser per länsdel och kvartal: figures over many cases, none about one. */
export class LeadTimes extends Query<LeadTimesView> {
  constructor(
    readonly context: RequestContext,
    readonly quarter: string | undefined,
  ) {
    super();
  }
}

const KEPT = 'SELECT statistics.kept($1) AS figures';
const TAKE = `SELECT measure, part, count, median_days AS "medianDays", in_time AS "inTime" FROM statistics.take($1, $2, $3, $4)`;
const KEEP = 'SELECT statistics.keep($1, $2) AS figures';
const PART_OF = JSON.stringify(Object.fromEntries(municipalities.map(({ code, part }) => [code, part])));

@QueryHandler(LeadTimes)
export class LeadTimesHandler implements IQueryHandler<LeadTimes> {
  constructor(private readonly door: ReadDoor) {}

  /** @throws 404 for another duty, or a quarter that is not over or too long ago */
  execute({ context, quarter: asked }: LeadTimes): Promise<LeadTimesView> {
    return this.door.read(context, { action: 'read', operation: 'lead-times', objectType: 'Statistics' }, async (tx) => {
      const quarters = fixedQuarters(context.now);
      const quarter = quarters.find(({ name }) => name === (asked ?? quarters[0]!.name));
      if (!quarter || !tx.can('read', subject('Statistics', {}))) throw problems.notFound();
      const [kept] = await tx.sql<{ figures: Figures | null }>(KEPT, [quarter.name]);
      const figures = kept?.figures ?? (await this.fix(tx, quarter));
      return { quarter: quarter.name, quarters: quarters.map(({ name }) => name), parts: COUNTY_PARTS, ...figures };
    });
  }

  /** Counts the quarter, once and for all: whoever asks first fixes what all are told. */
  private async fix(tx: Pick<ReadTransaction, 'sql'>, { name, from, until }: Quarter): Promise<Figures> {
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
  }
}
