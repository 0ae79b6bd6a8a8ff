import { workspacePage, type AdmittedRequest, type DirectoryStaff } from '#src/access/index';
import {
  ActionForm,
  Alert,
  Button,
  Card,
  DataTable,
  defineTexts,
  Details,
  EmptyState,
  Form,
  formatDate,
  PageHeading,
  Pagination,
  Stack,
  Tabs,
  Tag,
  type Column,
  type Lang,
} from '#libs/ui';
import type { UnitRecord, UnitRecordsPage } from './unit-records.js';

const texts = defineTexts({
  sv: {
    title: 'Teamets ärenden',
    lead: 'Enhetens akter och vem som arbetar med dem. Innehållet visas bara för den som är tilldelad.',
    tabs: 'Öppna och avslutade',
    open: 'Öppna',
    closed: 'Avslutade',
    record: 'Ärende',
    function: 'Funktion',
    opened: 'Öppnad',
    assigned: 'Tilldelade',
    nobody: 'Ingen',
    assign: 'Tilldela',
    assignMore: 'Tilldela en kollega',
    colleague: 'Kollega',
    choose: 'Välj',
    myself: 'Jag själv (bara en annan chef kan häva det)',
    remove: 'Ta bort {{name}}',
    conflict: 'Jäv och spärrar',
    lockMore: 'Spärra en kollega',
    lockOut: 'Spärra',
    lockHint: 'Spärren gäller under alla uppdrag och vid nödöppning. Den som är spärrad kan inte se att ärendet finns.',
    lockedOut: 'Spärrad: {{name}}',
    lift: 'Häv spärren',
    divert: 'Ingen som är tilldelad får arbeta med ärendet (jäv). Tilldela någon annan, gärna i en annan enhet.',
    none: 'Inga ärenden',
  },
  en: {
    title: 'The team’s cases',
    lead: 'The unit’s records and who works with them. What they hold is shown only to those assigned.',
    tabs: 'Open and closed',
    open: 'Open',
    closed: 'Closed',
    record: 'Case',
    function: 'Function',
    opened: 'Opened',
    assigned: 'Assigned',
    nobody: 'Nobody',
    assign: 'Assign',
    assignMore: 'Assign a colleague',
    colleague: 'Colleague',
    choose: 'Choose',
    myself: 'Myself (only another head can lift it)',
    remove: 'Remove {{name}}',
    conflict: 'Conflicts and locks',
    lockMore: 'Lock a colleague out',
    lockOut: 'Lock out',
    lockHint: 'The lock holds under every duty and under emergency opening. Whoever is locked out cannot tell that the case exists.',
    lockedOut: 'Locked out: {{name}}',
    lift: 'Lift the lock',
    divert: 'Nobody who is assigned may work with the case (conflict of interest). Assign somebody else, in another unit if need be.',
    none: 'No cases',
  },
});

const PATH = '/workspace/team';

interface TeamProps {
  readonly status: 'open' | 'closed';
  readonly cursor: string | undefined;
  readonly page: UnitRecordsPage;
  /** Who can be assigned. */
  readonly staff: readonly DirectoryStaff[];
  /** Who can be locked out: heads and liaisons too. */
  readonly employees: readonly DirectoryStaff[];
  readonly upToDate: boolean;
  /** An idempotency key for each form. */
  readonly newKey: () => string;
}

const columns = (lang: Lang, reader: string, { staff, employees, newKey }: TeamProps): Column<UnitRecord>[] => {
  const t = texts(lang);
  const hidden = ({ recordId, caseId }: UnitRecord) => ({ recordId, caseId, idempotencyKey: newKey() });
  return [
    {
      key: 'record',
      label: t('record'),
      cell: ({ recordId, caseId }) => <a href={`/workspace/records/${recordId}`}>{caseId.slice(0, 8)}</a>,
    },
    { key: 'function', label: t('function'), cell: ({ functionName }) => functionName },
    { key: 'opened', label: t('opened'), cell: ({ openedAt }) => formatDate(openedAt, lang) },
    {
      key: 'assigned',
      label: t('assigned'),
      cell: (record) => [
        record.needsDiversion && <Alert tone="danger">{t('divert')}</Alert>,
        record.assigned.length === 0
          ? t('nobody')
          : record.assigned.map(({ staffId, name }) => (
              <div class="actions">
                <span>{name}</span>
                {record.status === 'open' && record.assigned.length > 1 && (
                  <ActionForm action={`${PATH}/unassign`} hidden={{ ...hidden(record), staffId }}>
                    <Button variant="tertiary" label={t('remove', { name })}>
                      {t('button.remove')}
                    </Button>
                  </ActionForm>
                )}
              </div>
            )),
      ],
    },
    {
      key: 'assign',
      label: t('assign'),
      cell: (record) =>
        record.status === 'closed' ? null : (
          <Details summary={t('assignMore')}>
            <Form action={`${PATH}/assign`} hidden={hidden(record)} guard={false}>
              <label class="ds-label" for={`staff-${record.recordId}`}>
                {t('colleague')}
              </label>
              <select class="ds-input" name="staffId" id={`staff-${record.recordId}`} required>
                <option value="">{t('choose')}</option>
                {staff
                  .filter(({ id }) => !record.assigned.some(({ staffId }) => staffId === id))
                  .map(({ id, name, title }) => (
                    <option value={id}>
                      {name}, {title}
                    </option>
                  ))}
              </select>
              <Button variant="secondary">{t('assign')}</Button>
            </Form>
          </Details>
        ),
    },
    {
      key: 'conflict',
      label: t('conflict'),
      cell: (record) => (
        <>
          {record.lockedOut.map(({ staffId, name }) => (
            <div class="actions">
              <Tag tone="danger">{t('lockedOut', { name })}</Tag>
              <ActionForm action={`${PATH}/lift-lock`} hidden={{ ...hidden(record), staffId }}>
                <Button variant="tertiary">{t('lift')}</Button>
              </ActionForm>
            </div>
          ))}
          <Details summary={t('lockMore')}>
            <Form action={`${PATH}/lock-out`} hidden={hidden(record)} guard={false}>
              <label class="ds-label" for={`lock-${record.recordId}`}>
                {t('colleague')}
              </label>
              <p class="subtle">{t('lockHint')}</p>
              <select class="ds-input" name="staffId" id={`lock-${record.recordId}`} required>
                <option value="">{t('choose')}</option>
                {employees
                  .filter(({ id }) => id !== reader && !record.lockedOut.some(({ staffId }) => staffId === id))
                  .map(({ id, name, title }) => (
                    <option value={id}>
                      {name}, {title}
                    </option>
                  ))}
                <option value={reader}>{t('myself')}</option>
              </select>
              <Button variant="secondary">{t('lockOut')}</Button>
            </Form>
          </Details>
        </>
      ),
    },
  ];
};

export const teamPage = (visitor: AdmittedRequest['insatskedja'], props: TeamProps): string => {
  const { status, cursor, page, upToDate } = props;
  const { lang } = visitor;
  const t = texts(lang);
  const here = (more = '') => `${PATH}?status=${status}${more}`;
  return workspacePage(
    visitor,
    { title: t('title'), path: here(), active: PATH, upToDate },
    <Stack>
      <PageHeading title={t('title')} lead={t('lead')} />
      <Tabs
        label={t('tabs')}
        active={here()}
        items={(['open', 'closed'] as const).map((one) => ({ href: `${PATH}?status=${one}`, label: t(one) }))}
      />
      <Card>
        <DataTable
          caption={t('title')}
          captionHidden
          columns={columns(lang, visitor.context.actor.staffId, props)}
          rows={page.items}
          empty={<EmptyState title={t('none')} />}
        />
        <Pagination next={page.next && here(`&cursor=${encodeURIComponent(page.next)}`)} first={cursor ? here() : undefined} />
      </Card>
    </Stack>,
  );
};
