import { useT } from './lang.js';

export const Breadcrumbs = ({ items }: { items: readonly { label: string; href?: string }[] }) => {
  const t = useT();
  return (
    <nav class="ds-breadcrumbs breadcrumbs" aria-label={t('page.breadcrumbs')}>
      <ol>
        {items.map((item) => (
          <li>{item.href ? <a href={item.href}>{item.label}</a> : <span aria-current="page">{item.label}</span>}</li>
        ))}
      </ol>
    </nav>
  );
};

export interface TabItem {
  readonly href: string;
  readonly label: string;
  readonly badge?: number | undefined;
}
const TabList = ({ items, active, labelledBy }: { items: readonly TabItem[]; active: string; labelledBy?: string }) => (
  <ul aria-labelledby={labelledBy}>
    {items.map((item) => (
      <li>
        <a href={item.href} aria-current={item.href === active ? 'page' : undefined}>
          {item.label}
          {item.badge ? <span class="nav-badge">{item.badge}</span> : null}
        </a>
      </li>
    ))}
  </ul>
);

/** The pages of one thing (a case). Links, since each is a page of its own with its own audit row. */
export const Tabs = ({ items, active, label }: { items: readonly TabItem[]; active: string; label: string }) => (
  <nav class="tabs" aria-label={label}>
    <TabList items={items} active={active} />
  </nav>
);

export interface TabGroup {
  readonly id: string;
  readonly label: string;
  readonly items: readonly TabItem[];
}
/** Many pages of one thing, by what one does there. All of them are links from each: nothing opens by script, and nothing is two clicks away. */
export const GroupedTabs = ({ groups, active, label }: { groups: readonly TabGroup[]; active: string; label: string }) => (
  <nav class="tabs tab-groups" aria-label={label}>
    {groups.map(({ id, label: name, items }) => (
      <div class="tab-group" data-current={items.some(({ href }) => href === active) ? 'true' : undefined}>
        <p class="tab-group-name" id={`tabs-${id}`}>
          {name}
        </p>
        <TabList items={items} active={active} labelledBy={`tabs-${id}`} />
      </div>
    ))}
  </nav>
);

/** Cursor paging: onwards, or to the beginning. No page numbers and no totals, since a total could tell of what is hidden. */
export const Pagination = ({ next, first }: { next?: string | undefined; first?: string | undefined }) => {
  const t = useT();
  if (!next && !first) return null;
  return (
    <nav class="actions pagination" aria-label={t('page.pages')}>
      {first && (
        <a class="ds-button" data-variant="tertiary" href={first}>
          {t('page.first')}
        </a>
      )}
      {next && (
        <a class="ds-button" data-variant="secondary" href={next} rel="next">
          {t('page.next')}
        </a>
      )}
    </nav>
  );
};

/** Where in a short procedure we are; `current` counts from 1. */
export const Steps = ({ steps, current }: { steps: readonly string[]; current: number }) => {
  const t = useT();
  return (
    <nav class="steps" aria-label={t('steps.title')}>
      <p class="steps-now">{t('steps.now', { current, total: steps.length })}</p>
      <ol>
        {steps.map((step, index) => {
          const state = index + 1 < current ? 'done' : index + 1 === current ? 'now' : 'later';
          return (
            <li data-state={state} aria-current={state === 'now' ? 'step' : undefined}>
              {step}
              {state === 'done' && <span class="ds-sr-only"> ({t('steps.done')})</span>}
            </li>
          );
        })}
      </ol>
    </nav>
  );
};
