import type { Deadline, TimeSpan } from '#config/deadlines';
import { addDays, addMonths, addWorkingDays, endOfSwedishDay, startOfSwedishDay, swedishDate } from '#libs/shared-kernel';

const HOUR = 3_600_000;
const DAY_ONLY = /^\d{4}-\d{2}-\d{2}$/;

/** The end of a clock: overdue from `at` on, and the last day as people say it. */
export interface Due {
  readonly at: Date;
  /** YYYY-MM-DD in Sweden. */
  readonly on: string;
  /** The whole of the last day counts, not a moment in it. */
  readonly wholeDay: boolean;
}

/** One thing that a clock does of its own accord, once. */
export interface Firing {
  /** `warning-7d`, `end`: unique in its clock. */
  readonly name: string;
  readonly kind: 'warning' | 'end';
  /** The duty that is told. */
  readonly who: string;
  readonly at: Date;
}

const wholeDay = (on: string): Due => ({ on, at: endOfSwedishDay(on), wholeDay: true });

const days = (day: string, count: number, counting: Deadline['counting']): string =>
  counting === 'working' ? addWorkingDays(day, count) : addDays(day, count);

/** A day or a moment that an event names itself. @param value YYYY-MM-DD, or an ISO moment */
export const dueAsSaid = (value: string): Due => {
  if (DAY_ONLY.test(value)) return wholeDay(value);
  const at = new Date(value);
  return { at, on: swedishDate(at), wholeDay: false };
};

/**
 * When a time that begins now ends (lag 1930:173): hours to the minute; days and months to the end of the day, that of the beginning not counted, the
 * month's last day where it has none of the same number. An end on a Saturday or a holiday is not moved: what protects somebody does not wait for Monday.
 */
export const dueAfter = ({ within, counting }: Pick<Deadline, 'within' | 'counting'>, from: Date): Due => {
  if (within.hours !== undefined) {
    const at = new Date(from.getTime() + within.hours * HOUR);
    return { at, on: swedishDate(at), wholeDay: false };
  }
  const day = swedishDate(from);
  return wholeDay(within.months === undefined ? days(day, within.days ?? 0, counting) : addMonths(day, within.months));
};

const warnAt = ({ hours, days: count, months }: TimeSpan, counting: Deadline['counting'], { at, on }: Due): Date => {
  if (hours !== undefined) return new Date(at.getTime() - hours * HOUR);
  return startOfSwedishDay(months === undefined ? days(on, -(count ?? 0), counting) : addMonths(on, -months));
};

const spanName = ({ hours, days: count, months }: TimeSpan): string =>
  hours === undefined ? (months === undefined ? `${count}d` : `${months}m`) : `${hours}h`;

/** Everything that a clock will do, in the order of time. At its end it tells the supervisor, whoever was warned before. */
export const firingsOf = ({ warn, counting }: Pick<Deadline, 'warn' | 'counting'>, due: Due): readonly Firing[] => [
  ...warn
    .map(({ before, who }): Firing => ({ name: `warning-${spanName(before)}`, kind: 'warning', who, at: warnAt(before, counting, due) }))
    .toSorted((one, other) => one.at.getTime() - other.at.getTime()),
  { name: 'end', kind: 'end', who: 'supervisor', at: due.at },
];

export type ClockState = 'running' | 'soon' | 'overdue' | 'ended';

/** How a running clock stands at this moment. What expires or lapses of its own accord has ended; everything else is overdue until it is done. */
export const clockState = (
  { dueAt, firstAt }: { readonly dueAt: Date; readonly firstAt: Date },
  atEnd: Deadline['atEnd'],
  now: Date,
): ClockState => {
  if (now >= dueAt) return atEnd === 'overdue' ? 'overdue' : 'ended';
  return now >= firstAt ? 'soon' : 'running';
};

/** The last day that an extension by this rule may reach, from the present last day. Undefined: the rule names no most. */
export const extensionLimit = (atMost: TimeSpan | undefined, counting: Deadline['counting'], on: string): string | undefined => {
  if (!atMost) return undefined;
  if (atMost.hours !== undefined) return swedishDate(new Date(startOfSwedishDay(on).getTime() + atMost.hours * HOUR));
  return atMost.months === undefined ? days(on, atMost.days ?? 0, counting) : addMonths(on, atMost.months);
};
