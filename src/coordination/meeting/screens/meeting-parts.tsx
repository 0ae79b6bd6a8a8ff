import {
  Actions,
  Alert,
  Button,
  Card,
  DateField,
  DateTimeField,
  Details,
  Form,
  formatDate,
  RadioGroup,
  Select,
  TextArea,
  TextField,
  useLang,
  wallClock,
} from '#libs/ui';
import { SafeContactOf } from '#src/people/index';
import { CANCEL_REASONS, INVITATION_WAYS, INVITED_AS, NOTE_CORRECTIONS } from '../meeting.events.js';
import { hiddenOf, type Failed, type MeetingPageProps } from './meeting-props.js';
import { meetingTexts } from './meeting-texts.js';
import { meetingsHref } from './meetings-page.js';

interface PartProps {
  page: MeetingPageProps;
  failed?: Failed | undefined;
}
const pathOf = ({ meeting }: MeetingPageProps, rest: string): string => meetingsHref(meeting.caseId, `/${meeting.meetingId}/${rest}`);

/** Who was invited, and an invitation: her safe way of contact stands beside the question whether it is safe. */
export const Guests = ({ page, failed }: PartProps) => {
  const lang = useLang();
  const t = meetingTexts(lang);
  const { meeting, persons, choices, personName } = page;
  const subject = persons.find(({ personId }) => personId === meeting.personId);
  return (
    <Card title={t('guests')} id="guests">
      {meeting.guests.length === 0 && <p class="subtle">{t('guests.none')}</p>}
      <ul>
        {meeting.guests.map((guest) => (
          <li>
            {personName(guest.personId)} ({t(`as.${guest.invitedAs as 'guardian'}`)}) ·{' '}
            {t('safetyAsked', { date: formatDate(guest.safetyAskedOn, lang) })}
            {guest.reason && ` · ${guest.reason}`}
          </li>
        ))}
      </ul>
      {meeting.status === 'planned' && (
        <Details summary={t('invite')} open={failed !== undefined}>
          <Alert tone="warning">{t('invite.hint')}</Alert>
          {subject && !subject.withheld.includes('contact') && <SafeContactOf value={subject.values.safeContact} />}
          <Form action={pathOf(page, 'guests')} hidden={hiddenOf(meeting)} errors={failed?.errors ?? []} values={failed?.values}>
            <Select name="personId" label={t('about')} options={choices} />
            <RadioGroup name="invitedAs" label={t('invitedAs')} options={INVITED_AS.map((value) => ({ value, label: t(`as.${value}`) }))} />
            <RadioGroup
              name="safe"
              label={t('safe')}
              options={(['yes', 'no', 'not-asked'] as const).map((value) => ({ value, label: t(`safe.${value}`) }))}
            />
            <RadioGroup name="way" label={t('way')} options={INVITATION_WAYS.map((value) => ({ value, label: t(`way.${value}`) }))} />
            <TextArea
              name="secondGuardianReason"
              label={t('secondGuardianReason')}
              hint={t('secondGuardianReason.hint')}
              rows={2}
              maxLength={2000}
              optional
            />
            <Actions>
              <Button>{t('invite')}</Button>
            </Actions>
          </Form>
        </Details>
      )}
    </Card>
  );
};

/** Another time, or no meeting after all. */
export const BeforeMeeting = ({ page, failed }: PartProps) => {
  const t = meetingTexts(useLang());
  const { meeting } = page;
  const moving = failed?.form === 'move' ? failed : undefined;
  return (
    <>
      <Details summary={t('move')} open={moving !== undefined}>
        <Form action={pathOf(page, 'move')} hidden={hiddenOf(meeting)} errors={moving?.errors ?? []} values={moving?.values} guard={false}>
          <DateTimeField name="startsAt" label={t('when')} value={wallClock(new Date(meeting.startsAt))} />
          <TextField name="minutes" type="number" width="short" inputmode="numeric" label={t('minutes')} value={String(meeting.minutes)} />
          <Actions>
            <Button variant="secondary">{t('move')}</Button>
          </Actions>
        </Form>
      </Details>
      <Details summary={t('cancel')}>
        <Form action={pathOf(page, 'cancel')} hidden={hiddenOf(meeting)} guard={false}>
          <Select name="reason" label={t('reason')} options={CANCEL_REASONS.map((value) => ({ value, label: t(`reason.${value}`) }))} />
          <Actions>
            <Button variant="secondary">{t('cancel')}</Button>
          </Actions>
        </Form>
      </Details>
    </>
  );
};

export const CorrectNotes = ({ page }: PartProps) => {
  const t = meetingTexts(useLang());
  const { meeting } = page;
  return (
    <Details summary={t('correct')}>
      <Form action={pathOf(page, 'notes')} hidden={hiddenOf(meeting)}>
        <Select
          name="reason"
          label={t('reason')}
          options={NOTE_CORRECTIONS.map((value) => ({ value, label: t(`correction.${value}`) }))}
          value="incomplete"
        />
        <TextArea name="factsNoted" label={t('factsNoted')} value={meeting.factsNoted} rows={6} maxLength={8000} optional />
        <TextArea
          name="assessmentsNoted"
          label={t('assessmentsNoted')}
          value={meeting.assessmentsNoted}
          rows={6}
          maxLength={8000}
          optional
        />
        <Actions>
          <Button variant="secondary">{t('correct')}</Button>
        </Actions>
      </Form>
    </Details>
  );
};

/** After the report: whose consultation it was. */
export const NameConsultation = ({ page, failed }: PartProps) => {
  const t = meetingTexts(useLang());
  const { meeting, childChoices, today } = page;
  const children = childChoices.map(({ personId, recordId, caseId, name }) => ({
    value: `${recordId}/${personId}`,
    label: `${name} (${caseId.slice(0, 8)})`,
  }));
  return (
    <Card title={t('name')} id="name">
      <p>{t('name.hint')}</p>
      {children.length === 0 ? (
        <p class="subtle">{t('name.none')}</p>
      ) : (
        <Form action={pathOf(page, 'name')} hidden={hiddenOf(meeting)} errors={failed?.errors ?? []} values={failed?.values} guard={false}>
          <Select name="child" label={t('child')} options={children} />
          <DateField name="reportedOn" label={t('reportedOn')} max={today} />
          <Actions>
            <Button>{t('name')}</Button>
          </Actions>
        </Form>
      )}
    </Card>
  );
};
