import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { problems } from '#libs/http';
import type { FieldClass } from '#libs/shared-kernel';
import { Directory, ReadDoor, type ReadTransaction, type RequestContext } from '#src/access/index';
import { PersonRow, withheldClasses } from '#src/people/index';
import { PERSON_CLASSES, PERSON_FIELD, type PersonClass } from '../copied-content.events.js';
import { DisclosureRow } from '../disclosure.rows.js';
import { requestsIn, type SentRequests } from '../sent-along.js';
import { sightsOf, type BearingGrant, type Blind, type Sight } from './sights.js';
import { asked, bearing, grantsOn, ownSights, readersOf, type GrantRow } from './why-visible.js';

export interface ExplainedClass {
  readonly class: FieldClass;
  /** Which of the person's fields are of it. Their names, never what they say. */
  readonly fields: readonly string[];
  /** She is protected, or somebody near her whom it would give away: those who work with the record see it only once it is revealed, or the vault is opened to them. */
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

@QueryHandler(WhyPersonVisible)
export class WhyPersonVisibleHandler implements IQueryHandler<WhyPersonVisible> {
  constructor(
    private readonly door: ReadDoor,
    private readonly directory: Directory,
  ) {}

  /** @throws 404 unless she stands in a record of the case that the reader works with, or has opened in an emergency */
  async execute({ context, caseId, personId, recordId }: WhyPersonVisible): Promise<WhyPersonView> {
    const about = { action: 'read', operation: 'why-person-visible', objectType: 'Person', objectId: personId, caseId } as const;
    const read = await this.door.read(context, about, async (tx) => {
      const where = { caseId, personId, ownerAgency: context.actor.agencyId, ...(recordId ? { recordId } : {}) };
      const [person] = await tx.find(PersonRow, 'Person', { where, order: { registeredAt: 'ASC' } });
      if (!person) throw problems.notFound();
      tx.note({ hits: [personId], persons: [personId], owners: [person.ownerAgency], classes: ['reference'] });
      return { person, ...(await rightsOn(tx, person)) };
    });
    const { person, grants, readers, copies, requests } = read;
    const entry = { ownerAgency: person.ownerAgency, class: 'reference' as const, personId, recordedAt: person.registeredAt };
    const classes = [...new Set(Object.values(person.fields).map((field) => field.class))];
    const vault = readers.filter(({ own }) => own === 'vault');
    const working = ownSights(
      readers.filter(({ own }) => own !== 'vault'),
      context.actor,
      'Person',
    );
    const located = ownSights(
      vault.filter((reader) => reader.person_id === personId),
      context.actor,
      'Person',
    );
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
            : [taken(bearing(row, kinds.get(row.recipient_agency)!), row, { cls, personId, copies, requests, now: context.now })],
        );
        const { sees, blind } = sightsOf(entry, cls, bear, context.now);
        // As her own page: where a near person is, and how they are reached, goes with hers who is protected.
        const withheld = withheldClasses(person).includes(cls);
        const fields = Object.entries(person.fields).flatMap(([name, field]) => (field.class === cls ? [name] : []));
        return {
          class: cls,
          fields,
          withheld,
          sees: [...(withheld ? located : working), ...sees],
          blind: [...blind, ...entriesOnly(grants, bear)],
        };
      }),
    };
  }
}

const rightsOn = async (tx: ReadTransaction, { caseId, recordId }: PersonRow) => ({
  grants: await grantsOn(tx, caseId, recordId, ['standing', 'copy', 'referral']),
  readers: await readersOf(tx, recordId),
  copies: await tx.find(DisclosureRow, 'Disclosure', { where: { caseId, recordId, mode: 'copy' } }),
  requests: await requestsIn(tx, caseId),
});

interface Taking {
  readonly cls: FieldClass;
  readonly personId: string;
  readonly copies: readonly DisclosureRow[];
  readonly requests: SentRequests;
  readonly now: Date;
}

const isPersonClass = (cls: FieldClass): cls is PersonClass => PERSON_CLASSES.some((one) => one === cls);

/** Whether a copy or a request took this class of her along. */
const taken = (grant: BearingGrant, row: GrantRow, { cls, personId, copies, requests, now }: Taking): BearingGrant => {
  if (row.kind === 'copy') {
    const content = copies.find(({ disclosureId }) => disclosureId === row.grant_id)?.content;
    const persons = isPersonClass(cls) ? content?.[PERSON_FIELD[cls]] : undefined;
    return { ...grant, took: personId in ((persons ?? {}) as object) };
  }
  const took = requests.fields.some((one) => one.referral_id === row.object_id && one.person_id === personId && one.class === cls);
  return asked(grant, row, { took, personId, requests, now });
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
