import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ReadDoor, type ReadTransaction, type RequestContext } from '#src/access/index';
import { ClockNoticeRow, ClockRow } from '../clock.rows.js';
import { noticeOrder, viewClock, viewNotice, type ClockNotice, type ClockView } from '../clock.view.js';

/** The running clocks of a case or a record that the reader may see, the first to end first. */
export class ClocksIn extends Query<readonly ClockView[]> {
  constructor(
    readonly context: RequestContext,
    readonly where: { readonly caseId: string } | { readonly recordId: string },
  ) {
    super();
  }
}

/** The day's clocks over all records of the reader: what ends soon, what is overdue, what has ended lately. For a head, of the units' records. */
export class DayClocks extends Query<readonly ClockView[]> {
  constructor(readonly context: RequestContext) {
    super();
  }
}

/** One clock, with what it has done. */
export class OneClock extends Query<ClockView & { readonly notices: readonly ClockNotice[] }> {
  constructor(
    readonly context: RequestContext,
    readonly clockId: string,
  ) {
    super();
  }
}

const ENDED_SHOWN_DAYS = 14;
const DAY_MS = 86_400_000;

const note = (tx: ReadTransaction, rows: readonly ClockRow[]): void =>
  tx.note({
    hits: rows.map(({ clockId }) => clockId),
    owners: rows.map(({ ownerAgency }) => ownerAgency),
    classes: rows.length > 0 ? ['reference'] : [],
  });

/** For other readers inside the door. */
export const clocksIn = async (tx: ReadTransaction, where: { caseId: string } | { recordId: string }): Promise<ClockView[]> => {
  const rows = await tx.find(ClockRow, 'Record', { where: { ...where, status: 'running' }, order: { dueAt: 'ASC' } });
  note(tx, rows);
  return rows.map((row) => viewClock(row, tx.context.now));
};

/** Whatever has come to its first warning, and has not ended long ago. For other readers inside the door. */
export const clocksOfDay = async (tx: ReadTransaction): Promise<ClockView[]> => {
  const { now } = tx.context;
  const rows = await tx.find(ClockRow, 'Record', {
    where: { status: 'running' },
    and: [{ column: 'firstAt', operator: '<=', value: now }],
    order: { dueAt: 'ASC' },
  });
  const since = new Date(now.getTime() - ENDED_SHOWN_DAYS * DAY_MS);
  const shown = rows.filter((row) => viewClock(row, now).state !== 'ended' || row.dueAt! >= since);
  note(tx, shown);
  return shown.map((row) => viewClock(row, now));
};

@QueryHandler(ClocksIn)
export class ClocksInHandler implements IQueryHandler<ClocksIn> {
  constructor(private readonly door: ReadDoor) {}

  execute({ context, where }: ClocksIn): Promise<readonly ClockView[]> {
    return this.door.read(context, { action: 'list', operation: 'clocks', objectType: 'Clock', ...where }, (tx) => clocksIn(tx, where));
  }
}

@QueryHandler(DayClocks)
export class DayClocksHandler implements IQueryHandler<DayClocks> {
  constructor(private readonly door: ReadDoor) {}

  execute({ context }: DayClocks): Promise<readonly ClockView[]> {
    return this.door.read(context, { action: 'list', operation: 'clocks-of-day', objectType: 'Clock' }, clocksOfDay);
  }
}

@QueryHandler(OneClock)
export class OneClockHandler implements IQueryHandler<OneClock> {
  constructor(private readonly door: ReadDoor) {}

  /** @throws 404 unless the clock runs, in a record that the reader may see */
  execute({ context, clockId }: OneClock): Promise<ClockView & { readonly notices: readonly ClockNotice[] }> {
    return this.door.read(context, { action: 'read', operation: 'clock', objectType: 'Clock', objectId: clockId }, async (tx) => {
      const row = await tx.one(ClockRow, 'Record', { clockId, status: 'running' });
      note(tx, [row]);
      const notices = await tx.find(ClockNoticeRow, 'Record', { where: { clockId }, order: { at: 'ASC' } });
      if (notices.some(({ reason }) => reason !== null)) tx.note({ classes: ['free-text'] });
      return { ...viewClock(row, context.now), notices: (await tx.open(notices)).toSorted(noticeOrder).map(viewNotice) };
    });
  }
}
