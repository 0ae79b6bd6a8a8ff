import { deadline } from '#config/deadlines';
import { addDays, addMonths, endOfSwedishDay, swedishDate } from '#libs/shared-kernel';

const HOUR = 3_600_000;

/**
 * When a declared clock (config/deadlines.ts) that started at `from` ends: hours to the minute, days and months with the last day's last moment in Sweden
 * (lag 1930:173), as the clocks that warn count them. ISO moments. @throws Error when no such clock is declared
 */
export const endOf = (deadlineId: string, from: string): string => {
  const { within } = deadline(deadlineId);
  if (within.hours !== undefined) return new Date(Date.parse(from) + within.hours * HOUR).toISOString();
  const day = swedishDate(new Date(from));
  const last = within.months === undefined ? addDays(day, within.days ?? 0) : addMonths(day, within.months);
  return new Date(endOfSwedishDay(last).getTime() - 1).toISOString();
};

export const isAfter = (moment: string, end: string): boolean => Date.parse(moment) > Date.parse(end);
