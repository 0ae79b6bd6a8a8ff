import fc from 'fast-check';
import {
  decideIntervention,
  INTERVENTION_REASONS,
  NO_INTERVENTION,
  type InterventionState,
  type InterventionStatus,
  type InterventionStep,
} from './intervention-lifecycle.js';

const terms = { interventionId: 'i-1', kind: 'safety-plan', functionId: 'polis-lulea', dueOn: '2026-03-20' };
const planned: InterventionState = { status: 'planned', details: terms };
const started: InterventionState = { status: 'started', details: { ...terms, startedOn: '2026-03-02' } };
const interrupted: InterventionState = {
  status: 'interrupted',
  details: { ...terms, startedOn: '2026-03-02', endedOn: '2026-03-05', reason: 'not-reached' },
};
const completed: InterventionState = { status: 'completed', details: { ...terms, startedOn: '2026-03-02', endedOn: '2026-03-05' } };

const becomes = (state: InterventionState, step: InterventionStep) => {
  const decision = decideIntervention(step, state);
  return decision.accepted ? (decision.events[0] ?? 'nothing') : decision.refusal;
};

describe('the life of an intervention', () => {
  it('is planned, and planned anew only before it has begun', () => {
    expect(becomes(NO_INTERVENTION, { step: 'plan', terms })).toEqual(planned);
    expect(becomes(planned, { step: 'plan', terms })).toBe('nothing');
    const later = { ...terms, dueOn: '2026-04-01' };
    expect(becomes(planned, { step: 'plan', terms: later })).toEqual({ status: 'planned', details: later });
    expect(becomes(started, { step: 'plan', terms: later })).toBe('intervention-exists');
    expect(becomes(started, { step: 'plan', terms })).toBe('nothing');
  });
  it('is started, and starting it again changes nothing', () => {
    expect(becomes(planned, { step: 'start', on: '2026-03-02' })).toEqual(started);
    expect(becomes(started, { step: 'start', on: '2026-03-03' })).toBe('nothing');
  });
  it('is interrupted with a reason, never without', () => {
    expect(becomes(started, { step: 'interrupt', on: '2026-03-05', reason: 'not-reached' })).toEqual(interrupted);
    expect(becomes(started, { step: 'interrupt', on: '2026-03-05' })).toBe('reason-missing');
  });
  it('that never came about is interrupted without having been started', () =>
    expect(becomes(planned, { step: 'interrupt', on: '2026-03-05', reason: 'declined-by-person' })).toEqual({
      status: 'interrupted',
      details: { ...terms, endedOn: '2026-03-05', reason: 'declined-by-person' },
    }));
  it('is resumed with its first day kept, its end and reason gone', () => {
    expect(becomes(interrupted, { step: 'start', on: '2026-03-09' })).toEqual(started);
    expect(becomes(interrupted, { step: 'start', on: '2026-03-04' })).toBe('ended-before-started');
  });
  it('is completed once started', () => {
    expect(becomes(started, { step: 'complete', on: '2026-03-05' })).toEqual(completed);
    expect(becomes(planned, { step: 'complete', on: '2026-03-05' })).toBe('intervention-not-started');
    expect(becomes(interrupted, { step: 'complete', on: '2026-03-05' })).toBe('intervention-interrupted');
  });
  it('ends no earlier than it began', () => {
    expect(becomes(started, { step: 'complete', on: '2026-03-01' })).toBe('ended-before-started');
    expect(becomes(started, { step: 'interrupt', on: '2026-03-01', reason: 'moved' })).toBe('ended-before-started');
  });
  it('is over once completed', () => {
    expect(becomes(completed, { step: 'start', on: '2026-03-09' })).toBe('intervention-ended');
    expect(becomes(completed, { step: 'interrupt', on: '2026-03-09', reason: 'moved' })).toBe('intervention-ended');
    expect(becomes(completed, { step: 'complete', on: '2026-03-09' })).toBe('nothing');
  });
  it.each(['start', 'interrupt', 'complete'] as const)('is unknown to %s before it is planned', (step) =>
    expect(becomes(NO_INTERVENTION, { step, on: '2026-03-02' })).toBe('intervention-unknown'),
  );
});

const ALLOWED: Record<'none' | InterventionStatus, readonly InterventionStatus[]> = {
  none: ['planned'],
  planned: ['planned', 'started', 'interrupted'],
  started: ['interrupted', 'completed'],
  interrupted: ['started'],
  completed: [],
};
const sound = (state: InterventionState): boolean => {
  if (state.status === 'none') return true;
  const { startedOn, endedOn, reason } = state.details;
  const ordered = startedOn === undefined || endedOn === undefined || startedOn <= endedOn;
  switch (state.status) {
    case 'planned':
      return startedOn === undefined && endedOn === undefined && reason === undefined;
    case 'started':
      return startedOn !== undefined && endedOn === undefined && reason === undefined;
    case 'interrupted':
      return endedOn !== undefined && reason !== undefined && ordered;
    case 'completed':
      return startedOn !== undefined && endedOn !== undefined && reason === undefined && ordered;
  }
};

const day = fc.integer({ min: 1, max: 28 }).map((number) => `2026-03-${String(number).padStart(2, '0')}`);
const anyStep: fc.Arbitrary<InterventionStep> = fc.oneof(
  fc.record({ step: fc.constant('plan' as const), terms: fc.constantFrom(terms, { ...terms, dueOn: '2026-04-01' }) }),
  fc.record({ step: fc.constant('start' as const), on: day }),
  fc.record({
    step: fc.constant('interrupt' as const),
    on: day,
    reason: fc.option(fc.constantFrom(...INTERVENTION_REASONS), { nil: undefined }),
  }),
  fc.record({ step: fc.constant('complete' as const), on: day }),
);
/** Walks random steps; answers the first unsound thing found, so that the control below can prove that it looks. */
const walk = (steps: readonly InterventionStep[], decide: typeof decideIntervention): string | undefined => {
  let state: InterventionState = NO_INTERVENTION;
  for (const step of steps) {
    const decision = decide(step, state);
    for (const change of decision.accepted ? decision.events : []) {
      if (!ALLOWED[state.status].includes(change.status)) return `${state.status} → ${change.status}`;
      if (!sound(change)) return `unsound ${change.status}`;
      state = change;
    }
    const again = decide(step, state);
    if (decision.accepted && (!again.accepted || again.events.length > 0)) return `${step.step} twice is not once`;
  }
  return undefined;
};

describe('random steps', () => {
  it('never reach a state that cannot be, and the same step twice is once', () =>
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 20 }), (steps) => walk(steps, decideIntervention) === undefined),
      { numRuns: 500 },
    ));
  it('would be caught if completing asked for no start (control)', () => {
    const careless: typeof decideIntervention = (step, state) =>
      step.step === 'complete' && state.status === 'planned'
        ? { accepted: true, events: [{ status: 'completed', details: { ...state.details, endedOn: step.on } }] }
        : decideIntervention(step, state);
    const found = fc.check(
      fc.property(fc.array(anyStep, { maxLength: 20 }), (steps) => walk(steps, careless) === undefined),
      { numRuns: 10_000 },
    );
    expect(found.failed).toBe(true);
  });
});
