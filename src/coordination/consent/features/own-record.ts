import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Personal } from '#libs/shared-kernel';
import { filterFields, ReadDoor, type RequestContext } from '#src/access/index';
import { PersonRow, type PersonProtection, type PersonRole } from '#src/people/index';
import { RecordRow, type Track } from '../../record/index.js';

export interface RecordPerson {
  readonly personId: string;
  readonly role: PersonRole;
  readonly minor: boolean;
  readonly protection: PersonProtection;
  readonly name: Personal<string> | undefined;
}
export interface OwnRecordView {
  readonly recordId: string;
  readonly caseId: string;
  /** Whose side of the case it is. */
  readonly track: Track;
  readonly persons: readonly RecordPerson[];
}

/** The reader's own record in a case, with the names of its persons: what the forms on consent and disclosure start from. */
export class OwnRecord extends Query<OwnRecordView> {
  constructor(
    readonly context: RequestContext,
    readonly caseId: string,
  ) {
    super();
  }
}

const ORDER: readonly PersonRole[] = ['exposed', 'child', 'relative', 'violence-user'];

@QueryHandler(OwnRecord)
export class OwnRecordHandler implements IQueryHandler<OwnRecord> {
  constructor(private readonly door: ReadDoor) {}

  /** @throws 404 unless the reader is assigned to a record of the own agency in the case */
  execute({ context, caseId }: OwnRecord): Promise<OwnRecordView> {
    return this.door.read(context, { action: 'read', operation: 'own-record', objectType: 'Record', caseId }, async (tx) => {
      const { recordId, track } = await tx.one(RecordRow, 'Record', { caseId, ownerAgency: context.actor.agencyId });
      const rows = await tx.find(PersonRow, 'Person', { where: { recordId, caseId }, order: { registeredAt: 'ASC' } });
      const named = rows.map((row) => ({ ...row, fields: filterFields(row.fields, new Set(['identity'])) }));
      tx.note({ hits: [recordId], persons: rows.map(({ personId }) => personId), owners: [context.actor.agencyId], classes: ['identity'] });
      const persons = (await tx.open(named)).map(({ personId, role, minor, protection, fields }) => ({
        personId,
        role,
        minor,
        protection,
        name: fields['name']?.value as Personal<string> | undefined,
      }));
      return { recordId, caseId, track, persons: persons.sort((one, other) => ORDER.indexOf(one.role) - ORDER.indexOf(other.role)) };
    });
  }
}
