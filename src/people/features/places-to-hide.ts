import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ReadDoor, type RequestContext } from '#src/access/index';
import { PersonRow } from '../person/person.rows.js';

const PLACES = ['address', 'municipality', 'school', 'workplace', 'phone'] as const;

/**
 * The words that tell where the persons of the own records in a case are, for a paper to leave out. Also those that are withheld from the reader: what is
 * not known cannot be taken away. Never for showing.
 */
export class PlacesToHide extends Query<readonly string[]> {
  constructor(
    readonly context: RequestContext,
    readonly caseId: string,
  ) {
    super();
  }
}

@QueryHandler(PlacesToHide)
export class PlacesToHideHandler implements IQueryHandler<PlacesToHide> {
  constructor(private readonly door: ReadDoor) {}

  execute({ context, caseId }: PlacesToHide): Promise<readonly string[]> {
    return this.door.read(context, { action: 'list', operation: 'places-to-hide', objectType: 'Person', caseId }, async (tx) => {
      const rows = await tx.find(PersonRow, 'Person', { where: { caseId } });
      tx.note({ hits: rows.map(({ personId }) => personId), owners: rows.map(({ ownerAgency }) => ownerAgency) });
      const places = await tx.open(rows.flatMap(({ fields }) => PLACES.flatMap((place) => fields[place]?.value ?? [])));
      return places.filter((place) => typeof place === 'string');
    });
  }
}
