import {
  Alert,
  DataTable,
  EmptyState,
  formatDate,
  LinkButton,
  PageHeading,
  Stack,
  Card,
  Tag,
  useLang,
  type Column,
  type Tone,
} from '#libs/ui';
import type { RetentionView } from '../retention-view.js';
import { ConfirmPart, DecidePart, HoldsPart } from './retention-forms.js';
import type { RetentionPage } from './retention-page.js';
import { retentionTexts } from './retention-texts.js';

export const RETENTION = '/workspace/retention';
const TONES: Record<RetentionView['stage'], Tone> = {
  erased: 'neutral',
  erasing: 'neutral',
  held: 'warning',
  confirmed: 'warning',
  decided: 'warning',
  due: 'danger',
  open: 'neutral',
  kept: 'neutral',
  preserved: 'success',
  never: 'success',
};

export const StageTag = ({ view }: { view: RetentionView }) => {
  const lang = useLang();
  const t = retentionTexts(lang);
  return <Tag tone={TONES[view.stage]}>{t(`stage.${view.stage}`, { on: view.erased ? formatDate(view.erased.on, lang) : '' })}</Tag>;
};

const RuleOf = ({ view: { rule, sample } }: { view: RetentionView }) => {
  const lang = useLang();
  const t = retentionTexts(lang);
  if (!rule) return <>{t('noRule')}</>;
  return (
    <>
      <div>{rule.title[lang]}</div>
      <div class="subtle">
        {t(`erasure.${rule.erasure}`)}, {rule.source}
      </div>
      {sample && (
        <div class="subtle">
          {sample.title[lang]}, {sample.source}
        </div>
      )}
    </>
  );
};

const RecordOf = ({ view, names }: { view: RetentionView; names: ReadonlyMap<string, string> }) => {
  const lang = useLang();
  const t = retentionTexts(lang);
  return (
    <>
      {names.has(view.recordId) && <div>{names.get(view.recordId)}</div>}
      <div>{names.get(view.functionId) ?? view.functionId}</div>
      <div class="subtle">
        {t(`track.${view.track as 'exposed'}`)}, {t('opened', { on: formatDate(view.openedOn, lang) })}
      </div>
    </>
  );
};

/** Gallringslistan. */
export const DueListPage = ({ views, names }: { views: readonly RetentionView[]; names: ReadonlyMap<string, string> }) => {
  const lang = useLang();
  const t = retentionTexts(lang);
  const columns: Column<RetentionView>[] = [
    { key: 'record', label: t('record'), cell: (view) => <RecordOf view={view} names={names} /> },
    { key: 'rule', label: t('rule'), cell: (view) => <RuleOf view={view} /> },
    { key: 'last', label: t('lastNote'), cell: (view) => formatDate(view.lastNoteOn, lang) },
    { key: 'due', label: t('due'), cell: (view) => (view.dueOn ? formatDate(view.dueOn, lang) : t('due.never')) },
    { key: 'state', label: t('state'), cell: (view) => <StageTag view={view} /> },
    {
      key: 'show',
      label: t('show'),
      cell: (view) => (
        <LinkButton href={`${RETENTION}/${view.recordId}`} variant="tertiary">
          {t('show')}
        </LinkButton>
      ),
    },
  ];
  return (
    <Stack>
      <PageHeading title={t('title')} lead={t('lead')} />
      <Card>
        <DataTable caption={t('title')} captionHidden columns={columns} rows={views} empty={<EmptyState title={t('none')} />} />
      </Card>
    </Stack>
  );
};

/** One record: its rule, its day, what was decided, and what can be. */
export const RecordPart = ({ view, page }: { view: RetentionView; page: RetentionPage }) => {
  const lang = useLang();
  const t = retentionTexts(lang);
  const { erased } = view;
  const cause = erased ? t(`cause.${erased.cause as 'rule'}`) : '';
  const how = erased?.source ? t('by.source', { cause, source: erased.source }) : cause;
  return (
    <Card>
      <Stack>
        <RecordOf view={view} names={page.names} />
        <div>
          <StageTag view={view} />
        </div>
        <div>
          <RuleOf view={view} />
        </div>
        <div>
          {t('lastNote')}: {formatDate(view.lastNoteOn, lang)}. {t('due')}: {view.dueOn ? formatDate(view.dueOn, lang) : t('due.never')}.
        </div>
        {erased && (
          <Alert tone="info" title={t('erased.title')}>
            {t('erased.text', { on: formatDate(erased.on, lang), how, reference: erased.reference })}
          </Alert>
        )}
        {!erased && page.head && view.stage === 'due' && <DecidePart view={view} page={page} />}
        {!erased && view.decision && <ConfirmPart view={view} page={page} />}
        {!erased && <HoldsPart view={view} page={page} />}
      </Stack>
    </Card>
  );
};

export const OneRecordPage = ({ view, page }: { view: RetentionView; page: RetentionPage }) => {
  const t = retentionTexts(useLang());
  return (
    <Stack>
      <PageHeading title={t('title')} />
      <RecordPart view={view} page={page} />
      <p>
        <a href={RETENTION}>{t('back')}</a>
      </p>
    </Stack>
  );
};

export const CaseRetentionPage = ({ views, page }: { views: readonly RetentionView[]; page: RetentionPage }) => {
  const t = retentionTexts(useLang());
  return (
    <Stack>
      <PageHeading title={t('title')} lead={t('lead.case')} />
      {views.map((view) => (
        <RecordPart view={view} page={page} />
      ))}
    </Stack>
  );
};
