import { randomUUID } from 'node:crypto';
import {
  Actions,
  Button,
  Card,
  DataTable,
  DateField,
  Details,
  EmptyState,
  FileField,
  Form,
  formatDate,
  PageHeading,
  RadioGroup,
  Select,
  Tag,
  TextField,
  translator,
  useLang,
  type Column,
  type FormError,
  type FormValues,
  type Option,
} from '#libs/ui';
import { ATTACHMENT_CLASSES, ATTACHMENT_KINDS, ATTACHMENT_ORIGINS, ATTACHMENT_RETRACTIONS } from '../attachment.events.js';
import { FILE_KINDS } from '../file-kinds.js';
import type { AttachmentView } from '../features/read-attachments.js';
import { attachmentTexts } from './attachment-texts.js';
import { attachmentsHref, contentHref, fileKind, fileTitle, kilobytes } from './file-words.js';

export interface AttachmentsPageProps {
  readonly caseId: string;
  readonly attachments: readonly AttachmentView[];
  readonly persons: readonly Option[];
  readonly today: string;
  readonly staffName: (staffId: string) => string;
  readonly agencyName: (agencyId: string) => string;
  readonly values?: FormValues;
  readonly errors?: readonly FormError[];
}

const ACCEPT = Object.entries(FILE_KINDS)
  .flatMap(([mediaType, endings]) => [mediaType, ...endings.map((ending) => `.${ending}`)])
  .join(',');

const Wrong = ({ caseId, file }: { caseId: string; file: AttachmentView }) => {
  const t = attachmentTexts(useLang());
  return (
    <Details summary={t('retract')}>
      <Form
        action={attachmentsHref(caseId, `/${file.attachmentId}/retract`)}
        hidden={{ idempotencyKey: randomUUID() }}
        guard={false}
        id={`retract-${file.attachmentId}`}
      >
        <Select
          name="reason"
          label={t('reason')}
          hint={t('retract.hint')}
          options={ATTACHMENT_RETRACTIONS.map((value) => ({ value, label: t(`reason.${value}`) }))}
        />
        <Actions>
          <Button variant="secondary" tone="danger">
            {t('retract')}
          </Button>
        </Actions>
      </Form>
    </Details>
  );
};

/** The own agency's files in the case, each to be saved by the reader and never shown in the page; and the form that saves another. */
export const AttachmentsPage = ({ caseId, attachments, persons, today, staffName, agencyName, values, errors }: AttachmentsPageProps) => {
  const lang = useLang();
  const t = attachmentTexts(lang);
  const common = translator(lang);
  const columns: Column<AttachmentView>[] = [
    {
      key: 'file',
      label: t('file'),
      cell: (file) =>
        file.erased ? (
          t('erased')
        ) : file.withheld ? (
          t('withheld')
        ) : (
          <>
            {file.byEmergency ? (
              fileTitle(file, lang)
            ) : (
              <a href={contentHref(caseId, file.attachmentId)} download>
                {fileTitle(file, lang)}
              </a>
            )}
            <br />
            <span class="subtle">{`${fileKind(file.kind, lang)} · ${kilobytes(file.size)}`}</span>
            {file.byEmergency && <div>{t('byEmergency')}</div>}
          </>
        ),
    },
    {
      key: 'about',
      label: t('about'),
      cell: (file) => persons.find(({ value }) => value === file.personId)?.label ?? file.personId.slice(0, 8),
    },
    {
      key: 'origin',
      label: t('origin'),
      cell: (file) =>
        [
          file.fromAgency === null ? t(`origin.${file.origin}`) : t('copyFrom', { agency: agencyName(file.fromAgency) }),
          file.receivedOn === null ? '' : formatDate(file.receivedOn, lang),
          file.from ?? '',
        ]
          .filter(Boolean)
          .join(', '),
    },
    { key: 'class', label: t('class'), cell: (file) => common(`class.${file.class}`) },
    {
      key: 'kept',
      label: t('kept'),
      cell: (file) => [formatDate(file.keptAt, lang), file.copyId === null ? staffName(file.keptBy) : ''].filter(Boolean).join(', '),
    },
    {
      key: 'status',
      label: t('status'),
      cell: (file) =>
        // A copy is a document received: it stands as it came.
        file.copyId !== null ? (
          t('stands')
        ) : file.retractedAt === null ? (
          <Wrong caseId={caseId} file={file} />
        ) : (
          <Tag tone="danger">{`${t('retracted')}: ${t(`reason.${file.reason as 'duplicate'}`)}`}</Tag>
        ),
    },
  ];
  return (
    <div class="stack">
      <PageHeading title={t('title')} lead={t('lead')} />
      {attachments.length === 0 ? (
        <EmptyState title={t('none')} />
      ) : (
        <DataTable caption={t('title')} columns={columns} rows={attachments} />
      )}
      <Card title={t('new')}>
        <Form
          action={attachmentsHref(caseId)}
          upload
          hidden={{ idempotencyKey: randomUUID(), attachmentId: randomUUID() }}
          errors={errors ?? []}
          values={values}
        >
          <Select name="personId" label={t('about')} options={persons} />
          <Select name="kind" label={t('kind')} options={ATTACHMENT_KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))} />
          <Select
            name="class"
            label={t('class')}
            hint={t('class.hint')}
            value="free-text"
            placeholder={false}
            options={ATTACHMENT_CLASSES.map((value) => ({ value, label: common(`class.${value}`) }))}
          />
          <RadioGroup
            name="origin"
            label={t('origin')}
            value="own"
            options={ATTACHMENT_ORIGINS.map((value) => ({ value, label: t(`origin.${value}`) }))}
          />
          <DateField name="receivedOn" label={t('receivedOn')} max={today} optional />
          <TextField name="from" label={t('from')} maxLength={200} optional />
          <FileField name="file" label={t('file')} hint={t('file.hint')} accept={ACCEPT} />
          <Actions>
            <Button>{t('save')}</Button>
          </Actions>
        </Form>
      </Card>
    </div>
  );
};
