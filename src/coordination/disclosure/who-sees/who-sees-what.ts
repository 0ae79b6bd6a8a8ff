import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { AgencyKind, FieldClass, GrantKind } from '#libs/shared-kernel';
import { Directory, ReadDoor, type ReadTransaction, type RequestContext } from '#src/access/index';
import { AttachmentRow } from '../../attachment/index.js';
import { LegalRules } from '../../legal-rules/index.js';
import { RecordRow } from '../../record/index.js';
import { filesTold } from '../copied-files.events.js';
import { DisclosureRow } from '../disclosure.rows.js';
import { limitsOf, type Limits } from '../protection-text.js';
import { classesIn, requestsIn } from '../sent-along.js';
import { seenClasses, type GrantPart, type HeldPart, type SeenClass } from './seen-classes.js';

/** A part of a disclosure's grant, as it stands. */
export interface WhoSeesWhatRow extends GrantPart, Limits {
  readonly open: boolean;
  /** A request out of a record that the reader has opened in an emergency: what went with it is not theirs to read, and it is told as if all of it did. */
  readonly unread?: true;
}
export interface WhoSeesWhatView {
  readonly grants: readonly WhoSeesWhatRow[];
  readonly classes: readonly SeenClass[];
}

/** "Vem ser vad": only the rows where the viewer's agency discloses or receives (foundation.md 8). */
export class WhoSeesWhat extends Query<WhoSeesWhatView> {
  constructor(
    readonly context: RequestContext,
    readonly caseId: string,
  ) {
    super();
  }
}

interface Row {
  grant_id: string;
  kind: GrantKind;
  object_id: string | null;
  owner_agency: string;
  recipient_agency: string;
  recipient_function: string;
  classes: FieldClass[];
  purpose: string;
  ground: string;
  rule_version: string;
  valid_from: Date;
  valid_until: Date | null;
  closed_at: Date | null;
  open: boolean;
  ours: boolean;
  by_emergency: boolean;
}

/** A grant that was narrowed stands in parts: each with its classes and its time. Row-level security leaves the agency's own two sides;
 * of its own side only the records that the reader works with, or has opened in an emergency: the violence user's worker learns nothing of where her data
 * goes. */
const GRANTS = `
  SELECT grant_id, kind, object_id, owner_agency, recipient_agency, recipient_function, classes, purpose, ground, rule_version, valid_from, valid_until, closed_at,
         closed_at IS NULL AND (valid_until IS NULL OR valid_until > access.now()) AS open,
         access.assigned(record_id) OR access.emergency(record_id) AS ours, access.emergency(record_id) AND NOT access.assigned(record_id) AS by_emergency
    FROM access.grants WHERE case_id = $1 AND (access.assigned(record_id) OR access.emergency(record_id) OR (recipient_function = ANY (access.functions()) AND access.works_for(case_id, recipient_function)))
   ORDER BY valid_from, grant_id, part`;

@QueryHandler(WhoSeesWhat)
export class WhoSeesWhatHandler implements IQueryHandler<WhoSeesWhat> {
  constructor(
    private readonly door: ReadDoor,
    private readonly directory: Directory,
    private readonly rules: LegalRules,
  ) {}

  /** @throws 404 unless the reader is assigned to a record of the own agency in the case, or has opened one in an emergency */
  execute({ context, caseId }: WhoSeesWhat): Promise<WhoSeesWhatView> {
    return this.door.read(context, { action: 'list', operation: 'who-sees-what', objectType: 'Grant', caseId }, async (tx) => {
      await tx.one(RecordRow, 'Record', { caseId, ownerAgency: context.actor.agencyId });
      const rows = await tx.sql<Row>(GRANTS, [caseId]);
      tx.note({ hits: rows.map(({ grant_id }) => grant_id), owners: rows.map(({ owner_agency }) => owner_agency), classes: ['reference'] });
      await this.rules.know(rows.map(({ ground, rule_version: ruleVersion }) => ({ ground, ruleVersion })));
      const along = await alongWith(tx, caseId, rows);
      const recipients = [...new Set(rows.map(({ recipient_agency }) => recipient_agency))];
      const kinds = new Map(await Promise.all(recipients.map(async (id) => [id, await this.directory.agencyKind(id)] as const)));
      const grants = rows.map((row) => ({
        files: along(row).files,
        grantId: row.grant_id,
        kind: row.kind,
        ownerAgency: row.owner_agency,
        recipientAgency: row.recipient_agency,
        recipientFunction: row.recipient_function,
        classes: row.classes,
        purpose: row.purpose,
        ground: row.ground,
        ruleVersion: row.rule_version,
        from: row.valid_from.toISOString(),
        until: row.valid_until?.toISOString() ?? null,
        closedAt: row.closed_at?.toISOString() ?? null,
        open: row.open,
        ours: row.ours,
        ...(row.by_emergency && row.kind === 'referral' ? { unread: true as const } : {}),
        ...limitsAt(kinds.get(row.recipient_agency) ?? null, row),
      }));
      const held = grants.map((grant, index) => ({ ...grant, ...along(rows[index]!).held }));
      return { grants, classes: seenClasses(held, context.now) };
    });
  }
}

/** Nothing is known of an agency that has left the register. */
const limitsAt = (kind: AgencyKind | null, { ground, rule_version }: Pick<Row, 'ground' | 'rule_version'>): Limits =>
  kind ? limitsOf(ground, rule_version, kind) : { protection: null, partyMaySee: null };

interface Along {
  /** What the files that went are about, one for each. */
  readonly files: readonly FieldClass[];
  readonly held: Pick<HeldPart, 'went' | 'accepted'>;
}
/** A copy in an own record or intake: of a disclosure by its own id, of a request by the request's. */
interface Came {
  readonly received_id: string;
  readonly source_id: string;
  readonly content: Readonly<Record<string, unknown>>;
}
const CAME = 'SELECT received_id, source_id, content FROM door.received WHERE case_id = $1';

/** What went along with each copy and request: of an own decision as it was decided and sent, of a peer's what came and lies here. */
const alongWith = async (tx: ReadTransaction, caseId: string, rows: readonly Row[]): Promise<(row: Row) => Along> => {
  if (rows.every(({ kind }) => kind === 'standing')) return () => ({ files: [], held: {} });
  const decided = new Map(
    (await tx.find(DisclosureRow, 'Disclosure', { where: { caseId, mode: 'copy' } })).map(({ disclosureId, content }) => [
      disclosureId,
      { files: filesTold(content).map(({ class: cls }) => cls), content: classesIn(content) },
    ]),
  );
  const requests = await requestsIn(tx, caseId);
  const came = await tx.sql<Came>(CAME, [caseId]);
  const kept = await tx.find(AttachmentRow, 'Attachment', { where: { caseId } });
  return ({ kind, grant_id, object_id, recipient_function, ours, by_emergency }) => {
    if (kind === 'standing') return { files: [], held: {} };
    if (ours && kind === 'copy') {
      const { files, content } = decided.get(grant_id) ?? { files: [], content: [] };
      return { files, held: { went: [...content, ...files] } };
    }
    // To say that nobody has it would be the graver fault.
    if (by_emergency) return { files: [], held: { accepted: true } };
    if (ours) {
      const went = requests.fields.filter(({ referral_id }) => referral_id === object_id).map((field) => field.class);
      return { files: [], held: { went, accepted: requests.accepted(object_id, recipient_function) } };
    }
    const here = came.filter(({ received_id, source_id }) => object_id !== null && [received_id, source_id].includes(object_id));
    const files = kept.filter(({ copyId }) => copyId !== null && copyId === object_id).map(({ about }) => about);
    return { files, held: { went: [...here.flatMap(({ content }) => classesIn(content)), ...files], accepted: here.length > 0 } };
  };
};
