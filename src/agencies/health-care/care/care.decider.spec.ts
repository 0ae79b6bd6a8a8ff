import fc from 'fast-check';
import { fold, INTERVENTION_REASONS } from '#libs/shared-kernel';
import { given } from '#libs/testing';
import { careDecider, type CareCommand, type CareState } from './care.decider.js';
import { complete, completed, ids, interrupt, interrupted, place, plan, planned, start, started, terms } from './care.examples.js';

const care = given(careDecider);

describe('care', () => {
  it('is planned, with whose it is, for whom and the plan behind it', () => care().when(plan).then(planned));
  it('is started, interrupted with its reason and note, resumed and completed', () => {
    care(planned).when(start).then(started);
    care(planned, started).when(interrupt).then(interrupted);
    care(planned, started, interrupted)
      .when({ step: { step: 'start', on: '2026-03-10' } })
      .then(started);
    care(planned, started).when(complete).then(completed);
  });
  it('stays where and for whom it was first planned, whatever a later command says', () => {
    const elsewhere = { ...place, recordId: ids.event, personId: ids.event, ownerAgency: 'another-agency' };
    care(planned)
      .when({ step: { step: 'plan', terms: { ...terms, dueOn: '2026-04-09' } }, place: elsewhere })
      .then({ ...planned, data: { ...planned.data, dueOn: '2026-04-09' } });
  });
  it('is not interrupted without a reason', () =>
    care(planned, started)
      .when({ step: { step: 'interrupt', on: '2026-03-09' } })
      .thenRefused('reason-missing'));
  it('is not planned anew once begun', () =>
    care(planned, started)
      .when({ step: { step: 'plan', terms: { ...terms, dueOn: '2026-04-09' } }, place })
      .thenRefused('intervention-exists'));
  it('is not completed before it is started, nor started once completed', () => {
    care(planned).when(complete).thenRefused('intervention-not-started');
    care(planned, started, completed).when(start).thenRefused('intervention-ended');
  });
  it('is unknown before it is planned', () => {
    for (const command of [start, interrupt, complete]) care().when(command).thenRefused('intervention-unknown');
  });
  it('is planned nowhere when nobody says where', () =>
    care()
      .when({ step: { step: 'plan', terms } })
      .thenNothing());
});

const day = fc.integer({ min: 1, max: 28 }).map((number) => `2026-03-${String(number).padStart(2, '0')}`);
const anyCommand: fc.Arbitrary<CareCommand> = fc.oneof(
  fc.constant(plan),
  fc.tuple(fc.constantFrom('start', 'complete'), day).map(([step, on]): CareCommand => ({ step: { step: step as 'start', on } })),
  fc
    .tuple(day, fc.option(fc.constantFrom(...INTERVENTION_REASONS), { nil: undefined }))
    .map(([on, reason]): CareCommand => ({ step: { step: 'interrupt', on, reason } })),
);
/** The first thing that cannot be, over random commands. */
const fault = (commands: readonly CareCommand[], decide: typeof careDecider.decide): string | undefined => {
  let state: CareState = careDecider.initial;
  for (const command of commands) {
    const decision = decide(command, state);
    if (!decision.accepted) continue;
    for (const { type, data } of decision.events) {
      if (data.recordId !== ids.record || data.personId !== ids.person) return 'it moved to another record or person';
      if (data.startedOn && data.endedOn && data.endedOn < data.startedOn) return 'it ended before it began';
      if (type.endsWith('Interrupted') !== (data.reason !== undefined)) return 'a reason without interruption, or the other way round';
    }
    state = fold(careDecider, decision.events, state);
    const again = decide(command, state);
    if (again.accepted && again.events.length > 0) return 'twice is not once';
  }
  return undefined;
};

describe('random commands', () => {
  it('reach no state that cannot be', () =>
    fc.assert(
      fc.property(fc.array(anyCommand, { maxLength: 20 }), (commands) => fault(commands, careDecider.decide) === undefined),
      { numRuns: 300 },
    ));
  it('would be caught if an interruption needed no reason (control)', () => {
    const careless: typeof careDecider.decide = (command, state) => {
      const decision = careDecider.decide(command, state);
      const unreasoned = !decision.accepted && decision.refusal === 'reason-missing';
      return unreasoned ? { accepted: true, events: [{ type: 'health-care.CareInterrupted', data: started.data }] } : decision;
    };
    const found = fc.check(
      fc.property(fc.array(anyCommand, { maxLength: 20 }), (commands) => fault(commands, careless) === undefined),
      { numRuns: 300 },
    );
    expect(found.failed).toBe(true);
  });
});
