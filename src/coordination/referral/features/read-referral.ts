import { subject } from '@casl/ability';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { FieldClass } from '#libs/shared-kernel';
import { Directory, ReadDoor, VersionTokens, type ReadTransaction, type RequestContext } from '#src/access/index';
import { NO_SHIELD, PersonRow, shieldOf, shieldOfKnown, shows, type Shield } from '#src/people/index';
import { limitsOf, type Limits } from '../../disclosure/index.js';
import { LegalRules } from '../../legal-rules/index.js';
import { conversationOf, contentOf, offered, type ReferralDetail, type ReferralView, type Side } from '../referral.view.js';
import { ReferralFieldRow, ReferralFormerRow, ReferralMessageRow, ReferralRow } from '../referral.rows.js';
import { isUnreadAcute, sendOnBy } from '../referral.times.js';

interface Reading {
  readonly operation: string;
  readonly action: 'read' | 'print';
  readonly takesIn?: boolean;
}

/** One request with all that this reader may see of it; for a function that had it, only its own act. */
export class OneReferral extends Query<ReferralView> {
  constructor(
    readonly context: RequestContext,
    readonly referralId: string,
    /** How the audit trail names it. `takesIn`: into a record of the own agency, which holds what came and itself withholds what it must. */
    readonly reading: Reading = { operation: 'referral', action: 'read' },
  ) {
    super();
  }
}

/** As the right stands now: what it rests on may have been shortened after it was sent. */
const readUntil = async (tx: ReadTransaction, { referralId, toFunction, accessUntil }: ReferralRow): Promise<Date | null> => {
  const [open] = await tx.sql<{ until: Date | null }>(
    'SELECT max(valid_until) AS until FROM access.grants WHERE object_id = $1 AND recipient_function = $2 AND closed_at IS NULL',
    [referralId, toFunction],
  );
  return open?.until ?? accessUntil;
};

@QueryHandler(OneReferral)
export class OneReferralHandler implements IQueryHandler<OneReferral> {
  constructor(
    private readonly door: ReadDoor,
    private readonly directory: Directory,
    private readonly versions: VersionTokens,
    private readonly rules: LegalRules,
  ) {}

  /** @throws 404 for everyone who is neither sender, recipient nor former recipient */
  execute({ context, referralId, reading: { takesIn = false, ...reading } }: OneReferral): Promise<ReferralView> {
    return this.door.read(context, { ...reading, objectType: 'Referral', objectId: referralId }, async (tx) => {
      const [row] = await tx.find(ReferralRow, 'Referral', { where: { referralId }, limit: 1 });
      if (!row) return this.former(tx, referralId);
      return this.detail(tx, row, takesIn);
    });
  }

  private async former(tx: ReadTransaction, referralId: string): Promise<ReferralView> {
    const ended = await tx.one(ReferralFormerRow, 'Referral', { referralId });
    tx.note({ hits: [referralId], classes: ['reference'] });
    const { how, reason, endedAt, formerFunction } = ended;
    return {
      side: 'former',
      referralId,
      how,
      reason,
      endedAt: endedAt.toISOString(),
      functionName: await this.functionName(formerFunction),
    };
  }

  private async detail(tx: ReadTransaction, row: ReferralRow, takesIn: boolean): Promise<ReferralDetail> {
    const { actor, now } = tx.context;
    const { referralId } = row;
    const side = sideOf(row, tx.context);
    const sent = await tx.find(ReferralFieldRow, 'Referral', { where: { referralId } });
    const shield = takesIn ? NO_SHIELD : await shieldOn(tx, row, side, sent);
    const fields = await tx.open(sent.filter(({ class: cls, personId }) => shows(shield, cls, personId)));
    const lines = await tx.find(ReferralMessageRow, 'Referral', { where: { referralId }, order: { number: 'ASC' } });
    const messages = await tx.open(lines.map((line) => (line.class && !shows(shield, line.class, null) ? { ...line, body: null } : line)));
    const content = contentOf(fields);
    const names = await this.namesOf([row.senderFunction, ...messages.map(({ byFunction }) => byFunction || row.senderFunction)]);
    const conversation = conversationOf(messages, names, row.senderFunction);
    tx.note({
      hits: [referralId],
      classes: [
        'reference',
        ...fields.map((field) => field.class),
        ...messages.flatMap((line): FieldClass[] => (line.body ? [line.class ?? 'free-text'] : [])),
      ],
      persons: fields.flatMap(({ personId }) => personId ?? []),
      owners: [row.senderAgency, ...messages.map(({ ownerAgency }) => ownerAgency)],
      grounds: [row.ground],
    });
    const may = (action: string) => tx.can(action, subject('Referral', { ...row }));
    const mayOpenRecord = actor.duty === 'caseworker';
    const onTime = row.endedAt ? sendOnBy(row.endedAt) : null;
    return {
      side,
      referralId,
      version: await this.versions.version(actor, `referral-${referralId}`, row.revision),
      kind: row.kind,
      status: row.status,
      urgency: row.urgency,
      unread: isUnreadAcute(row, now),
      need: row.need,
      purpose: row.purpose,
      ground: row.ground,
      ruleVersion: row.ruleVersion,
      ...(await this.limits(row)),
      consentId: side === 'sender' ? row.consentId : null,
      // A liaison learns of requests, not that there is a case behind them.
      ...(actor.duty === 'police-liaison' ? {} : { caseId: row.caseId }),
      ...(side === 'sender' ? { recordId: row.recordId } : {}),
      from: { agencyId: row.senderAgency, functionId: row.senderFunction, name: await this.functionName(row.senderFunction) },
      to: { agencyId: row.toAgency, functionId: row.toFunction, name: await this.functionName(row.toFunction) },
      sentAt: row.sentAt.toISOString(),
      answerBy: row.answerBy.toISOString(),
      accessUntil: (await readUntil(tx, row))?.toISOString() ?? null,
      endedAt: row.endedAt?.toISOString() ?? null,
      sendOnBy: onTime?.toISOString() ?? null,
      outcome: row.outcome,
      classes: side === 'sender' ? row.classes : (row.grantedClasses ?? []),
      withheld: side === 'sender' ? [] : row.classes.filter((cls) => !row.grantedClasses?.includes(cls)),
      shielded: row.classes.filter((cls) => shield.classes.includes(cls)),
      contentOpen: row.contentOpen,
      ...content,
      conversation,
      actions: offered(row, { side, may, mayOpenRecord, onTime: onTime !== null && now <= onTime, conversation }),
    };
  }

  /** What binds it at whoever has it now; nothing is known of an agency that has left the register. */
  private async limits({ ground, ruleVersion, toAgency }: ReferralRow): Promise<Limits> {
    await this.rules.know([{ ground, ruleVersion }]);
    const kind = await this.directory.agencyKind(toAgency);
    return kind ? limitsOf(ground, ruleVersion, kind) : { protection: null, partyMaySee: null };
  }

  private async functionName(functionId: string): Promise<string> {
    return (await this.directory.functionById(functionId))?.name ?? functionId;
  }

  private async namesOf(functionIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const unique = [...new Set(functionIds)];
    return new Map(await Promise.all(unique.map(async (id) => [id, await this.functionName(id)] as const)));
  }
}

const sideOf = (row: ReferralRow, { actor }: RequestContext): Side => {
  if (row.senderAgency !== actor.agencyId) return 'recipient';
  // Within one agency: who staffs the receiving function and not the sending one is its recipient.
  return actor.functions.includes(row.senderFunction) || !actor.functions.includes(row.recipientFunction) ? 'sender' : 'recipient';
};

/**
 * What the mark closes on this reader's side: at its sender by the record that it was sent from; at its recipient by the own case, whose side the request
 * is for. Where a violence user is told to be stays open, unless he is protected himself.
 */
const shieldOn = async (tx: ReadTransaction, row: ReferralRow, side: Side, sent: readonly ReferralFieldRow[]): Promise<Shield> => {
  const { caseId } = row;
  if (side === 'sender') return shieldOfKnown(tx, { caseId, recordId: row.recordId });
  const roles = await tx.open(sent.filter(({ field }) => field.startsWith('role:')));
  const isHis = ({ value }: ReferralFieldRow): boolean => (value as { role?: string }).role === 'violence-user';
  const his = roles.length > 0 && roles.every(isHis);
  const shield = await shieldOf(tx, { caseId, recordId: null, his });
  if (his || shield.classes.length === 0) return shield;
  const known = await tx.find(PersonRow, 'Person', { where: { caseId } });
  const marked = new Set(known.filter(({ mark }) => mark !== 'none').map(({ personId }) => personId));
  return { ...shield, except: new Set(roles.filter(isHis).flatMap(({ personId }) => (personId && !marked.has(personId) ? personId : []))) };
};
