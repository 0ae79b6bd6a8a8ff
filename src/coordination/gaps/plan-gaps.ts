import { interventionKind } from '#config/interventions';
import type { AgreedPlanLine } from '../contract/index.js';
import type { Gap, GapInput, GapLink } from './gap.types.js';

const isLine = (value: unknown): value is AgreedPlanLine =>
  typeof value === 'object' && value !== null && typeof (value as { lineId?: unknown }).lineId === 'string';
const linesOf = ({ fields }: GapLink): readonly AgreedPlanLine[] => (Array.isArray(fields['lines']) ? fields['lines'].filter(isLine) : []);

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

const followUpGaps = (plan: GapLink, { caseId, links, today }: GapInput): Gap[] => {
  const gap = { laneAgency: plan.ownerAgency, href: `/workspace/cases/${caseId}/plan` };
  const lines = linesOf(plan);
  const bare = lines.filter(({ lineId, followUpOn }) => followUpOn === undefined && !hasEnded(lineId, links));
  const days = [plan.fields['next'], ...lines.map(({ followUpOn }) => followUpOn)];
  const planned = days.some((day) => typeof day === 'string' && day >= today);
  return [
    ...bare.map(({ lineId, kind }): Gap => {
      const name = interventionKind(kind)?.name ?? { sv: 'insats', en: 'intervention' };
      return {
        ...gap,
        kind: 'line-without-follow-up',
        thingId: lineId,
        text: { sv: `Ingen uppföljning planerad: ${name.sv}`, en: `No follow-up planned: ${name.en}` },
      };
    }),
    ...(planned
      ? []
      : [
          {
            ...gap,
            kind: 'plan-without-follow-up' as const,
            thingId: plan.thingId,
            text: { sv: 'Den gemensamma planen har ingen kommande uppföljning.', en: 'The joint plan has no follow-up ahead.' },
          },
        ]),
  ];
};

/** A person whom the agency took on through a request waits for a plan (SoL 10:8) until one is agreed. */
const missingPlan = ({ caseId, ownAgency, record, links }: GapInput): Gap[] => {
  if (record.status !== 'open' || record.source !== 'referral') return [];
  if (links.some(({ thing, fields }) => thing === 'plan' && fields['agreedOn'] !== undefined)) return [];
  return [
    {
      kind: 'plan-missing',
      laneAgency: ownAgency,
      thingId: record.recordId,
      text: {
        sv: 'Förfrågan är accepterad, men ingen gemensam plan är beslutad.',
        en: 'The request is accepted, but no joint plan is agreed.',
      },
      href: `/workspace/cases/${caseId}/plan`,
    },
  ];
};

export const planGaps = (input: GapInput): readonly Gap[] => [
  ...missingPlan(input),
  ...input.links.filter(isAgreed).flatMap((plan) => followUpGaps(plan, input)),
];
