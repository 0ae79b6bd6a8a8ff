import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { AgencyKind, FieldClass, GrantKind } from '#libs/shared-kernel';
import { Directory, filterFields, ReadDoor, visibleClasses, type ReadTransaction, type RequestContext } from '#src/access/index';
import { NO_SHIELD, shieldOfKnown, shows } from '#src/people/index';
import { RecordRow } from '../../record/index.js';
import { DisclosureRow, OwnChainEntryRow } from '../disclosure.rows.js';
import { fieldsWith, hasEnded, requestsIn, type SentRequests } from '../sent-along.js';
import { ownReason, sightsOf, type BearingGrant, type Blind, type OwnWay, type Sight } from './sights.js';

export interface ExplainedField {
  readonly name: string;
  readonly class: FieldClass;
  readonly sees: readonly Sight[];
  /** Recipients with a disclosure in the case that does not reach this field. */
  readonly blind: readonly Blind[];
}
export interface WhyVisibleView {
  readonly entryId: string;
  readonly type: string;
  readonly thing: string;
  readonly ownerAgency: string;
  readonly occurredAt: string;
  readonly fields: readonly ExplainedField[];
  /** Closed to this reader by a mark of protection, whether or not the entry has anything of it: fields of these classes are not among them. */
  readonly withheld?: readonly FieldClass[];
}

/** "Why can X see this?": each field of one entry that the reader sees, with everyone else who does, on which ground, until when. */
export class WhyVisible extends Query<WhyVisibleView> {
  constructor(
    readonly context: RequestContext,
    readonly caseId: string,
    readonly entryId: string,
  ) {
    super();
  }
}

export interface GrantRow {
  grant_id: string;
  object_id: string | null;
  kind: GrantKind;
  recipient_agency: string;
  recipient_function: string;
  classes: FieldClass[];
  person_ids: string[] | null;
  ground: string;
  rule_version: string;
  facts_from: Date;
  valid_from: Date;
  valid_until: Date | null;
  closed_at: Date | null;
  /** Out of a record that the reader has opened in an emergency: what a request took along is not theirs to read. */
  by_emergency: boolean;
}
/** Out of this record, and only what "vem ser vad" shows this reader: the own record's, or to a function of their own. */
const GRANTS = `
  SELECT grant_id, object_id, kind, recipient_agency, recipient_function, classes, person_ids, ground, rule_version, facts_from, valid_from, valid_until, closed_at,
         access.emergency(record_id) AND NOT access.assigned(record_id) AS by_emergency
    FROM access.grants
   WHERE case_id = $1 AND record_id = $2 AND kind = ANY ($3)
     AND (access.assigned(record_id) OR access.emergency(record_id) OR (recipient_function = ANY (access.functions()) AND access.works_for(case_id, recipient_function)))
   ORDER BY valid_from, grant_id, part DESC`;

export const grantsOn = (tx: ReadTransaction, caseId: string, recordId: string, kinds: readonly GrantKind[]): Promise<GrantRow[]> =>
  tx.sql<GrantRow>(GRANTS, [caseId, recordId, kinds]);

/** One of the own agency's staff who reads an own record now, and how; as access.readers has it. */
export interface ReaderRow {
  readonly staff_id: string;
  readonly function_id: string | null;
  readonly own: OwnWay;
  readonly instead_of: readonly string[];
  /** Of an open vault: for whom. */
  readonly person_id: string | null;
  readonly until: Date | null;
}
/** Who reads an own record: assigned, standing in, in an emergency; and to whom the vault stands open. */
export const readersOf = (tx: ReadTransaction, recordId: string): Promise<ReaderRow[]> =>
  tx.sql<ReaderRow>('SELECT * FROM access.readers($1)', [recordId]);

/** They see it by the policy's own words. */
export const ownSights = (
  readers: readonly ReaderRow[],
  { agencyId, agencyKind }: RequestContext['actor'],
  about: 'ChainEntry' | 'Person',
): Sight[] =>
  readers.flatMap(({ staff_id: staffId, function_id: functionId, own, instead_of: insteadOf, until }) => {
    const because = ownReason(agencyId, agencyKind, own, about);
    const when = until?.toISOString() ?? null;
    return because === undefined ? [] : [{ agencyId, functionId, staffId, because, disclosures: [], own, insteadOf, until: when }];
  });

@QueryHandler(WhyVisible)
export class WhyVisibleHandler implements IQueryHandler<WhyVisible> {
  constructor(
    private readonly door: ReadDoor,
    private readonly directory: Directory,
  ) {}

  /** @throws 404 unless the reader works with a record in the case, or has opened one in an emergency, and sees the entry */
  async execute({ context, caseId, entryId }: WhyVisible): Promise<WhyVisibleView> {
    const about = { action: 'read', operation: 'why-visible', objectType: 'ChainEntry', objectId: entryId, caseId } as const;
    const read = await this.door.read(context, about, async (tx) => {
      await tx.one(RecordRow, 'Record', { caseId, ownerAgency: context.actor.agencyId });
      const entry = await tx.one(OwnChainEntryRow, 'ChainEntry', { caseId, entryId });
      const fields = filterFields(entry.fields, visibleClasses(entry, context.actor.agencyId));
      tx.note({
        hits: [entryId],
        persons: entry.personId ? [entry.personId] : [],
        owners: [entry.ownerAgency],
        classes: ['reference', ...Object.values(fields).map((field) => field.class)],
      });
      return { entry, fields, ...(await rightsOn(tx, entry)) };
    });
    const { entry, fields } = read;
    const kinds = new Map(await Promise.all(read.grants.map(async ({ recipient_agency: id }) => [id, await this.kindOf(id)] as const)));
    const bear = (cls: FieldClass): BearingGrant[] =>
      read.grants.map((row) => {
        const grant = bearing(row, kinds.get(row.recipient_agency)!);
        if (row.kind !== 'referral') return { ...grant, took: read.taking.has(row.grant_id) };
        const took = read.sent.some((one) => one.referral_id === row.object_id && one.class === cls);
        return asked(grant, row, { took, personId: entry.personId, requests: read.requests, now: context.now });
      });
    const own = ownSights(read.readers, context.actor, 'ChainEntry');
    const located = ownSights(locatedBy(read.readers, entry), context.actor, 'ChainEntry');
    const isClosed = (cls: FieldClass) => [cls, entry.class].some((one) => !shows(read.shield, one, entry.personId));
    return {
      entryId,
      type: entry.type,
      thing: entry.thing,
      ownerAgency: entry.ownerAgency,
      occurredAt: entry.occurredAt.toISOString(),
      fields: Object.entries(fields).map(([name, { class: cls }]) => {
        const { sees, blind } = sightsOf(entry, cls, bear(cls), context.now);
        return { name, class: cls, sees: [...(isClosed(cls) ? located : own), ...sees], blind };
      }),
      ...(read.closed ? { withheld: ['location', 'contact'] as const } : {}),
    };
  }

  private async kindOf(agencyId: string): Promise<AgencyKind> {
    return (await this.directory.agencyKind(agencyId)) ?? 'county';
  }
}

const CLOSED = 'SELECT access.whereabouts_closed($1, $2, $3, $4) AS closed';

/** Who of them sees where somebody is past a mark, as access.whereabouts_closed has it: who is assigned, and who else has the vault open for that person. */
const locatedBy = (readers: readonly ReaderRow[], { personId }: OwnChainEntryRow): ReaderRow[] => {
  const vault = new Set(readers.flatMap((one) => (one.own === 'vault' && one.person_id === personId ? [one.staff_id] : [])));
  return readers.filter(({ own, staff_id: staffId }) => own === 'assigned' || vault.has(staffId));
};

/** Who reads the own record, and the disclosures out of it. A recipient learns only of those to its own functions. */
const rightsOn = async (tx: ReadTransaction, { caseId, recordId, entryId, ownerAgency, personId, fields }: OwnChainEntryRow) => {
  const ours = ownerAgency === tx.context.actor.agencyId;
  const grants = await grantsOn(tx, caseId, recordId, ['standing', 'copy', 'referral']);
  const readers = ours ? await readersOf(tx, recordId) : [];
  const copies = ours ? await tx.find(DisclosureRow, 'Disclosure', { where: { caseId, recordId, mode: 'copy' } }) : [];
  const taking = copies.filter(({ content }) => (content['items'] as readonly string[] | undefined)?.includes(entryId));
  const requests = await requestsIn(tx, caseId);
  const classes = Object.values(fields).map((field) => field.class);
  const sent = await fieldsWith(tx, requests, entryId, classes);
  const shield = ours ? await shieldOfKnown(tx, { caseId, recordId }) : NO_SHIELD;
  const [asked] = await tx.sql<{ closed: boolean }>(CLOSED, [caseId, ownerAgency, recordId, personId]);
  return {
    grants,
    readers,
    taking: new Set(taking.map(({ disclosureId }) => disclosureId)),
    requests,
    sent,
    shield,
    closed: asked?.closed === true,
  };
};

/** As the grant tells of itself; whether it took something along is for whoever knows what it took. */
export const bearing = (row: GrantRow, recipientKind: AgencyKind): BearingGrant => ({
  grantId: row.grant_id,
  kind: row.kind,
  recipientAgency: row.recipient_agency,
  recipientKind,
  recipientFunction: row.recipient_function,
  classes: row.classes,
  personIds: row.person_ids,
  ground: row.ground,
  ruleVersion: row.rule_version,
  factsFrom: row.facts_from,
  validFrom: row.valid_from,
  validUntil: row.valid_until,
  closedAt: row.closed_at,
  took: false,
});

interface Asked {
  /** It holds what is asked about. */
  readonly took: boolean;
  /** Whom it is about. */
  readonly personId: string | null;
  readonly requests: SentRequests;
  readonly now: Date;
}
/**
 * A request, as it bears on something that it may hold. What was accepted may be part of the recipient's own record once the request has closed: told as a
 * copy, since to say that nobody has it would be the graver fault. It holds what was known when it was sent, so that nothing in it is too early for it. For
 * the same reason whoever reads in an emergency, and not the requests, is told as if all of its classes went, of whom it is about, and it was accepted.
 */
export const asked = (grant: BearingGrant, row: GrantRow, { took: told, personId, requests, now }: Asked): BearingGrant => {
  const about = row.person_ids === null || personId === null || row.person_ids.includes(personId);
  const took = told || (row.by_emergency && about);
  const kept = took && hasEnded(row, now) && (row.by_emergency || requests.accepted(row.object_id, row.recipient_function));
  return { ...grant, kind: kept ? 'copy' : grant.kind, factsFrom: new Date(0), took };
};
