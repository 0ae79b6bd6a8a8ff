import { fold, type Decider } from '#libs/shared-kernel';
import { keepExample } from './examples.js';

interface When<E, R> {
  /** Exactly these events; and the same command once more on the new state records nothing new or is refused. */
  then(...expected: E[]): void;
  thenNothing(): void;
  thenRefused(refusal: R): void;
}

/** Given these events, when this command, then those events or that refusal. */
export const given =
  <C, S, E extends { readonly type: string }, R extends string>(decider: Decider<C, S, E, R>) =>
  (...history: E[]) => ({
    when: (command: C): When<E, R> => {
      const state = fold(decider, history);
      const decision = decider.decide(command, state);
      const held = (): void => keepExample(decider, state, command, decision);
      return {
        then: (...expected) => {
          expect(decision).toEqual({ accepted: true, events: expected });
          const again = decider.decide(command, fold(decider, expected, state));
          expect(again.accepted ? again.events : []).toEqual([]);
          held();
        },
        thenNothing: () => {
          expect(decision).toEqual({ accepted: true, events: [] });
          held();
        },
        thenRefused: (refusal) => {
          expect(decision).toEqual({ accepted: false, refusal });
          held();
        },
      };
    },
  });
