import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { RequestContext } from '#src/access/index';
import type { PersonProtection } from '../person/person.events.js';
import { SearchPeople, type PersonHit, type PersonSearchResult } from './search-people.js';

export interface Sought {
  readonly name: string;
  readonly personNumber?: string | undefined;
  readonly protection: PersonProtection;
}

/**
 * Search first, then new: is anybody who is about to be registered known to the own agency in another case? One search, and one line in the trail,
 * for each of them. Null: nobody is. A fictitious identity is not searched for.
 */
export class NearMatches extends Query<PersonSearchResult | null> {
  constructor(
    readonly context: RequestContext,
    readonly caseId: string,
    readonly persons: readonly Sought[],
  ) {
    super();
  }
}

@QueryHandler(NearMatches)
export class NearMatchesHandler implements IQueryHandler<NearMatches> {
  constructor(private readonly queries: QueryBus) {}

  async execute({ context, caseId, persons }: NearMatches): Promise<PersonSearchResult | null> {
    const hits = new Map<string, PersonHit>();
    let elsewhere = false;
    for (const { name, personNumber, protection } of persons) {
      if (protection === 'fictitious') continue;
      const result = await this.queries.execute(new SearchPeople(context, { name, ...(personNumber ? { personNumber } : {}) }));
      // What the same form made before it stopped is no other case.
      for (const hit of result.hits) if (hit.caseId !== caseId) hits.set(`${hit.recordId}/${hit.personId}`, hit);
      elsewhere ||= result.elsewhere;
    }
    return hits.size > 0 || elsewhere ? { hits: [...hits.values()], elsewhere, closed: [], onCall: [] } : null;
  }
}
