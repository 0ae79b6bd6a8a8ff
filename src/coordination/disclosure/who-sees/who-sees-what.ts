import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { FieldClass, GrantKind } from '#libs/shared-kernel';
import { ReadDoor, type ReadTransaction, type RequestContext } from '#src/access/index';
import { AttachmentRow } from '../../attachment/index.js';
import { RecordRow } from '../../record/index.js';
import { filesTold } from '../copied-files.events.js';
import { DisclosureRow } from '../disclosure.rows.js';
import { seenClasses, type GrantPart, type SeenClass } from './seen-classes.js';

/** A part of a disclosure's grant, as it stands. */
export interface WhoSeesWhatRow extends GrantPart {
  readonly open: boolean;
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
}

/** A grant that was narrowed stands in parts: each with its classes and its time. Row-level security leaves the agency's own two sides;
 * of its own side only the reader's own records: the violence user's worker learns nothing of where her data goes. */
const GRANTS = `
  SELECT grant_id, kind, object_id, owner_agency, recipient_agency, recipient_function, classes, purpose, ground, rule_version, valid_from, valid_until, closed_at,
         closed_at IS NULL AND (valid_until IS NULL OR valid_until > access.now()) AS open,
         access.assigned(record_id) AS ours
    FROM access.grants WHERE case_id = $1 AND (access.assigned(record_id) OR (recipient_function = ANY (access.functions()) AND access.works_for(case_id, recipient_function)))
   ORDER BY valid_from, grant_id, part`;

@QueryHandler(WhoSeesWhat)
export class WhoSeesWhatHandler implements IQueryHandler<WhoSeesWhat> {
  constructor(private readonly door: ReadDoor) {}

  /** @throws 404 unless the reader is assigned to a record of the own agency in the case */
  execute({ context, caseId }: WhoSeesWhat): Promise<WhoSeesWhatView> {
    return this.door.read(context, { action: 'list', operation: 'who-sees-what', objectType: 'Grant', caseId }, async (tx) => {
      await tx.one(RecordRow, 'Record', { caseId, ownerAgency: context.actor.agencyId });
      const rows = await tx.sql<Row>(GRANTS, [caseId]);
      tx.note({ hits: rows.map(({ grant_id }) => grant_id), owners: rows.map(({ owner_agency }) => owner_agency), classes: ['reference'] });
      const files = await filesOf(tx, caseId, rows);
      const grants = rows.map((row) => ({
        files: files(row),
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
      }));
      return { grants, classes: seenClasses(grants, context.now) };
    });
  }
}

/** What went along with each copy is about: of an own decision as it was decided, of a peer's what came. */
const filesOf = async (tx: ReadTransaction, caseId: string, rows: readonly Row[]): Promise<(row: Row) => FieldClass[]> => {
  if (!rows.some(({ kind }) => kind === 'copy')) return () => [];
  const own = await tx.find(DisclosureRow, 'Disclosure', { where: { caseId, mode: 'copy' } });
  const came = await tx.find(AttachmentRow, 'Attachment', { where: { caseId } });
  const decided = new Map(own.map(({ disclosureId, content }) => [disclosureId, filesTold(content).map(({ class: cls }) => cls)]));
  return ({ grant_id, object_id, ours }) =>
    ours ? (decided.get(grant_id) ?? []) : came.filter(({ copyId }) => copyId !== null && copyId === object_id).map(({ about }) => about);
};
