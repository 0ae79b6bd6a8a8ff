import fc from 'fast-check';
import { fold } from '#libs/shared-kernel';
import { given, walks } from '#libs/testing';
import { PLAN_STEPS, planDecider, STEP_TABLE, type PlanCommand, type PlanState } from './plan.decider.js';
import type { PlanEvent, PlanLine } from './plan.events.js';
import { agreed, closed, content, drafted, ids, line, place, revised } from './plan.examples.js';

const plan = given(planDecider);
const draft: PlanCommand = { type: 'DraftPlan', data: { ...place, ...content } };
const sip: PlanCommand = {
  type: 'RevisePlan',
  data: { ...content, editionId: ids.other, responsibleKinds: ['social-services', 'health-care'] },
};
const agree: PlanCommand = { type: 'AgreePlan', data: { agreedOn: '2026-03-02' } };
const goals = [{ goalId: ids.goal, outcome: 'partly' as const }];
const followUp: PlanCommand = { type: 'FollowUpPlan', data: { on: '2026-05-01', next: '2026-08-01', goals } };
const followedUp: PlanEvent = {
  type: 'coordination.PlanFollowedUp',
  data: { planId: ids.plan, personId: ids.exposed, on: '2026-05-01', next: '2026-08-01', goals },
};
const about = { planId: ids.plan, personId: ids.exposed };
const prepare = (consent: 'given' | 'declined' = 'given', editionId = ids.edition): Extract<PlanCommand, { type: 'PreparePlan' }> => ({
  type: 'PreparePlan',
  data: { editionId, consent, functionsNeeded: ['vardcentral-boden-kurator'], wishes: 'Inte på skolan' },
});
const prepared = (command = prepare()): PlanEvent => ({ type: 'coordination.PlanPrepared', data: { ...about, ...command.data } });
const call: PlanCommand = { type: 'CallMeeting', data: { meetingId: ids.meeting, startsAt: '2026-03-10T08:00:00.000Z' } };
const called: PlanEvent = { type: 'coordination.PlanMeetingCalled', data: { ...about, ...call.data } };
const meet: PlanCommand = { type: 'NoteMeeting', data: { meetingId: ids.meeting, heldOn: '2026-03-10' } };
const met: PlanEvent = { type: 'coordination.PlanMeetingHeld', data: { ...about, ...meet.data } };
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
      .when({ type: 'FollowUpPlan', data: { on: '2026-05-01', next: '2026-04-01', goals: [] } })
      .thenRefused('follow-up-backwards'));
  it('is still in force while the next version is discussed', () => plan(drafted, agreed, revised).when(followUp).then(followedUp));
  it('is closed for good', () => {
    plan(drafted, agreed).when(close).then(closed);
    for (const command of [sip, agree, followUp, prepare(), call, meet])
      plan(drafted, agreed, closed).when(command).thenRefused('plan-closed');
  });
  it('is unknown before it is drafted', () => {
    for (const command of [sip, agree, followUp, close]) plan().when(command).thenRefused('plan-unknown');
  });
});

describe('the steps of a plan', () => {
  const stepOf = (...events: PlanEvent[]) => (fold(planDecider, events) as Extract<PlanState, { step: unknown }>).step;
  it('are need, prepare, call, meeting, follow up and close', () => {
    const life = [drafted, prepared(), called, met, agreed, followedUp, closed];
    expect(life.map((_, index) => stepOf(...life.slice(0, index + 1)))).toEqual([
      ...['need', 'prepare', 'call', 'meeting', 'follow-up', 'follow-up', 'closed'],
    ]);
  });
  it('are taken by what happens, once each', () => {
    plan(drafted).when(prepare()).then(prepared());
    plan(drafted, prepared()).when(call).then(called);
    plan(drafted, called).when(meet).then(met);
  });
  it('may be skipped, since no law demands a meeting, and begun again', () => {
    expect(stepOf(drafted, agreed)).toBe('follow-up');
    expect(stepOf(drafted, agreed, followedUp, prepared(), called)).toBe('call');
  });
  it('stand where they stood when a version is saved', () => expect(stepOf(drafted, prepared(), revised)).toBe('prepare'));
  it('say of no meeting that it was held, unless it was called for this plan', () =>
    plan(drafted).when(meet).thenRefused('plan-meeting-not-called'));
  it('stop at a SIP that she does not consent to, until she is asked again', () => {
    const declined = prepared(prepare('declined'));
    for (const command of [call, agree]) plan(drafted, revised, declined).when(command).thenRefused('plan-without-consent');
    plan(drafted, revised, declined, prepared(prepare('given', ids.other)))
      .when(call)
      .then(called);
  });
  it('of a plan that is no SIP need no consent of that kind', () =>
    plan(drafted, prepared(prepare('declined')))
      .when(call)
      .then(called));
  it.each(PLAN_STEPS)('accept at %s nothing that the table does not say', (step) => {
    const states = { need: [drafted], prepare: [drafted, prepared()], call: [drafted, called], meeting: [drafted, called, met] };
    const given = { ...states, 'follow-up': [drafted, called, agreed], closed: [drafted, called, agreed, closed] }[step];
    const state = fold(planDecider, given);
    for (const command of [prepare('given', ids.other), call, meet, sip, agree, followUp, close]) {
      const decision = planDecider.decide(command, state);
      if (!decision.accepted || decision.events.length === 0) continue;
      const { step: next } = fold(planDecider, decision.events, state) as Extract<PlanState, { step: unknown }>;
      expect(next).toBe(STEP_TABLE[step][command.type]);
    }
  });
});

const revision = (editionId: string, lines: readonly PlanLine[]): PlanCommand => ({
  type: 'RevisePlan',
  data: { ...content, editionId, lines },
});
const anyCommand: fc.Arbitrary<PlanCommand> = fc.oneof(
  fc.constantFrom(draft, agree, followUp, close, prepare(), prepare('declined', ids.other), call, meet),
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
      { numRuns: 10_000 },
    );
    expect(found.failed).toBe(true);
  });
});

describe('any sequence of all these', () => {
  walks(planDecider);
});
