import fc from 'fast-check';
import { fold } from '#libs/shared-kernel';
import { given, walks } from '#libs/testing';
import { safetyPlanDecider, type SafetyPlanCommand, type SafetyPlanState } from './safety-plan.decider.js';
import type { SafetyPlanEvent } from './safety-plan.events.js';

const id = (number: number): string => `0c8f0a1e-0000-4000-8000-${String(number).padStart(12, '0')}`;
const [plan, her, edition, other] = [id(1), id(2), id(3), id(4)];
const content = {
  ...{ editionId: edition, madeOn: '2026-03-02', reviewOn: '2026-04-02', madeTogether: true },
  ...{ warningSigns: ['Han dricker'], steps: ['Gå till grannen'], contacts: [{ name: 'Syster', way: 'Ring' }], places: ['Hos syster'] },
};
const place = { safetyPlanId: plan, ownerAgency: 'socialtjanst-boden', recordId: id(5), caseId: id(6), personId: her };
const make = (change: object = {}, hasSteps = true): SafetyPlanCommand => ({
  type: 'MakeSafetyPlan',
  data: { ...place, ...content, ...change },
  hasSteps,
});
const made: SafetyPlanEvent = { type: 'coordination.SafetyPlanMade', data: { ...place, ...content } };
const revise = (editionId = other, change: object = {}, hasSteps = true): SafetyPlanCommand => ({
  type: 'ReviseSafetyPlan',
  data: { ...content, editionId, ...change },
  hasSteps,
});
const revised: SafetyPlanEvent = {
  type: 'coordination.SafetyPlanRevised',
  data: { safetyPlanId: plan, personId: her, ...content, editionId: other },
};
const end: SafetyPlanCommand = { type: 'EndSafetyPlan', data: { reason: 'moved', endedOn: '2026-05-01' } };
const ended: SafetyPlanEvent = { type: 'coordination.SafetyPlanEnded', data: { safetyPlanId: plan, personId: her, ...end.data } };
const safety = given(safetyPlanDecider);

describe('a safety plan', () => {
  it('is made once', () => safety().when(make()).then(made));
  it('is not made over another', () =>
    safety(made)
      .when(make({ editionId: other }))
      .thenRefused('safety-plan-exists'));
  it('says what to do, and is looked at again', () => {
    safety().when(make({}, false)).thenRefused('safety-plan-without-steps');
    safety()
      .when(make({ reviewOn: '2026-03-02' }))
      .thenRefused('safety-review-not-ahead');
    safety(made)
      .when(revise(other, {}, false))
      .thenRefused('safety-plan-without-steps');
  });
  it('is revised, each time whole', () => safety(made).when(revise()).then(revised));
  it('ends for good', () => {
    safety(made).when(end).then(ended);
    safety(made, ended).when(revise()).thenRefused('safety-plan-ended');
  });
  it('is unknown before it is made', () => {
    for (const command of [revise(), end]) safety().when(command).thenRefused('safety-plan-unknown');
  });
});

describe('random commands', () => {
  const any = fc.oneof(
    fc.boolean().map((hasSteps) => make({}, hasSteps)),
    fc.tuple(fc.constantFrom(edition, other, id(7)), fc.boolean()).map(([one, hasSteps]) => revise(one, {}, hasSteps)),
    fc.constant(end),
  );
  const runs = (decide: typeof safetyPlanDecider.decide) =>
    fc.property(fc.array(any, { maxLength: 20 }), (commands) => {
      let state: SafetyPlanState = safetyPlanDecider.initial;
      for (const command of commands) {
        const before = state;
        const decision = decide(command, state);
        if (!decision.accepted) continue;
        if ('hasSteps' in command && !command.hasSteps && decision.events.length > 0) return false;
        state = fold(safetyPlanDecider, decision.events, state);
        if (state.status === 'none' || (before.status === 'ended' && state.status !== 'ended')) return false;
        const again = decide(command, state);
        if (again.accepted && again.events.length > 0) return false;
      }
      return true;
    });
  it('reach no plan without a step, and none that ended lives again', () => fc.assert(runs(safetyPlanDecider.decide)));
  it('would be caught if a plan without steps were taken (control)', () => {
    const careless: typeof safetyPlanDecider.decide = (command, state) =>
      safetyPlanDecider.decide('hasSteps' in command ? { ...command, hasSteps: true } : command, state);
    expect(fc.check(runs(careless)).failed).toBe(true);
  });
});

describe('any sequence of all these', () => {
  walks(safetyPlanDecider);
});
