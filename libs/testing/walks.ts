import fc from 'fast-check';
import type { Decider } from '#libs/shared-kernel';
import { examplesOf, stateName } from './examples.js';

export interface Walked<S, E> {
  readonly before: S;
  readonly event: E;
  readonly after: S;
}

/** The first thing that cannot be, over these commands one after the other; undefined when all is well. */
const faultIn = <C, S, E, R extends string>(
  decider: Decider<C, S, E, R>,
  commands: readonly C[],
  states: ReadonlySet<string>,
  wrong: (walked: Walked<S, E>) => string | undefined,
): string | undefined => {
  let state = decider.initial;
  for (const command of commands) {
    const decision = decider.decide(command, state);
    if (!decision.accepted) continue;
    for (const event of decision.events) {
      const before = state;
      state = decider.evolve(state, event);
      if (!states.has(stateName(state))) return `no example knows the state ${stateName(state)}`;
      const fault = wrong({ before, event, after: state });
      if (fault) return fault;
    }
    const again = decider.decide(command, state);
    if (again.accepted && again.events.length > 0) return `the same request adds something: ${JSON.stringify(command)}`;
  }
  return undefined;
};

/**
 * To be called last in the `describe` of a decider's examples: all their commands, in any order and number, reach no state that the examples do not know,
 * and the same request twice adds nothing. `wrong` says what else cannot be.
 * @param careless a broken decider that the same walk must catch (control), with its fault in `wrong`
 */
export const walks = <C, S, E, R extends string>(
  decider: Decider<C, S, E, R>,
  { wrong = () => undefined, careless }: { wrong?: (walked: Walked<S, E>) => string | undefined; careless?: Decider<C, S, E, R> } = {},
): void => {
  const check = (walked: Decider<C, S, E, R>) => {
    const { commands, states } = examplesOf(decider);
    const any = fc.array(fc.constantFrom(...(commands as C[])), { maxLength: 25 });
    return fc.check(
      fc.property(any, (taken) => expectNothing(faultIn(walked, taken, states, wrong))),
      { numRuns: 1_000 },
    );
  };
  it('any sequence of these commands reaches no invalid state, and the same request twice adds nothing', () => {
    const { failed, counterexample, error } = { error: null, ...check(decider) };
    expect({ failed, counterexample, error }).toEqual({ failed: false, counterexample: null, error: null });
  });
  if (careless) it('and the same walk finds a careless one (control)', () => expect(check(careless).failed).toBe(true));
};

const expectNothing = (fault: string | undefined): void => {
  if (fault) throw new Error(fault);
};
