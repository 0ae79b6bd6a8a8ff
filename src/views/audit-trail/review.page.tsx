import { workspacePage, type AdmittedRequest, type DirectoryStaff } from '#src/access/index';
import {
  Actions,
  Button,
  Card,
  DataTable,
  DateField,
  EmptyState,
  Form,
  formatDateTime,
  LinkButton,
  PageHeading,
  Pagination,
  Select,
  Stack,
  Tabs,
  Tag,
  TextField,
  type Column,
  type FormError,
  type Lang,
} from '#libs/ui';
import { REVIEWED_ACTIONS } from './audit-filter.js';
import type { AuditLine } from './audit-line.js';
import { actionName, auditTexts, dutyName, groundName, ruleName, thingName } from './audit-texts.js';
import type { AuditPage } from './read-audit-trail.js';

const PATH = '/workspace/review';
type Entered = Readonly<Record<string, string>>;

/** The address of this selection, with something changed. */
export const withFilter = (filter: Entered, change: Entered, path = PATH): string => {
  const { lang: _lang, cursor: _cursor, ...rest } = filter;
  const query = new URLSearchParams(Object.entries({ ...rest, ...change }).filter(([, value]) => value !== ''));
  return query.size > 0 ? `${path}?${query.toString()}` : path;
};

/** Actions whose own word says it all: they are done to no thing. */
export const SELF_TOLD: readonly string[] = ['login', 'logout', 'login-failed', 'duty-chosen', 'rights-changed'];

const columns = (lang: Lang, filter: Entered): Column<AuditLine>[] => {
  const t = auditTexts(lang);
  return [
    { key: 'time', label: t('time'), cell: ({ at }) => formatDateTime(at, lang) },
    {
      key: 'who',
      label: t('who'),
      cell: ({ who }) =>
        who.own ? (
          who.staffId ? (
            <a href={withFilter(filter, { staffId: who.staffId })} title={t('ofStaff')}>
              {who.name ?? who.staffId}
            </a>
          ) : (
            t('unknownWho')
          )
        ) : (
          dutyName(who.duty, lang)
        ),
    },
    { key: 'duty', label: t('duty'), cell: ({ who }) => dutyName(who.duty, lang) },
    { key: 'place', label: t('place'), cell: ({ who }) => (who.own ? (who.unitName ?? who.agencyName) : who.agencyName) },
    {
      key: 'what',
      label: t('what'),
      cell: ({ action, objectType, hits }) => (
        <>
          {actionName(action, lang)} {SELF_TOLD.includes(action) ? '' : thingName(objectType, lang)}
          {hits > 0 && <span class="subtle"> · {t('hits', { count: hits })}</span>}
        </>
      ),
    },
    {
      key: 'case',
      label: t('caseAndPersons'),
      cell: ({ caseId, personIds }) => (
        <>
          {caseId && (
            <a href={withFilter(filter, { caseId })} title={t('ofCase')}>
              {caseId.slice(0, 8)}
            </a>
          )}
          {personIds.map((personId) => (
            <a class="subtle" href={withFilter(filter, { personId })} title={t('ofPerson')}>
              {' '}
              {personId.slice(0, 8)}
            </a>
          ))}
        </>
      ),
    },
    { key: 'ground', label: t('ground'), cell: ({ ground }) => ground.map((id) => groundName(id, lang)).join('; ') },
    {
      key: 'outcome',
      label: `${t('outcome')}, ${t('rule').toLowerCase()}`,
      cell: ({ outcome, rule }) =>
        outcome === 'denied' ? (
          <>
            <Tag tone="danger">{t('outcome.denied')}</Tag> {rule && ruleName(rule, lang)}
          </>
        ) : (
          t('outcome.allowed')
        ),
    },
  ];
};

const FilterForm = ({
  lang,
  filter,
  staff,
  units,
  errors,
}: {
  lang: Lang;
  filter: Entered;
  staff: readonly DirectoryStaff[];
  units: ReviewProps['units'];
  errors: readonly FormError[];
}) => {
  const t = auditTexts(lang);
  return (
    <Card title={t('filter')} id="filter">
      <Form action={PATH} method="get" values={filter} errors={errors}>
        <div class="card-grid">
          <DateField name="from" label={t('from')} optional />
          <DateField name="to" label={t('to')} optional />
          <Select
            name="staffId"
            label={t('staff')}
            optional
            placeholder={t('all')}
            options={staff.map(({ id, name, title }) => ({ value: id, label: `${name}, ${title}` }))}
          />
          <Select
            name="action"
            label={t('action')}
            optional
            placeholder={t('all')}
            options={REVIEWED_ACTIONS.map((value) => ({ value, label: t(`action.${value}`) }))}
          />
          <Select
            name="outcome"
            label={t('outcome')}
            optional
            placeholder={t('all')}
            options={(['allowed', 'denied'] as const).map((value) => ({ value, label: t(`outcome.${value}`) }))}
          />
          <Select
            name="unitId"
            label={t('unit')}
            optional
            placeholder={t('all')}
            options={units.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <TextField name="caseId" label={t('case')} hint={t('caseHint')} optional />
          <TextField name="personId" label={t('person')} hint={t('personHint')} optional />
        </div>
        <Actions>
          <Button>{t('button.show')}</Button>
          <LinkButton href={PATH} variant="tertiary">
            {t('clear')}
          </LinkButton>
        </Actions>
      </Form>
    </Card>
  );
};

export interface ReviewProps {
  readonly filter: Entered;
  readonly errors: readonly FormError[];
  readonly staff: readonly DirectoryStaff[];
  readonly units: readonly { readonly id: string; readonly name: string }[];
  readonly page: AuditPage;
}

/** Where the extract of a person's trail is handed over, for each of the own records that these lines are of. */
const extracts = ({ personId }: Entered, { items }: AuditPage): string[] =>
  personId
    ? [...new Set(items.flatMap(({ recordId, personIds }) => (recordId && personIds.includes(personId) ? [recordId] : [])))].map(
        (recordId) => `/workspace/people/${personId}/log-extract?recordId=${recordId}`,
      )
    : [];

/** What a reviewer looks for first: refused, opened in an emergency, protected data shown, taken out. */
const DEVIATIONS = [
  { label: 'outcome.denied', filter: { outcome: 'denied' } },
  { label: 'action.break-glass', filter: { action: 'break-glass' } },
  { label: 'action.reveal', filter: { action: 'reveal' } },
  { label: 'action.export', filter: { action: 'export' } },
] as const;

export const reviewPage = (visitor: AdmittedRequest['insatskedja'], { filter, errors, staff, units, page }: ReviewProps): string => {
  const { lang } = visitor;
  const t = auditTexts(lang);
  const path = withFilter(filter, {});
  return workspacePage(
    visitor,
    { title: t('title'), path, active: PATH },
    <Stack>
      <PageHeading
        title={t('title')}
        lead={t('lead')}
        actions={
          <>
            {errors.length === 0 && <LinkButton href={withFilter(filter, {}, `${PATH}/export`)}>{t('export')}</LinkButton>}
            {(filter['caseId'] ?? filter['personId'] ?? filter['staffId']) && (
              <LinkButton href={withFilter(filter, {}, `${PATH}/timeline`)}>{t('timeline')}</LinkButton>
            )}
            {extracts(filter, page).map((href) => (
              <LinkButton href={href} variant="tertiary">
                {t('extract')}
              </LinkButton>
            ))}
            <LinkButton href={`${PATH}/verify`} variant="tertiary">
              {t('verify')}
            </LinkButton>
          </>
        }
      />
      <Tabs
        label={t('deviations')}
        active={path}
        items={[{ href: PATH, label: t('all') }, ...DEVIATIONS.map((one) => ({ href: withFilter({}, one.filter), label: t(one.label) }))]}
      />
      <FilterForm lang={lang} filter={filter} staff={staff} units={units} errors={errors} />
      <Card title={t('lines')} id="lines">
        <DataTable
          caption={t('lines')}
          captionHidden
          columns={columns(lang, filter)}
          rows={page.items}
          empty={<EmptyState title={t('none')}>{t('noneText')}</EmptyState>}
        />
        <Pagination next={page.next && withFilter(filter, { cursor: page.next })} first={filter['cursor'] ? path : undefined} />
      </Card>
    </Stack>,
  );
};

/** What was entered, as texts only: an address may repeat a name, or hold something else. */
export const enteredFilter = (query: unknown): Entered =>
  Object.fromEntries(
    Object.entries((query ?? {}) as Record<string, unknown>).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
  );
