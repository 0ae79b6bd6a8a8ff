import type { QueryBus } from '@nestjs/cqrs';
import { Problem } from '#libs/http';
import type { RequestContext } from '#src/access/index';
import type { PersonView } from '../person/person-view.js';
import { PersonsOfRecord } from './read-persons.js';

/**
 * Records by whom each is about: the names of those in the role that its side is called after. For whoever works with them; a record whose
 * persons are erased, or that has none, has no name.
 */
export const namesOfRecords = async (
  queries: QueryBus,
  context: RequestContext,
  records: readonly { readonly recordId: string; readonly track: string }[],
): Promise<readonly (readonly [recordId: string, names: string])[]> => {
  const found: (readonly [string, string])[] = [];
  for (const { recordId, track } of records) {
    const persons = await queries.execute(new PersonsOfRecord(context, recordId)).catch((error: unknown): PersonView[] => {
      // Opened in an emergency, and nobody is registered in it: no names, and no reason to refuse the page.
      if (error instanceof Problem && error.slug === 'not-found') return [];
      throw error;
    });
    const names = persons.filter(({ role }) => role === track).flatMap(({ values: { name } }) => (typeof name === 'string' ? [name] : []));
    if (names.length > 0) found.push([recordId, names.join(', ')]);
  }
  return found;
};
