import type { ComponentChildren } from 'preact';
import { isErased, isSealed } from '#libs/shared-kernel';
import type { Personal } from '#libs/shared-kernel';
import { timeLeft } from '../dates.js';
import type { DateValue } from '../dates.js';
import { Tag } from './basics.js';
import type { Tone } from './basics.js';
import { useLang, useT } from './lang.js';

export interface Definition {
  readonly label: ComponentChildren;
  readonly value: ComponentChildren;
}
/** What isn't known is said, never left empty: an empty line could also be a withheld one. */
export const DefinitionList = ({ items }: { items: readonly Definition[] }) => {
  const t = useT();
  return (
    <dl class="definitions">
      {items.map(({ label, value }) => (
        <div>
          <dt>{label}</dt>
          <dd>{value === undefined || value === null || value === '' ? <span class="subtle">{t('value.none')}</span> : value}</dd>
        </div>
      ))}
    </dl>
  );
};

/** A personal value as it may be: open, still sealed (not ours to open) or erased (its key is destroyed). */
export const PersonalText = ({ value }: { value: Personal<string> | undefined | null }) => {
  const t = useT();
  if (value === undefined || value === null || value === '') return <span class="subtle">{t('value.none')}</span>;
  if (isErased(value)) return <em class="subtle">{t('value.erased')}</em>;
  if (isSealed(value)) return <em class="subtle">{t('value.sealed')}</em>;
  return <>{value}</>;
};

export interface Column<Row> {
  readonly key: string;
  readonly label: string;
  readonly cell: (row: Row) => ComponentChildren;
  /** The cell that names the row: read out with every other cell. The first column unless said otherwise. */
  readonly heading?: boolean;
}
export interface DataTableProps<Row> {
  caption: string;
  /** Hide the caption where a heading just above says the same. */
  captionHidden?: boolean;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  /** Shown instead of a table without rows. */
  empty?: ComponentChildren;
}
/** A table that becomes a list of cards on a narrow screen. The roles keep it a table for screen readers when its display changes. */
export function DataTable<Row>({ caption, captionHidden, columns, rows, empty }: DataTableProps<Row>) {
  if (rows.length === 0 && empty !== undefined) return <>{empty}</>;
  const heading = columns.find((column) => column.heading) ?? columns[0];
  return (
    <table class="ds-table table" role="table">
      <caption class={captionHidden ? 'ds-sr-only' : undefined}>{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((column) => (
            <th scope="col" role="columnheader">
              {column.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr role="row">
            {columns.map((column) =>
              column === heading ? (
                <th scope="row" role="rowheader" data-label={column.label}>
                  <div>{column.cell(row)}</div>
                </th>
              ) : (
                <td role="cell" data-label={column.label}>
                  <div>{column.cell(row)}</div>
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export const EmptyState = ({ title, children, action }: { title: string; children?: ComponentChildren; action?: ComponentChildren }) => (
  <div class="empty">
    <p class="empty-title">{title}</p>
    {children && <div class="subtle">{children}</div>}
    {action && <div class="actions">{action}</div>}
  </div>
);

export const Details = ({ summary, open, children }: { summary: ComponentChildren; open?: boolean; children: ComponentChildren }) => (
  <details class="ds-details details" data-color="neutral" open={open}>
    <summary>{summary}</summary>
    <div>{children}</div>
  </details>
);

export interface TimeLeftProps {
  now: Date;
  due: DateValue;
}
/** How long is left, or how late it is. */
export const TimeLeft = ({ now, due }: TimeLeftProps) => {
  const { text, tone } = timeLeft(now, due, useLang());
  return <Tag tone={tone}>{text}</Tag>;
};

export interface TimelineEntry {
  readonly id: string;
  /** As it is to be read: formatDate or formatDateTime. */
  readonly date: string;
  readonly agency: string;
  readonly title: ComponentChildren;
  readonly href?: string;
  readonly tags?: readonly { tone: Tone; text: string }[];
  readonly body?: ComponentChildren;
  readonly tone?: Tone;
}
export const Timeline = ({ entries, label }: { entries: readonly TimelineEntry[]; label: string }) => (
  <ol class="timeline" aria-label={label}>
    {entries.map((entry) => (
      <li data-color={entry.tone ?? 'neutral'}>
        <p class="entry-meta">
          <span>{entry.date}</span> <span>{entry.agency}</span>
        </p>
        <p class="entry-title">
          {entry.href ? <a href={entry.href}>{entry.title}</a> : entry.title}
          {entry.tags?.map((tag) => (
            <Tag tone={tag.tone}>{tag.text}</Tag>
          ))}
        </p>
        {entry.body && <div class="entry-body">{entry.body}</div>}
      </li>
    ))}
  </ol>
);
