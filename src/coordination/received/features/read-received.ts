import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { AgencyKind, FieldClass } from '#libs/shared-kernel';
import { ReadDoor, type ReadTransaction, type RequestContext } from '#src/access/index';
import { fromCopied, type Content } from '../../disclosure/copied-content.events.js';
import { ReceivedRow } from '../received.rows.js';

export interface ReceivedView {
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
  readonly classes: readonly FieldClass[];
  readonly receivedAt: string;
  /** The disclosure behind it has ended, at the latest then. The copy stays: it is part of the own record. */
  readonly endedAt: string | null;
  readonly ended: boolean;
  readonly content: Content;
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

/** Copies that wait in the intake of the reader's functions, without their content. */
export class ReceivedAtIntake extends Query<readonly Omit<ReceivedView, 'content'>[]> {
  constructor(readonly context: RequestContext) {
    super();
  }
}

const toView = (row: ReceivedRow): Omit<ReceivedView, 'content'> => ({
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
  classes: row.classes,
  receivedAt: row.receivedAt.toISOString(),
  endedAt: row.disclosureClosedAt?.toISOString() ?? null,
  ended: row.grantId !== null && !row.disclosureOpen,
});

/** For a page that shows them among other things, inside its own read. */
export const receivedIn = async (tx: ReadTransaction, caseId: string): Promise<ReceivedView[]> => {
  const rows = await tx.find(ReceivedRow, 'ReceivedCopy', {
    where: { caseId, ownerAgency: tx.context.actor.agencyId },
    order: { receivedAt: 'DESC' },
  });
  tx.note({
    hits: rows.map(({ receivedId }) => receivedId),
    persons: rows.flatMap(({ personIds }) => personIds),
    owners: rows.map(({ ownerAgency }) => ownerAgency),
    classes: rows.flatMap(({ classes }) => classes),
  });
  return Promise.all(rows.map(async (row) => ({ ...toView(row), content: fromCopied(await tx.open(row.content)) })));
};

@QueryHandler(ReceivedInCase)
export class ReceivedInCaseHandler implements IQueryHandler<ReceivedInCase> {
  constructor(private readonly door: ReadDoor) {}

  execute({ context, caseId }: ReceivedInCase): Promise<readonly ReceivedView[]> {
    return this.door.read(context, { action: 'list', operation: 'received-in-case', objectType: 'ReceivedCopy', caseId }, (tx) =>
      receivedIn(tx, caseId),
    );
  }
}

@QueryHandler(ReceivedAtIntake)
export class ReceivedAtIntakeHandler implements IQueryHandler<ReceivedAtIntake> {
  constructor(private readonly door: ReadDoor) {}

  execute({ context }: ReceivedAtIntake): Promise<readonly Omit<ReceivedView, 'content'>[]> {
    return this.door.read(context, { action: 'list', operation: 'received-at-intake', objectType: 'ReceivedCopy' }, async (tx) => {
      const rows = await tx.find(ReceivedRow, 'ReceivedCopy', {
        where: { functionId: context.actor.functions },
        order: { receivedAt: 'DESC' },
      });
      tx.note({ hits: rows.map(({ receivedId }) => receivedId), owners: [context.actor.agencyId], classes: ['reference'] });
      return rows.map(toView);
    });
  }
}
