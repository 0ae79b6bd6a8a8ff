import { createWorld, type World } from '../../support/world.js';
import { playCase } from '../played-case.js';
import { startServer } from '../../support/run-server.js';
import { Owner } from './write-county.js';

export interface PlayedWorld {
  readonly world: World;
  readonly owner: Owner;
}

/** The whole app on a database of its own with some cases played to the plan, for as long as `work` takes. */
export const withPlayedWorld = async <T>(cases: number, work: (played: PlayedWorld) => Promise<T>): Promise<T> => {
  await startServer();
  const world = await createWorld();
  try {
    for (let number = 0; number < cases; number++) await playCase(world, `P${number}`);
    await world.settle();
    const owner = await Owner.of(world.migrateUrl);
    try {
      return await work({ world, owner });
    } finally {
      await owner.close();
    }
  } finally {
    await world.close();
  }
};
