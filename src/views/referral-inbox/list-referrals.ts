import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ServiceKeys } from '#libs/privacy';
import { Directory, readCursor, ReadDoor, type ReadTransaction, type RequestContext } from '#src/access/index';
import { isUnreadAcute, ReferralFormerRow, ReferralRow, type ReferralStatus } from '#src/coordination/referral/index';

export interface ReferralSummary {
  readonly referralId: string;
  readonly kind: 'request' | 'concern-report';
  readonly status: ReferralStatus;
  readonly urgency: 'normal' | 'acute';
  readonly unread: boolean;
  readonly from: string;
  readonly to: string;
  readonly need: readonly string[];
  readonly addressedAt: string;
  readonly answerBy: string;
  readonly outcome: string | null;
  readonly caseId?: string;
}
export interface FormerSummary {
  readonly referralId: string;
  readonly how: string;
  readonly reason: string | null;
  readonly endedAt: string;
  readonly functionName: string;
}
export interface ReferralPage {
  readonly items: readonly ReferralSummary[];
  /** On the first page of the inbox: what the function had and no longer has, by its own act or the sender's. */
  readonly formers: readonly FormerSummary[];
  readonly next?: string;
}

export interface ReferralListFilter {
  readonly box: 'inbox' | 'sent';
  readonly status?: ReferralStatus | undefined;
  readonly caseId?: string | undefined;
  readonly cursor?: string | undefined;
}

/** Incoming requests to the functions that the reader staffs, or those that they have sent: the latest first, unread acute ones before all. */
export class ListReferrals extends Query<ReferralPage> {
  constructor(
    readonly context: RequestContext,
    readonly filter: ReferralListFilter,
  ) {
    super();
  }
}

const PAGE = 50;
const CURSOR = 'referral-cursors';

@QueryHandler(ListReferrals)
export class ListReferralsHandler implements IQueryHandler<ListReferrals> {
  constructor(
    private readonly door: ReadDoor,
    private readonly directory: Directory,
    private readonly keys: ServiceKeys,
  ) {}

  /** @throws Problem invalid-input for a cursor that is not ours */
  async execute({ context, filter }: ListReferrals): Promise<ReferralPage> {
    const after = await readCursor(this.keys, CURSOR, filter.cursor);
    const about = { action: 'list' as const, operation: `referrals-${filter.box}`, objectType: 'Referral' };
    return this.door.read(context, { ...about, ...(filter.caseId ? { caseId: filter.caseId } : {}) }, async (tx) => {
      const rows = await this.rows(tx, filter, after);
      const page = rows.slice(0, PAGE);
      const first = !after && filter.box === 'inbox' && !filter.caseId && (!filter.status || isFormerStatus(filter.status));
      const formers = first ? await this.formers(tx, filter.status) : [];
      tx.note({
        hits: [...page, ...formers].map(({ referralId }) => referralId),
        classes: ['reference'],
        owners: page.map(({ senderAgency }) => senderAgency),
      });
      const items = await Promise.all(page.map((row) => this.summary(tx, row)));
      const last = rows.length > PAGE ? page.at(-1) : undefined;
      return {
        items: after ? items : items.toSorted((a, b) => Number(b.unread) - Number(a.unread)),
        formers,
        ...(last ? { next: await this.keys.encrypt(CURSOR, last.sortKey) } : {}),
      };
    });
  }

  private rows(tx: ReadTransaction, { box, status, caseId }: ReferralListFilter, after: string | undefined): Promise<ReferralRow[]> {
    const { actor } = tx.context;
    return tx.find(ReferralRow, 'Referral', {
      where: {
        ...(box === 'inbox' ? { recipientFunction: [...actor.functions] } : { senderAgency: actor.agencyId }),
        ...(status ? { status } : {}),
        ...(caseId ? { caseId } : {}),
      },
      order: { sortKey: 'DESC' },
      limit: PAGE + 1,
      ...(after ? { after: { column: 'sortKey', value: after, direction: '<' } } : {}),
    });
  }

  private async formers(tx: ReadTransaction, status: ReferralStatus | undefined): Promise<FormerSummary[]> {
    const rows = await tx.find(ReferralFormerRow, 'Referral', {
      ...(status && isFormerStatus(status) ? { where: { how: status } } : {}),
      order: { endedAt: 'DESC' },
      limit: PAGE,
    });
    return Promise.all(
      rows.map(async ({ referralId, how, reason, endedAt, formerFunction }) => ({
        referralId,
        how,
        reason,
        endedAt: endedAt.toISOString(),
        functionName: await this.name(formerFunction),
      })),
    );
  }

  private async summary({ context }: ReadTransaction, row: ReferralRow): Promise<ReferralSummary> {
    return {
      referralId: row.referralId,
      kind: row.kind,
      status: row.status,
      urgency: row.urgency,
      unread: isUnreadAcute(row, context.now),
      from: await this.name(row.senderFunction),
      to: await this.name(row.toFunction),
      need: row.need,
      addressedAt: row.addressedAt.toISOString(),
      answerBy: row.answerBy.toISOString(),
      outcome: row.outcome,
      ...(context.actor.duty === 'police-liaison' ? {} : { caseId: row.caseId }),
    };
  }

  private async name(functionId: string): Promise<string> {
    return (await this.directory.functionById(functionId))?.name ?? functionId;
  }
}

const isFormerStatus = (status: ReferralStatus): status is 'returned' | 'withdrawn' | 'expired' =>
  status === 'returned' || status === 'withdrawn' || status === 'expired';
