import { isErased, isSealed, type Erased, type FieldClass } from '#libs/shared-kernel';
import type { Limits } from '../disclosure/index.js';
import type { ReferralStatus } from './referral.decider.js';
import {
  FACT_CLASSES,
  type FactClass,
  type SharedContact,
  type SharedFacts,
  type SharedIdentity,
  type SharedLocation,
} from './referral.content.js';
import type { ReferralFieldRow, ReferralMessageRow, ReferralRow } from './referral.rows.js';

export type Side = 'sender' | 'recipient';
type Shown<T> = T | Erased;

export interface SharedPerson extends Partial<Record<FactClass, Shown<SharedFacts>>> {
  readonly personId: string;
  readonly role?: string;
  readonly identity?: Shown<SharedIdentity>;
  readonly contact?: Shown<SharedContact>;
  readonly location?: Shown<SharedLocation>;
}

export interface Line {
  readonly messageId: string;
  readonly kind: string;
  readonly at: string;
  readonly by: string;
  readonly reason: string | null;
  readonly questionId?: string;
  readonly answered?: boolean;
  /** Of an answer: what it tells of. */
  readonly class?: FieldClass;
  readonly text?: Shown<string>;
}

/** What is done on the request's own page. */
export const POSTED_ACTIONS = [
  'acknowledge',
  'accept',
  'return',
  'ask',
  'answer',
  'send-on',
  'withdraw',
  'request-outcome',
  'report-outcome',
  'open-case',
  'move',
] as const;
export type PostedAction = (typeof POSTED_ACTIONS)[number];
/** A concern report is taken in elsewhere: by the social services, in a record for each child. */
export const REFERRAL_ACTIONS = [...POSTED_ACTIONS, 'take-in'] as const;
export type ReferralAction = (typeof REFERRAL_ACTIONS)[number];

export interface ReferralDetail extends Limits {
  readonly side: Side;
  readonly referralId: string;
  readonly version: string;
  readonly kind: 'request' | 'concern-report';
  readonly status: ReferralStatus;
  readonly urgency: 'normal' | 'acute';
  /** An acute request that nobody has acknowledged in time. */
  readonly unread: boolean;
  readonly need: readonly string[];
  readonly purpose: string;
  readonly ground: string;
  readonly ruleVersion: string;
  readonly consentId: string | null;
  readonly caseId?: string;
  readonly recordId?: string;
  readonly from: Party;
  readonly to: Party;
  readonly sentAt: string;
  readonly answerBy: string;
  readonly accessUntil: string | null;
  readonly endedAt: string | null;
  readonly sendOnBy: string | null;
  readonly outcome: string | null;
  readonly classes: readonly FieldClass[];
  /** Classes that were sent and are no longer open to the reader. */
  readonly withheld: readonly FieldClass[];
  /** Classes that do not show, since somebody on the reader's own side of the case is protected. */
  readonly shielded: readonly FieldClass[];
  readonly contentOpen: boolean;
  readonly persons: readonly SharedPerson[];
  readonly message?: Shown<string>;
  readonly conversation: readonly Line[];
  readonly actions: readonly ReferralAction[];
}
interface Party {
  readonly agencyId: string;
  readonly functionId: string;
  readonly name: string;
}
/** What a function that had it keeps: its own act. */
export interface FormerReferral {
  readonly side: 'former';
  readonly referralId: string;
  readonly how: 'returned' | 'withdrawn' | 'expired';
  readonly reason: string | null;
  readonly endedAt: string;
  readonly functionName: string;
}
export type ReferralView = ReferralDetail | FormerReferral;

const PARTS = ['identity', 'contact', 'location', ...FACT_CLASSES] as const;

/** The fields that the door let through, person by person. */
export const contentOf = (
  fields: readonly Pick<ReferralFieldRow, 'field' | 'personId' | 'value'>[],
): Pick<ReferralDetail, 'persons' | 'message'> => {
  const persons = new Map<string, Record<string, unknown>>();
  let message: Shown<string> | undefined;
  for (const { field, personId, value } of fields) {
    if (field === 'message') message = value as Shown<string>;
    if (personId === null) continue;
    const person = persons.get(personId) ?? { personId };
    const [name] = field.split(':') as [string];
    if (name === 'role') person['role'] = (value as { role: string }).role;
    else if ((PARTS as readonly string[]).includes(name)) person[name] = value;
    persons.set(personId, person);
  }
  return { persons: [...persons.values()] as unknown as SharedPerson[], ...(message === undefined ? {} : { message }) };
};

/** Questions with whether they are answered, acts with their reason. The basis of the ground is kept for review, not for the conversation. */
export const conversationOf = (
  messages: readonly Pick<ReferralMessageRow, 'messageId' | 'kind' | 'at' | 'byFunction' | 'reason' | 'questionId' | 'class' | 'body'>[],
  names: ReadonlyMap<string, string>,
  senderFunction: string,
): Line[] => {
  const answered = new Set(messages.flatMap(({ kind, questionId }) => (kind === 'answer' && questionId ? [questionId] : [])));
  return messages
    .filter(({ kind }) => kind !== 'basis')
    .map(({ messageId, kind, at, byFunction, reason, questionId, class: cls, body }) => ({
      messageId,
      kind,
      at: at.toISOString(),
      by: names.get(byFunction || senderFunction) ?? '',
      reason,
      ...(questionId ? { questionId, ...(kind === 'question' ? { answered: answered.has(questionId) } : {}) } : {}),
      ...(cls ? { class: cls } : {}),
      ...(typeof body === 'string' || isErased(body) ? { text: body } : {}),
    }));
};

/** The acts that are open to this reader in this state: what the page offers. The decider and the policy have the last word. */
export const offered = (
  row: Pick<ReferralRow, 'status' | 'kind' | 'grantedClasses' | 'need'>,
  reader: {
    readonly side: Side;
    readonly may: (action: string) => boolean;
    readonly mayOpenRecord: boolean;
    readonly onTime: boolean;
    readonly conversation: readonly Line[];
  },
): ReferralAction[] => {
  const { side, may, mayOpenRecord, onTime, conversation } = reader;
  const { status, kind, need } = row;
  const unanswered = status === 'new' || status === 'acknowledged';
  const open = side === 'sender' || row.grantedClasses !== null;
  const request = kind === 'request';
  const when: Record<ReferralAction, boolean> = {
    acknowledge: side === 'recipient' && status === 'new' && open && may('acknowledge'),
    accept: side === 'recipient' && unanswered && open && request && may('accept'),
    return: side === 'recipient' && unanswered && open && request && may('return'),
    ask: side === 'recipient' && (unanswered || status === 'accepted') && open && may('request-information'),
    answer:
      side === 'sender' && (unanswered || status === 'accepted') && conversation.some((line) => line.answered === false) && may('answer'),
    'send-on': side === 'sender' && (status === 'returned' || status === 'expired') && onTime && may('send-on'),
    withdraw: side === 'sender' && status !== 'done' && status !== 'withdrawn' && request && may('withdraw'),
    'request-outcome':
      side === 'sender' && status === 'accepted' && conversation.every((line) => line.kind !== 'outcome-requested') && may('answer'),
    'report-outcome': side === 'recipient' && status === 'accepted' && request && may('report-outcome'),
    'open-case': side === 'recipient' && status === 'accepted' && open && request && mayOpenRecord && may('accept'),
    // The board where she lives now has taken it on. Registered again, it is the same.
    move:
      side === 'sender' && (status === 'accepted' || status === 'done') && need.includes('relocation') && mayOpenRecord && may('answer'),
    // A concern report is not answered but taken in: a record for each child, and protection assessed at once.
    'take-in': side === 'recipient' && (unanswered || status === 'accepted') && open && !request && mayOpenRecord && may('accept'),
  };
  return REFERRAL_ACTIONS.filter((action) => when[action]);
};

/** A value that can be shown: neither erased nor still sealed. */
export const shown = <T>(value: Shown<T> | undefined): T | undefined =>
  value === undefined || isErased(value) || isSealed(value) ? undefined : (value as T);
