import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ReadDoor, type RequestContext } from '#src/access/index';
import { ownRegistrationFirst, recordsAtHand, type Track } from '#src/coordination/record/index';
import { eachPerson, keptOf, PersonsOfRecord, type PersonView } from '#src/people/index';

export interface OwnPeople {
  /** The own open record that something new belongs to, unless it is about a person with a record of their own. */
  readonly recordId: string;
  /** The own open records, the head first: where there are several, whoever enters something says in which. */
  readonly records: readonly { readonly recordId: string; readonly functionId: string; readonly track: Track }[];
  /** Of each record; a person of several first as a record of their own has them. */
  readonly persons: readonly PersonView[];
}

/** The reader's own record in a case and the persons in it: whom a plan or an assessment can be about. The same 404 without one. */
export class OwnPeopleOfCase extends Query<OwnPeople> {
  constructor(
    readonly context: RequestContext,
    readonly caseId: string,
  ) {
    super();
  }
}

@QueryHandler(OwnPeopleOfCase)
export class OwnPeopleOfCaseHandler implements IQueryHandler<OwnPeopleOfCase> {
  constructor(
    private readonly door: ReadDoor,
    private readonly queries: QueryBus,
  ) {}

  async execute({ context, caseId }: OwnPeopleOfCase): Promise<OwnPeople> {
    const about = { action: 'list', operation: 'own-records', objectType: 'Record', caseId } as const;
    const records = await this.door.read(context, about, async (tx) => {
      const rows = await recordsAtHand(tx, caseId);
      tx.note({ hits: rows.map(({ recordId }) => recordId), classes: ['reference'], owners: [context.actor.agencyId] });
      return rows;
    });
    const persons = await Promise.all(records.map(({ recordId }) => this.queries.execute(new PersonsOfRecord(context, recordId))));
    const [head] = records;
    const open = records.filter(({ status }) => status === 'open');
    const shown = (open.length > 0 ? open : [head]).map(({ recordId, functionId, track }) => ({ recordId, functionId, track }));
    return { recordId: head.recordId, records: shown, persons: ownRegistrationFirst(records, persons.flat()) };
  }
}

/** What a person is called in a list: by name where it is open, else by role. */
export const personLabel = ({ values, personId }: PersonView): string =>
  typeof values.name === 'string' ? values.name : personId.slice(0, 8);

/** Whom something new can be about: each person once, and of one who was registered twice the registration that is kept. */
export const choosable = (persons: readonly PersonView[]): PersonView[] => keptOf(eachPerson(persons));
