import type { ComponentChildren } from 'preact';
import { interventionKind } from '#config/interventions';
import { workspacePage, type AdmittedRequest } from '#src/access/index';
import { ClockList } from '#src/coordination/clocks/index';
import {
  Alert,
  Card,
  CardGrid,
  defineTexts,
  formatDate,
  formatDateTime,
  LinkButton,
  PageHeading,
  Stack,
  StatusTag,
  Tag,
  TimeLeft,
  REFERRAL_STATES,
  useLang,
  type Lang,
} from '#libs/ui';
import type { MyDayView } from './my-day.query.js';
import type { DayLink } from './sort-day.js';

const texts = defineTexts({
  sv: {
    title: 'Min dag',
    lead: '{{date}}. Det brådskande står först.',
    search: 'Sök person',
    report: 'Ny anmälan',
    acknowledge: 'Att kvittera',
    acknowledgeNone: 'Inget att kvittera.',
    answer: 'Väntar på svar från er',
    answerNone: 'Ingen väntar på svar.',
    back: 'Återsänt eller utgånget',
    backHint: 'Skicka vidare medan tiden löper.',
    backNone: 'Inget har kommit tillbaka.',
    clocks: 'Tidsfrister',
    clocksNone: 'Inga tidsfrister är nära eller försenade.',
    overdue: 'Försenade insatser',
    overdueNone: 'Inga försenade insatser.',
    followUps: 'Uppföljningar den närmaste veckan',
    followUpsNone: 'Inga uppföljningar den närmaste veckan.',
    news: 'Nytt de senaste tre dagarna',
    newsNone: 'Inget nytt från andra.',
    acute: 'Akut',
    acuteWaits: 'En akut förfrågan är inte kvitterad.',
    from: 'Från {{name}}',
    to: 'Till {{name}}',
    case: 'Ärende {{id}}',
    plan: 'Gemensam plan',
    risk: 'Riskbedömning',
    reportThing: 'Polisanmälan',
    intervention: 'Insats',
    other: 'Händelse',
  },
  en: {
    title: 'My day',
    lead: '{{date}}. What is urgent stands first.',
    search: 'Find a person',
    report: 'New report',
    acknowledge: 'To acknowledge',
    acknowledgeNone: 'Nothing to acknowledge.',
    answer: 'Waiting for your answer',
    answerNone: 'Nobody is waiting for an answer.',
    back: 'Returned or expired',
    backHint: 'Send on while there is time.',
    backNone: 'Nothing has come back.',
    clocks: 'Time limits',
    clocksNone: 'No time limits are near or overdue.',
    overdue: 'Overdue interventions',
    overdueNone: 'No overdue interventions.',
    followUps: 'Follow-ups in the coming week',
    followUpsNone: 'No follow-ups in the coming week.',
    news: 'New in the last three days',
    newsNone: 'Nothing new from others.',
    acute: 'Urgent',
    acuteWaits: 'An urgent request is not acknowledged.',
    from: 'From {{name}}',
    to: 'To {{name}}',
    case: 'Case {{id}}',
    plan: 'Joint plan',
    risk: 'Risk assessment',
    reportThing: 'Report to the police',
    intervention: 'Intervention',
    other: 'Event',
  },
});

const linkName = ({ thing, fields }: DayLink, lang: Lang): string => {
  const t = texts(lang);
  const kind = typeof fields['kind'] === 'string' ? fields['kind'] : '';
  if (thing === 'intervention') return interventionKind(kind)?.name[lang] ?? t('intervention');
  return t(thing === 'plan' || thing === 'plan-lines' ? 'plan' : thing === 'risk' ? 'risk' : thing === 'report' ? 'reportThing' : 'other');
};

interface Props {
  readonly view: MyDayView;
  readonly now: Date;
}
type Request = MyDayView['toAcknowledge'][number];

const List = ({
  id,
  title,
  none,
  hint,
  items,
}: {
  id: string;
  title: string;
  none: string;
  hint?: string;
  items: readonly ComponentChildren[];
}) => (
  <Card id={id} title={title}>
    {items.length === 0 ? <p class="subtle">{none}</p> : hint && <p class="subtle">{hint}</p>}
    {items.length > 0 && (
      <ul>
        {items.map((item) => (
          <li>{item}</li>
        ))}
      </ul>
    )}
  </Card>
);

const RequestLine = ({ request, view, now, sent = false }: Props & { request: Request; sent?: boolean }) => {
  const t = texts(useLang());
  const state = REFERRAL_STATES.find((one) => one === request.status);
  const name = sent ? request.toFunction : request.senderFunction;
  return (
    <>
      {request.urgency === 'acute' && <Tag tone="danger">{t('acute')}</Tag>}{' '}
      <a href={`/workspace/referrals/${request.referralId}`}>{t(sent ? 'to' : 'from', { name: view.functionNames.get(name) ?? name })}</a>{' '}
      {state && <StatusTag kind="referral" value={state} />} {!sent && <TimeLeft now={now} due={request.answerBy} />}
    </>
  );
};

const LinkLine = ({ link, view, children }: { link: DayLink; view: MyDayView; children?: ComponentChildren }) => {
  const lang = useLang();
  const t = texts(lang);
  return (
    <>
      <a href={`/workspace/cases/${link.caseId}`}>
        {linkName(link, lang)}, {view.names.get(link.caseId) ?? t('case', { id: link.caseId.slice(0, 8) })}
      </a>{' '}
      {children}
    </>
  );
};

const Day = ({ view, now }: Props) => {
  const lang = useLang();
  const t = texts(lang);
  const due = ({ fields }: DayLink): string => String(fields['dueOn']);
  const requests = (some: readonly Request[], sent = false) =>
    some.map((request) => <RequestLine request={request} view={view} now={now} sent={sent} />);
  return (
    <>
      {view.toAcknowledge.some(({ urgency }) => urgency === 'acute') && <Alert tone="danger">{t('acuteWaits')}</Alert>}
      <CardGrid>
        <List id="acknowledge" title={t('acknowledge')} none={t('acknowledgeNone')} items={requests(view.toAcknowledge)} />
        <List id="answer" title={t('answer')} none={t('answerNone')} items={requests(view.toAnswer)} />
        <List id="back" title={t('back')} none={t('backNone')} hint={t('backHint')} items={requests(view.cameBack, true)} />
        <Card id="clocks" title={t('clocks')}>
          <ClockList
            clocks={view.clocks}
            now={now}
            nameOf={(caseId) => view.names.get(caseId) ?? t('case', { id: caseId.slice(0, 8) })}
            none={t('clocksNone')}
          />
        </Card>
        <List
          id="overdue"
          title={t('overdue')}
          none={t('overdueNone')}
          items={view.overdue.map((link) => (
            <LinkLine link={link} view={view}>
              <TimeLeft now={now} due={due(link)} />
            </LinkLine>
          ))}
        />
        <List
          id="follow-ups"
          title={t('followUps')}
          none={t('followUpsNone')}
          items={view.followUps.map(({ on, link }) => (
            <LinkLine link={link} view={view}>
              {formatDate(on, lang)} <TimeLeft now={now} due={on} />
            </LinkLine>
          ))}
        />
        <List
          id="news"
          title={t('news')}
          none={t('newsNone')}
          items={view.news.map((link) => (
            <LinkLine link={link} view={view}>
              <span class="subtle">
                {view.agencyNames.get(link.ownerAgency)}, {formatDateTime(link.recordedAt, lang)}
              </span>
            </LinkLine>
          ))}
        />
      </CardGrid>
    </>
  );
};

export const myDayPage = (visitor: AdmittedRequest['insatskedja'], view: MyDayView, upToDate: boolean): string => {
  const { lang, context } = visitor;
  const t = texts(lang);
  return workspacePage(
    visitor,
    { title: t('title'), path: '/workspace', active: '/workspace', upToDate },
    <Stack>
      <PageHeading
        title={t('title')}
        lead={t('lead', { date: formatDate(context.now, lang) })}
        actions={
          <>
            <LinkButton href="/workspace/people/search">{t('search')}</LinkButton>
            {context.actor.duty === 'police-officer' && (
              <LinkButton href="/workspace/reports/new" variant="primary">
                {t('report')}
              </LinkButton>
            )}
          </>
        }
      />
      <Day view={view} now={context.now} />
    </Stack>,
  );
};
