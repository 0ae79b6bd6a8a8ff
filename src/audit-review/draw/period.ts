import { swedishDate } from '#libs/shared-kernel';

const HOUR_MS = 3_600_000;

/** The moment at which a Swedish calendar day begins, in summer and in winter. @param day YYYY-MM-DD */
export const startOfDay = (day: string): Date => {
  const [summer, winter] = ['+02:00', '+01:00'].map((offset) => new Date(`${day}T00:00:00${offset}`));
  return swedishDate(summer!) === day ? summer! : winter!;
};
const dayAfter = (day: string, days = 1): string =>
  new Date(Date.parse(`${day}T12:00:00Z`) + days * 24 * HOUR_MS).toISOString().slice(0, 10);

export interface Period {
  /** `2026-11` or `2026-11-02`. */
  readonly name: string;
  readonly from: Date;
  readonly until: Date;
}

/** The last whole month, by the Swedish calendar. */
export const lastMonth = (now: Date): Period => {
  const month = swedishDate(now).slice(0, 7);
  const lastDay = dayAfter(`${month}-01`, -1);
  const name = lastDay.slice(0, 7);
  return { name, from: startOfDay(`${name}-01`), until: startOfDay(`${month}-01`) };
};

/** The last whole day, and so many days back from its end. */
export const lastDays = (now: Date, days: number): Period => {
  const today = swedishDate(now);
  return { name: dayAfter(today, -1), from: startOfDay(dayAfter(today, -days)), until: startOfDay(today) };
};
