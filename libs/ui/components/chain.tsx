import type { ComponentChildren } from 'preact';
import { Alert, Tag } from './basics.js';
import type { Tone } from './basics.js';
import { useT } from './lang.js';

export interface ChainLane {
  readonly id: string;
  readonly label: string;
  /** The reader's own agency: its lane is marked. */
  readonly own?: boolean;
}
export interface ChainEntry {
  readonly id: string;
  readonly lane: string;
  /** As it is to be read; the entries arrive in the order of time. */
  readonly date: string;
  readonly title: ComponentChildren;
  readonly href?: string;
  readonly status?: { readonly tone: Tone; readonly text: string };
  readonly due?: string | undefined;
  readonly body?: ComponentChildren;
}
export interface ChainGap {
  readonly id: string;
  /** The lane whose turn it is; without one the gap belongs to the whole case. */
  readonly lane?: string | undefined;
  readonly title: string;
  readonly detail?: ComponentChildren;
  readonly href?: string;
}
export interface ChainTimelineProps {
  lanes: readonly ChainLane[];
  entries: readonly ChainEntry[];
  gaps?: readonly ChainGap[];
}

/** As many lanes as the style sheet places side by side; a case with more is shown as the list that narrow screens get. */
const MAX_LANES = 6;

/**
 * The chain of support at one glance: one list in the order of time, which a wide screen places in a column for each agency
 * and a narrow one stacks. Gaps stand last, in the lane of whoever has to act, so that a chain visibly ends in a hole.
 */
export const ChainTimeline = ({ lanes, entries, gaps = [] }: ChainTimelineProps) => {
  const t = useT();
  if (entries.length === 0 && gaps.length === 0) return <p class="subtle">{t('chain.none')}</p>;
  const laneOf = (id: string | undefined) => lanes.findIndex((lane) => lane.id === id);
  const count = lanes.length <= MAX_LANES ? String(lanes.length) : undefined;
  const place = (id: string | undefined) => (count && laneOf(id) >= 0 ? String(laneOf(id) + 1) : 'all');
  return (
    <div class="chain-frame">
      <div class="chain" data-lanes={count}>
        <div class="chain-lanes" aria-hidden="true">
          {lanes.map((lane, index) => (
            <div class="chain-lane" data-lane={String(index + 1)} data-own={lane.own ? '' : undefined}>
              {lane.label}
              {lane.own && <span class="chain-own">{t('chain.own')}</span>}
            </div>
          ))}
        </div>
        <ol class="chain-list" aria-label={t('chain.title')}>
          {entries.map((entry) => (
            <li class="chain-entry" data-lane={place(entry.lane)} data-color={entry.status?.tone ?? 'neutral'}>
              <p class="entry-meta">
                <span>{entry.date}</span> <span class="chain-agency">{lanes[laneOf(entry.lane)]?.label}</span>
              </p>
              <p class="chain-title">{entry.href ? <a href={entry.href}>{entry.title}</a> : entry.title}</p>
              {entry.body && <div class="entry-body">{entry.body}</div>}
              {(entry.status || entry.due) && (
                <p class="tags">
                  {entry.status && <Tag tone={entry.status.tone}>{entry.status.text}</Tag>}
                  {entry.due && <span class="subtle">{t('chain.due', { date: entry.due })}</span>}
                </p>
              )}
            </li>
          ))}
          {gaps.map((gap) => (
            <li class="chain-entry chain-gap" data-lane={place(gap.lane)} data-color="warning">
              <p class="entry-meta">
                <Tag tone="warning">{t('chain.gap')}</Tag> <span class="chain-agency">{lanes[laneOf(gap.lane)]?.label}</span>
              </p>
              <p class="chain-title">{gap.href ? <a href={gap.href}>{gap.title}</a> : gap.title}</p>
              {gap.detail && <div class="entry-body">{gap.detail}</div>}
            </li>
          ))}
        </ol>
      </div>
    </div>
  );
};

/** The gaps of what this reader may see, each with a link to where it is closed. */
export const GapList = ({ gaps }: { gaps: readonly ChainGap[] }) => {
  const t = useT();
  if (gaps.length === 0) return <Alert tone="success">{t('gaps.none')}</Alert>;
  return (
    <ul class="gaps" aria-label={t('gaps.title')}>
      {gaps.map((gap) => (
        <li data-color="warning">
          <p class="chain-title">{gap.href ? <a href={gap.href}>{gap.title}</a> : gap.title}</p>
          {gap.detail && <div class="entry-body">{gap.detail}</div>}
        </li>
      ))}
    </ul>
  );
};
