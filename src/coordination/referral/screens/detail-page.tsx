import {
  Alert,
  Card,
  Columns,
  DefinitionList,
  EmptyState,
  formatDateTime,
  LinkButton,
  PageHeading,
  PersonalText,
  Stack,
  StatusTag,
  Tag,
  TimeLeft,
  Timeline,
  useLang,
  useT,
} from '#libs/ui';
import { limitItems } from '../../disclosure/index.js';
import { named, referralTexts } from '../referral.texts.js';
import { REFERRALS_PAGE } from '../referral.urls.js';
import type { FormerReferral } from '../referral.view.js';
import { ActForms, type ActFormsProps } from './act-forms.js';
import { groundName } from './preview.js';
import { SharedPersons } from './shared-content.js';

/** One request: what is shared, on which ground, the conversation, and what can be done with it now. */
export const ReferralPage = ({ now, ...acts }: ActFormsProps & { now: Date }) => {
  const { referral } = acts;
  const lang = useLang();
  const c = useT();
  const t = referralTexts(lang);
  const waiting = referral.status === 'new' || referral.status === 'acknowledged';
  const moment = (value: string | null) => value && formatDateTime(value, lang);
  const acute = referral.urgency === 'acute';
  return (
    <Stack>
      <PageHeading
        title={referral.kind === 'concern-report' ? t('concern') : t('title')}
        lead={`${referral.from.name} → ${referral.to.name}`}
        actions={
          <>
            {acute && <Tag tone={referral.unread ? 'warning' : 'danger'}>{referral.unread ? t('unread') : t('urgency.acute')}</Tag>}
            <StatusTag kind="referral" value={referral.status} />
            {waiting && <TimeLeft now={now} due={referral.answerBy} />}
          </>
        }
      />
      {referral.side === 'sender' && waiting && !referral.contentOpen && <Alert tone="warning">{t('detail.closed')}</Alert>}
      {referral.side === 'recipient' && referral.withheld.length > 0 && (
        <Alert tone="warning">
          {t('detail.withheld', { classes: referral.withheld.map((cls) => c(`class.${cls}`)).join(', ') })} {t('detail.copied')}
        </Alert>
      )}
      {referral.shielded.length > 0 && (
        <Alert tone="warning">{t('detail.shielded', { classes: referral.shielded.map((cls) => c(`class.${cls}`)).join(', ') })}</Alert>
      )}
      {referral.side === 'recipient' && referral.need.includes('home-address') && (
        <Alert tone="warning" title={t('address.title')}>
          <p>{t('address.text')}</p>
          {referral.caseId && (
            <LinkButton
              href={`/workspace/cases/${referral.caseId}/disclosures/new?recipientFunction=${referral.from.functionId}&mode=copy`}
            >
              {t('address.decide')}
            </LinkButton>
          )}
        </Alert>
      )}
      <Columns
        main={
          <>
            <Card title={t('detail.shared')} id="shared">
              <SharedPersons persons={referral.persons} />
              {referral.message !== undefined && (
                <DefinitionList items={[{ label: t('detail.message'), value: <PersonalText value={referral.message} /> }]} />
              )}
            </Card>
            <Card title={t('detail.conversation')} id="conversation">
              <Timeline
                label={t('detail.conversation')}
                entries={referral.conversation.map((line) => ({
                  id: line.messageId,
                  date: formatDateTime(line.at, lang),
                  agency: line.by,
                  title: named(t, 'line', line.kind),
                  body: (
                    <>
                      {line.class && <p class="subtle">{c(`class.${line.class}`)}</p>}
                      {line.reason && <p>{named(t, 'reason', line.reason)}</p>}
                      {line.text !== undefined && (
                        <p>
                          <PersonalText value={line.text} />
                        </p>
                      )}
                    </>
                  ),
                }))}
              />
            </Card>
          </>
        }
        aside={
          <>
            {referral.actions.length > 0 && (
              <Card title={t(`act.title.${referral.side}`)} id="act">
                <ActForms {...acts} />
              </Card>
            )}
            <Card title={t('detail.facts')} id="facts">
              <DefinitionList
                items={[
                  { label: t('column.from'), value: referral.from.name },
                  { label: t('column.to'), value: referral.to.name },
                  { label: t('column.need'), value: referral.need.map((need) => named(t, 'need', need)).join(', ') },
                  { label: t('field.purpose'), value: named(t, 'purpose', referral.purpose) },
                  { label: t('field.ground'), value: groundName(referral.ground, referral.ruleVersion, lang) },
                  ...limitItems({ ...referral, purpose: null, reservation: null }, lang),
                  { label: t('column.sent'), value: moment(referral.sentAt) },
                  { label: t('field.answerBy'), value: moment(referral.answerBy) },
                  ...(referral.accessUntil && referral.contentOpen
                    ? [{ label: t('detail.until'), value: moment(referral.accessUntil) }]
                    : []),
                  ...(referral.actions.includes('send-on') ? [{ label: t('detail.sendOnBy'), value: moment(referral.sendOnBy) }] : []),
                  ...(referral.outcome ? [{ label: t('act.outcome'), value: named(t, 'reason', referral.outcome) }] : []),
                ]}
              />
              {referral.side === 'sender' && referral.caseId && (
                <LinkButton href={`/workspace/cases/${referral.caseId}`}>{t('detail.case')}</LinkButton>
              )}
            </Card>
          </>
        }
      />
    </Stack>
  );
};

/** For a function that no longer has it: its own act, and nothing else. */
export const FormerReferralPage = ({ former }: { former: FormerReferral }) => {
  const lang = useLang();
  const t = referralTexts(lang);
  return (
    <Stack>
      <PageHeading title={t('title')} lead={named(t, 'former', former.how)} />
      <Card>
        <DefinitionList
          items={[
            { label: t('column.function'), value: former.functionName },
            { label: t('column.when'), value: formatDateTime(former.endedAt, lang) },
            ...(former.reason ? [{ label: t('act.return.reason'), value: named(t, 'reason', former.reason) }] : []),
          ]}
        />
        <EmptyState title={t('former.none')} action={<LinkButton href={REFERRALS_PAGE}>{t('list')}</LinkButton>} />
      </Card>
    </Stack>
  );
};
