import type { Settings } from '#config/settings';
import type { EventStore } from '#libs/event-store';
import { createPool, Database, prepareDatabase, type EmbeddedPostgres } from '#libs/postgres';
import { openEventStore } from '../event-store.js';
import { AppLog } from '../log.js';
import { migrations } from '../rooms.js';

export interface Opened {
  readonly database: Database;
  readonly store: EventStore;
  /** Absent with a server of one's own. */
  readonly embedded: EmbeddedPostgres | undefined;
}

/** The database for one operator's command; beside a running system too, whose embedded database it joins and leaves running. */
export const withDatabase = async <T>(
  settings: Settings,
  say: (line: string) => void,
  work: (opened: Opened) => Promise<T>,
): Promise<T> => {
  const prepared = await prepareDatabase({
    ...(settings.databaseUrl ? { databaseUrl: settings.databaseUrl } : {}),
    dataDir: settings.dataDir,
    passwords: settings.databasePasswords,
    eventPartitions: settings.eventPartitions,
    migrations,
    log: say,
  });
  const database = new Database(
    createPool(prepared.appUrl, { max: 4, applicationName: 'insatskedja-operator' }),
    createPool(prepared.projectorUrl, { max: 4, applicationName: 'insatskedja-operator', derived: true }),
  );
  const store = openEventStore({ settings, database, log: new AppLog('error') });
  try {
    return await work({ database, store, embedded: prepared.embedded });
  } finally {
    await store.close();
    await database.close();
    await prepared.stop();
  }
};
