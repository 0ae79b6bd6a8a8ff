import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { swedishDate, type Personal } from '#libs/shared-kernel';
import { filterFields, ReadDoor, type ReadTransaction, type RequestContext } from '#src/access/index';
import { isChild, PersonRow, type PersonProtection, type PersonRole } from '#src/people/index';
import { recordAmong, recordsAtHand, type Track } from '../../record/index.js';

export interface RecordPerson {
  readonly personId: string;
  readonly role: PersonRole;
  /** Under 18 today. */
  readonly minor: boolean;
  readonly protection: PersonProtection;
  readonly name: Personal<string> | undefined;
}
export interface OwnRecordView {
  readonly recordId: string;
  readonly caseId: string;
  /** The function that works with it. */
  readonly functionId: string;
  /** Whose side of the case it is. */
  readonly track: Track;
  /** Not so when it is read by an emergency opening. */
  readonly assigned: boolean;
  readonly persons: readonly RecordPerson[];
  /** All own records of the case, this one among them: each child has one of its own. */
  readonly records: readonly { readonly recordId: string; readonly track: Track; readonly persons: readonly RecordPerson[] }[];
}

/** One of the reader's own records in a case, its head unless another is named, with the names of its persons: what the forms on consent, requests and disclosure start from. */
export class OwnRecord extends Query<OwnRecordView> {
  constructor(
    readonly context: RequestContext,
    readonly caseId: string,
    readonly recordId?: string,
  ) {
    super();
  }
}

const ORDER: readonly PersonRole[] = ['exposed', 'child', 'relative', 'violence-user'];

@QueryHandler(OwnRecord)
export class OwnRecordHandler implements IQueryHandler<OwnRecord> {
  constructor(private readonly door: ReadDoor) {}

  /** @throws 404 unless the reader is assigned to a record of the own agency in the case, and to the one that is named */
  execute({ context, caseId, recordId: asked }: OwnRecord): Promise<OwnRecordView> {
    return this.door.read(context, { action: 'read', operation: 'own-record', objectType: 'Record', caseId }, async (tx) => {
      const [head, ...others] = await recordsAtHand(tx, caseId);
      const chosen = recordAmong([head, ...others], asked);
      const all = [head, ...others];
      const persons = await namedPersons(
        tx,
        all.map(({ recordId }) => recordId),
      );
      const records = all.map(({ recordId, track }) => ({ recordId, track, persons: persons.get(recordId) ?? [] }));
      tx.note({ hits: records.map(({ recordId }) => recordId), owners: [context.actor.agencyId], classes: ['identity'] });
      const { recordId, functionId, track, assigned } = chosen;
      return { recordId, caseId, functionId, track, assigned, persons: persons.get(recordId) ?? [], records };
    });
  }
}

/** The persons of each record, by name. */
const namedPersons = async (tx: ReadTransaction, recordIds: string[]): Promise<ReadonlyMap<string, RecordPerson[]>> => {
  const rows = await tx.find(PersonRow, 'Person', { where: { recordId: recordIds }, order: { registeredAt: 'ASC' } });
  const named = rows.map((row) => ({ ...row, fields: filterFields(row.fields, new Set(['identity'])) }));
  tx.note({ persons: rows.map(({ personId }) => personId) });
  const opened = (await tx.open(named)).toSorted((one, other) => ORDER.indexOf(one.role) - ORDER.indexOf(other.role));
  const found = new Map<string, RecordPerson[]>();
  for (const { recordId, personId, role, minor, mark: protection, fields } of opened) {
    const number = fields['personNumber']?.value;
    const age = { minor, ...(typeof number === 'string' ? { personNumber: number } : {}) };
    const name = fields['name']?.value as Personal<string> | undefined;
    const person = { personId, role, minor: isChild(age, swedishDate(tx.context.now)), protection, name };
    found.set(recordId, [...(found.get(recordId) ?? []), person]);
  }
  return found;
};
