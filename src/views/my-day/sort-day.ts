import { addDays } from '#libs/shared-kernel';
import { linesOfPlan } from '#src/coordination/contract/index';
import type { ChainLink } from '#src/coordination/gaps/index';

export interface DayReferral {
  readonly referralId: string;
  readonly status: string;
  readonly urgency: 'normal' | 'acute';
  readonly senderFunction: string;
  readonly recipientFunction: string;
  readonly toFunction: string;
  readonly answerBy: Date;
  readonly addressedAt: Date;
}

/** Something of a chain that the reader works with, and in which case. */
export interface DayLink extends ChainLink {
  readonly caseId: string;
  readonly recordedAt: string;
}

export interface FollowUp {
  readonly on: string;
  readonly link: DayLink;
}

export interface Day<R extends DayReferral = DayReferral> {
  /** Incoming and unread: the acute first, then by the day the answer is due. */
  readonly toAcknowledge: readonly R[];
  /** Acknowledged, and somebody waits for the answer. */
  readonly toAnswer: readonly R[];
  /** Came back, or ran out: the sender's time to send on is running. */
  readonly cameBack: readonly R[];
  readonly overdue: readonly DayLink[];
  /** To be followed up within a week, or already late, earliest first. */
  readonly followUps: readonly FollowUp[];
  readonly news: readonly DayLink[];
}

const WEEK_DAYS = 7;
const NEWS_HOURS = 72;

const byUrgency = (one: DayReferral, other: DayReferral): number =>
  Number(other.urgency === 'acute') - Number(one.urgency === 'acute') || one.answerBy.getTime() - other.answerBy.getTime();

const isOpen = ({ fields }: ChainLink): boolean => fields['status'] === 'planned' || fields['status'] === 'started';
const days = (values: readonly unknown[]): string[] => values.filter((value): value is string => typeof value === 'string');

/** The days on which an own link is to be followed up: of an open intervention its own; of a plan in force its next, or those of its lines. */
const followUpDays = (link: DayLink, links: readonly DayLink[]): string[] => {
  const { thing, fields } = link;
  if (thing === 'intervention') return isOpen(link) ? days([fields['followUpOn']]) : [];
  if (thing !== 'plan' || fields['agreedOn'] === undefined || fields['closedOn'] !== undefined) return [];
  if (fields['on'] !== undefined) return days([fields['next']]);
  const inCase = links.filter(({ caseId }) => caseId === link.caseId);
  return days(linesOfPlan(link, inCase).map(({ followUpOn }) => followUpOn));
};

/** What the day asks of the reader, from what they may see. Pure: the day and the moment arrive. */
export const sortDay = <R extends DayReferral>(
  { referrals, links }: { readonly referrals: readonly R[]; readonly links: readonly DayLink[] },
  reader: { readonly agencyId: string; readonly functions: readonly string[]; readonly today: string; readonly now: Date },
): Day<R> => {
  const { agencyId, functions, today, now } = reader;
  const incoming = referrals.filter(({ recipientFunction }) => functions.includes(recipientFunction));
  const sent = referrals.filter(({ senderFunction }) => functions.includes(senderFunction));
  const own = links.filter(({ ownerAgency }) => ownerAgency === agencyId);
  const until = addDays(today, WEEK_DAYS);
  const since = new Date(now.getTime() - NEWS_HOURS * 3_600_000).toISOString();
  const due = ({ fields }: DayLink): string => (typeof fields['dueOn'] === 'string' ? fields['dueOn'] : '9999');
  return {
    toAcknowledge: incoming.filter(({ status }) => status === 'new').toSorted(byUrgency),
    toAnswer: incoming.filter(({ status }) => status === 'acknowledged').toSorted(byUrgency),
    cameBack: sent.filter(({ status }) => status === 'returned' || status === 'expired').toSorted(byUrgency),
    overdue: own
      .filter((link) => link.thing === 'intervention' && isOpen(link) && due(link) < today)
      .toSorted((one, other) => due(one).localeCompare(due(other))),
    followUps: own
      .flatMap((link) => {
        const [on] = followUpDays(link, own).toSorted((one, other) => one.localeCompare(other));
        return on !== undefined && on <= until ? [{ on, link }] : [];
      })
      .toSorted((one, other) => one.on.localeCompare(other.on)),
    news: links
      .filter(({ ownerAgency, recordedAt }) => ownerAgency !== agencyId && recordedAt >= since)
      .toSorted((one, other) => other.recordedAt.localeCompare(one.recordedAt)),
  };
};
