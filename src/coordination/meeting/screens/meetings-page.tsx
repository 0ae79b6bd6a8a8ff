import {
  Actions,
  Card,
  DataTable,
  EmptyState,
  formatDateTime,
  LinkButton,
  PageHeading,
  Tag,
  useLang,
  type Column,
  type Tone,
} from '#libs/ui';
import type { MeetingSummary } from '../meeting.view.js';
import { meetingTexts } from './meeting-texts.js';

export const meetingsHref = (caseId: string, rest = ''): string => `/workspace/cases/${caseId}/meetings${rest}`;
const TONES: Record<MeetingSummary['status'], Tone> = { planned: 'info', held: 'success', cancelled: 'neutral' };

export const MeetingStatus = ({ status }: Pick<MeetingSummary, 'status'>) => (
  <Tag tone={TONES[status]}>{meetingTexts(useLang())(`status.${status}`)}</Tag>
);

/** The meetings of a case that the own agency registered. */
export const MeetingsPage = ({ caseId, meetings }: { caseId: string; meetings: readonly MeetingSummary[] }) => {
  const lang = useLang();
  const t = meetingTexts(lang);
  const columns: Column<MeetingSummary>[] = [
    {
      key: 'when',
      label: t('when'),
      cell: (one) => <a href={meetingsHref(caseId, `/${one.meetingId}`)}>{formatDateTime(one.startsAt, lang)}</a>,
    },
    {
      key: 'kind',
      label: t('kind'),
      cell: (one) => (
        <>
          {t(`kind.${one.kind}`)} {one.anonymous && <Tag tone="warning">{t('anonymous')}</Tag>}
        </>
      ),
    },
    { key: 'status', label: t('status'), cell: (one) => <MeetingStatus status={one.status} /> },
    { key: 'open', label: t('openActions'), cell: (one) => (one.openActions > 0 ? String(one.openActions) : '–') },
  ];
  return (
    <div class="stack">
      <PageHeading
        title={t('title')}
        actions={
          <LinkButton variant="primary" href={meetingsHref(caseId, '/new')}>
            {t('new')}
          </LinkButton>
        }
      />
      {meetings.length === 0 ? (
        <EmptyState title={t('none')}>{t('none.hint')}</EmptyState>
      ) : (
        <Card>
          <DataTable caption={t('title')} captionHidden columns={columns} rows={meetings} />
        </Card>
      )}
      <Actions>
        <LinkButton href="/workspace/consultations/new">{t('consultation')}</LinkButton>
      </Actions>
    </div>
  );
};
