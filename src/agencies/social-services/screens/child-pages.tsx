import { randomUUID } from 'node:crypto';
import { deadline } from '#config/deadlines';
import {
  Actions,
  Alert,
  Breadcrumbs,
  Button,
  Card,
  DataTable,
  DefinitionList,
  Details,
  Form,
  formatDateTime,
  LinkButton,
  PageHeading,
  Tag,
  Timeline,
  useLang,
  type FormError,
  type FormValues,
  type Option,
} from '#libs/ui';
import type { ChildView, ProcessView, StepView } from '../process/child-view.js';
import type { RunningClock } from '../process/clocks.js';
import { childTexts, word } from './child-texts.js';
import { valueName } from './child-values.js';
import { EXTENDABLE_BY, StepFields } from './step-fields.js';

export const CHILDREN = '/workspace/social-services/children';
export const childPage = ({ personId, caseId }: Pick<ChildView, 'personId' | 'caseId'>): string =>
  `${CHILDREN}/${personId}?caseId=${caseId}`;
const TONES = { running: 'info', overdue: 'danger', done: 'success', 'done-late': 'warning' } as const;

const Clocks = ({ clocks }: { clocks: readonly RunningClock[] }) => {
  const lang = useLang();
  const t = childTexts(lang);
  if (clocks.length === 0) return null;
  return (
    <DataTable
      caption={t('clocks')}
      empty=""
      rows={clocks}
      columns={[
        { key: 'deadline', label: t('field.deadline'), cell: (one) => deadline(one.deadline).title[lang] },
        { key: 'due', label: t('due'), cell: (one) => formatDateTime(one.due, lang) },
        { key: 'state', label: t('state'), cell: (one) => <Tag tone={TONES[one.state]}>{word(t, 'clock', one.state)}</Tag> },
      ]}
    />
  );
};

/** What a step says, field by field; ids are for links, not for reading. */
const shownFacts = ({ facts }: StepView, lang: 'sv' | 'en') => {
  const t = childTexts(lang);
  const said = (value: unknown): string => {
    if (Array.isArray(value)) return value.map(said).join(', ');
    if (typeof value === 'object' && value !== null) return Object.values(value).map(said).join(', ');
    const text = String(value);
    return /^\d{4}-\d{2}-\d{2}T/.test(text) ? formatDateTime(text, lang) : valueName(lang, text);
  };
  return Object.entries(facts)
    .filter(([name, value]) => !/(Id|At)$/.test(name) && value !== '' && !(Array.isArray(value) && value.length === 0) && value !== false)
    .map(([name, value]) => ({ label: word(t, 'field', name), value: said(value) }));
};

/** Events and steps are named alike; the event is what happened, the step what is done next. */
const STEP_OF: Readonly<Record<string, string>> = {
  ProtectionAssessed: 'assess-protection',
  GuardiansContacted: 'contact-guardians',
  PreliminaryAssessmentDecided: 'decide',
  ReporterAsked: 'reporter-asks',
  ReporterInformed: 'inform-reporter',
  ConcernForwarded: 'forward',
  SignalMatchJudged: 'judge-match',
  PartyAccessDecided: 'decide-access',
  ChildHeard: 'hear-child',
  SupportDecided: 'decide-support',
  RelocationAsked: 'ask-relocation',
  RelocationAnswered: 'answer-relocation',
  InquiryClosed: 'close',
  ShelterSubmitted: 'submit',
  ShelterRuled: 'rule',
  ShelterStarted: 'start',
  ShelterApplicationExtended: 'extend-application',
  ShelterApplied: 'apply',
  ShelterJudged: 'judge',
  ShelterGainedForce: 'gain-force',
  ShelterReviewed: 'review',
  ShelterLapsed: 'lapse',
  ShelterEnded: 'end',
  WhereaboutsMadeSecret: 'make-secret',
  WhereaboutsReviewed: 'review-secrecy',
  WhereaboutsAppealed: 'appeal-secrecy',
  WhereaboutsAppealRuled: 'rule-appeal',
  FollowUpContactMade: 'make-contact',
  FollowUpEnded: 'end',
};

export interface Refused {
  /** The form that came back: `concern.decide:<id>`, `placement`. */
  readonly form: string;
  readonly errors: readonly FormError[];
  readonly values: FormValues;
}
export interface ChildPageProps {
  readonly child: ChildView;
  readonly name: string;
  readonly staff: ReadonlyMap<string, string>;
  /** Boards that a child can be handed on to. */
  readonly boards: readonly Option[];
  readonly refused?: Refused | undefined;
}

type Forms = Pick<ChildPageProps, 'child' | 'boards' | 'refused'>;
interface OneFormProps extends Forms {
  readonly of: string;
  readonly id: string;
  readonly path: string;
  readonly summary: string;
  readonly hidden: Readonly<Record<string, string>>;
}
const OneForm = ({ child, boards, refused, of, id, path, summary, hidden }: OneFormProps) => {
  const t = childTexts(useLang());
  const back = refused?.form === id ? refused : undefined;
  return (
    <Details summary={summary} open={back !== undefined}>
      <Form
        action={`${CHILDREN}/${child.personId}/${path}`}
        hidden={{ idempotencyKey: randomUUID(), caseId: child.caseId, recordId: child.recordId, form: id, ...hidden }}
        id={`form-${id.replace(/[^\w-]/g, '-')}`}
        {...(back ? { errors: back.errors, values: back.values } : {})}
      >
        <StepFields of={of} boards={boards} />
        <Actions>
          <Button>{t('record')}</Button>
        </Actions>
      </Form>
    </Details>
  );
};

const ProcessCard = ({ process, staff, ...forms }: Forms & { process: ProcessView; staff: ChildPageProps['staff'] }) => {
  const lang = useLang();
  const t = childTexts(lang);
  const { process: name, processId, status } = process;
  const more =
    name === 'concern' && status === 'received'
      ? EXTENDABLE_BY.concern
      : name === 'inquiry' && status === 'open'
        ? EXTENDABLE_BY.inquiry
        : null;
  return (
    <Card title={word(t, 'process', name)} id={`p-${processId}`} actions={<Tag>{word(t, 'status', status)}</Tag>}>
      <Clocks clocks={process.clocks} />
      {process.extensions.map((one) => (
        <p>
          {t('extensions')}: {formatDateTime(one.until, lang)} ({valueName(lang, one.verdict)})
        </p>
      ))}
      <Timeline
        label={t('steps')}
        entries={process.steps.map((step) => {
          const kind = STEP_OF[step.type.split('.').at(-1) ?? ''];
          return {
            id: step.eventId,
            date: formatDateTime(step.at, lang),
            agency: staff.get(step.takenBy) ?? step.takenBy,
            title: kind === undefined ? word(t, 'process', name) : word(t, 'step', kind),
            body: <DefinitionList items={shownFacts(step, lang)} />,
          };
        })}
      />
      {process.next.map((step) => (
        <OneForm
          {...forms}
          of={`${name}.${step}`}
          id={`${step}:${processId}`}
          path="steps"
          summary={word(t, 'step', step)}
          hidden={{ process: name, processId, step }}
        />
      ))}
      {more && (
        <OneForm
          {...forms}
          of="extension"
          id={`extension:${processId}`}
          path="begin"
          summary={t('process.extension')}
          hidden={{ process: 'extension', deadline: more, thingId: processId }}
        />
      )}
    </Card>
  );
};

/** A child: what goes on, which time limits run, what has been done and what comes next. */
export const ChildPage = ({ child, name, staff, boards, refused }: ChildPageProps) => {
  const t = childTexts(useLang());
  const forms = { child, boards, refused };
  const ended = child.processes.filter(
    ({ process, status }) => ['inquiry', 'placement'].includes(process) && ['closed', 'ended', 'lapsed'].includes(status),
  );
  return (
    <div class="stack">
      <Breadcrumbs
        items={[
          { label: t('toCase'), href: `/workspace/cases/${child.caseId}` },
          { label: t('children'), href: `${CHILDREN}?caseId=${child.caseId}` },
          { label: name },
        ]}
      />
      <PageHeading
        title={name}
        lead={t('children.lead')}
        actions={<LinkButton href={`${CHILDREN}/${child.personId}/matches?caseId=${child.caseId}`}>{t('matches.find')}</LinkButton>}
      />
      {child.guardiansClosed && <Alert tone="danger">{t('guardiansClosed')}</Alert>}
      {child.processes.map((process) => (
        <ProcessCard {...forms} process={process} staff={staff} />
      ))}
      <Card title={t('begin')} id="begin">
        {(['inquiry', 'placement'] as const).map((process) => (
          <OneForm {...forms} of={process} id={process} path="begin" summary={word(t, 'process', process)} hidden={{ process }} />
        ))}
        {ended.map(({ process, processId }) => (
          <OneForm
            {...forms}
            of="follow-up"
            id={`follow-up:${processId}`}
            path="begin"
            summary={t('process.follow-up')}
            hidden={{ process: 'follow-up', after: process, afterId: processId }}
          />
        ))}
      </Card>
    </div>
  );
};

export interface ChildListProps {
  readonly caseId: string;
  readonly children: readonly ChildView[];
  readonly names: ReadonlyMap<string, string>;
}
export const ChildListPage = ({ caseId, children, names }: ChildListProps) => {
  const t = childTexts(useLang());
  return (
    <div class="stack">
      <Breadcrumbs items={[{ label: t('toCase'), href: `/workspace/cases/${caseId}` }, { label: t('children') }]} />
      <PageHeading
        title={t('children')}
        lead={t('children.lead')}
        actions={
          <Actions>
            <LinkButton href={`/workspace/social-services/concerns/new?caseId=${caseId}`} variant="primary">
              {t('new')}
            </LinkButton>
            <LinkButton href={`/workspace/interventions?caseId=${caseId}`}>{t('support')}</LinkButton>
          </Actions>
        }
      />
      {children.length === 0 && <p class="subtle">{t('none')}</p>}
      {children.map((child) => (
        <Card title={names.get(child.personId) ?? t('child')} id={`c-${child.personId}`}>
          {child.guardiansClosed && <Alert tone="danger">{t('guardiansClosed')}</Alert>}
          {child.processes.map(({ process, status, clocks }) => (
            <>
              <p>
                {word(t, 'process', process)} <Tag>{word(t, 'status', status)}</Tag>
              </p>
              <Clocks clocks={clocks.filter(({ doneAt }) => doneAt === null)} />
            </>
          ))}
          <Actions>
            <LinkButton href={childPage(child)}>{t('toChild')}</LinkButton>
          </Actions>
        </Card>
      ))}
    </div>
  );
};
