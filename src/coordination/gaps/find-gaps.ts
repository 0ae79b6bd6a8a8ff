import { interventionKind } from '#config/interventions';
import { isUnreadAcute } from '../referral/referral.times.js';
import { baselineGaps } from './baseline-gaps.js';
import { gapsOf } from './gap-of.js';
import type { Gap, GapInput, GapLink } from './gap.types.js';
import { planGaps } from './plan-gaps.js';
import { riskGaps } from './risk-gaps.js';

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** What the intervention is called; its kind may be of a class that the reader does not get. */
const nameOf = ({ fields }: GapLink): { sv: string; en: string } =>
  interventionKind(text(fields['kind']) ?? '')?.name ?? { sv: 'Insats', en: 'Intervention' };

/** An interruption for one of these reasons leaves nobody without what they need, or says itself that something else took its place. */
const NO_HOLE = ['no-longer-needed', 'replaced'];

const referralGaps = (input: GapInput): Gap[] =>
  input.referrals.flatMap((referral): Gap[] => {
    const where = {
      laneAgency: referral.recipientAgency,
      thingId: referral.referralId,
      href: `/workspace/referrals/${referral.referralId}`,
      since: referral.addressedAt.toISOString(),
    };
    if (isUnreadAcute(referral, input.now)) return gapsOf('referral-unread', input, where);
    const waiting = referral.status === 'new' || referral.status === 'acknowledged';
    return waiting && referral.answerBy <= input.now ? gapsOf('referral-unanswered', input, where) : [];
  });

/** Something else stands in its place: another intervention for the same line of the plan, or of the same kind for the same person. */
const hasSubstitute = (interrupted: GapLink, links: readonly GapLink[]): boolean =>
  links.some(({ thing, thingId, personId, fields }) => {
    if (thing !== 'intervention' || thingId === interrupted.thingId || fields['status'] === 'interrupted') return false;
    const sameLine = fields['planLineId'] !== undefined && fields['planLineId'] === interrupted.fields['planLineId'];
    const sameKind = fields['kind'] !== undefined && fields['kind'] === interrupted.fields['kind'] && personId === interrupted.personId;
    return sameLine || sameKind;
  });

const interventionGaps = (input: GapInput): Gap[] =>
  input.links
    .filter(({ thing }) => thing === 'intervention')
    .flatMap((link): Gap[] => {
      const { status, dueOn, reason } = link.fields;
      const href = `/workspace/cases/${input.caseId}#${link.thingId}`;
      const where = { laneAgency: link.ownerAgency, thingId: link.thingId, href, since: link.occurredAt, name: nameOf(link) };
      const due = text(dueOn);
      if ((status === 'planned' || status === 'started') && due !== undefined && due < input.today)
        return gapsOf('intervention-overdue', input, where);
      const hole = status === 'interrupted' && !NO_HOLE.includes(text(reason) ?? '') && !hasSubstitute(link, input.links);
      return hole ? gapsOf('intervention-interrupted', input, where) : [];
    });

/** Children are shown apart, and assessed apart: the mother's assessment is not theirs (SoL 1:2, best interests of the child). */
const childGaps = (input: GapInput): Gap[] =>
  input.children.flatMap(({ personId }) => {
    const risks = input.links.filter((link) => link.thing === 'risk' && link.personId === personId);
    if (risks.some(({ fields }) => fields['retracted'] !== true)) return [];
    const since =
      risks
        .map(({ occurredAt }) => occurredAt)
        .toSorted((one, other) => one.localeCompare(other))
        .at(-1) ?? '';
    const where = { laneAgency: input.ownAgency, thingId: personId, href: `/workspace/cases/${input.caseId}/risk`, since };
    return gapsOf('child-not-assessed', input, where);
  });

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
  ...baselineGaps(input),
];
