import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { AgencyKind, FieldClass } from '#libs/shared-kernel';
import { ReadDoor, type ReadTransaction, type RequestContext } from '#src/access/index';
import { NO_SHIELD, shieldOfKnown, shows, type Shield } from '#src/people/index';
import { fromCopied, withoutCopied, type Content } from '../../disclosure/copied-content.events.js';
import { filesTold, namesOf, type ChosenFile, type FileTold } from '../../disclosure/copied-files.events.js';
import { limitsOf, reservationIn, type Limits } from '../../disclosure/index.js';
import { LegalRules } from '../../legal-rules/index.js';
import { ReceivedRow } from '../received.rows.js';

export interface ReceivedView extends Limits {
  readonly receivedId: string;
  readonly recordId: string;
  readonly caseId: string;
  /** In a function's intake: nobody has opened a record for it yet. */
  readonly inIntake: boolean;
  readonly recipientFunction: string;
  readonly fromAgency: string;
  readonly sourceKind: 'referral' | 'disclosure';
  readonly ground: string;
  readonly ruleVersion: string;
  readonly toKind: AgencyKind;
  /** What it was disclosed for; null while it waits at intake, like all else in it. */
  readonly purpose: string | null;
  /** The sender's reservation (OSL 10:14), which binds whoever works with the copy. */
  readonly reservation: string | null;
  readonly classes: readonly FieldClass[];
  /** Classes that came and do not show, since somebody on this side of the own case is protected now. */
  readonly withheld: readonly FieldClass[];
  readonly receivedAt: string;
  /** The disclosure behind it has ended, at the latest then. The copy stays: it is part of the own record. */
  readonly endedAt: string | null;
  readonly ended: boolean;
  /** Classes that came and that the disclosure covers no longer: taken back, or all of them once it has ended. They stay with the copy. */
  readonly endedClasses: readonly FieldClass[];
  readonly content: Content;
  /** Files that came with it: the own agency's from then on, each saved where its files are. Without a name where free text did not come. */
  readonly files: readonly (FileTold & { readonly name?: string })[];
}

/** Copies received in a case, opened. */
export class ReceivedInCase extends Query<readonly ReceivedView[]> {
  constructor(
    readonly context: RequestContext,
    readonly caseId: string,
  ) {
    super();
  }
}

/** A standing disclosure to a function whose agency has no record in the case on the side that it is for: nobody sees it before one is opened. */
export interface UnopenedDisclosure {
  readonly grantId: string;
  readonly caseId: string;
  readonly recipientFunction: string;
  readonly fromAgency: string;
  readonly ground: string;
  readonly ruleVersion: string;
  readonly classes: readonly FieldClass[];
  readonly since: string;
  readonly until: string | null;
}
export interface Intake {
  readonly copies: readonly Omit<ReceivedView, 'content' | 'files' | 'reservation'>[];
  readonly standing: readonly UnopenedDisclosure[];
}

/** What has come to the reader's functions and waits for somebody to open a record: that it came, never its content. */
export class ReceivedAtIntake extends Query<Intake> {
  constructor(readonly context: RequestContext) {
    super();
  }
}

const toView = (row: ReceivedRow, { classes: closed }: Shield = NO_SHIELD): Omit<ReceivedView, 'content' | 'files' | 'reservation'> => ({
  receivedId: row.receivedId,
  recordId: row.recordId,
  caseId: row.caseId,
  inIntake: row.functionId !== '',
  recipientFunction: row.recipientFunction,
  fromAgency: row.fromAgency,
  sourceKind: row.sourceKind,
  ground: row.ground,
  ruleVersion: row.ruleVersion,
  toKind: row.toKind,
  purpose: typeof row.content['purpose'] === 'string' ? row.content['purpose'] : null,
  ...limitsOf(row.ground, row.ruleVersion, row.toKind),
  classes: row.classes,
  withheld: row.classes.filter((cls) => closed.includes(cls)),
  receivedAt: row.receivedAt.toISOString(),
  endedAt: row.disclosureClosedAt?.toISOString() ?? null,
  ended: row.grantId !== null && !row.disclosureOpen,
  endedClasses: row.grantId === null ? [] : row.classes.filter((cls) => cls !== 'reference' && !row.disclosedClasses.includes(cls)),
});

/** For a page that shows them among other things, inside its own read. */
export const receivedIn = async (tx: ReadTransaction, rules: LegalRules, caseId: string): Promise<ReceivedView[]> => {
  const rows = await tx.find(ReceivedRow, 'ReceivedCopy', {
    where: { caseId, ownerAgency: tx.context.actor.agencyId },
    order: { receivedAt: 'DESC' },
  });
  tx.note({
    hits: rows.map(({ receivedId }) => receivedId),
    persons: rows.flatMap(({ personIds }) => personIds),
    owners: rows.map(({ ownerAgency }) => ownerAgency),
  });
  await rules.know(rows);
  return Promise.all(
    rows.map(async (row) => {
      const shield = await shieldOfKnown(tx, row);
      const shown = withoutCopied(row.content, (cls, personId) => shows(shield, cls, personId));
      tx.note({ classes: row.classes.filter((cls) => shield.except.size > 0 || !shield.classes.includes(cls)) });
      const content = await tx.open(shown);
      return {
        ...toView(row, shield),
        reservation: reservationIn(content) ?? null,
        content: fromCopied(content),
        files: filesIn(content, shield),
      };
    }),
  );
};

const filesIn = (content: Readonly<Record<string, unknown>>, shield: Shield): ReceivedView['files'] => {
  const names = namesOf(content['fileNames']);
  const files = ((content['files'] ?? []) as readonly ChosenFile[]).filter((file) => shows(shield, file.class, file.personId));
  return filesTold({ files }).map((file) => {
    const name = names.get(file.attachmentId);
    return name === undefined ? file : { ...file, name };
  });
};

@QueryHandler(ReceivedInCase)
export class ReceivedInCaseHandler implements IQueryHandler<ReceivedInCase> {
  constructor(
    private readonly door: ReadDoor,
    private readonly rules: LegalRules,
  ) {}

  execute({ context, caseId }: ReceivedInCase): Promise<readonly ReceivedView[]> {
    return this.door.read(context, { action: 'list', operation: 'received-in-case', objectType: 'ReceivedCopy', caseId }, (tx) =>
      receivedIn(tx, this.rules, caseId),
    );
  }
}

interface GrantRow {
  grant_id: string;
  case_id: string;
  recipient_function: string;
  owner_agency: string;
  ground: string;
  rule_version: string;
  classes: FieldClass[];
  valid_from: Date;
  valid_until: Date | null;
}
const UNOPENED = `
  SELECT grant_id, case_id, recipient_function, owner_agency, ground, rule_version, classes, valid_from, valid_until
    FROM access.grants
   WHERE kind = 'standing' AND recipient_agency = access.agency() AND recipient_function = ANY (access.functions()) AND closed_at IS NULL
     AND valid_from <= access.now() AND (valid_until IS NULL OR valid_until > access.now()) AND NOT access.locked(case_id)
     AND access.waits_at(case_id, recipient_function) AND NOT access.other_side(case_id, recipient_function)
   ORDER BY valid_from DESC LIMIT 200`;
/** Copies that lie in the intake although the agency has opened a record since, for their side of the case, are read there, on the case's own page. */
const WAITING =
  'SELECT id FROM unnest($1::uuid[], $2::uuid[], $3::text[]) AS copy(id, in_case, to_function) WHERE access.waits_at(in_case, to_function)';

@QueryHandler(ReceivedAtIntake)
export class ReceivedAtIntakeHandler implements IQueryHandler<ReceivedAtIntake> {
  constructor(
    private readonly door: ReadDoor,
    private readonly rules: LegalRules,
  ) {}

  execute({ context }: ReceivedAtIntake): Promise<Intake> {
    return this.door.read(context, { action: 'list', operation: 'received-at-intake', objectType: 'ReceivedCopy' }, async (tx) => {
      const where = { functionId: context.actor.functions };
      const rows = await tx.find(ReceivedRow, 'ReceivedCopy', { where, order: { receivedAt: 'DESC' } });
      const copies = [rows.map(({ receivedId }) => receivedId), rows.map(({ caseId }) => caseId), rows.map(({ functionId }) => functionId)];
      const unopened = new Set((await tx.sql<{ id: string }>(WAITING, copies)).map(({ id }) => id));
      const waiting = rows.filter(({ receivedId }) => unopened.has(receivedId));
      const grants = await tx.sql<GrantRow>(UNOPENED, []);
      tx.note({
        hits: [...waiting.map(({ receivedId }) => receivedId), ...grants.map(({ grant_id }) => grant_id)],
        owners: [...waiting.map(({ fromAgency }) => fromAgency), ...grants.map(({ owner_agency }) => owner_agency)],
        classes: ['reference'],
      });
      const standing = grants.map(toUnopened);
      await this.rules.know([...waiting, ...standing]);
      return { copies: waiting.map((row) => toView(row)), standing };
    });
  }
}

const toUnopened = (row: GrantRow): UnopenedDisclosure => ({
  grantId: row.grant_id,
  caseId: row.case_id,
  recipientFunction: row.recipient_function,
  fromAgency: row.owner_agency,
  ground: row.ground,
  ruleVersion: row.rule_version,
  classes: row.classes,
  since: row.valid_from.toISOString(),
  until: row.valid_until?.toISOString() ?? null,
});
