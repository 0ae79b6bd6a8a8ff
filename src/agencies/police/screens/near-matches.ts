import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { RequestContext } from '#src/access/index';
import { SearchPeople, type PersonSearchResult } from '#src/people/index';
import type { RegisterReportInput } from '../report/report.input.js';

/** Search first, then new: is anybody in the report known to the own agency in another case? One search, and one line in the trail, for each person. */
@Injectable()
export class NearMatches {
  constructor(private readonly queries: QueryBus) {}

  async of(context: RequestContext, { exposed, suspect, children, caseId }: RegisterReportInput): Promise<PersonSearchResult | null> {
    const persons = [exposed, ...(suspect ? [suspect] : []), ...children].filter(({ protection }) => protection !== 'fictitious');
    const found = { hits: new Map<string, PersonSearchResult['hits'][number]>(), elsewhere: false };
    for (const { name, personNumber } of persons) {
      const result = await this.queries.execute(new SearchPeople(context, { name, ...(personNumber ? { personNumber } : {}) }));
      // What the same form made before it stopped is no other case.
      for (const hit of result.hits) if (hit.caseId !== caseId) found.hits.set(`${hit.recordId}/${hit.personId}`, hit);
      found.elsewhere ||= result.elsewhere;
    }
    return found.hits.size > 0 || found.elsewhere ? { hits: [...found.hits.values()], elsewhere: found.elsewhere, onCall: [] } : null;
  }
}
