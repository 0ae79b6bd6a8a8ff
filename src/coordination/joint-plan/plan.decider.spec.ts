import fc from 'fast-check';
import { fold } from '#libs/shared-kernel';
import { given } from '#libs/testing';
import { planDecider, type PlanCommand, type PlanState } from './plan.decider.js';
import type { PlanEvent, PlanLine } from './plan.events.js';
import { agreed, closed, content, drafted, ids, line, place, revised } from './plan.examples.js';

const plan = given(planDecider);
const draft: PlanCommand = { type: 'DraftPlan', data: { ...place, ...content } };
const sip: PlanCommand = {
  type: 'RevisePlan',
  data: { ...content, editionId: ids.other, responsibleKinds: ['social-services', 'health-care'] },
};
const agree: PlanCommand = { type: 'AgreePlan', data: { agreedOn: '2026-03-02' } };
const followUp: PlanCommand = { type: 'FollowUpPlan', data: { on: '2026-05-01', next: '2026-08-01' } };
const followedUp: PlanEvent = {
  type: 'coordination.PlanFollowedUp',
  data: { planId: ids.plan, personId: ids.exposed, on: '2026-05-01', next: '2026-08-01' },
};
const close: PlanCommand = { type: 'ClosePlan', data: { reason: 'goals-reached', closedOn: '2026-09-01' } };

describe('a joint plan', () => {
  it('is drafted once', () => plan().when(draft).then(drafted));
  it('is not drafted over another under the same id', () =>
    plan(drafted)
      .when({ type: 'DraftPlan', data: { ...place, ...content, editionId: ids.other } })
      .thenRefused('plan-exists'));
  it('is a SIP only where both social services and health care are responsible (SoL 10:8)', () => plan(drafted).when(sip).then(revised));
  it.each([[['social-services', 'police']], [['health-care']], [[]]] as const)('is a joint plan with %j', (responsibleKinds) =>
    plan()
      .when({ type: 'DraftPlan', data: { ...place, ...content, responsibleKinds } })
      .then(drafted),
  );
  it('has no intervention that serves no goal', () => {
    const stray = { ...content, editionId: ids.other, lines: [{ ...line, goalId: ids.other }] };
    plan()
      .when({ type: 'DraftPlan', data: { ...place, ...stray } })
      .thenRefused('plan-line-without-goal');
    plan(drafted).when({ type: 'RevisePlan', data: stray }).thenRefused('plan-line-without-goal');
  });
  it('is agreed in the version that stands, with all that peers are told', () => plan(drafted).when(agree).then(agreed));
  it('is agreed anew when it is revised', () =>
    plan(drafted, agreed, revised)
      .when(agree)
      .then({ ...agreed, data: { ...agreed.data, version: 2, kind: 'sip' } } as PlanEvent));
  it('is not agreed without a single intervention', () =>
    plan({ ...drafted, data: { ...drafted.data, lines: [] } } as PlanEvent)
      .when(agree)
      .thenRefused('plan-without-interventions'));
  it('is followed up once agreed', () => {
    plan(drafted, agreed).when(followUp).then(followedUp);
    plan(drafted).when(followUp).thenRefused('plan-not-agreed');
  });
  it('is followed up forwards', () =>
    plan(drafted, agreed)
      .when({ type: 'FollowUpPlan', data: { on: '2026-05-01', next: '2026-04-01' } })
      .thenRefused('follow-up-backwards'));
  it('is still in force while the next version is discussed', () => plan(drafted, agreed, revised).when(followUp).then(followedUp));
  it('is closed for good', () => {
    plan(drafted, agreed).when(close).then(closed);
    for (const command of [sip, agree, followUp]) plan(drafted, agreed, closed).when(command).thenRefused('plan-closed');
  });
  it('is unknown before it is drafted', () => {
    for (const command of [sip, agree, followUp, close]) plan().when(command).thenRefused('plan-unknown');
  });
});

const revision = (editionId: string, lines: readonly PlanLine[]): PlanCommand => ({
  type: 'RevisePlan',
  data: { ...content, editionId, lines },
});
const anyCommand: fc.Arbitrary<PlanCommand> = fc.oneof(
  fc.constantFrom(draft, agree, followUp, close),
  fc
    .tuple(fc.constantFrom(ids.edition, ids.other, ids.child), fc.constantFrom([], [line], [{ ...line, goalId: ids.other }]))
    .map(([editionId, lines]) => revision(editionId, lines)),
);
type Decide = typeof planDecider.decide;
/** The first thing that cannot be, over random commands. */
const fault = (commands: readonly PlanCommand[], decide: Decide): string | undefined => {
  let state: PlanState = planDecider.initial;
  for (const command of commands) {
    const before = state;
    const decision = decide(command, state);
    if (!decision.accepted) continue;
    state = fold(planDecider, decision.events, state);
    if (state.status === 'none') return 'accepted, and still nothing';
    if (before.status === 'closed' && decision.events.length > 0) return 'a closed plan changed';
    if (before.status !== 'none' && ![0, 1].includes(state.version - before.version)) return 'a version was skipped';
    if (state.status === 'agreed' && (state.agreedVersion !== state.version || state.content.lines.length === 0))
      return 'agreed on nothing';
    const again = decide(command, state);
    if (again.accepted && again.events.length > 0) return `${command.type} twice is not once`;
  }
  return undefined;
};

describe('random commands', () => {
  it('reach no state that cannot be', () =>
    fc.assert(
      fc.property(fc.array(anyCommand, { maxLength: 25 }), (commands) => fault(commands, planDecider.decide) === undefined),
      { numRuns: 300 },
    ));
  it('would be caught if an empty plan could be agreed (control)', () => {
    const careless: Decide = (command, state) =>
      command.type === 'AgreePlan' && state.status === 'draft' && state.content.lines.length === 0
        ? { accepted: true, events: [{ ...agreed, data: { ...agreed.data, version: state.version } } as PlanEvent] }
        : planDecider.decide(command, state);
    const found = fc.check(
      fc.property(fc.array(anyCommand, { maxLength: 25 }), (commands) => fault(commands, careless) === undefined),
      { numRuns: 300 },
    );
    expect(found.failed).toBe(true);
  });
});
