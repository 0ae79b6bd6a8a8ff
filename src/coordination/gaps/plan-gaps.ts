import { interventionKind } from '#config/interventions';
import { linesOfPlan } from '../contract/index.js';
import { gapsOf } from './gap-of.js';
import type { Gap, GapInput, GapLink } from './gap.types.js';

const isAgreed = ({ thing, fields }: GapLink): boolean =>
  thing === 'plan' && fields['agreedOn'] !== undefined && fields['closedOn'] === undefined;

/** What is done, or was called off, needs no follow-up of its own any more. */
const hasEnded = (lineId: string, links: readonly GapLink[]): boolean =>
  links.some(
    ({ thing, fields }) =>
      thing === 'intervention' &&
      fields['planLineId'] === lineId &&
      (fields['status'] === 'completed' || fields['status'] === 'interrupted'),
  );

const followUpGaps = (plan: GapLink, input: GapInput): Gap[] => {
  const where = { laneAgency: plan.ownerAgency, href: `/workspace/cases/${input.caseId}/plan`, since: plan.occurredAt };
  const lines = linesOfPlan(plan, input.links);
  const bare = lines.filter(({ lineId, followUpOn }) => followUpOn === undefined && !hasEnded(lineId, input.links));
  const days = [plan.fields['next'], ...lines.map(({ followUpOn }) => followUpOn)];
  // Of a peer's plan some lines, or their days, may not be the reader's to see: where none has a day, nobody here knows whether the plan has one.
  const unknown = plan.ownerAgency !== input.ownAgency && !days.some((day) => typeof day === 'string');
  const planned = unknown || days.some((day) => typeof day === 'string' && day >= input.today);
  return [
    ...bare.flatMap(({ lineId, kind }) =>
      gapsOf('line-without-follow-up', input, {
        ...where,
        thingId: lineId,
        name: interventionKind(kind)?.name ?? { sv: 'insats', en: 'intervention' },
      }),
    ),
    ...(planned ? [] : gapsOf('plan-without-follow-up', input, { ...where, thingId: plan.thingId })),
  ];
};

/** A person whom the agency took on through a request waits for a plan (SoL 10:8) until one is agreed. */
const missingPlan = (input: GapInput): readonly Gap[] => {
  const { caseId, ownAgency, record, links } = input;
  if (record.status !== 'open' || record.source !== 'referral') return [];
  if (links.some(({ thing, fields }) => thing === 'plan' && fields['agreedOn'] !== undefined)) return [];
  const where = { laneAgency: ownAgency, thingId: record.recordId, href: `/workspace/cases/${caseId}/plan`, since: '' };
  return gapsOf('plan-missing', input, where);
};

export const planGaps = (input: GapInput): readonly Gap[] => [
  ...missingPlan(input),
  ...input.links.filter(isAgreed).flatMap((plan) => followUpGaps(plan, input)),
];
