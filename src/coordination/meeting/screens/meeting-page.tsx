import { randomUUID } from 'node:crypto';
import { interventionKind } from '#config/interventions';
import {
  ActionForm,
  Actions,
  Alert,
  Button,
  Card,
  DefinitionList,
  formatDate,
  formatDateTime,
  LinkButton,
  PageHeading,
  Select,
  Tag,
  TextField,
  useLang,
  Form,
} from '#libs/ui';
import { ACTION_OUTCOMES } from '../meeting.events.js';
import type { ActionView, DecisionView } from '../meeting.view.js';
import { hiddenOf, type MeetingPageProps } from './meeting-props.js';
import { BeforeMeeting, CorrectNotes, Guests, NameConsultation } from './meeting-parts.js';
import { meetingTexts } from './meeting-texts.js';
import { meetingsHref, MeetingStatus } from './meetings-page.js';
import { MinutesForm } from './minutes-form.js';

const Decision = ({ one, page }: { one: DecisionView; page: MeetingPageProps }) => {
  const lang = useLang();
  const t = meetingTexts(lang);
  const { meeting } = page;
  const facts = [
    one.kind && (interventionKind(one.kind)?.name[lang] ?? one.kind),
    one.personId && page.personName(one.personId),
    one.responsibleFunction && page.functionName(one.responsibleFunction),
    one.dueOn && t('due') + ' ' + formatDate(one.dueOn, lang),
  ].filter(Boolean);
  const carriable = meeting.planId && one.kind && one.responsibleFunction && one.dueOn;
  return (
    <li>
      <p>{one.text}</p>
      {facts.length > 0 && <p class="subtle">{facts.join(' · ')}</p>}
      {one.planLine ? (
        <Tag tone="success">{t('carried')}</Tag>
      ) : (
        carriable && (
          <ActionForm
            action={meetingsHref(meeting.caseId, `/${meeting.meetingId}/decisions/${one.decisionId}`)}
            hidden={{ idempotencyKey: randomUUID() }}
          >
            <Button variant="secondary">{t('carry')}</Button>
          </ActionForm>
        )
      )}
    </li>
  );
};

const Action = ({ one, page }: { one: ActionView; page: MeetingPageProps }) => {
  const lang = useLang();
  const t = meetingTexts(lang);
  const { meeting } = page;
  const outcome = ACTION_OUTCOMES.find((known) => known === one.outcome);
  const final = outcome === 'done' || outcome === 'no-longer-possible';
  return (
    <li>
      <p>
        {one.text} <Tag tone={outcome === 'done' ? 'success' : outcome ? 'warning' : 'info'}>{t(`outcome.${outcome ?? 'open'}`)}</Tag>
      </p>
      <p class="subtle">
        {page.functionName(one.responsibleFunction)} · {t('due')} {formatDate(one.dueOn, lang)}
        {one.note && ` · ${one.note}`}
      </p>
      {!final && (
        <Form
          action={meetingsHref(meeting.caseId, `/${meeting.meetingId}/actions/${one.actionId}`)}
          hidden={hiddenOf(meeting)}
          guard={false}
          id={`action-${one.actionId}`}
        >
          <Select name="outcome" label={t('outcome')} options={ACTION_OUTCOMES.map((value) => ({ value, label: t(`outcome.${value}`) }))} />
          <TextField name="note" label={t('note')} maxLength={2000} optional />
          <Actions>
            <Button variant="secondary">{t('settle')}</Button>
          </Actions>
        </Form>
      )}
    </li>
  );
};

const Minutes = ({ page }: { page: MeetingPageProps }) => {
  const lang = useLang();
  const t = meetingTexts(lang);
  const { meeting, functionName, personName } = page;
  const present = [...meeting.attendedFunctions.map(functionName), ...meeting.attendedPersons.map(personName)];
  return (
    <>
      {meeting.correctedReason && (
        <Alert>{t('corrected', { reason: t(`correction.${meeting.correctedReason as 'incomplete'}`).toLowerCase() })}</Alert>
      )}
      <Card title={t('attended')}>
        <DefinitionList
          items={[
            { label: t('heldOn'), value: meeting.heldOn ? formatDate(meeting.heldOn, lang) : undefined },
            { label: t('attended'), value: present.join(' · ') },
          ]}
        />
        <p>{t('reminded')}.</p>
      </Card>
      <Card title={t('factsNoted')} id="facts">
        <p>{meeting.factsNoted ?? '–'}</p>
      </Card>
      <Card title={t('assessmentsNoted')} id="assessments">
        <p>{meeting.assessmentsNoted ?? '–'}</p>
      </Card>
      {meeting.decisions.length > 0 && (
        <Card title={t('decisions')} id="decisions">
          <ul>
            {meeting.decisions.map((one) => (
              <Decision one={one} page={page} />
            ))}
          </ul>
        </Card>
      )}
      {meeting.actions.length > 0 && (
        <Card title={t('actions')} id="actions">
          <ul>
            {meeting.actions.map((one) => (
              <Action one={one} page={page} />
            ))}
          </ul>
        </Card>
      )}
      <CorrectNotes page={page} />
    </>
  );
};

/** One meeting: before it is held what prepares it, afterwards what came of it. */
export const MeetingPage = (page: MeetingPageProps) => {
  const lang = useLang();
  const t = meetingTexts(lang);
  const { meeting, functionName, personName, failed } = page;
  const path = meetingsHref(meeting.caseId, `/${meeting.meetingId}`);
  const of = (form: string) => (failed?.form === form ? failed : undefined);
  return (
    <div class="stack">
      <PageHeading title={`${t(`kind.${meeting.kind}`)}, ${formatDateTime(meeting.startsAt, lang)}`} />
      {meeting.anonymous && <Alert tone="warning">{t('anonymous.text')}</Alert>}
      {meeting.erased && <Alert tone="warning">{t('erased')}</Alert>}
      <Card>
        <DefinitionList
          items={[
            { label: t('status'), value: <MeetingStatus status={meeting.status} /> },
            { label: t('about'), value: meeting.personId ? personName(meeting.personId) : t('anonymous') },
            { label: t('savedBy'), value: page.staffName },
            { label: t('minutes'), value: String(meeting.minutes) },
            { label: t('form'), value: t(`form.${meeting.form as 'video'}`) },
            ...(meeting.place ? [{ label: t('place'), value: meeting.place }] : []),
            ...(meeting.placeWithheld ? [{ label: t('place'), value: t('place.withheld') }] : []),
            { label: t('invited'), value: meeting.invited.map(functionName).join(' · ') },
            ...(meeting.agenda.length > 0 ? [{ label: t('agenda'), value: meeting.agenda.join(' · ') }] : []),
            ...(meeting.cancelReason ? [{ label: t('reason'), value: t(`reason.${meeting.cancelReason as 'unsafe'}`) }] : []),
            ...(meeting.reportedOn ? [{ label: t('reportedOn'), value: formatDate(meeting.reportedOn, lang) }] : []),
          ]}
        />
        {meeting.status !== 'held' && (
          <>
            <p class="subtle">{t('invitation.hint')}</p>
            <Actions>
              <LinkButton href={`${path}/invitation.ics`}>{t('invitation')}</LinkButton>
            </Actions>
          </>
        )}
      </Card>
      {!meeting.anonymous && <Guests page={page} failed={of('guests')} />}
      {meeting.status === 'planned' && (
        <>
          <Card title={t('hold')} id="hold">
            <MinutesForm
              action={`${path}/minutes`}
              meeting={meeting}
              hidden={hiddenOf(meeting)}
              errors={of('minutes')?.errors ?? []}
              values={of('minutes')?.values}
              rows={page.rows}
              today={page.today}
              functions={page.functions}
              persons={page.choices}
            />
          </Card>
          <BeforeMeeting page={page} failed={failed} />
        </>
      )}
      {meeting.status === 'held' && <Minutes page={page} />}
      {meeting.anonymous && <NameConsultation page={page} failed={of('name')} />}
    </div>
  );
};
