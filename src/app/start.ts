import path from 'node:path';
import { pino } from 'pino';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { DataSource } from 'typeorm';
import type { Settings } from '#config/settings';
import { createPool, Database, prepareDatabase, type EmbeddedPostgres, type PreparedDatabase } from '#libs/postgres';
import { SystemClock, type Clock } from '#libs/shared-kernel';
import { startLogArchiver } from './backup/wal-archiver.js';
import { createApp } from './create-app.js';
import { settleEngine } from './event-store.js';
import { stampInstallation, type InstallationKind } from './installation.js';
import { openKeys } from './keys.js';
import { AppLog } from './log.js';
import { connectReads } from './reads.js';
import { readRetention } from './retention-file.js';
import { migrations } from './rooms.js';

export interface Started {
  readonly app: NestFastifyApplication;
  readonly kind: InstallationKind;
  readonly database: Database;
  /** Absent with a server of one's own. */
  readonly embedded: EmbeddedPostgres | undefined;
  /** Where it listens. */
  readonly url: string;
  stop(): Promise<void>;
}

export interface StartOptions {
  readonly settings: Settings;
  readonly progress: (line: string) => void;
  readonly clock?: Clock;
  readonly log?: AppLog;
  readonly rateLimit?: number;
  /** False: everything but the listening (operator's commands). */
  readonly listen?: boolean;
}

/** Database first, app after; stopping goes the other way round. @throws with a sentence that says what to do; nothing is left running then */
export const start = async ({
  settings,
  progress,
  clock = new SystemClock(),
  log = new AppLog(settings.logLevel, logDestination(settings)),
  rateLimit,
  listen = true,
}: StartOptions): Promise<Started> => {
  const retention = readRetention(settings);
  const prepared = await prepareDatabase({
    ...(settings.databaseUrl ? { databaseUrl: settings.databaseUrl } : {}),
    dataDir: settings.dataDir,
    passwords: settings.databasePasswords,
    eventPartitions: settings.eventPartitions,
    migrations,
    log: progress,
  });
  const closing: (() => Promise<unknown>)[] = [() => prepared.stop()];
  const stop = async (): Promise<void> => {
    for (const close of closing.splice(0).toReversed()) await close();
  };
  try {
    const { database, source } = await connect(prepared, closing, log);
    const keyring = await openKeys(settings, database.app);
    closing.push(() => keyring.close());
    await settleEngine({ settings, database, progress });
    const kind = await stampInstallation(database.app, settings);
    let url = settings.publicUrl ?? `http://localhost:${settings.port}`;
    const app = await createApp({
      settings,
      database,
      source,
      keyring,
      retention,
      clock,
      log,
      kind,
      address: () => url,
      ...(rateLimit ? { rateLimit } : {}),
    });
    closing.push(() => app.close());
    if (listen && prepared.embedded) closing.push(startLogArchiver(settings, prepared.embedded.superuserUrl, log));
    if (listen) {
      await app.listen(settings.port, settings.host);
      const { port } = app.getHttpServer().address() as { port: number };
      url = settings.publicUrl ?? `http://localhost:${port}`;
      log.info({ event: 'listening', port });
    }
    return { app, kind, database, embedded: prepared.embedded, url, stop };
  } catch (error) {
    await stop().catch(() => undefined);
    throw error;
  }
};

/** A person's terminal is for the addresses; there the log goes to a file. A service manager gets it on standard output. */
const logDestination = ({ dataDir }: Settings): ReturnType<typeof pino.destination> | undefined =>
  process.stdout.isTTY ? pino.destination({ dest: path.join(dataDir, 'app.log'), mkdir: true, sync: false }) : undefined;

const connect = async (
  urls: Pick<PreparedDatabase, 'appUrl' | 'projectorUrl'>,
  closing: (() => Promise<unknown>)[],
  log: AppLog,
): Promise<{ database: Database; source: DataSource }> => {
  const onIdleError = (): void => log.warn({ event: 'database-connection-lost' });
  const database = new Database(
    createPool(urls.appUrl, { max: 20, applicationName: 'insatskedja-app', onIdleError }),
    createPool(urls.projectorUrl, { max: 12, applicationName: 'insatskedja-projector', derived: true, onIdleError }),
  );
  closing.push(() => database.close());
  const source = await connectReads(urls.appUrl, 20, onIdleError);
  closing.push(() => source.destroy());
  return { database, source };
};
