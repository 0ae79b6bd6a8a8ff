import { translator } from './i18n.js';
import type { Lang } from './i18n.js';

const ZONE = 'Europe/Stockholm';
const LOCALE: Record<Lang, string> = { sv: 'sv-SE', en: 'en-GB' };
export type DateValue = Date | string;

const DATE_ONLY = /^\d{4}-\d{2}-\d{2}$/;
/** A date without a time is a day in Sweden; its noon there is never another day in any representation of it. */
const moment = (value: DateValue): Date =>
  value instanceof Date ? value : new Date(DATE_ONLY.test(value) ? `${value}T12:00:00+01:00` : value);

const format = (value: DateValue, lang: Lang, options: Intl.DateTimeFormatOptions): string => {
  const date = moment(value);
  return Number.isNaN(date.getTime()) ? String(value) : new Intl.DateTimeFormat(LOCALE[lang], { timeZone: ZONE, ...options }).format(date);
};

/** "21 november 2026": a day in Sweden. What isn't a date is shown as it stands, since a page must not fail on it. */
export const formatDate = (value: DateValue, lang: Lang): string => format(value, lang, { day: 'numeric', month: 'long', year: 'numeric' });

/** "21 nov. 2026 14:05", Swedish time. */
export const formatDateTime = (value: DateValue, lang: Lang): string =>
  format(value, lang, { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' });

const DAY = 86_400_000;
const dayNumber = (date: Date): number => Math.round(Date.parse(new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE }).format(date)) / DAY);

export type Urgency = 'neutral' | 'warning' | 'danger';
export interface TimeLeftText {
  readonly text: string;
  readonly tone: Urgency;
}

/**
 * How long is left, in words. A due date (YYYY-MM-DD) lasts its whole day; a due moment is counted in hours on its last day.
 * Warns from two calendar days before; overdue is danger.
 */
export function timeLeft(now: Date, due: DateValue, lang: Lang): TimeLeftText {
  const t = translator(lang);
  const wholeDay = typeof due === 'string' && DATE_ONLY.test(due);
  const end = moment(due);
  const days = dayNumber(end) - dayNumber(now);
  if (!wholeDay && end <= now && days === 0) return { text: t('time.overdueToday'), tone: 'danger' };
  if (days < 0) return { text: t('time.overdue', { count: -days }), tone: 'danger' };
  if (days > 0) return { text: t('time.left', { count: days }), tone: days <= 2 ? 'warning' : 'neutral' };
  if (wholeDay) return { text: t('time.today'), tone: 'warning' };
  return { text: t('time.hours', { count: Math.max(1, Math.floor((end.getTime() - now.getTime()) / 3_600_000)) }), tone: 'warning' };
}
