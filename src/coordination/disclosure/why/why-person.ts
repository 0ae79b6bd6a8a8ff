import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { problems } from '#libs/http';
import type { FieldClass } from '#libs/shared-kernel';
import { Directory, ReadDoor, type ReadTransaction, type RequestContext } from '#src/access/index';
import { PersonRow } from '#src/people/index';
import { PERSON_CLASSES, PERSON_FIELD, type PersonClass } from '../copied-content.events.js';
import { REVEALING } from '../disclosure-basis.js';
import { DisclosureRow } from '../disclosure.rows.js';
import { sightsOf, type BearingGrant, type Blind, type Sight } from './sights.js';
import { bearing, grantsOn, ownSights, staffOn, type GrantRow } from './why-visible.js';

export interface ExplainedClass {
  readonly class: FieldClass;
  /** Which of the person's fields are of it. Their names, never what they say. */
  readonly fields: readonly string[];
  /** She is protected: those who work with the record see it only once it is revealed, or the vault is opened to them. */
  readonly withheld: boolean;
  readonly sees: readonly Sight[];
  readonly blind: readonly Blind[];
}
export interface WhyPersonView {
  readonly personId: string;
  readonly recordId: string;
  readonly ownerAgency: string;
  readonly registeredAt: string;
  readonly classes: readonly ExplainedClass[];
}

/** "Why can X see this?" of a person's own fields, class by class: who works with the record, who has a copy, and who a request is addressed to. */
export class WhyPersonVisible extends Query<WhyPersonView> {
  constructor(
    readonly context: RequestContext,
    readonly caseId: string,
    readonly personId: string,
    /** Where she stands in several of the case's own records; else the first that the reader works with. */
    readonly recordId?: string,
  ) {
    super();
  }
}

/** What a request took along of her. Row-level security alone guards it: the sender's own requests, out of records that the reader works with. */
const REQUESTED = `
  SELECT DISTINCT f.referral_id, f.class, r.status, r.to_function FROM door.referral_fields f JOIN door.referrals r USING (referral_id)
   WHERE f.person_id = $1 AND r.record_id = $2`;
interface Requested {
  readonly referral_id: string;
  readonly class: string;
  readonly status: string;
  readonly to_function: string;
}

@QueryHandler(WhyPersonVisible)
export class WhyPersonVisibleHandler implements IQueryHandler<WhyPersonVisible> {
  constructor(
    private readonly door: ReadDoor,
    private readonly directory: Directory,
  ) {}

  /** @throws 404 unless she stands in a record of the case that the reader works with */
  async execute({ context, caseId, personId, recordId }: WhyPersonVisible): Promise<WhyPersonView> {
    const about = { action: 'read', operation: 'why-person-visible', objectType: 'Person', objectId: personId, caseId } as const;
    const read = await this.door.read(context, about, async (tx) => {
      const where = { caseId, personId, ownerAgency: context.actor.agencyId, ...(recordId ? { recordId } : {}) };
      const [person] = await tx.find(PersonRow, 'Person', { where, order: { registeredAt: 'ASC' } });
      if (!person) throw problems.notFound();
      tx.note({ hits: [personId], persons: [personId], owners: [person.ownerAgency], classes: ['reference'] });
      return { person, ...(await rightsOn(tx, person)) };
    });
    const { person, grants, staff, copies, requested } = read;
    const entry = { ownerAgency: person.ownerAgency, class: 'reference' as const, personId, recordedAt: person.registeredAt };
    const classes = [...new Set(Object.values(person.fields).map((field) => field.class))];
    const own = ownSights(staff, context.actor, 'Person');
    const kinds = new Map(
      await Promise.all(
        grants.map(async ({ recipient_agency: id }) => [id, (await this.directory.agencyKind(id)) ?? ('county' as const)] as const),
      ),
    );
    return {
      ...{ personId, recordId: person.recordId, ownerAgency: person.ownerAgency },
      registeredAt: person.registeredAt.toISOString(),
      classes: classes.map((cls): ExplainedClass => {
        const bear = grants.flatMap((row): BearingGrant[] =>
          row.kind === 'standing'
            ? []
            : [taken(bearing(row, kinds.get(row.recipient_agency)!), row, { cls, personId, copies, requested, now: context.now })],
        );
        const { sees, blind } = sightsOf(entry, cls, bear, context.now);
        const withheld = person.protection !== 'none' && REVEALING.includes(cls);
        const fields = Object.entries(person.fields).flatMap(([name, field]) => (field.class === cls ? [name] : []));
        return { class: cls, fields, withheld, sees: [...(withheld ? [] : own), ...sees], blind: [...blind, ...entriesOnly(grants, bear)] };
      }),
    };
  }
}

const rightsOn = async (tx: ReadTransaction, { caseId, recordId, personId }: PersonRow) => ({
  grants: await grantsOn(tx, caseId, recordId, ['standing', 'copy', 'referral']),
  staff: await staffOn(tx, recordId),
  copies: await tx.find(DisclosureRow, 'Disclosure', { where: { caseId, recordId, mode: 'copy' } }),
  requested: await tx.sql<Requested>(REQUESTED, [personId, recordId]),
});

interface Taking {
  readonly cls: FieldClass;
  readonly personId: string;
  readonly copies: readonly DisclosureRow[];
  readonly requested: readonly Requested[];
  readonly now: Date;
}

const isPersonClass = (cls: FieldClass): cls is PersonClass => PERSON_CLASSES.some((one) => one === cls);

/**
 * Whether a copy or a request took this class of her along. What was accepted may be part of the recipient's own record once the request has closed: told as
 * a copy, since to say that nobody has it would be the graver fault.
 */
const taken = (grant: BearingGrant, row: GrantRow, { cls, personId, copies, requested, now }: Taking): BearingGrant => {
  if (row.kind === 'copy') {
    const content = copies.find(({ disclosureId }) => disclosureId === row.grant_id)?.content;
    const persons = isPersonClass(cls) ? content?.[PERSON_FIELD[cls]] : undefined;
    return { ...grant, took: personId in ((persons ?? {}) as object) };
  }
  const sent = requested.filter(({ referral_id }) => referral_id === row.object_id);
  const took = sent.some((one) => one.class === cls);
  const closed = row.closed_at !== null || (row.valid_until !== null && row.valid_until <= now);
  const accepted = sent.some(
    ({ status, to_function: to }) => to === row.recipient_function && (status === 'accepted' || status === 'done'),
  );
  const kept = took && closed && accepted;
  // A request holds what was known when it was sent, so that nothing in it is too early for it.
  return { ...grant, kind: kept ? 'copy' : grant.kind, factsFrom: new Date(0), took };
};

/** A standing disclosure shows what happened, never a person's own fields: its recipients are told apart from those whom she was never disclosed to. */
const entriesOnly = (grants: readonly GrantRow[], others: readonly BearingGrant[]): Blind[] => {
  const elsewhere = new Set(others.map(({ recipientFunction }) => recipientFunction));
  const standing = new Map(
    grants
      .filter(({ kind, recipient_function: id }) => kind === 'standing' && !elsewhere.has(id))
      .map((row) => [row.recipient_function, row]),
  );
  return [...standing].map(([functionId, { recipient_agency: agencyId }]) => ({ agencyId, functionId, because: 'entries-only' }));
};
