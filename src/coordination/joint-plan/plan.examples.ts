import type { PlanContent } from './plan.decider.js';
import type { PlanEvent, PlanLine } from './plan.events.js';

/** Ids and a plan that the specs share. */
const id = (number: number): string => `0a8f0a1e-0000-4000-8000-${String(number).padStart(12, '0')}`;
export const ids = {
  plan: id(1),
  record: id(2),
  case: id(3),
  exposed: id(4),
  child: id(5),
  goal: id(6),
  line: id(7),
  other: id(8),
  edition: id(9),
  meeting: id(10),
  measure: id(11),
};

export const line: PlanLine = {
  lineId: ids.line,
  goalId: ids.goal,
  kind: 'counselling',
  personId: ids.exposed,
  responsibleFunction: 'boden-vald',
  responsibleKind: 'social-services',
  dueOn: '2026-04-01',
  followUpOn: '2026-05-01',
};
export const content: PlanContent = {
  editionId: ids.edition,
  goals: [{ goalId: ids.goal }],
  lines: [line],
  texts: { needs: {}, goals: { [ids.goal]: 'Trygg vardag' }, lines: {} },
  leaderFunction: 'boden-vald',
  participation: 'took-part',
  participationWays: ['at-meeting'],
  othersMeasures: [],
  responsibleKinds: ['social-services'],
};
export const place = { planId: ids.plan, ownerAgency: 'socialtjanst-boden', recordId: ids.record, caseId: ids.case, personId: ids.exposed };

const { responsibleKinds: _, ...stored } = content;
export const drafted: PlanEvent = { type: 'coordination.PlanDrafted', data: { ...place, ...stored, kind: 'joint' } };
export const agreed: PlanEvent = {
  type: 'coordination.PlanAgreed',
  data: {
    planId: ids.plan,
    personId: ids.exposed,
    version: 1,
    kind: 'joint',
    goals: 1,
    lines: [line],
    leaderFunction: 'boden-vald',
    agreedOn: '2026-03-02',
  },
};
export const revised: PlanEvent = {
  type: 'coordination.PlanRevised',
  data: { planId: ids.plan, personId: ids.exposed, version: 2, ...stored, editionId: ids.other, kind: 'sip' },
};
export const closed: PlanEvent = {
  type: 'coordination.PlanClosed',
  data: { planId: ids.plan, personId: ids.exposed, reason: 'goals-reached', closedOn: '2026-09-01' },
};
