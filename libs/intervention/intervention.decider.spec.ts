import fc from 'fast-check';
import { fold, INTERVENTION_REASONS } from '#libs/shared-kernel';
import { given, walks } from '#libs/testing';
import { interventionDecider, type InterventionCommand, type PlacedIntervention } from './intervention.decider.js';
import {
  complete,
  completed,
  examples,
  ids,
  interrupt,
  interrupted,
  place,
  plan,
  planned,
  start,
  started,
  terms,
} from './intervention.examples.js';

const decider = interventionDecider(examples);
const intervention = given(decider);

describe('an intervention', () => {
  it('is planned, with whose it is, for whom and the plan behind it', () => intervention().when(plan).then(planned));
  it('is started, interrupted with its reason and note, resumed and completed', () => {
    intervention(planned).when(start).then(started);
    intervention(planned, started).when(interrupt).then(interrupted);
    intervention(planned, started, interrupted)
      .when({ step: { step: 'start', on: '2026-03-10' } })
      .then(started);
    intervention(planned, started).when(complete).then(completed);
  });
  it('stays where and for whom it was first planned, whatever a later command says', () => {
    const elsewhere = { ...place, recordId: ids.event, personId: ids.event, ownerAgency: 'another-agency' };
    intervention(planned)
      .when({ step: { step: 'plan', terms: { ...terms, dueOn: '2026-04-09' } }, place: elsewhere })
      .then({ ...planned, data: { ...planned.data, dueOn: '2026-04-09' } });
  });
  it('is not interrupted without a reason', () =>
    intervention(planned, started)
      .when({ step: { step: 'interrupt', on: '2026-03-09' } })
      .thenRefused('reason-missing'));
  it('is not planned anew once begun', () =>
    intervention(planned, started)
      .when({ step: { step: 'plan', terms: { ...terms, dueOn: '2026-04-09' } }, place })
      .thenRefused('intervention-exists'));
  it('is not completed before it is started, nor started once completed', () => {
    intervention(planned).when(complete).thenRefused('intervention-not-started');
    intervention(planned, started, completed).when(start).thenRefused('intervention-ended');
  });
  it('is unknown before it is planned', () => {
    for (const command of [start, interrupt, complete]) intervention().when(command).thenRefused('intervention-unknown');
  });
  it('keeps its note out of the state, and writes the new one', () =>
    intervention({ ...planned, data: { ...planned.data, note: 'gammal' } })
      .when({ ...start, note: 'ny' })
      .then({ ...started, data: { ...started.data, note: 'ny' } }));
  it('reads no event of another agency’s', () =>
    expect(() => decider.evolve(decider.initial, { ...planned, type: 'police.MeasurePlanned' })).toThrow('police.MeasurePlanned'));
  it('is planned nowhere when nobody says where', () =>
    intervention()
      .when({ step: { step: 'plan', terms } })
      .thenNothing());
});

const day = fc.integer({ min: 1, max: 28 }).map((number) => `2026-03-${String(number).padStart(2, '0')}`);
const anyCommand: fc.Arbitrary<InterventionCommand> = fc.oneof(
  fc.constant(plan),
  fc.tuple(fc.constantFrom('start', 'complete'), day).map(([step, on]): InterventionCommand => ({ step: { step: step as 'start', on } })),
  fc
    .tuple(day, fc.option(fc.constantFrom(...INTERVENTION_REASONS), { nil: undefined }))
    .map(([on, reason]): InterventionCommand => ({ step: { step: 'interrupt', on, reason } })),
);
/** The first thing that cannot be, over random commands. */
const fault = (commands: readonly InterventionCommand[], decide: typeof decider.decide): string | undefined => {
  let state: PlacedIntervention = decider.initial;
  for (const command of commands) {
    const decision = decide(command, state);
    if (!decision.accepted) continue;
    for (const { type, data } of decision.events) {
      if (data.recordId !== ids.record || data.personId !== ids.person) return 'it moved to another record or person';
      if (data.startedOn && data.endedOn && data.endedOn < data.startedOn) return 'it ended before it began';
      if (type.endsWith('Interrupted') !== (data.reason !== undefined)) return 'a reason without interruption, or the other way round';
    }
    state = fold(decider, decision.events, state);
    const again = decide(command, state);
    if (again.accepted && again.events.length > 0) return 'twice is not once';
  }
  return undefined;
};

describe('random commands', () => {
  it('reach no state that cannot be', () =>
    fc.assert(
      fc.property(fc.array(anyCommand, { maxLength: 20 }), (commands) => fault(commands, decider.decide) === undefined),
      { numRuns: 300 },
    ));
  it('would be caught if an interruption needed no reason (control)', () => {
    const careless: typeof decider.decide = (command, state) => {
      const decision = decider.decide(command, state);
      const unreasoned = !decision.accepted && decision.refusal === 'reason-missing';
      return unreasoned ? { accepted: true, events: [{ type: 'example.HelpInterrupted', data: started.data }] } : decision;
    };
    const found = fc.check(
      fc.property(fc.array(anyCommand, { maxLength: 20 }), (commands) => fault(commands, careless) === undefined),
      { numRuns: 10_000 },
    );
    expect(found.failed).toBe(true);
  });
});

describe('any sequence of all these', () => {
  walks(decider);
});
