import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { fold, type Decider, type Decision } from '#libs/shared-kernel';

interface Examples {
  readonly commands: unknown[];
  readonly states: Set<string>;
}
const known = new WeakMap<object, Examples>();

/** What the examples of a decider's spec have told so far. */
export const examplesOf = (decider: object): Examples => {
  const examples = known.get(decider) ?? { commands: [], states: new Set<string>() };
  known.set(decider, examples);
  return examples;
};

/** The first of these that a value says in a word, itself or in one of its parts. */
const word = (value: unknown, ...names: readonly string[]): string | undefined => {
  const said = (one: unknown): string | undefined =>
    names.map((name) => (one as Readonly<Record<string, unknown>> | null)?.[name]).find((found) => typeof found === 'string');
  return (
    said(value) ??
    Object.values(value ?? {})
      .map(said)
      .find(Boolean)
  );
};
/** A state's name as the state tables print it. */
export const stateName = (state: unknown): string => word(state, 'status') ?? 'any';
const commandName = (command: unknown): string => word(command, 'type', 'step', 'status') ?? 'any';

/** Keeps an example that held: for the walks over all of them, and, when `npm run docs` asks, for the state tables. */
export const keepExample = <C, S, E extends { readonly type: string }, R extends string>(
  decider: Decider<C, S, E, R>,
  state: S,
  command: C,
  decision: Decision<E, R>,
): void => {
  const examples = examplesOf(decider);
  examples.commands.push(command);
  const after = decision.accepted ? fold(decider, decision.events, state) : state;
  for (const one of [decider.initial, state, after]) examples.states.add(stateName(one));
  const folder = process.env['STATE_TABLES'];
  if (!folder) return;
  const line = {
    spec: expect.getState().testPath,
    from: stateName(state),
    command: commandName(command),
    ...(decision.accepted ? { events: decision.events.map(({ type }) => type), to: stateName(after) } : { refusal: decision.refusal }),
  };
  appendFileSync(path.join(folder, `${process.pid}.jsonl`), `${JSON.stringify(line)}\n`);
};
