import type { World } from './world.js';

/** What the app has logged last and what its connections to the database do: for the message of a test that waits in vain. */
export const standing = async ({ database, logged }: Pick<World, 'database' | 'logged'>): Promise<string> => {
  const { rows } = await database.app.query<{ line: string }>(
    `SELECT concat_ws(' ', application_name, state, wait_event_type, wait_event, (clock_timestamp() - xact_start)::text, left(query, 120)) AS line
       FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND (state <> 'idle' OR wait_event_type = 'Lock')`,
  );
  return [...logged.slice(-20), ...rows.map(({ line }) => line)].join('\n');
};
