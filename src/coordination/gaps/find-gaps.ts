import { interventionKind } from '#config/interventions';
import { isUnreadAcute } from '../referral/referral.times.js';
import type { Gap, GapInput, GapLink } from './gap.types.js';
import { planGaps } from './plan-gaps.js';
import { riskGaps } from './risk-gaps.js';

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** What the intervention is called; its kind may be of a class that the reader does not get. */
const nameOf = ({ fields }: GapLink): { sv: string; en: string } =>
  interventionKind(text(fields['kind']) ?? '')?.name ?? { sv: 'Insats', en: 'Intervention' };

/** An interruption for one of these reasons leaves nobody without what they need, or says itself that something else took its place. */
const NO_HOLE = ['no-longer-needed', 'replaced'];

const referralGaps = ({ referrals, now }: GapInput): Gap[] =>
  referrals.flatMap((referral): Gap[] => {
    const gap = { laneAgency: referral.recipientAgency, thingId: referral.referralId, href: `/workspace/referrals/${referral.referralId}` };
    if (isUnreadAcute(referral, now))
      return [
        {
          ...gap,
          kind: 'referral-unread',
          text: {
            sv: 'Akut förfrågan är inte kvitterad. Ring mottagaren.',
            en: 'An urgent request is not acknowledged. Phone the recipient.',
          },
        },
      ];
    const waiting = referral.status === 'new' || referral.status === 'acknowledged';
    if (!waiting || referral.answerBy > now) return [];
    return [
      {
        ...gap,
        kind: 'referral-unanswered',
        text: { sv: 'Förfrågan har inte besvarats i tid.', en: 'A request was not answered in time.' },
      },
    ];
  });

/** Something else stands in its place: another intervention for the same line of the plan, or of the same kind for the same person. */
const hasSubstitute = (interrupted: GapLink, links: readonly GapLink[]): boolean =>
  links.some(({ thing, thingId, personId, fields }) => {
    if (thing !== 'intervention' || thingId === interrupted.thingId || fields['status'] === 'interrupted') return false;
    const sameLine = fields['planLineId'] !== undefined && fields['planLineId'] === interrupted.fields['planLineId'];
    const sameKind = fields['kind'] !== undefined && fields['kind'] === interrupted.fields['kind'] && personId === interrupted.personId;
    return sameLine || sameKind;
  });

const interventionGaps = ({ caseId, links, today }: GapInput): Gap[] =>
  links
    .filter(({ thing }) => thing === 'intervention')
    .flatMap((link): Gap[] => {
      const { sv, en } = nameOf(link);
      const gap = { laneAgency: link.ownerAgency, thingId: link.thingId, href: `/workspace/cases/${caseId}#${link.thingId}` };
      const { status, dueOn, reason } = link.fields;
      const due = text(dueOn);
      if ((status === 'planned' || status === 'started') && due !== undefined && due < today)
        return [{ ...gap, kind: 'intervention-overdue', text: { sv: `Försenad insats: ${sv}`, en: `Overdue intervention: ${en}` } }];
      if (status === 'interrupted' && !NO_HOLE.includes(text(reason) ?? '') && !hasSubstitute(link, links))
        return [
          {
            ...gap,
            kind: 'intervention-interrupted',
            text: { sv: `Avbruten insats utan ersättning: ${sv}`, en: `Interrupted intervention without a substitute: ${en}` },
          },
        ];
      return [];
    });

/** Children are shown apart, and assessed apart: the mother's assessment is not theirs (SoL 1:2, best interests of the child). */
const childGaps = ({ caseId, ownAgency, children, links }: GapInput): Gap[] =>
  children
    .filter(
      ({ personId }) => !links.some((link) => link.thing === 'risk' && link.personId === personId && link.fields['retracted'] !== true),
    )
    .map(({ personId }) => ({
      kind: 'child-not-assessed' as const,
      laneAgency: ownAgency,
      thingId: personId,
      text: { sv: 'Barn utan egen riskbedömning.', en: 'A child without a risk assessment of its own.' },
      href: `/workspace/cases/${caseId}/risk`,
    }));

/**
 * The gaps of a case as this reader can see them: computed at the query, never stored, since overdue is a matter of the clock.
 * Only from what the reader may see: a gap never tells that something hidden exists, and a chain that looks whole may have more to it.
 */
export const findGaps = (input: GapInput): readonly Gap[] => [
  ...referralGaps(input),
  ...interventionGaps(input),
  ...planGaps(input),
  ...childGaps(input),
  ...riskGaps(input),
];
