import fc from 'fast-check';
import type { Decider } from '#libs/shared-kernel';
import { concernDecider, type ConcernCommand } from '../concern/concern.decider.js';
import type { ConcernEvent } from '../concern/concern.events.js';
import { placementDecider, type PlacementCommand } from '../placement/placement.decider.js';
import type { PlacementEvent } from '../placement/placement.events.js';
import { hasLapsed, type PlacementState } from '../placement/placement.state.js';
import { begun, day, ids, other } from './process.examples.js';

const stepId = fc.integer({ min: 0, max: 1e9 }).map((n) => `0d8f0a1e-1000-4000-8000-${String(n).padStart(12, '0')}`);
const words = 'Skäl';

const concernStep = fc.constantFrom<Omit<ConcernCommand, 'stepId' | 'at'>>(
  { step: 'assess-protection', need: 'immediate', measures: [], reason: words } as never,
  { step: 'contact-guardians' } as never,
  { step: 'contact-guardians', reason: words } as never,
  { step: 'decide', outcome: 'open-inquiry', inquiryId: ids.inquiry, reason: words } as never,
  { step: 'decide', outcome: 'no-inquiry', reason: words } as never,
  { step: 'reporter-asks' } as never,
  { step: 'inform-reporter' } as never,
  { step: 'forward', toFunction: 'pitea-mottagning', referralId: other, reason: words } as never,
  { step: 'decide-access', party: 'guardian', outcome: 'refused', rule: 'osl-12-3', reason: words } as never,
);
const placementStep = fc.constantFrom<Omit<PlacementCommand, 'stepId' | 'at'>>(
  ...([
    { step: 'submit' },
    { step: 'rule', ruling: 'confirmed' },
    { step: 'rule', ruling: 'revoked' },
    { step: 'start', childProtected: true },
    { step: 'start', childProtected: false },
    { step: 'extend-application', until: day(90) },
    { step: 'apply' },
    { step: 'judge', judgment: 'granted' },
    { step: 'judge', judgment: 'rejected' },
    { step: 'gain-force' },
    { step: 'review', review: 'goes-on' },
    { step: 'lapse' },
    { step: 'end', outcome: 'moved-on' },
    { step: 'make-secret', decidedBy: 'chair', childProtected: true },
    { step: 'appeal-secrecy' },
    { step: 'rule-appeal', ruling: 'revoked' },
  ] as never[]),
);
interface Walked<S, E> {
  readonly state: S;
  readonly event: E;
  readonly before: S;
}

/** Sends random commands, each a little later than the last; answers the first fault that `wrong` finds, or that a repeated command adds. */
const faultIn = <C, S, E, R extends string>(
  decider: Decider<C, S, E, R>,
  first: C,
  step: fc.Arbitrary<object>,
  wrong: (walked: Walked<S, E>) => string | undefined,
) => {
  const steps = fc.array(fc.record({ step, stepId, days: fc.integer({ min: 0, max: 20 }) }), { maxLength: 20 });
  return fc.check(
    fc.property(steps, (taken) => {
      let state = decider.initial;
      let days = 0;
      for (const command of [first, ...taken.map((one) => ({ ...one.step, stepId: one.stepId, at: day((days += one.days)) }) as C)]) {
        const decision = decider.decide(command, state);
        if (!decision.accepted) continue;
        const before = state;
        for (const event of decision.events) {
          state = decider.evolve(state, event);
          const fault = wrong({ state, event, before });
          if (fault) throw new Error(fault);
        }
        const again = decider.decide(command, state);
        if (again.accepted && again.events.length > 0) throw new Error('the same request adds something');
      }
    }),
    { numRuns: 500 },
  );
};

const honour: ConcernCommand = {
  step: 'receive',
  data: {
    ...{ concernId: ids.concern, ...begun, source: 'authority', channel: 'phone', worries: ['honour'] },
    ...{ reporterProtected: true, reporterAsks: false },
  },
};
/** Guardians, decision and the other board all come after protection; the reporter after the decision. */
const wrongConcern = ({ event, before }: { event: ConcernEvent; before: typeof concernDecider.initial }): string | undefined => {
  if (before.status === 'none') return undefined;
  const needsProtection = ['GuardiansContacted', 'PreliminaryAssessmentDecided', 'ConcernForwarded'];
  if (before.protection === null && needsProtection.some((name) => event.type.endsWith(name))) return `${event.type} before protection`;
  if (before.outcome === null && event.type.endsWith('ReporterInformed')) return 'told before the decision';
  return undefined;
};
const place: PlacementCommand = {
  step: 'decide',
  data: { placementId: ids.placement, ...begun, ground: 'violence', decidedBy: 'chair' },
};
/** Nothing but its end is built on a decision that the law has let fall, and no unprotected child is placed. */
const wrongPlacement = ({ event, before }: Walked<PlacementState, PlacementEvent>): string | undefined => {
  if (before.status === 'none' || event.type.startsWith('social-services.Whereabouts')) return undefined;
  if (before.status === 'ended') return `${event.type} after the end`;
  const ends = ['social-services.ShelterLapsed', 'social-services.ShelterEnded'].includes(event.type);
  return hasLapsed(before, event.data.at) && !ends ? `${event.type} on a lapsed decision` : undefined;
};

describe('any sequence of commands', () => {
  it('keeps a concern in order', () => {
    const { failed, counterexample } = faultIn(concernDecider, honour, concernStep, wrongConcern);
    expect({ failed, counterexample }).toEqual({ failed: false, counterexample: null });
  });
  it('would find a concern that forgets its protection (control)', () => {
    const forgetful = {
      ...concernDecider,
      decide: (command: ConcernCommand, state: typeof concernDecider.initial) =>
        concernDecider.decide(command, state.status === 'none' ? state : { ...state, protection: 'not-immediate' as const }),
    };
    expect(faultIn(forgetful, honour, concernStep, wrongConcern).failed).toBe(true);
  });
  it('builds no placement on a decision that has lapsed', () => {
    const { failed, counterexample } = faultIn(placementDecider, place, placementStep, wrongPlacement);
    expect({ failed, counterexample }).toEqual({ failed: false, counterexample: null });
  });
  it('would find a placement that stands without the court (control)', () => {
    const timeless = {
      ...placementDecider,
      decide: (command: PlacementCommand, state: PlacementState) =>
        placementDecider.decide(command, state.status === 'none' ? state : { ...state, submittedAt: state.submittedAt ?? state.begunAt }),
    };
    expect(faultIn(timeless, place, placementStep, wrongPlacement).failed).toBe(true);
  });
});
