import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { problems } from '#libs/http';
import { swedishDate, type FieldClass } from '#libs/shared-kernel';
import { ReadDoor, VersionTokens, type ReadTransaction, type RequestContext } from '#src/access/index';
import { PERSON_ROLES, type CorrectionReason } from '../person/person.events.js';
import { toPersonView, valuesOf, withheldClasses, withhold, type PersonValues, type PersonView } from '../person/person-view.js';
import { PersonHistoryRow, PersonRow } from '../person/person.rows.js';
import { showsPlaceOf } from './shield.js';

/** The persons of an own record, in the order they were registered. Location and contact of the protected are withheld. */
export class PersonsOfRecord extends Query<readonly PersonView[]> {
  constructor(
    readonly context: RequestContext,
    readonly recordId: string,
  ) {
    super();
  }
}

export interface PersonChange {
  readonly at: string;
  readonly by: string;
  readonly kind: PersonHistoryRow['kind'];
  readonly reason: CorrectionReason | null;
  readonly role: PersonHistoryRow['role'];
  readonly protection: PersonHistoryRow['protection'];
  readonly values: PersonValues;
  /** Of what was said then, closed by the mark she has now: who she was before a fictitious identity. */
  readonly withheld?: readonly FieldClass[];
  readonly removed: readonly string[];
}
export interface PersonWithHistory {
  readonly person: PersonView;
  /** Oldest first: what was said, and what replaced it. */
  readonly history: readonly PersonChange[];
}

/** One person of an own record with all that was said of them; in whichever own record, when none is named. */
export class OnePerson extends Query<PersonWithHistory> {
  constructor(
    readonly context: RequestContext,
    readonly personId: string,
    readonly recordId?: string,
  ) {
    super();
  }
}

@QueryHandler(PersonsOfRecord)
export class PersonsOfRecordHandler implements IQueryHandler<PersonsOfRecord> {
  constructor(
    private readonly door: ReadDoor,
    private readonly versions: VersionTokens,
  ) {}

  execute({ context, recordId }: PersonsOfRecord): Promise<readonly PersonView[]> {
    const about = { action: 'list', operation: 'persons-of-record', objectType: 'Person', recordId } as const;
    return this.door.read(context, about, async (tx) => {
      const persons = await personsIn(tx, this.versions, recordId);
      if (persons.length === 0 && !(await worksWith(tx, recordId))) throw problems.notFound();
      return persons;
    });
  }
}

@QueryHandler(OnePerson)
export class OnePersonHandler implements IQueryHandler<OnePerson> {
  constructor(
    private readonly door: ReadDoor,
    private readonly versions: VersionTokens,
  ) {}

  execute({ context, personId, recordId }: OnePerson): Promise<PersonWithHistory> {
    const about = {
      action: 'read',
      operation: 'person',
      objectType: 'Person',
      objectId: personId,
      ...(recordId ? { recordId } : {}),
    } as const;
    return this.door.read(context, about, async (tx) => {
      const where = { personId, ...(recordId ? { recordId } : {}) };
      const [row] = await tx.find(PersonRow, 'Person', { where, order: { registeredAt: 'DESC' }, limit: 1 });
      if (!row) throw problems.notFound();
      const said = await tx.find(PersonHistoryRow, 'Person', { where: { personId, recordId: row.recordId }, order: { revision: 'ASC' } });
      const withheld = withheldClasses(row);
      const before = await formerIdentity(tx, row, said);
      const opened = await tx.open(said.map((one) => withhold(one.fields, before(one) ? [...withheld, 'identity'] : withheld)));
      const [person] = await showPersons(tx, this.versions, [row]);
      return { person: person as PersonView, history: said.map((one, index) => toChange(one, valuesOf(opened[index] ?? {}), before(one))) };
    });
  }
}

/** The persons of an own record, for a page that shows them among other things, inside its own read. */
export const personsIn = async (tx: ReadTransaction, versions: VersionTokens, recordId: string): Promise<readonly PersonView[]> => {
  const rows = await tx.find(PersonRow, 'Person', { where: { recordId }, order: { registeredAt: 'ASC', personId: 'ASC' } });
  // All of a report are registered in one moment: the exposed person stands first.
  const inOrder = rows.toSorted((one, other) => PERSON_ROLES.indexOf(one.role) - PERSON_ROLES.indexOf(other.role));
  return showPersons(tx, versions, inOrder);
};

/** Who in the own records of a case has moved, and when that was said: that it was, never where to. A correction of what was wrong is no move. */
export const movesIn = async (
  tx: ReadTransaction,
  caseId: string,
): Promise<readonly { readonly personId: string; readonly at: string }[]> => {
  const said = await tx.find(PersonHistoryRow, 'Person', { where: { caseId, kind: 'corrected', reason: 'changed' } });
  const moved = said.filter(({ fields }) => 'address' in fields || 'municipality' in fields);
  tx.note({
    hits: moved.map(({ personId }) => personId),
    persons: moved.map(({ personId }) => personId),
    owners: moved.map(({ ownerAgency }) => ownerAgency),
    classes: moved.length > 0 ? ['reference'] : [],
  });
  return moved.map(({ personId, saidAt }) => ({ personId, at: saidAt.toISOString() }));
};

/** Opens what is not withheld, and notes what is shown. */
const showPersons = async (tx: ReadTransaction, versions: VersionTokens, rows: readonly PersonRow[]): Promise<readonly PersonView[]> => {
  const shown = rows.map((row) => withhold(row.fields, withheldClasses(row)));
  tx.note({
    hits: rows.map((row) => row.personId),
    persons: rows.map((row) => row.personId),
    owners: rows.map((row) => row.ownerAgency),
    classes: shown.flatMap((fields) => Object.values(fields).map((field): FieldClass => field.class)),
  });
  const opened = await tx.open(shown);
  const tokens = rows.map((row) => versions.version(tx.context.actor, `person-${row.streamId}`, row.revision));
  const named = await Promise.all(tokens);
  const today = swedishDate(tx.context.now);
  const views = rows.map((row, index) => toPersonView(row, opened[index] ?? {}, named[index] ?? '', withheldClasses(row), today));
  if (views.length > 0) tx.note({ classes: views.some(({ minor }) => minor) ? ['identity', 'child'] : ['identity'] });
  return views;
};

/**
 * What was said of somebody with a fictitious identity before it began tells who she was: it opens with the vault alone (docs/decisions/0034). Where another
 * record or registration says that it is one, nothing here says when it began, and all of it is closed but what stands.
 */
const formerIdentity = async (
  tx: ReadTransaction,
  { mark, caseId, recordId, personId }: PersonRow,
  said: readonly PersonHistoryRow[],
): Promise<(one: PersonHistoryRow) => boolean> => {
  if (mark !== 'fictitious' || (await showsPlaceOf(tx, { caseId, recordId, personId }))) return () => false;
  const began = said.findLast(({ protection }) => protection === 'fictitious')?.revision ?? Infinity;
  return ({ revision }) => revision < began;
};

const toChange = (
  { saidAt, saidBy, kind, reason, role, protection, removed }: PersonHistoryRow,
  values: PersonValues,
  isFormer: boolean,
): PersonChange => ({
  at: saidAt.toISOString(),
  by: saidBy,
  kind,
  reason,
  role,
  protection,
  values,
  ...(isFormer ? { withheld: ['identity'] as const } : {}),
  removed,
});

/** A record without persons is a list without items only to those who work with it; to others it does not exist. */
const worksWith = async (tx: ReadTransaction, recordId: string): Promise<boolean> => {
  const [row] = await tx.sql<{ works: boolean }>('SELECT access.assigned($1::uuid) AS works', [recordId]);
  return tx.context.actor.duty === 'system' || row?.works === true;
};
