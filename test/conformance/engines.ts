import { randomUUID } from 'node:crypto';
import { Client, Pool } from 'pg';
import {
  EventStore1700000001001,
  KurrentEventStore,
  PendingCommits1700000090000,
  PostgresEventStore,
  type KurrentEventStoreOptions,
} from '#libs/event-store';
import { createPool, createTestDatabase, runMigrations, type TestDatabase } from '#libs/postgres';
import type { Engine } from './event-store.js';

/** A companion that writes texts, in order, and refuses the text "refuse". */
const NOTES = `
  CREATE SCHEMA notes;
  CREATE TABLE notes.notes (n bigserial PRIMARY KEY, text text NOT NULL);
  CREATE FUNCTION notes.write(rows json) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER AS $$
  BEGIN
    IF EXISTS (SELECT 1 FROM json_array_elements(rows) r WHERE r->>'text' = 'refuse') THEN RAISE EXCEPTION 'refused' USING ERRCODE = 'TE409'; END IF;
    INSERT INTO notes.notes (text) SELECT r->>'text' FROM json_array_elements(rows) r;
  END $$;
  SELECT es.register_companion('notes', 'notes.write');
  GRANT USAGE ON SCHEMA notes TO insatskedja_app;
  GRANT SELECT ON notes.notes TO insatskedja_app;
`;

/** A database with the event store's tables and the companion. */
export const conformanceDatabase = (extra = '', templateKey = 'conformance'): Promise<TestDatabase> =>
  createTestDatabase(process.env['TEST_SUPERUSER_URL']!, {
    templateKey,
    prepare: async ({ migrateUrl }) => {
      await runMigrations(migrateUrl, [EventStore1700000001001, PendingCommits1700000090000]);
      const client = new Client({ connectionString: migrateUrl });
      await client.connect();
      await client.query(NOTES + extra);
      await client.end();
    },
  });

const notesOf = async (pool: Pool): Promise<string[]> =>
  (await pool.query<{ text: string }>('SELECT text FROM notes.notes ORDER BY n')).rows.map(({ text }) => text);

/** Nobody listens on the discard port. */
const NOBODY = 'postgres://nobody:nothing@127.0.0.1:9/none';

export const postgresEngine = async (): Promise<Engine> => {
  const database = await conformanceDatabase();
  const pool = createPool(database.appUrl, { max: 20, applicationName: 'conformance' });
  const store = new PostgresEventStore(pool);
  return {
    store,
    another: async () => new PostgresEventStore(pool),
    notes: () => notesOf(pool),
    unreachable: async () => new PostgresEventStore(new Pool({ connectionString: NOBODY })),
    end: async () => {
      await store.close();
      await pool.end();
      await database.drop();
    },
  };
};

/** The same on KurrentDB, or on something that speaks like it: streams of its own, by a prefix of its own. */
export const kurrentEngine = async (
  url: string,
  options: Partial<KurrentEventStoreOptions> = {},
  databaseOf: () => Promise<TestDatabase> = conformanceDatabase,
): Promise<Engine & { store: KurrentEventStore; pool: Pool }> => {
  const database = await databaseOf();
  const pool = createPool(database.appUrl, { max: 20, applicationName: 'conformance' });
  const prefix = `test-${randomUUID()}.`;
  const open = (given: Partial<KurrentEventStoreOptions> = {}) => new KurrentEventStore({ url, pool, prefix, ...options, ...given });
  const store = open();
  return {
    store,
    pool,
    another: async () => open(),
    notes: () => notesOf(pool),
    unreachable: async () => open({ url: 'kurrentdb://127.0.0.1:9?tls=false', deadline: 2_000 }),
    end: async () => {
      await store.close();
      await pool.end();
      await database.drop();
    },
  };
};
