import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import { rooms } from '#src/app/rooms';
import type { Tally } from '../tally.js';
import { isReady, operate } from './app-process.js';

/** The tables that projections alone write. */
const TABLES = rooms.projections.flatMap(({ tables }) => tables);

/** Rebuilds tried until one had the log to itself. */
const ATTEMPTS = 5;

/** A hash of every view's rows, whatever order they lie in. */
export const hashViews = async (client: Client): Promise<Map<string, string>> => {
  const hashes = new Map<string, string>();
  for (const table of TABLES) {
    const { rows } = await client.query<{ hash: string }>(
      `SELECT count(*) || ':' || md5(coalesce(string_agg(h, '' ORDER BY h), '')) AS hash FROM (SELECT md5(t::text) AS h FROM ${table} t) x`,
    );
    hashes.set(table, rows[0]!.hash);
  }
  return hashes;
};

/** Waits until the app says that its views have caught up. @throws after two minutes */
export const untilReady = async (url: string): Promise<void> => {
  for (const until = Date.now() + 120_000; !(await isReady(url)); await sleep(100))
    if (Date.now() > until) throw new Error('the views did not catch up in two minutes');
};

const differing = (one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): string[] =>
  [...one].filter(([table, hash]) => other.get(table) !== hash).map(([table]) => table);

/** Views before and after a rebuild by the operator's own command; between them one row changed by hand. */
interface Rebuild {
  readonly lived: ReadonlyMap<string, string>;
  readonly tampered: ReadonlyMap<string, string>;
  readonly rebuilt: ReadonlyMap<string, string>;
}

/** One rebuild; nothing where an event was written meanwhile (a clock fires when its moment comes), since the views then say different things rightly. */
const rebuild = async (client: Client, url: string, env: Readonly<Record<string, string>>): Promise<Rebuild | undefined> => {
  const head = async (): Promise<string> => (await client.query<{ head: string }>('SELECT es.horizon()::text AS head')).rows[0]!.head;
  await untilReady(url);
  const before = await head();
  const lived = await hashViews(client);
  await client.query("UPDATE views.persons SET role = 'child' WHERE ctid = (SELECT min(ctid) FROM views.persons WHERE role <> 'child')");
  const tampered = await hashViews(client);
  await operate(['projection:rebuild'], env);
  const rebuilt = await hashViews(client);
  return (await head()) === before ? { lived, tampered, rebuilt } : undefined;
};

/**
 * Holds the views, as they came to be under faults, against a rebuild from the first event by the operator's own command while the app serves.
 * A row is changed by hand before it, as the control: a rebuild must mend it, and the hash must see it.
 */
export const viewsEqualRebuild = async (
  client: Client,
  url: string,
  env: Readonly<Record<string, string>>,
  tally: Tally,
): Promise<void> => {
  let found: Rebuild | undefined;
  for (let attempt = 0; !found && attempt < ATTEMPTS; attempt++) found = await rebuild(client, url, env);
  if (!found) {
    tally.failures.push(`something was written during each of ${ATTEMPTS} rebuilds: nothing could be compared`);
    return;
  }
  const { lived, tampered, rebuilt } = found;
  const different = differing(lived, rebuilt);
  tally.torn += different.length;
  if (different.length > 0) tally.failures.push(`views differ from their rebuild: ${different.join(', ')}`);
  const filled = [...rebuilt.values()].filter((hash) => !hash.startsWith('0:')).length;
  tally.control('the hash sees a view row that was changed by hand', filled > 5 && differing(tampered, rebuilt).join() === 'views.persons');
};
