import type { ClockEventRef, ClockRule, ClockStart, ClockStop } from '#config/clocks';
import { deadline, type Deadline } from '#config/deadlines';
import type { EventDefinition } from '#libs/shared-kernel';

/** What one type of event does to clocks, in the order in which it does it: whose they are, what ends, what moves, what begins. */
export interface ClockEffect {
  readonly kind: 'prepare' | 'stop' | 'extend' | 'start';
  readonly deadline: Deadline;
  readonly ref: ClockEventRef & Partial<Pick<ClockStart, 'from' | 'due'> & Pick<ClockStop, 'at'>>;
  /** Started by somebody else's event, for whom it was prepared. */
  readonly prepared: boolean;
}

const effectsOf = (rule: ClockRule): ClockEffect[] => {
  const common = { deadline: deadline(rule.deadline), prepared: rule.prepares.length > 0 };
  return [
    ...rule.prepares.map((ref): ClockEffect => ({ ...common, kind: 'prepare', ref })),
    ...rule.stops.map((ref): ClockEffect => ({ ...common, kind: 'stop', ref })),
    ...rule.extends.map((ref): ClockEffect => ({ ...common, kind: 'extend', ref })),
    ...rule.starts.map((ref): ClockEffect => ({ ...common, kind: 'start', ref })),
  ];
};

/** What is wrong with a line: a field that the event has not, or one that is sealed and so can set no clock. */
const faultsOf = ({ deadline: { id }, ref, kind, prepared }: ClockEffect, definitions: ReadonlyMap<string, EventDefinition>): string[] => {
  const definition = definitions.get(ref.on);
  if (!definition) return [`config/clocks.ts, ${id}: there is no event ${ref.on}`];
  const names = [...Object.keys(ref.where), ...[ref.thing, ref.from, ref.due, ref.at].filter((name) => name !== undefined)];
  const fields = names.filter((name) => !['stream', 'record', 'occurred'].includes(name));
  const foreign =
    kind === 'start' && ref.byAnyone && !prepared ? [`config/clocks.ts, ${id}: ${ref.on} by anyone starts a clock of nobody`] : [];
  return [
    ...fields
      .filter((name) => definition.fields[name]?.kind !== 'open')
      .map((name) => `config/clocks.ts, ${id}: ${ref.on} has no open field ${name}`),
    ...foreign,
  ];
};

/**
 * The rules by type of event. @param events every room's own
 * @throws Error when a line names what does not exist: at boot, not at night
 */
export const clockEffects = (
  events: readonly EventDefinition[],
  rules: readonly ClockRule[],
): ReadonlyMap<string, readonly ClockEffect[]> => {
  const definitions = new Map(events.map((definition) => [definition.type, definition]));
  const effects = rules.flatMap(effectsOf);
  const faults = effects.flatMap((effect) => faultsOf(effect, definitions));
  if (faults.length > 0) throw new Error(faults.join('\n'));
  const byType = new Map<string, ClockEffect[]>();
  for (const effect of effects) byType.set(effect.ref.on, [...(byType.get(effect.ref.on) ?? []), effect]);
  return byType;
};
