import { startServer } from '../../support/run-server.js';
import { createWorld, type World } from '../../support/world.js';
import type { Outcome, Part, PartOptions } from '../part.js';

/** A part that is played in one database of its own, which is gone afterwards. */
export const inWorld =
  (play: (world: World, options: PartOptions) => Promise<Outcome>): Part['run'] =>
  async (options) => {
    await startServer();
    const world = await createWorld();
    try {
      return await play(world, options);
    } finally {
      await world.close();
    }
  };
