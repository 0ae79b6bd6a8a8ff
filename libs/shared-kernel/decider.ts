/** What a decider answers: events to record, or a refusal. A refusal is a value, never an exception. */
export type Decision<E, R extends string> =
  { readonly accepted: true; readonly events: readonly E[] } | { readonly accepted: false; readonly refusal: R };

export const accept = <E>(...events: E[]): Decision<E, never> => ({ accepted: true, events });
export const refuse = <R extends string>(refusal: R): Decision<never, R> => ({ accepted: false, refusal });

/**
 * A concept's rules, pure: no clock, no randomness, no I/O. Time and ids arrive in the command.
 * `evolve` has no default branch, so that a new event breaks the build until it is handled.
 */
export interface Decider<C, S, E, R extends string> {
  readonly initial: S;
  evolve(state: S, event: E): S;
  decide(command: C, state: S): Decision<E, R>;
}

/** State after a sequence of events. */
export const fold = <C, S, E, R extends string>(decider: Decider<C, S, E, R>, events: Iterable<E>, from: S = decider.initial): S => {
  let state = from;
  for (const event of events) state = decider.evolve(state, event);
  return state;
};
