import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ServiceKeys } from '#libs/privacy';
import { Directory, readCursor, ReadDoor, type ReadTransaction, type RequestContext } from '#src/access/index';
import { RecordRow, TRACKS, type Track } from '#src/coordination/record/index';
import { keptOf, PersonRow, type PersonProtection, type PersonRole } from '#src/people/index';

export interface OwnCase {
  readonly recordId: string;
  readonly caseId: string;
  readonly functionName: string;
  readonly status: 'open' | 'closed';
  readonly openedAt: string;
  /** Whose the record is: each child has one of its own, and so has the violence user. */
  readonly track: Track;
  /** Whom it is about: those of its persons who are what its side is called after. A name is null when it is erased. */
  readonly about: readonly { readonly personId: string; readonly name: string | null; readonly protection: PersonProtection }[];
}
export interface OwnCasesPage {
  readonly items: readonly OwnCase[];
  readonly next?: string;
}

const PAGE = 50;
const CURSOR = 'own-cases-cursors';

/** Where a page ended: the moment of its last record, and which records of that very moment it held. */
interface Place {
  readonly at: string;
  readonly ids: readonly string[];
}

/** The records that the reader works with, the latest opened first. No totals: a list is as long as it is. */
export class OwnCases extends Query<OwnCasesPage> {
  constructor(
    readonly context: RequestContext,
    readonly status: 'open' | 'closed',
    readonly cursor?: string,
  ) {
    super();
  }
}

@QueryHandler(OwnCases)
export class OwnCasesHandler implements IQueryHandler<OwnCases> {
  constructor(
    private readonly door: ReadDoor,
    private readonly directory: Directory,
    private readonly keys: ServiceKeys,
  ) {}

  /** @throws Problem invalid-input for a cursor that is not ours */
  async execute({ context, status, cursor }: OwnCases): Promise<OwnCasesPage> {
    const place = await readCursor(this.keys, CURSOR, cursor);
    const from = place === undefined ? undefined : (JSON.parse(place) as Place);
    const about = { action: 'list', operation: 'own-cases', objectType: 'Case' } as const;
    const { rows, persons } = await this.door.read(context, about, async (tx) => {
      const found = await ownRecords(tx, status, from);
      return { rows: found, persons: await subjectsOf(tx, found.slice(0, PAGE)) };
    });
    const shown = rows.slice(0, PAGE);
    return {
      items: await Promise.all(shown.map((row) => this.item(row, persons))),
      ...(rows.length > PAGE ? { next: await this.keys.encrypt(CURSOR, JSON.stringify(endOf(shown, from))) } : {}),
    };
  }

  private async item(row: RecordRow, persons: readonly Subject[]): Promise<OwnCase> {
    return {
      recordId: row.recordId,
      caseId: row.caseId,
      functionName: (await this.directory.functionById(row.functionId))?.name ?? row.functionId,
      status: row.status,
      openedAt: row.openedAt.toISOString(),
      track: row.track,
      about: persons
        .filter(({ recordId, role }) => recordId === row.recordId && role === row.track)
        .map(({ personId, name, protection }) => ({ personId, name, protection })),
    };
  }
}

export const endOf = (shown: readonly Pick<RecordRow, 'recordId' | 'openedAt'>[], from: Place | undefined): Place => {
  const at = shown.at(-1)!.openedAt.toISOString();
  const ids = shown.filter(({ openedAt }) => openedAt.toISOString() === at).map(({ recordId }) => recordId);
  return { at, ids: from?.at === at ? [...from.ids, ...ids] : ids };
};

const ownRecords = async (tx: ReadTransaction, status: 'open' | 'closed', from: Place | undefined): Promise<RecordRow[]> => {
  const rows = await tx.find(RecordRow, 'Record', {
    where: { status },
    order: { openedAt: 'DESC', recordId: 'ASC' },
    limit: PAGE + 1 + (from?.ids.length ?? 0),
    ...(from ? { and: [{ column: 'openedAt', operator: '<=', value: new Date(from.at) }] } : {}),
  });
  const fresh = rows.filter(({ recordId }) => !from?.ids.includes(recordId)).slice(0, PAGE + 1);
  tx.note({ hits: fresh.slice(0, PAGE).map(({ recordId }) => recordId), owners: [tx.context.actor.agencyId], classes: ['reference'] });
  return fresh;
};

interface Subject {
  readonly recordId: string;
  readonly role: PersonRole;
  readonly personId: string;
  readonly name: string | null;
  readonly protection: PersonProtection;
}

/** Names of whom the records are about: what a caseworker knows a case by. */
const subjectsOf = async (tx: ReadTransaction, records: readonly RecordRow[]): Promise<Subject[]> => {
  if (records.length === 0) return [];
  const found: PersonRow[] = [];
  for (const role of TRACKS) {
    const recordId = records.filter(({ track }) => track === role).map((record) => record.recordId);
    if (recordId.length > 0)
      found.push(...(await tx.find(PersonRow, 'Person', { where: { recordId, role }, order: { registeredAt: 'ASC' } })));
  }
  const rows = keptOf(found);
  tx.note({ persons: rows.map(({ personId }) => personId), classes: rows.length > 0 ? ['identity'] : [] });
  return Promise.all(
    rows.map(async (row) => {
      const name: unknown = await tx.open(row.fields['name']?.value);
      return {
        recordId: row.recordId,
        role: row.role,
        personId: row.personId,
        name: typeof name === 'string' ? name : null,
        protection: row.mark,
      };
    }),
  );
};
