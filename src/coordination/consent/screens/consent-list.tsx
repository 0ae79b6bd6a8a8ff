import { isErased, isSealed, type Personal } from '#libs/shared-kernel';
import {
  Actions,
  Alert,
  Card,
  DataTable,
  EmptyState,
  formatDate,
  LinkButton,
  PageHeading,
  PersonalText,
  Stack,
  Tag,
  useLang,
  useT,
  type Column,
  type Tone,
} from '#libs/ui';
import type { ConsentView } from '../consent-view.js';
import { consentTexts } from './consent-texts.js';

/** Names that a page needs beside the ids: functions from the register, persons from the own record. */
export interface Names {
  readonly functions: ReadonlyMap<string, string>;
  readonly persons: ReadonlyMap<string, Personal<string> | undefined>;
}
const TONES: Record<ConsentView['state'], Tone> = {
  given: 'success',
  'partly-withdrawn': 'warning',
  withdrawn: 'danger',
  expired: 'danger',
};

export const textOf = (value: Personal<string> | undefined): string | undefined =>
  value === undefined || isSealed(value) || isErased(value) ? undefined : value;

const Classes = ({ view }: { view: ConsentView }) => {
  const t = useT();
  const classes = [...new Set(view.recipients.flatMap((recipient) => recipient.classes))].filter((cls) => cls !== 'reference');
  return <>{classes.map((cls) => t(`class.${cls}`)).join(', ') || '–'}</>;
};
const Purposes = ({ view }: { view: ConsentView }) => {
  const t = consentTexts(useLang());
  const left = view.purposes.map((purpose) => t(`purpose.${purpose}`));
  return left.length === 0 ? null : <div class="subtle">{t('usedFor', { purposes: left.join(', ') })}</div>;
};

/** Each thing that was taken back, and when. */
const TakenBack = ({ view, names }: { view: ConsentView; names: Names }) => {
  const lang = useLang();
  const t = consentTexts(lang);
  const kit = useT();
  const said = ({ at, scope }: ConsentView['takenBack'][number]): string => {
    const date = formatDate(at, lang);
    if (scope.kind === 'whole') return t('withdrawnAt', { date });
    if (scope.kind === 'end') return t('withdrawnEnd', { date, until: formatDate(scope.until, lang) });
    const { recipients = [], classes = [], purposes = [] } = scope;
    const parts = [
      recipients.map((functionId) => names.functions.get(functionId) ?? functionId),
      classes.map((cls) => kit(`class.${cls}`)),
      purposes.map((purpose) => t(`purpose.${purpose}`)),
    ];
    const what = parts.filter((part) => part.length > 0).map((part) => part.join(', '));
    return t('withdrawnPart', { date, what: what.join(' – ') });
  };
  return (
    <>
      {view.takenBack.map((one) => (
        <div>{said(one)}</div>
      ))}
    </>
  );
};

/** Each time that it came to cover more, and how that was said. */
const Extended = ({ view }: { view: ConsentView }) => {
  const lang = useLang();
  const t = consentTexts(lang);
  const how = ({ givenBy, form, interpreterUsed }: ConsentView['extended'][number]): string =>
    [
      ...(givenBy ? [t(`givenBy.${givenBy as 'adult'}`)] : []),
      t(`form.${form as 'oral'}`),
      ...(interpreterUsed ? [t('interpreter')] : []),
    ].join(', ');
  return (
    <>
      {view.extended.map((one) => (
        <div>{t('extendedAt', { date: formatDate(one.at, lang), how: how(one) })}</div>
      ))}
    </>
  );
};

const HowGiven = ({ view, names }: { view: ConsentView; names: Names }) => {
  const lang = useLang();
  const t = consentTexts(lang);
  const appointment = view.appointment && !isSealed(view.appointment) && !isErased(view.appointment) ? view.appointment : null;
  const parts = [
    t(`givenBy.${view.givenBy as 'adult'}`),
    t(`form.${view.form as 'oral'}`),
    t(`at.${view.circumstances as 'in-car'}`),
    ...(view.interpreterUsed ? [t('interpreter')] : []),
    formatDate(view.recordedAt, lang),
  ];
  return (
    <>
      {parts.join(', ')}
      {appointment && (
        <div>
          {appointment.court}, {formatDate(appointment.decidedOn, lang)}
        </div>
      )}
      <Extended view={view} />
      <TakenBack view={view} names={names} />
      {view.withheld.length > 0 && (
        <div class="subtle">{t('withheld', { what: view.withheld.map((name) => t(`withheld.${name}`)).join(', ') })}</div>
      )}
      {view.safeContact && (
        <div>
          <strong>{t('safeContact')}:</strong> <PersonalText value={view.safeContact} />
        </div>
      )}
    </>
  );
};

/** The own agency's consents in a case; after a withdrawal, what it did and the proposal of a new risk assessment. */
export const ConsentList = ({
  caseId,
  views,
  names,
  withdrawn,
}: {
  caseId: string;
  views: readonly ConsentView[];
  names: Names;
  withdrawn: boolean;
}) => {
  const lang = useLang();
  const t = consentTexts(lang);
  const at = (view: ConsentView, step: string): string => `/workspace/cases/${caseId}/consent/${view.consentId}/${step}`;
  const columns: Column<ConsentView>[] = [
    { key: 'who', label: t('who'), cell: (view) => <PersonalText value={names.persons.get(view.personId)} /> },
    { key: 'state', label: t('state'), cell: (view) => <Tag tone={TONES[view.state]}>{t(`consent.${view.state}`)}</Tag> },
    {
      key: 'to',
      label: t('recipients'),
      cell: (view) => view.recipients.map(({ functionId }) => names.functions.get(functionId) ?? functionId).join('; ') || t('nobody'),
    },
    {
      key: 'what',
      label: t('what'),
      cell: (view) => (
        <>
          <Classes view={view} />
          <Purposes view={view} />
        </>
      ),
    },
    { key: 'until', label: t('until'), cell: (view) => formatDate(view.until, lang) },
    { key: 'how', label: t('how'), cell: (view) => <HowGiven view={view} names={names} /> },
    {
      key: 'act',
      label: t('act'),
      cell: (view) =>
        view.state === 'withdrawn' ? (
          '–'
        ) : (
          <Actions>
            {view.state !== 'expired' && (
              <LinkButton href={at(view, 'extend')} variant="tertiary">
                {t('extend')}
              </LinkButton>
            )}
            <LinkButton href={at(view, 'withdraw')} variant="tertiary" tone="danger">
              {t('withdraw')}
            </LinkButton>
          </Actions>
        ),
    },
  ];
  const coerced = !withdrawn && views.some((view) => view.withdrawnNotAlone);
  return (
    <Stack>
      <PageHeading
        title={t('caption')}
        lead={t('lead')}
        actions={
          <LinkButton href={`/workspace/cases/${caseId}/consent/new`} variant="primary">
            {t('new')}
          </LinkButton>
        }
      />
      {withdrawn && (
        <Alert tone="success" title={t('withdrawn.title')} live>
          <p>{t('withdrawn.body')}</p>
        </Alert>
      )}
      {(withdrawn || coerced) && (
        <Alert tone="warning" title={coerced ? t('not-alone') : t('withdrawn.riskWhy')}>
          <a href={`/workspace/cases/${caseId}/risk`}>{t('withdrawn.risk')}</a>
        </Alert>
      )}
      <Card>
        <DataTable
          caption={t('caption')}
          captionHidden
          columns={columns}
          rows={views}
          empty={<EmptyState title={t('none')}>{t('noneHint')}</EmptyState>}
        />
      </Card>
    </Stack>
  );
};
