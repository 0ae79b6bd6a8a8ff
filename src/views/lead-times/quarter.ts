import { followUp } from '#config/follow-up';
import { addMonths, startOfSwedishDay, swedishDate } from '#libs/shared-kernel';

/** A quarter that is over, and so long that its figures are fixed: those of one that still takes in more could be told apart from day to day. */
export interface Quarter {
  /** `2026-Q3`. */
  readonly name: string;
  readonly from: Date;
  readonly until: Date;
}

const quarterFrom = (day: string): Quarter => ({
  name: `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`,
  from: startOfSwedishDay(day),
  until: startOfSwedishDay(addMonths(day, 3)),
});

/** The latest quarters whose months of late registrations have passed too, by Swedish days, the latest first. */
export const fixedQuarters = (now: Date): readonly Quarter[] => {
  const today = addMonths(swedishDate(now), -followUp.openMonths);
  const month = Number(today.slice(5, 7));
  const begins = `${today.slice(0, 4)}-${String(month - ((month - 1) % 3)).padStart(2, '0')}-01`;
  return Array.from({ length: followUp.quartersShown }, (_, back) => quarterFrom(addMonths(begins, -3 * (back + 1))));
};
