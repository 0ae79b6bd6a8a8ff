import type { Actor } from '#libs/shared-kernel';
import type { Directory } from './directory.js';
import { systemActor } from './reaction-runner.js';

/** The machinery of every agency in the register, each with all its functions and for its own records alone; and the units that it has. */
export const systemActors = async (directory: Directory): Promise<{ readonly actor: Actor; readonly units: ReadonlySet<string> }[]> => {
  const found = new Map<string, { actor: Actor; units: Set<string> }>();
  for (const { agencyId, agencyKind, id, unitId } of await directory.functions()) {
    const known = found.get(agencyId);
    const actor = systemActor(agencyId, agencyKind, [...(known?.actor.functions ?? []), id]);
    found.set(agencyId, { actor, units: (known?.units ?? new Set<string>()).add(unitId) });
  }
  return [...found.values()];
};
