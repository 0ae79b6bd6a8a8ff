import { subject } from '@casl/ability';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { COUNTY_PARTS } from '#config/county';
import { problems } from '#libs/http';
import { ReadDoor, type RequestContext } from '#src/access/index';
import { fixQuarter, keptFigures, type Figures } from './fix-quarter.js';
import { fixedQuarters } from './quarter.js';

export interface LeadTimesView extends Figures {
  /** `2026-Q3`, and the others that can be asked for. */
  readonly quarter: string;
  readonly quarters: readonly string[];
  readonly parts: readonly string[];
}

/** Ledtider och insatser per länsdel och kvartal: figures over many cases, none about one. */
export class LeadTimes extends Query<LeadTimesView> {
  constructor(
    readonly context: RequestContext,
    readonly quarter: string | undefined,
  ) {
    super();
  }
}

@QueryHandler(LeadTimes)
export class LeadTimesHandler implements IQueryHandler<LeadTimes> {
  constructor(private readonly door: ReadDoor) {}

  /** @throws 404 for another duty, or a quarter that is not over or too long ago */
  execute({ context, quarter: asked }: LeadTimes): Promise<LeadTimesView> {
    return this.door.read(context, { action: 'read', operation: 'lead-times', objectType: 'Statistics' }, async (tx) => {
      const quarters = fixedQuarters(context.now);
      const quarter = quarters.find(({ name }) => name === (asked ?? quarters[0]!.name));
      if (!quarter || !tx.can('read', subject('Statistics', {}))) throw problems.notFound();
      const figures = (await keptFigures(tx, quarter)) ?? (await fixQuarter(tx, quarter));
      return { quarter: quarter.name, quarters: quarters.map(({ name }) => name), parts: COUNTY_PARTS, ...figures };
    });
  }
}
