import { deadline, type TimeSpan } from '#config/deadlines';
import type { AgencyKind } from '#libs/shared-kernel';

/** The county's agreed clocks, and three that belong to the request itself. Data, so that a county can set its own. */
const GRACE_HOURS = 24;
const ACCESS_AFTER_ANSWER_DAYS = 30;
/** An acute request that nobody has acknowledged by then is shown first, with a warning. */
export const UNREAD_ACUTE_MINUTES = 15;

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const later = (from: Date, span: TimeSpan): Date => {
  const end = new Date(from.getTime() + (span.hours ?? 0) * HOUR + (span.days ?? 0) * DAY);
  end.setUTCMonth(end.getUTCMonth() + (span.months ?? 0));
  return end;
};

/** When an answer is due unless the sender says otherwise. A concern report follows the clock of the protection assessment. */
export const defaultAnswerBy = (
  now: Date,
  { kind, urgency, to }: { kind: 'request' | 'concern-report'; urgency: 'normal' | 'acute'; to: AgencyKind },
): Date => {
  if (kind === 'concern-report' && to === 'social-services') return later(now, deadline('protection-assessment').within);
  return later(now, deadline(urgency === 'acute' ? 'referral-answer-urgent' : 'referral-answer').within);
};

/** The end of an unanswered request, and of the recipient's reading. A concern report has neither: it must be assessed, however late. */
export const endsOf = (kind: 'request' | 'concern-report', answerBy: Date): { expiresAt?: string; accessUntil?: string } =>
  kind === 'concern-report'
    ? {}
    : {
        expiresAt: new Date(answerBy.getTime() + GRACE_HOURS * HOUR).toISOString(),
        accessUntil: new Date(answerBy.getTime() + ACCESS_AFTER_ANSWER_DAYS * DAY).toISOString(),
      };

/** The last moment at which a returned or expired request may be sent on. */
export const sendOnBy = (endedAt: Date): Date => later(endedAt, deadline('referral-resend').within);

/** Unread for too long: an acute request that is still new. */
export const isUnreadAcute = (row: { urgency: string; status: string; addressedAt: Date }, now: Date): boolean =>
  row.urgency === 'acute' && row.status === 'new' && row.addressedAt.getTime() + UNREAD_ACUTE_MINUTES * 60_000 <= now.getTime();
