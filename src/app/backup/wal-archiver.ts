import { Client } from 'pg';
import type { Settings } from '#config/settings';
import type { AppLog } from '../log.js';
import { archiveLog, inArchivesTurn, letLogGo, logIsHeld, walFolder } from './wal-archive.js';

const EVERY_MS = 60_000;

/**
 * While the system runs on its embedded database: the log of changes goes to the archive once a minute, from the first backup on. Of several processes on
 * one database one does it. Where no backup is set, nothing is held for it either.
 * @returns how to stop it; it finishes what it is at
 */
export const startLogArchiver = (settings: Settings, superuserUrl: string, log: AppLog): (() => Promise<void>) => {
  let busy: Promise<void> = Promise.resolve();
  const once = async (): Promise<void> => {
    const { backup } = settings;
    await inArchivesTurn(superuserUrl, false, async (client) => {
      if (!(await logIsHeld(client))) return;
      if (!backup) return letLogGo(client);
      await archiveLog(client, {
        cluster: await dataDirectory(client),
        folder: walFolder(backup.databaseDir),
        recipients: backup.recipients,
      });
    });
  };
  const run = (): void => {
    busy = busy.then(once).catch((error: unknown) => log.error({ event: 'log-archive-failed' }, error));
  };
  run();
  const timer = settings.backup ? setInterval(run, EVERY_MS).unref() : undefined;
  return async () => {
    clearInterval(timer);
    await busy;
  };
};

export const dataDirectory = async (client: Client): Promise<string> =>
  (await client.query<{ data_directory: string }>('SHOW data_directory')).rows[0]!.data_directory;
