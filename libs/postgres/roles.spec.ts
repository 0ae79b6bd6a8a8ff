import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { connect } from './connection.js';
import {
  assertDurable,
  createTestDatabase,
  ensureRolesAndDatabase,
  runMigrations,
  startEmbedded,
  type EmbeddedPostgres,
  type TestDatabase,
} from './index.js';

const superuserUrl = process.env.TEST_SUPERUSER_URL ?? '';
const passwords = { migrate: 'm-secret', app: 'a-secret', projector: 'p-secret' };

class Guarded1700000000001 implements MigrationInterface {
  name = 'Guarded1700000000001';
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE SCHEMA house; CREATE TABLE house.rows (n int); INSERT INTO house.rows VALUES (1), (2);
      ALTER TABLE house.rows ENABLE ROW LEVEL SECURITY; ALTER TABLE house.rows FORCE ROW LEVEL SECURITY;
      CREATE POLICY one ON house.rows TO insatskedja_app USING (n = 1);
      GRANT USAGE ON SCHEMA house TO insatskedja_app; GRANT SELECT ON house.rows TO insatskedja_app`);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA house CASCADE');
  }
}

async function ask<Row extends object>(url: string, sql: string): Promise<Row[]> {
  const client = await connect(url);
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('roles, migrations and test databases', () => {
  const made: TestDatabase[] = [];
  let prepared = 0;
  const fresh = async (): Promise<TestDatabase> => {
    const database = await createTestDatabase(superuserUrl, {
      templateKey: 'roles.spec',
      prepare: async ({ migrateUrl }) => {
        prepared += 1;
        await runMigrations(migrateUrl, [Guarded1700000000001]);
      },
    });
    made.push(database);
    return database;
  };
  afterAll(() => Promise.all(made.map((database) => database.drop())));

  it('gives three roles, none of which is above row-level security, with limits on forgotten work', async () => {
    const { appUrl, projectorUrl, migrateUrl } = await fresh();
    expect(
      await ask(
        appUrl,
        'SELECT rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname LIKE $$insatskedja%$$ ORDER BY 1',
      ),
    ).toEqual(
      ['app', 'migrate', 'projector'].map((role) => ({
        rolname: `insatskedja_${role}`,
        rolsuper: false,
        rolbypassrls: false,
        rolcreaterole: false,
        rolcreatedb: false,
      })),
    );
    const shown = `SELECT current_user AS me, current_setting('statement_timeout') AS statement, current_setting('idle_in_transaction_session_timeout') AS idle`;
    expect(await ask(appUrl, shown)).toEqual([{ me: 'insatskedja_app', statement: '15s', idle: '30s' }]);
    expect(await ask(projectorUrl, shown)).toEqual([{ me: 'insatskedja_projector', statement: '0', idle: '5s' }]);
    expect(await ask(appUrl, 'SELECT n FROM house.rows')).toEqual([{ n: 1 }]);
    expect(await ask(migrateUrl, 'SELECT n FROM house.rows')).toEqual([]); // FORCE binds the owner too
    expect(
      await ask(
        migrateUrl.replace(/\/\/.*@/, `//${new URL(superuserUrl).username}:${new URL(superuserUrl).password}@`),
        'SELECT n FROM house.rows',
      ),
    ).toHaveLength(2);
    await expect(ask(appUrl, 'CREATE TABLE public.mine (n int)')).rejects.toThrow(/permission denied/);
    await expect(ask(projectorUrl, 'SELECT n FROM house.rows')).rejects.toThrow(/permission denied/);
  });

  it('prepares the template once, and each copy is its own', async () => {
    const [one, other] = await Promise.all([fresh(), fresh()]);
    expect(prepared).toBe(1);
    await ask(one.migrateUrl, 'DROP TABLE house.rows');
    expect(await ask(other.appUrl, 'SELECT n FROM house.rows')).toEqual([{ n: 1 }]);
  });

  it('runs each migration once when instances start at once', async () => {
    const { migrateUrl, name, drop } = await createTestDatabase(superuserUrl);
    const ran = await Promise.all([1, 2, 3].map(() => runMigrations(migrateUrl, [Guarded1700000000001])));
    expect(ran.flat()).toEqual(['Guarded1700000000001']);
    expect(name).toMatch(/^test_/);
    await drop();
  });

  it('works as the migrate role itself when all is in place, and may be repeated at once', async () => {
    const { migrateUrl, appUrl, projectorUrl, name } = await fresh();
    const password = (url: string): string => decodeURIComponent(new URL(url).password);
    const options = { database: name, passwords: { ...passwords, app: password(appUrl), projector: password(projectorUrl) } };
    const urls = await Promise.all([1, 2, 3].map(() => ensureRolesAndDatabase(migrateUrl, options)));
    expect(urls[2]).toEqual({ migrateUrl, appUrl, projectorUrl });
  });

  it('says what to do about a wrong password, a foreign database, a missing one', async () => {
    const { migrateUrl, name } = await fresh();
    await expect(ensureRolesAndDatabase(migrateUrl, { database: name, passwords })).rejects.toThrow(
      /insatskedja_app into .* Set APP_DB_PASSWORD/,
    );
    await expect(ensureRolesAndDatabase(migrateUrl, { database: 'postgres', passwords })).rejects.toThrow(
      /ALTER DATABASE postgres OWNER TO insatskedja_migrate/,
    );
    await expect(ensureRolesAndDatabase(migrateUrl, { database: 'nowhere', passwords })).rejects.toThrow(
      /CREATE DATABASE nowhere OWNER insatskedja_migrate/,
    );
  });

  it('asks each role whether it commits durably', async () => {
    const { appUrl } = await fresh();
    await expect(assertDurable(appUrl)).rejects.toThrow(/fsync, full_page_writes, synchronous_commit are off for insatskedja_app/);
  });

  describe('on a server of one’s own', () => {
    const dataDir = mkdtempSync(path.join(tmpdir(), 'insatskedja-roles-'));
    let server: EmbeddedPostgres;
    const url = (user: string, database = 'postgres'): string => `postgres://${user}:pw@127.0.0.1:${server.port}/${database}`;
    beforeAll(async () => {
      chmodSync(dataDir, 0o711);
      server = await startEmbedded({ dataDir, mode: 'ephemeral', log: () => undefined });
      await ask(server.superuserUrl, `CREATE ROLE humble LOGIN PASSWORD 'pw'; CREATE ROLE creator LOGIN CREATEROLE CREATEDB PASSWORD 'pw'`);
    });
    afterAll(async () => {
      await server.stop();
      rmSync(dataDir, { recursive: true, force: true });
    });

    it('says which roles to create when it may not', async () => {
      await expect(ensureRolesAndDatabase(url('humble'), { database: 'chain', passwords })).rejects.toThrow(
        /insatskedja_app and insatskedja_projector do not exist and humble may not create them.*CREATE ROLE insatskedja_app LOGIN.*APP_DB_PASSWORD/,
      );
    });

    it('needs no superuser: a role that may create roles and databases is enough, though the database does not exist yet', async () => {
      const urls = await ensureRolesAndDatabase(url('creator', 'chain'), { database: 'chain', passwords });
      expect(await runMigrations(urls.migrateUrl, [Guarded1700000000001])).toHaveLength(1);
      expect(await ask(urls.appUrl, 'SELECT n FROM house.rows')).toEqual([{ n: 1 }]);
      await expect(ask(url('humble', 'chain'), 'SELECT 1')).rejects.toThrow(/permission denied for database/);
      expect(await ensureRolesAndDatabase(url('creator', 'chain'), { database: 'chain', passwords })).toEqual(urls);
    });

    it('refuses a role that row-level security would not bind', async () => {
      await ask(server.superuserUrl, 'ALTER ROLE insatskedja_app BYPASSRLS');
      await expect(ensureRolesAndDatabase(url('creator'), { database: 'chain', passwords })).rejects.toThrow(
        /would not bind insatskedja_app/,
      );
    });
  });
});
