import { swedishDate } from './clock.js';

/**
 * Days as Swedish law counts them (lag 1930:173): calendar days in Europe/Stockholm, written YYYY-MM-DD. Pure. Arithmetic on days never touches hours, so
 * that summer time changes nothing.
 */
const utc = (day: string): Date => new Date(`${day}T00:00:00Z`);
const iso = (date: Date): string => date.toISOString().slice(0, 10);

export const addDays = (day: string, days: number): string => {
  const date = utc(day);
  date.setUTCDate(date.getUTCDate() + days);
  return iso(date);
};

/** The day of the same number so many months on; the month's last where it has no such day. */
export const addMonths = (day: string, months: number): string => {
  const [year = 0, month = 1, number = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return iso(new Date(Date.UTC(year, month - 1 + months, Math.min(number, last))));
};

/** The moment at which the day begins in Sweden. The clocks are never set at midnight. */
export const startOfSwedishDay = (day: string): Date => {
  const summer = new Date(`${day}T00:00:00+02:00`);
  return swedishDate(summer) === day ? summer : new Date(`${day}T00:00:00+01:00`);
};

/** The first moment after the day. */
export const endOfSwedishDay = (day: string): Date => startOfSwedishDay(addDays(day, 1));

/** Easter Sunday of a year in the Gregorian calendar (Meeus, Jones and Butcher). */
const easter = (year: number): string => {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100];
  const d = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const e = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - d - (c % 4)) % 7;
  const f = d + e - 7 * Math.floor((a + 11 * d + 22 * e) / 451) + 114;
  return iso(new Date(Date.UTC(year, Math.floor(f / 31) - 1, (f % 31) + 1)));
};

/** The first Saturday from this day on. */
const saturdayFrom = (day: string): string => addDays(day, 6 - utc(day).getUTCDay());

const known = new Map<number, ReadonlySet<string>>();
/** Public holidays (lag 1989:253) and the three eves that count as holidays where a time is reckoned (lag 1930:173 2 §), Sundays and Saturdays aside. */
const holidaysOf = (year: number): ReadonlySet<string> => {
  let found = known.get(year);
  if (!found) {
    const sunday = easter(year);
    const midsummer = saturdayFrom(`${year}-06-20`);
    found = new Set([
      ...['01-01', '01-06', '05-01', '06-06', '12-24', '12-25', '12-26', '12-31'].map((day) => `${year}-${day}`),
      ...[-2, 0, 1, 39, 49].map((days) => addDays(sunday, days)),
      addDays(midsummer, -1),
      midsummer,
      saturdayFrom(`${year}-10-31`),
    ]);
    known.set(year, found);
  }
  return found;
};

export const isWorkingDay = (day: string): boolean => {
  const weekday = utc(day).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !holidaysOf(Number(day.slice(0, 4))).has(day);
};

/** So many working days on, or back where the number is negative. The day itself is not counted. */
export const addWorkingDays = (day: string, days: number): string => {
  let at = day;
  for (let left = Math.abs(days); left > 0;) {
    at = addDays(at, Math.sign(days));
    if (isWorkingDay(at)) left--;
  }
  return at;
};
