import { randomUUID } from 'node:crypto';
import type { Duty } from '#libs/shared-kernel';
import {
  Actions,
  Alert,
  Button,
  Card,
  DateField,
  DefinitionList,
  Form,
  formatDate,
  formatDateTime,
  LinkButton,
  PageHeading,
  Stack,
  Tag,
  TextArea,
  TimeLeft,
  useLang,
  useT,
  type FormError,
  type FormValues,
} from '#libs/ui';
import { worksAs, type ClockNotice, type ClockView } from '../clock.view.js';
import { dueText } from './clock-list.js';
import { clockTexts, spanText } from './clock-texts.js';

export interface ClockPageProps {
  readonly clock: ClockView & { readonly notices: readonly ClockNotice[] };
  readonly now: Date;
  readonly duty: Duty;
  /** A form that came back with faults. */
  readonly again?: { readonly errors: readonly FormError[]; readonly values: FormValues } | undefined;
}

/** Why this is a deadline: the law, from when, who is told, what happens at its end. */
const Why = ({ clock }: Pick<ClockPageProps, 'clock'>) => {
  const lang = useLang();
  const t = clockTexts(lang);
  const common = useT();
  return (
    <Card title={t('why')} id="why">
      <DefinitionList
        items={[
          { label: t('source'), value: clock.source },
          { label: t('runsFrom'), value: clock.runsFrom[lang] },
          { label: t('started'), value: formatDateTime(clock.startedAt, lang) },
          { label: t('within'), value: t(`within.${clock.counting}`, { span: spanText(clock.within, lang) }) },
          { label: t('due'), value: dueText(clock, lang) },
          {
            label: t('warnings'),
            value:
              clock.warnings.length === 0
                ? t('warnings.none')
                : clock.warnings
                    .map(({ before, who }) => t('warning', { span: spanText(before, lang), who: common(`duty.${who}`) }))
                    .join('; '),
          },
          { label: t('atEnd'), value: t(`atEnd.${clock.atEnd}`) },
        ]}
      />
      {clock.toVerify && <Alert tone="warning">{t('toVerify')}</Alert>}
    </Card>
  );
};

const Extension = ({ clock, duty, again }: Pick<ClockPageProps, 'clock' | 'duty' | 'again'>) => {
  const lang = useLang();
  const t = clockTexts(lang);
  const common = useT();
  const { extension } = clock;
  if (!extension)
    return (
      <Card title={t('extension')} id="extension">
        <p class="subtle">{t('extension.none')}</p>
      </Card>
    );
  return (
    <Card title={t('extension')} id="extension">
      <p>{t('extension.by', { who: common(`duty.${extension.by}`), requires: extension.requires[lang] })}</p>
      {extension.atMost && <p>{t('extension.atMost', { date: formatDate(extension.atMost, lang) })}</p>}
      {extension.byItsProcess && <p class="subtle">{t('extension.process')}</p>}
      {!extension.byItsProcess && extension.by === worksAs(duty) && clock.state !== 'ended' && (
        <Form
          action={`/workspace/clocks/${clock.clockId}`}
          hidden={{ idempotencyKey: randomUUID() }}
          errors={again?.errors ?? []}
          values={again?.values}
        >
          <DateField name="until" label={t('newDay')} min={clock.dueOn} {...(extension.atMost ? { max: extension.atMost } : {})} />
          <TextArea name="reason" label={t('reason')} hint={t('reason.hint')} rows={3} maxLength={4000} />
          <Actions>
            <Button>{t('extend')}</Button>
          </Actions>
        </Form>
      )}
    </Card>
  );
};

const History = ({ clock }: Pick<ClockPageProps, 'clock'>) => {
  const lang = useLang();
  const t = clockTexts(lang);
  const common = useT();
  if (clock.notices.length === 0) return null;
  const words = ({ kind, who, until, dueOn }: ClockNotice): string =>
    t(`notice.${kind}`, { who: common(`duty.${who as Duty}`), date: formatDate(until ?? dueOn, lang) });
  return (
    <Card title={t('history')} id="history">
      <ul>
        {clock.notices.map((notice) => (
          <li>
            {formatDateTime(notice.at, lang)}: {words(notice)}
            {notice.reason && <span class="subtle"> {notice.reason}</span>}
          </li>
        ))}
      </ul>
    </Card>
  );
};

export const ClockPage = ({ clock, now, duty, again }: ClockPageProps) => {
  const lang = useLang();
  const t = clockTexts(lang);
  return (
    <Stack>
      <PageHeading title={clock.title[lang]} lead={dueText(clock, lang)} />
      <p>
        <Tag tone={clock.state === 'overdue' ? 'danger' : clock.state === 'soon' ? 'warning' : 'neutral'}>{t(`state.${clock.state}`)}</Tag>{' '}
        {clock.state !== 'ended' && <TimeLeft now={now} due={clock.dueAt ?? clock.dueOn} />}
      </p>
      <Why clock={clock} />
      <Extension clock={clock} duty={duty} again={again} />
      <History clock={clock} />
      {duty !== 'supervisor' && (
        <Actions>
          <LinkButton href={`/workspace/cases/${clock.caseId}`} variant="tertiary">
            {t('toCase')}
          </LinkButton>
        </Actions>
      )}
    </Stack>
  );
};
