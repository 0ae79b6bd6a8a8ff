import { addMonths, startOfSwedishDay, swedishDate } from '#libs/shared-kernel';

/** A quarter that is over: figures of one that still runs could be told apart from day to day. */
export interface Quarter {
  /** `2026-Q3`. */
  readonly name: string;
  readonly from: Date;
  readonly until: Date;
}

const QUARTERS_SHOWN = 8;

const quarterFrom = (day: string): Quarter => ({
  name: `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`,
  from: startOfSwedishDay(day),
  until: startOfSwedishDay(addMonths(day, 3)),
});

/** The quarters of the last two years that are over, by Swedish days, the latest first. */
export const closedQuarters = (now: Date): readonly Quarter[] => {
  const today = swedishDate(now);
  const month = Number(today.slice(5, 7));
  const begins = `${today.slice(0, 4)}-${String(month - ((month - 1) % 3)).padStart(2, '0')}-01`;
  return Array.from({ length: QUARTERS_SHOWN }, (_, back) => quarterFrom(addMonths(begins, -3 * (back + 1))));
};
