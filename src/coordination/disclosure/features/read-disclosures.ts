import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { problems } from '#libs/http';
import { type FieldClass } from '#libs/shared-kernel';
import { ReadDoor, type ReadTransaction, type RequestContext } from '#src/access/index';
import { LegalRules } from '../../legal-rules/index.js';
import { RecordRow } from '../../record/index.js';
import { fromCopied, narrowCopied, type Content } from '../copied-content.events.js';
import { filesTold, type FileTold } from '../copied-files.events.js';
import { reservationIn } from '../protection-text.js';
import { DisclosureRow } from '../disclosure.rows.js';
import { LEFT_OUT } from './left-out.js';

export interface DisclosureView {
  readonly disclosureId: string;
  readonly recordId: string;
  readonly recipientAgency: string;
  readonly recipientFunction: string;
  readonly channel: 'system' | 'print';
  readonly mode: 'standing' | 'copy';
  readonly classes: readonly FieldClass[];
  readonly purpose: string;
  readonly ground: string;
  readonly ruleVersion: string | null;
  readonly consentId: string | null;
  readonly urgent: boolean;
  /** `open`: its grant stands now. A grant that a withdrawn consent or time has closed is `ended`, whatever the decision said. `declined`: a second person said no to the proposal; nothing ever left. */
  readonly status: 'proposed' | 'open' | 'ended' | 'refused' | 'declined';
  readonly decidedAt: string;
  readonly decidedBy: string;
  readonly proposedBy: string | null;
  readonly until: string | null;
  readonly endedAt: string | null;
  /** Of a refusal by the rules: the rule that refused, which may be another than the ground asked for, and how. */
  readonly refusalRule: string | null;
  readonly refusalCode: string | null;
  /** The files that go, or went, along. */
  readonly files: readonly FileTold[];
  /** Of a copy: what was asked for and never left, since somebody in the case is protected. */
  readonly leftOut: readonly FieldClass[];
}

interface GrantState {
  grant_id: string;
  open: boolean;
  /** Closed by an act, or by its own last day. */
  closed_at: Date | null;
  /** Its last day now: what it rests on may have been shortened since it was decided. */
  valid_until: Date | null;
  classes: FieldClass[];
  left_out: FieldClass[];
}

/** The own agency's decisions in a case. */
export class CaseDisclosures extends Query<readonly DisclosureView[]> {
  constructor(
    readonly context: RequestContext,
    readonly caseId: string,
  ) {
    super();
  }
}

/** What a decided copy holds that may still leave, for print to a recipient that is not connected. */
export class DisclosureForPrint extends Query<{
  readonly view: DisclosureView;
  /** Classes of the decision that its grant has lost since: somebody became protected, or took back the consent for them. */
  readonly withheld: readonly FieldClass[];
  readonly content: Content;
  readonly recipientKind: string;
  readonly reservation: string | null;
}> {
  constructor(
    readonly context: RequestContext,
    readonly caseId: string,
    readonly disclosureId: string,
  ) {
    super();
  }
}

/** The last part of each grant: how it stands now. */
export const grantsOf = async (tx: ReadTransaction, caseId: string): Promise<ReadonlyMap<string, GrantState>> => {
  const grants = await tx.sql<GrantState>(
    `SELECT DISTINCT ON (grant_id) grant_id, coalesce(closed_at, CASE WHEN valid_until <= access.now() THEN valid_until END) AS closed_at, valid_until, classes,
            closed_at IS NULL AND (valid_until IS NULL OR valid_until > access.now()) AS open, ${LEFT_OUT} AS left_out
       FROM access.grants g WHERE case_id = $1 AND owner_agency = access.agency() ORDER BY grant_id, part DESC`,
    [caseId],
  );
  return new Map(grants.map((grant) => [grant.grant_id, grant]));
};

/** A closed proposal was never in force, so it has not ended either. */
const statusOf = ({ status, closeReason }: DisclosureRow, grant: GrantState | undefined): DisclosureView['status'] => {
  if (status === 'decided') return grant?.open ? 'open' : 'ended';
  if (status === 'closed') return closeReason === 'not-approved' && !grant ? 'declined' : 'ended';
  return status;
};

export const toView = (row: DisclosureRow, grant: GrantState | undefined): DisclosureView => ({
  disclosureId: row.disclosureId,
  recordId: row.recordId,
  recipientAgency: row.recipientAgency,
  recipientFunction: row.recipientFunction,
  channel: row.channel,
  mode: row.mode,
  classes: grant?.classes ?? row.classes,
  purpose: row.purpose,
  ground: row.ground,
  ruleVersion: row.ruleVersion,
  consentId: row.consentId,
  urgent: row.urgent,
  status: statusOf(row, grant),
  decidedAt: row.decidedAt.toISOString(),
  decidedBy: row.decidedBy,
  proposedBy: row.proposedBy,
  until: (grant?.valid_until ?? row.until)?.toISOString() ?? null,
  endedAt: (grant?.closed_at ?? row.closedAt)?.toISOString() ?? null,
  refusalRule: row.refusalRule,
  refusalCode: row.refusalCode,
  files: filesTold(row.content),
  leftOut: grant?.left_out ?? [],
});

@QueryHandler(CaseDisclosures)
export class CaseDisclosuresHandler implements IQueryHandler<CaseDisclosures> {
  constructor(private readonly door: ReadDoor) {}

  /** @throws 404 unless the reader is assigned to a record of the own agency in the case */
  execute({ context, caseId }: CaseDisclosures): Promise<readonly DisclosureView[]> {
    return this.door.read(context, { action: 'list', operation: 'case-disclosures', objectType: 'Disclosure', caseId }, async (tx) => {
      await tx.one(RecordRow, 'Record', { caseId, ownerAgency: context.actor.agencyId });
      const rows = await tx.find(DisclosureRow, 'Disclosure', { where: { caseId }, order: { decidedAt: 'DESC' } });
      const grants = await grantsOf(tx, caseId);
      tx.note({ hits: rows.map(({ disclosureId }) => disclosureId), owners: [context.actor.agencyId], classes: ['reference'] });
      return rows.map((row) => toView(row, grants.get(row.disclosureId)));
    });
  }
}

@QueryHandler(DisclosureForPrint)
export class DisclosureForPrintHandler implements IQueryHandler<DisclosureForPrint> {
  constructor(
    private readonly door: ReadDoor,
    private readonly rules: LegalRules,
  ) {}

  /** @throws 404 also once the disclosure has ended: what was withdrawn is not printed again; 503 where what binds it at the recipient is not known here */
  execute({ context, caseId, disclosureId }: DisclosureForPrint): ReturnType<DisclosureForPrintHandler['read']> {
    return this.read(context, caseId, disclosureId);
  }

  private read(context: RequestContext, caseId: string, disclosureId: string) {
    const about = { action: 'print', operation: 'disclosure-print', objectType: 'Disclosure', objectId: disclosureId, caseId } as const;
    return this.door.read(context, about, async (tx) => {
      const row = await tx.one(DisclosureRow, 'Disclosure', { caseId, disclosureId, channel: 'print' });
      const view = toView(row, (await grantsOf(tx, caseId)).get(disclosureId));
      if (view.status !== 'open') throw problems.notFound();
      await this.rules.require(view);
      const { classes } = view;
      tx.note({ hits: [disclosureId], persons: row.personIds, owners: [row.ownerAgency], classes, grounds: [row.ground] });
      const { documentation } = await tx.open({ documentation: row.content['documentation'] });
      return {
        view: { ...view, files: view.files.filter((file) => classes.includes(file.class)) },
        withheld: row.classes.filter((cls) => !classes.includes(cls)),
        content: fromCopied(await tx.open(narrowCopied(row.content, classes))),
        recipientKind: String(row.content['recipientKind']),
        reservation: reservationIn(documentation) ?? null,
      };
    });
  }
}
