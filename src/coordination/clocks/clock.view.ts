import { movedByItsProcess } from '#config/clocks';
import { deadline, type Deadline, type TimeSpan } from '#config/deadlines';
import { isErased, isSealed, type Duty } from '#libs/shared-kernel';
import type { ClockNoticeRow, ClockRow } from './clock.rows.js';
import { clockState, extensionLimit, type ClockState } from './clock.times.js';

interface Words {
  readonly sv: string;
  readonly en: string;
}

/** A clock as its agency's staff see it, with why it is a deadline. */
export interface ClockView {
  readonly clockId: string;
  /** config/deadlines.ts. */
  readonly deadline: string;
  readonly title: Words;
  /** The law or the agreement that it comes from. */
  readonly source: string;
  /** The source is yet to be checked against its wording. */
  readonly toVerify: boolean;
  readonly runsFrom: Words;
  readonly within: TimeSpan;
  readonly counting: Deadline['counting'];
  readonly warnings: readonly { readonly before: TimeSpan; readonly who: Duty }[];
  readonly atEnd: Deadline['atEnd'];
  readonly recordId: string;
  readonly caseId: string;
  readonly state: ClockState;
  readonly startedAt: string;
  /** The last day, in Sweden. */
  readonly dueOn: string;
  /** The moment on it, where the whole day does not count. */
  readonly dueAt: string | null;
  readonly extended: boolean;
  readonly extension: {
    readonly by: Duty;
    readonly requires: Words;
    readonly atMost: string | null;
    /** By a decision in its own process, not here. */
    readonly byItsProcess: boolean;
  } | null;
}

/** What a clock has done. */
export interface ClockNotice {
  readonly kind: ClockNoticeRow['kind'];
  readonly who: string;
  readonly at: string;
  readonly dueOn: string;
  /** Of an extension: the new last day, who decided, and why; the reason is left out once erased. */
  readonly until: string | null;
  readonly by: string | null;
  readonly reason: string | null;
}

/** Deadlines name whoever works with the record by one word; in the police that is an officer. */
export const worksAs = (duty: Duty): Duty => (duty === 'police-officer' ? 'caseworker' : duty);

/** A row of a clock that runs. @param row with every moment set, as the projection leaves a running clock */
export const viewClock = (row: ClockRow, now: Date): ClockView => {
  const { id, title, source, toVerify, runsFrom, within, counting, warn, atEnd, extension } = deadline(row.deadlineId);
  const { clockId, recordId, caseId } = row;
  const dueOn = row.dueOn!;
  return {
    ...{ clockId, deadline: id, title, source, toVerify, runsFrom, within, counting, warnings: warn, atEnd, recordId, caseId },
    state: clockState({ dueAt: row.dueAt!, firstAt: row.firstAt! }, atEnd, now),
    startedAt: row.startedAt!.toISOString(),
    dueOn,
    dueAt: row.wholeDay ? null : row.dueAt!.toISOString(),
    extended: row.extendedAt !== null,
    extension: extension
      ? {
          by: extension.by,
          requires: extension.requires,
          atMost: extensionLimit(extension.atMost, counting, dueOn) ?? null,
          byItsProcess: movedByItsProcess(id),
        }
      : null,
  };
};

export const viewNotice = ({ kind, who, at, dueOn, until, byStaff, reason }: ClockNoticeRow): ClockNotice => ({
  kind,
  who,
  at: at.toISOString(),
  dueOn,
  until,
  by: byStaff,
  reason: reason === null || isSealed(reason) || isErased(reason) ? null : reason,
});

/** What a clock does comes in this order: it warns, is given more time, and runs out. */
const IN_LIFE: readonly ClockNoticeRow['kind'][] = ['warning', 'extension', 'overdue', 'expires', 'lapses', 'locks'];
/** By moment; of one moment by a clock's life, never by the ids that chance gave them. */
export const noticeOrder = (one: Pick<ClockNoticeRow, 'at' | 'kind'>, other: Pick<ClockNoticeRow, 'at' | 'kind'>): number =>
  one.at.getTime() - other.at.getTime() || IN_LIFE.indexOf(one.kind) - IN_LIFE.indexOf(other.kind);
