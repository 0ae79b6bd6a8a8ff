import type { ComponentChildren } from 'preact';
import {
  Card,
  ChainTimeline,
  DefinitionList,
  Details,
  formatDate,
  GapList,
  REFERRAL_STATES,
  REFERRAL_TONES,
  translator,
  useLang,
  type ChainEntry,
  type ChainGap,
  type Lang,
} from '#libs/ui';
import { agreedLines } from '#src/coordination/contract/index';
import { limitItems } from '#src/coordination/disclosure/index';
import type { Gap } from '#src/coordination/gaps/index';
import type { CaseChainView, CaseReferral } from './case-chain.view.js';
import { caseTexts } from './case.texts.js';
import { ChainDrawing } from './chain-drawing.js';
import { drawChain, type Drawable } from './draw-chain.js';
import { asText, gapTitle, groundTitle, linkStatus, linkTitle, offenceName, openDue, reasonName } from './link-words.js';

type Link = CaseChainView['links'][number];

/** Whom a link is about, by the names in the reader's own record; somebody who is not in it stays nameless. */
const aboutWhom = (personId: string | null, { persons }: CaseChainView, lang: Lang): string | undefined => {
  if (personId === null) return undefined;
  const t = caseTexts(lang);
  const person = persons.find((one) => one.personId === personId);
  if (!person) return t('about', { name: t('otherPerson') });
  const name = typeof person.values.name === 'string' ? person.values.name : '–';
  return person.role === 'exposed' ? undefined : t('about', { name: person.minor ? `${name} (${t('child')})` : name });
};

const facts = ({ thing, fields }: Pick<Link, 'thing' | 'fields'>, lang: Lang): string[] => {
  const t = caseTexts(lang);
  const day = (name: string, key: 'followUp' | 'next' | 'reviewOn' | 'meetingOn') => {
    const date = asText(fields[name]);
    return date === undefined ? [] : [t(key, { date: formatDate(date, lang) })];
  };
  if (thing === 'intervention')
    return [...[reasonName(fields['reason'], lang)].filter((one) => one !== undefined), ...day('followUpOn', 'followUp')];
  if (thing === 'plan' || thing === 'plan-lines')
    return [...(Array.isArray(fields['lines']) ? [t('lines', { count: agreedLines(fields).length })] : []), ...day('next', 'next')];
  if (thing === 'meeting') return day('startsAt', 'meetingOn');
  if (thing === 'report') return [offenceName(fields['offence'], lang)].filter((one) => one !== undefined);
  return thing === 'risk' ? day('reviewOn', 'reviewOn') : [];
};

const Body = ({ link, view }: { link: Link; view: CaseChainView }) => {
  const lang = useLang();
  const t = caseTexts(lang);
  const about = aboutWhom(link.personId, view, lang);
  const lines = [...(about ? [about] : []), ...facts(link, lang)];
  const foreign = (!link.own || link.grounds.length > 0) && [
    t('disclosedBy', { agency: view.lanes.find(({ agencyId }) => agencyId === link.ownerAgency)?.name ?? link.ownerAgency }),
    ...link.grounds.map((ground) => t('ground', { ground: groundTitle(ground, null, lang) })),
  ];
  return (
    <>
      {lines.length > 0 && <p>{lines.join(' · ')}</p>}
      {foreign && <p class="subtle">{foreign.join(' · ')}</p>}
      <p class="subtle">
        <a href={`/workspace/cases/${view.caseId}/who-sees-what/${link.history.at(-1)!.entryId}`}>{t('whoSees')}</a>
      </p>
      {link.history.length > 1 && (
        <Details summary={t('history', { count: link.history.length })}>
          <ul>
            {link.history.map((step) => (
              <li>
                {formatDate(step.occurredAt, lang)}{' '}
                {linkStatus({ thing: link.thing, fields: step.fields }, lang)?.text ?? linkTitle({ ...link, type: step.type }, lang)}
              </li>
            ))}
          </ul>
        </Details>
      )}
    </>
  );
};

interface Dated {
  readonly at: string;
  readonly entry: ChainEntry;
}

const linkEntry = (link: Link, view: CaseChainView, lang: Lang): Dated => {
  const due = openDue(link);
  const status = linkStatus(link, lang);
  const title: ComponentChildren = <span id={link.thingId}>{linkTitle({ ...link, type: link.history.at(-1)!.type }, lang)}</span>;
  return {
    at: link.occurredAt,
    entry: {
      id: link.thingId,
      lane: link.ownerAgency,
      date: formatDate(link.occurredAt, lang),
      title,
      ...(link.thing === 'plan' || link.thing === 'plan-lines' ? { href: `/workspace/cases/${view.caseId}/plan` } : {}),
      ...(status ? { status } : {}),
      ...(due === undefined ? {} : { due: formatDate(due, lang) }),
      body: <Body link={link} view={view} />,
    },
  };
};

const referralEntry = (referral: CaseReferral, lang: Lang): Dated => {
  const state = REFERRAL_STATES.find((one) => one === referral.status);
  const waiting = state === 'new' || state === 'acknowledged';
  return {
    at: referral.sentAt,
    entry: {
      id: referral.referralId,
      lane: referral.to.agencyId,
      date: formatDate(referral.sentAt, lang),
      title: caseTexts(lang)('thing.referral', { name: referral.to.name }),
      href: `/workspace/referrals/${referral.referralId}`,
      ...(state ? { status: { tone: REFERRAL_TONES[state], text: translator(lang)(`referral.${state}`) } } : {}),
      ...(waiting ? { due: formatDate(referral.answerBy, lang) } : {}),
    },
  };
};

const chainGap = (gap: Gap, { lanes, persons }: CaseChainView, lang: Lang): ChainGap => ({
  id: gap.gapId,
  lane: gap.laneAgency,
  title: gapTitle(gap, persons, lang),
  detail: lanes.find(({ agencyId }) => agencyId === gap.laneAgency)?.name,
  href: gap.href,
});

/** What is drawn of the chain: an intervention lasts, everything else happens. */
const drawables = ({ links, referrals }: CaseChainView, lang: Lang): Drawable[] => [
  ...links.map((link): Drawable => {
    const { fields, thing, ownerAgency, occurredAt } = link;
    const lasts = thing === 'intervention';
    const at = (lasts ? asText(fields['startedOn']) : undefined) ?? link.history[0]?.occurredAt ?? occurredAt;
    return {
      lane: ownerAgency,
      title: linkTitle({ ...link, type: link.history.at(-1)!.type }, lang),
      at,
      lasts,
      endedOn: asText(fields['endedOn']),
      dueOn: openDue(link),
    };
  }),
  ...referrals.map(({ to, sentAt }) => ({
    lane: to.agencyId,
    title: caseTexts(lang)('thing.referral', { name: to.name }),
    at: sentAt,
    lasts: false,
  })),
];

/** What binds here what others disclose: once for each agency and ground, not on every line. */
const DisclosedLimits = ({ view }: { view: CaseChainView }) => {
  const lang = useLang();
  const t = caseTexts(lang);
  return (
    <>
      {view.limits.map((limit) => {
        const agency = view.lanes.find(({ agencyId }) => agencyId === limit.ownerAgency)?.name ?? limit.ownerAgency;
        const ground = t('ground', { ground: groundTitle(limit.ground, limit.ruleVersion, lang) });
        return (
          <div class="stack">
            <p class="subtle">{`${t('disclosedBy', { agency })} · ${ground}`}</p>
            <DefinitionList items={limitItems({ ...limit, purpose: null, reservation: null }, lang)} />
          </div>
        );
      })}
    </>
  );
};

/** The chain by agency, and its gaps: as far as this reader can see them. */
export const ChainSection = ({ view, now }: { view: CaseChainView; now: Date }) => {
  const lang = useLang();
  const t = caseTexts(lang);
  const gaps = view.gaps.filter(({ acknowledged }) => acknowledged === null).map((gap) => chainGap(gap, view, lang));
  const entries = [...view.links.map((link) => linkEntry(link, view, lang)), ...view.referrals.map((one) => referralEntry(one, lang))]
    .sort((one, other) => one.at.localeCompare(other.at))
    .map(({ entry }) => entry);
  return (
    <>
      <Card title={t('gaps')} id="gaps">
        <GapList gaps={gaps} />
        {view.gaps.length > 0 && (
          <p>
            <a href={`/workspace/cases/${view.caseId}/gaps`}>
              {t('gaps.why', { count: view.gaps.length, known: view.gaps.length - gaps.length })}
            </a>
          </p>
        )}
      </Card>
      <Card title={t('chain')} id="chain">
        {view.withheld && <p class="subtle">{t('chainWithheld')}</p>}
        <ChainDrawing drawn={drawChain(view.lanes, drawables(view, lang), now)} />
        <ChainTimeline
          lanes={view.lanes.map(({ agencyId, name, own }) => ({ id: agencyId, label: name, own }))}
          entries={entries}
          gaps={gaps}
        />
        <DisclosedLimits view={view} />
      </Card>
    </>
  );
};
