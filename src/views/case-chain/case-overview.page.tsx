import { casePage, type AdmittedRequest } from '#src/access/index';
import { ClockList } from '#src/coordination/clocks/index';
import {
  AlsoRegistered,
  bannerProtection,
  eachPerson,
  keptOf,
  PersonCard,
  PersonList,
  SafeContactOf,
  type PersonView,
} from '#src/people/index';
import {
  Actions,
  Alert,
  Card,
  Columns,
  formatDate,
  LinkButton,
  PageHeading,
  PersonalText,
  PersonBanner,
  StatusTag,
  REFERRAL_STATES,
  useLang,
  type ConsentState,
} from '#libs/ui';
import type { CaseChainView } from './case-chain.view.js';
import type { AgencyKind } from '#libs/shared-kernel';
import { caseTexts } from './case.texts.js';
import { ChainSection } from './chain-section.js';
import { riskLevel } from './link-words.js';
import { ReceivedCard } from './received-card.js';

const personPage = ({ personId, recordId }: PersonView, page = ''): string => `/workspace/people/${personId}${page}?recordId=${recordId}`;

/** The latest assessment of a person that stands; none is "not assessed", which is shown as loudly as a level. */
const riskOf = (personId: string, { links }: CaseChainView) => {
  const assessed = links.filter((link) => link.thing === 'risk' && link.personId === personId && link.fields['retracted'] !== true);
  const latest = assessed.toSorted((one, other) => one.occurredAt.localeCompare(other.occurredAt)).at(-1);
  return riskLevel(latest?.fields['level']);
};

/** What holds of her consents: one that stands prevails over one that has ended. */
const consentOf = (personId: string, { consents }: CaseChainView): ConsentState => {
  const states = consents.filter((consent) => consent.personId === personId).map(({ state }) => state);
  return (['partly-withdrawn', 'given', 'withdrawn', 'expired'] as const).find((state) => states.includes(state)) ?? 'missing';
};

/** Who it is about, on every page's first screen: how dangerous, what is secret, what she has agreed to, how she is reached in safety. */
const ExposedPerson = ({ person, view }: { person: PersonView; view: CaseChainView }) => {
  const t = caseTexts(useLang());
  const state = consentOf(person.personId, view);
  return (
    <PersonBanner
      name={<PersonalText value={person.values.name} />}
      details={t('person')}
      protection={bannerProtection(person.protection)}
      risk={riskOf(person.personId, view)}
      consent={{ state, ...(state === 'given' ? {} : { text: t(`consent.${state}`) }) }}
    >
      <AlsoRegistered person={person} persons={view.persons} />
      {person.withheld.includes('contact') ? <p>{t('contactProtected')}</p> : <SafeContactOf value={person.values.safeContact} />}
      <Actions>
        <LinkButton href={personPage(person)} variant="tertiary">
          {t('openPerson')}
        </LinkButton>
        <LinkButton href={personPage(person, '/log-extract')} variant="tertiary">
          {t('logExtract')}
        </LinkButton>
        {person.withheld.length > 0 && (
          <LinkButton href={personPage(person, '/reveal')} variant="tertiary">
            {t('showProtected')}
          </LinkButton>
        )}
      </Actions>
    </PersonBanner>
  );
};

const ActionsCard = ({ view, kind }: { view: CaseChainView; kind: AgencyKind }) => {
  const t = caseTexts(useLang());
  const { caseId, may, record } = view;
  if (!may.work && !may.send && !may.avert) return null;
  const here = `/workspace/cases/${caseId}`;
  return (
    <Card title={t('actions')} id="actions">
      <Actions>
        {may.send && (
          <LinkButton href={`/workspace/referrals/new?caseId=${caseId}`} variant="primary">
            {t('sendReferral')}
          </LinkButton>
        )}
        {may.avert && (
          <LinkButton href={`${here}/disclosures/urgent`} variant="primary">
            {t('discloseUrgently')}
          </LinkButton>
        )}
        {(may.send || may.avert) && (
          <LinkButton href={`/workspace/referrals/new?caseId=${caseId}&urgent=true`}>{t('sendUrgent')}</LinkButton>
        )}
        {may.work && (
          <>
            <LinkButton href={`${here}/consent`}>{t('recordConsent')}</LinkButton>
            <LinkButton href={`${here}/risk`}>{t('assessRisk')}</LinkButton>
            <LinkButton href={`${here}/plan`}>{t('plan')}</LinkButton>
            <LinkButton href={`/workspace/interventions?caseId=${caseId}`}>{t('interventions')}</LinkButton>
            <LinkButton href={`/workspace/proceedings?caseId=${caseId}`}>{t('proceedings')}</LinkButton>
            {kind === 'social-services' && (
              <LinkButton href={`/workspace/social-services/children?caseId=${caseId}`}>{t('childProcess')}</LinkButton>
            )}
            <LinkButton href={`${here}/disclosures`}>{t('disclose')}</LinkButton>
            {record.reportId && (
              <LinkButton href={`/workspace/reports/${record.reportId}`} variant="tertiary">
                {t('report')}
              </LinkButton>
            )}
            <LinkButton href={`${here}/copy`} variant="tertiary">
              {t('copyToRecord')}
            </LinkButton>
            <LinkButton href={`/workspace/records/new?caseId=${caseId}`} variant="tertiary">
              {t('newRecord')}
            </LinkButton>
            <LinkButton href={`/workspace/people/new?recordId=${record.recordId}&caseId=${caseId}`} variant="tertiary">
              {t('addPerson')}
            </LinkButton>
          </>
        )}
      </Actions>
    </Card>
  );
};

const ChildrenCard = ({ view }: { view: CaseChainView }) => {
  const t = caseTexts(useLang());
  const children = keptOf(eachPerson(view.persons)).filter(({ minor }) => minor);
  return (
    <Card title={t('children')} id="children">
      {children.length === 0 && <p class="subtle">{t('noChildren')}</p>}
      {children.map((child) => (
        <PersonCard person={child}>
          <AlsoRegistered person={child} persons={view.persons} />
          <p class="tags">
            <StatusTag kind="risk" value={riskOf(child.personId, view)} />
          </p>
          <Actions>
            <LinkButton href={personPage(child)} variant="tertiary">
              {t('openPerson')}
            </LinkButton>
          </Actions>
        </PersonCard>
      ))}
    </Card>
  );
};

const ReferralsCard = ({ view }: { view: CaseChainView }) => {
  const lang = useLang();
  const t = caseTexts(lang);
  return (
    <Card title={t('referrals')} id="referrals">
      {view.referrals.length === 0 && <p class="subtle">{t('noReferrals')}</p>}
      <ul>
        {view.referrals.map((referral) => {
          const state = REFERRAL_STATES.find((one) => one === referral.status);
          return (
            <li>
              <a href={`/workspace/referrals/${referral.referralId}`}>
                {referral.from.name} → {referral.to.name}
              </a>{' '}
              {state && <StatusTag kind="referral" value={state} />}{' '}
              <span class="subtle">{t('answerBy', { date: formatDate(referral.answerBy, lang) })}</span>
            </li>
          );
        })}
      </ul>
    </Card>
  );
};

export const caseOverviewPage = (visitor: AdmittedRequest['insatskedja'], view: CaseChainView, upToDate: boolean): string => {
  const t = caseTexts(visitor.lang);
  const { caseId } = view;
  const persons = eachPerson(view.persons);
  const adults = keptOf(persons).filter(({ minor }) => !minor);
  const exposed = adults.filter(({ role }) => role === 'exposed');
  const others = adults.filter((person) => !exposed.includes(person));
  return casePage(
    visitor,
    { caseId, active: 'overview', upToDate, live: `/api/v1/cases/${caseId}/events?since=${encodeURIComponent(view.watch)}` },
    <>
      <PageHeading title={t('overview', { id: caseId.slice(0, 8) })} lead={t('lead')} />
      {view.emergency && <Alert tone="warning">{t('emergency')}</Alert>}
      {view.record.track === 'violence-user' && <Alert tone="info">{t('hisSide')}</Alert>}
      {view.record.status === 'closed' && <Alert tone="info">{t('closed')}</Alert>}
      {exposed.map((person) => (
        <ExposedPerson person={person} view={view} />
      ))}
      <Columns
        main={<ChainSection view={view} now={visitor.context.now} />}
        aside={
          <>
            <ActionsCard view={view} kind={visitor.context.actor.agencyKind} />
            <Card title={t('clocks')} id="clocks">
              <ClockList clocks={view.clocks} now={visitor.context.now} none={t('noClocks')} />
            </Card>
            <ChildrenCard view={view} />
            {others.length > 0 && (
              <Card title={t('others')} id="others">
                <PersonList
                  persons={persons.filter((person) => others.some(({ personId }) => personId === (person.mergedInto ?? person.personId)))}
                />
              </Card>
            )}
            <ReferralsCard view={view} />
            {view.received.length > 0 && (
              <ReceivedCard
                received={view.received}
                opened={view.records.filter(({ byEmergency }) => byEmergency).map(({ recordId }) => recordId)}
              />
            )}
          </>
        }
      />
    </>,
  );
};
