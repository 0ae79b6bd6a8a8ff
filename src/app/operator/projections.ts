import { SingleBar } from 'cli-progress';
import type { Settings } from '#config/settings';
import { rooms } from '../rooms.js';
import { withDatabase } from './with-database.js';

interface Checkpoint {
  name: string;
  version: number;
  behind: string;
  updated_at: Date;
}

/** How far each view and reaction has come: events not yet seen, and when it last moved. Parked events are named with their stream. */
export const projectionStatus = (settings: Settings, say: (line: string) => void): Promise<void> =>
  withDatabase(settings, say, async ({ database }) => {
    const { rows } = await database.projector.query<Checkpoint>(
      `SELECT name, version, updated_at, (SELECT count(*) FROM es.events WHERE position > c.position AND position <= es.horizon()) AS behind FROM es.checkpoints c ORDER BY name`,
    );
    for (const { name, version, behind, updated_at } of rows)
      say(`${name.padEnd(48)} v${version}  ${behind.padStart(7)} events behind   moved ${updated_at.toISOString()}`);
    const { rows: parked } = await database.projector.query<{ subscription: string; stream: string; error: string }>(
      'SELECT subscription, stream, error FROM es.parked ORDER BY parked_at',
    );
    for (const { subscription, stream, error } of parked) say(`parked: ${subscription} could not handle an event of ${stream} (${error})`);
    if (rows.length === 0) say('No view has run yet. Start the system once.');
  });

/** Builds views anew beside the live ones and swaps them in. @throws when a name is not a view */
export const rebuildProjections = (settings: Settings, names: readonly string[], say: (line: string) => void): Promise<void> =>
  withDatabase(settings, say, async ({ runner, store }) => {
    const unknown = names.filter((name) => !rooms.projections.some((projection) => projection.name === name));
    if (unknown.length > 0)
      throw new Error(`No view is called ${unknown.join(', ')}. Choose among: ${rooms.projections.map(({ name }) => name).join(', ')}`);
    const head = Number(await store.head());
    for (const projection of rooms.projections.filter(({ name }) => names.length === 0 || names.includes(name))) {
      const bar = new SingleBar({
        format: `${projection.name.padEnd(40)} [{bar}] {percentage}%  {events} events`,
        hideCursor: true,
        noTTYOutput: true,
        notTTYSchedule: 1000,
      });
      bar.start(Math.max(head, 1), 0, { events: 0 });
      const done = await runner.rebuild(projection, (events, at) => bar.update(Math.min(Number(at), head), { events }));
      bar.update(Math.max(head, 1), { events: done });
      bar.stop();
    }
    say('Rebuilt. Readers saw the old rows until the new ones were whole.');
  });
