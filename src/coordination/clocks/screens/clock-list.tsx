import { formatDate, formatDateTime, Tag, TimeLeft, useLang, type Lang } from '#libs/ui';
import type { ClockView } from '../clock.view.js';
import { clockTexts } from './clock-texts.js';

/** "till och med 16 november 2026", or the moment where the whole day does not count. */
export const dueText = ({ dueOn, dueAt }: Pick<ClockView, 'dueOn' | 'dueAt'>, lang: Lang): string => {
  const t = clockTexts(lang);
  return dueAt === null ? t('until', { date: formatDate(dueOn, lang) }) : t('until.moment', { date: formatDateTime(dueAt, lang) });
};

export interface ClockListProps {
  readonly clocks: readonly ClockView[];
  readonly now: Date;
  /** What a case is called on this page; left out where the page is of one case. */
  readonly nameOf?: (caseId: string) => string;
  readonly none: string;
}

/** Clocks with how long is left. Each leads to why it is a time limit, and to its extension. */
export const ClockList = ({ clocks, now, nameOf, none }: ClockListProps) => {
  const lang = useLang();
  const t = clockTexts(lang);
  if (clocks.length === 0) return <p class="subtle">{none}</p>;
  return (
    <ul>
      {clocks.map((clock) => (
        <li>
          <a href={`/workspace/clocks/${clock.clockId}`}>
            {clock.title[lang]}
            {nameOf && `, ${nameOf(clock.caseId)}`}
          </a>{' '}
          {clock.state === 'ended' ? <Tag tone="neutral">{t('state.ended')}</Tag> : <TimeLeft now={now} due={clock.dueAt ?? clock.dueOn} />}{' '}
          <span class="subtle">
            {dueText(clock, lang)} ({clock.source})
          </span>
        </li>
      ))}
    </ul>
  );
};
