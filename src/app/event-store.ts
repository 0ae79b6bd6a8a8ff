import type { Settings } from '#config/settings';
import { BEGINNING, KurrentEventStore, KurrentLog, PostgresEventStore, StoreUnavailable, type EventStore } from '#libs/event-store';
import type { Database } from '#libs/postgres';
import type { AppLog } from './log.js';

interface Engine {
  readonly settings: Settings;
  readonly database: Database;
  readonly log: AppLog;
}

/** The event store that the settings name. Close it before the pools. */
export const openEventStore = ({
  settings,
  database,
  log,
  observe,
}: Engine & { readonly observe?: (commits: number, seconds: number) => void }): EventStore => {
  if (settings.eventStore === 'postgres') return new PostgresEventStore(database.app, database.projector, observe);
  return new KurrentEventStore({
    url: settings.kurrentDbUrl!,
    pool: database.app,
    onCommit: (seconds) => observe?.(1, seconds),
    onStuck: (error) => log.error({ event: 'commit-stuck' }, error),
  });
};

/** Carries through, from now on, what was left half done where events lie in another engine. A serving instance does this; an operator's command does not. */
export const startRecovery = (store: EventStore, log: AppLog): void => {
  if (store instanceof KurrentEventStore) store.startRecovery((error) => log.error({ event: 'recovery-failed' }, error));
};

/**
 * Sees to it that the events lie where the settings say. A new installation takes the engine it is first started with.
 * @throws with a sentence that says what to do: another engine would begin with an empty log, and every view would go on from a place that isn't there
 */
export const settleEngine = async ({
  settings,
  database,
  progress,
}: Omit<Engine, 'log'> & { readonly progress: (line: string) => void }): Promise<void> => {
  const { rows } = await database.app.query<{ name: string; empty: boolean }>(
    'SELECT name, NOT EXISTS (SELECT 1 FROM es.events) AND NOT EXISTS (SELECT 1 FROM es.checkpoints) AS empty FROM es.engine',
  );
  const { name, empty } = rows[0]!;
  const settled = name === settings.eventStore;
  if (!settled && !empty) throw new Error(elsewhere(name, settings.eventStore));
  if (settings.eventStore === 'postgres') return;
  const head = await headOf(settings.kurrentDbUrl!);
  if (settled && head === undefined)
    return progress('KurrentDB does not answer yet. People can read meanwhile, and save as soon as it does.');
  if (head === undefined) throw new Error(SILENT);
  if (settled) return;
  if (head !== BEGINNING) throw new Error('KurrentDB holds the events of another installation. Give this one a KurrentDB of its own.');
  await database.projector.query("UPDATE es.engine SET name = 'kurrentdb', since = clock_timestamp()");
};

const elsewhere = (name: string, wanted: string): string =>
  `EVENT_STORE is ${wanted}, but the events of this installation lie in ${name}. ` +
  `Move them first (npm run events:copy -- --from ${name} --to ${wanted}), or set EVENT_STORE=${name}.`;

const SILENT =
  'KurrentDB does not answer at KURRENTDB_URL. See that it runs, that host and port are right, and that tls, login and certificates in the address are those it was set up with.';

/** Undefined when it doesn't answer. @throws when the address can't be read */
const headOf = async (url: string): Promise<string | undefined> => {
  const log = new KurrentLog({ url });
  try {
    return await log.head();
  } catch (error) {
    if (error instanceof StoreUnavailable) return undefined;
    throw error;
  } finally {
    await log.close();
  }
};
