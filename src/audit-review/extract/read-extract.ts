import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { problems } from '#libs/http';
import { swedishDate } from '#libs/shared-kernel';
import { Directory, ReadDoor, type ReadTransaction, type RequestContext } from '#src/access/index';
import { isChild } from '#src/people/index';
import type { ExtractRecipient, DELAY_GROUNDS } from './extract.events.js';
import { LogExtractRow } from './extract.rows.js';

/** What an extract says: which day, in what duty, at which agency, what kind of act, how many times. Never who. */
export interface ExtractLine {
  readonly day: string;
  readonly duty: string;
  readonly agencyName: string;
  readonly act: string;
  readonly times: number;
}
export interface LogExtract {
  readonly agencyName: string;
  readonly since: string;
  readonly until: string;
  /** Other agencies’ reading stands in the extract too. */
  readonly withOthers: boolean;
  readonly lines: readonly ExtractLine[];
}
/** Before anything is handed over: what stands in the way. */
export interface ExtractState {
  readonly delayedUntil: string | null;
  readonly delayGround: (typeof DELAY_GROUNDS)[number] | null;
  readonly delayReason: string | null;
  readonly handedOverAt: string | null;
  readonly handedOverTo: ExtractRecipient | null;
  readonly minor: boolean;
  readonly protected: boolean;
  /** Registered more than once in the record: the extract covers each registration. */
  readonly merged: boolean;
}

export class ReadExtractState extends Query<ExtractState> {
  constructor(
    readonly context: RequestContext,
    readonly recordId: string,
    readonly personId: string,
  ) {
    super();
  }
}

interface SubjectRow {
  case_id: string;
  function_id: string;
  minor: boolean;
  protected: boolean;
  merged: boolean;
  other_side: boolean;
  guardian_is_danger: boolean;
}

/**
 * Whom it is about, where the actor may hand it over; a child by the number, which is opened for that alone. It is a read of that case: a neighbour
 * is warned before anything comes of it. @throws Problem not-found
 */
export const extractSubject = async (
  tx: ReadTransaction,
  recordId: string,
  personId: string,
  guardianId: string | null = null,
): Promise<SubjectRow> => {
  const [subject] = await tx.sql<SubjectRow>('SELECT * FROM access.extract_subject($1, $2, $3)', [recordId, personId, guardianId]);
  if (!subject) throw problems.notFound();
  tx.note({ cases: [subject.case_id] });
  const [sealed] = await tx.sql<{ number: unknown }>('SELECT access.extract_number($1, $2) AS number', [recordId, personId]);
  const number = await tx.open(sealed?.number);
  const age = { minor: subject.minor, ...(typeof number === 'string' ? { personNumber: number } : {}) };
  return { ...subject, minor: isChild(age, swedishDate(tx.context.now)) };
};

const YEARS = 5;
/** So far back as the log must be kept (HSLF-FS 2016:40). */
export const extractSince = (now: Date): Date => new Date(Date.UTC(now.getUTCFullYear() - YEARS, now.getUTCMonth(), now.getUTCDate()));

interface Row {
  day: Date;
  duty: string;
  agency_id: string;
  act: string;
  times: number;
}
/** The lines, already coarsened by the database. */
export const extractLines = async (
  tx: ReadTransaction,
  directory: Pick<Directory, 'agencyName'>,
  recordId: string,
  personId: string,
): Promise<ExtractLine[]> => {
  const since = extractSince(tx.context.now);
  const rows = await tx.sql<Row & { day: string }>(
    'SELECT day::text AS day, duty, agency_id, act, times FROM access.extract_rows($1, $2, $3)',
    [recordId, personId, since],
  );
  return Promise.all(
    rows.map(async ({ day, duty, agency_id: agencyId, act, times }) => ({
      day,
      duty,
      agencyName: await directory.agencyName(agencyId),
      act,
      times,
    })),
  );
};

@QueryHandler(ReadExtractState)
export class ReadExtractStateHandler implements IQueryHandler<ReadExtractState> {
  constructor(private readonly door: ReadDoor) {}

  execute({ context, recordId, personId }: ReadExtractState): Promise<ExtractState> {
    const about = { action: 'read', operation: 'log-extract', objectType: 'LogExtract', objectId: personId, recordId } as const;
    return this.door.read(context, about, async (tx) => {
      const subject = await extractSubject(tx, recordId, personId);
      const [row] = await tx.open(await tx.find(LogExtractRow, 'LogExtract', { where: { recordId, personId }, limit: 1 }));
      tx.note({
        hits: [personId],
        persons: [personId],
        owners: [context.actor.agencyId],
        classes: row?.delayReason ? ['reference', 'free-text'] : ['reference'],
      });
      const until = row?.delayedUntil ?? null;
      const waits = until !== null && until > context.now;
      return {
        delayedUntil: waits ? until.toISOString() : null,
        delayGround: waits ? (row?.delayGround ?? null) : null,
        delayReason: waits && typeof row?.delayReason === 'string' ? row.delayReason : null,
        handedOverAt: row?.handedOverAt?.toISOString() ?? null,
        handedOverTo: row?.handedOverTo ?? null,
        minor: subject.minor,
        protected: subject.protected,
        merged: subject.merged,
      };
    });
  }
}
