import pg from 'pg';
import { createTestDatabase, migrations, runMigrations } from './dist.mjs';
import { inDatabase } from './urls.mjs';

/** @returns {Promise<{ migrateUrl: string, appUrl: string, projectorUrl: string, name: string, drop: () => Promise<void> }>} a database with every migration of the product */
export const productDatabase = (superuserUrl) =>
  createTestDatabase(superuserUrl, { templateKey: 'bench', prepare: ({ migrateUrl }) => runMigrations(migrateUrl, migrations) });

/** An empty database for a peer, which makes its own tables. */
export const emptyDatabase = async (superuserUrl, name) => {
  await run(superuserUrl, `CREATE DATABASE ${name}`);
  return inDatabase(superuserUrl, name);
};

/** One statement, or several without parameters, on a connection of its own. */
export const run = async (url, text, values) => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await client.query(text, values);
  } finally {
    await client.end();
  }
};

/**
 * What the limit writes to and what the projections build: `bench.events` has the very columns, types and indexes of the product's `es.events`,
 * made from it, so that it follows whatever the product's table becomes.
 */
export const addBenchTables = (migrateUrl) =>
  run(
    migrateUrl,
    `CREATE SCHEMA bench;
     CREATE SEQUENCE bench.positions AS bigint CACHE 1;
     CREATE TABLE bench.events (LIKE es.events INCLUDING ALL);
     ALTER TABLE bench.events ALTER COLUMN position SET DEFAULT nextval('bench.positions');
     CREATE TABLE bench.documents (id text PRIMARY KEY, revision bigint NOT NULL, status text NOT NULL, changed_at timestamptz NOT NULL, body jsonb NOT NULL);
     CREATE TABLE bench.seen (seq bigint PRIMARY KEY);
     CREATE TABLE bench.seen_inline (seq bigint PRIMARY KEY);
     GRANT USAGE ON SCHEMA bench TO insatskedja_app, insatskedja_projector;
     GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA bench TO insatskedja_app, insatskedja_projector;
     GRANT USAGE, SELECT ON SEQUENCE bench.positions TO insatskedja_app;`,
  );
