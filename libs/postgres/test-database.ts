import { setTimeout as sleep } from 'node:timers/promises';
import { createHash, randomBytes } from 'node:crypto';
import { escapeIdentifier } from 'pg';
import { connect, withDatabase } from './connection.js';
import { ensureRolesAndDatabase, letIn, ROLES, type RoleUrls } from './roles.js';

export interface TestDatabaseOptions {
  /** Databases with the same key are copies of one template, prepared once per run. */
  templateKey?: string;
  /** Prepares the template: usually runs the migrations. Must close its connections. */
  prepare?: (urls: RoleUrls) => Promise<unknown>;
}

export interface TestDatabase extends RoleUrls {
  name: string;
  drop: () => Promise<void>;
}

const rolesReady = new Map<string, Promise<RoleUrls>>();

/** Tests share one server: the roles' passwords there are made from the superuser's, so that every worker knows them. */
function roles(superuserUrl: string, database: string): Promise<RoleUrls> {
  const secret = new URL(superuserUrl).password;
  const password = (role: string): string => createHash('sha256').update(`${role}:${secret}`).digest('hex');
  return ensureRolesAndDatabase(superuserUrl, {
    database,
    passwords: { migrate: password('migrate'), app: password('app'), projector: password('projector') },
  });
}

const into = (urls: RoleUrls, database: string): RoleUrls => ({
  migrateUrl: withDatabase(urls.migrateUrl, database),
  appUrl: withDatabase(urls.appUrl, database),
  projectorUrl: withDatabase(urls.projectorUrl, database),
});

/** A fresh database with the three roles for one test file: a copy of a template, some 50 ms. */
export async function createTestDatabase(
  superuserUrl: string,
  { templateKey = 'empty', prepare }: TestDatabaseOptions = {},
): Promise<TestDatabase> {
  const template = `template_${createHash('sha256').update(templateKey).digest('hex').slice(0, 16)}`;
  const name = `test_${randomBytes(8).toString('hex')}`;
  const ready = rolesReady.get(superuserUrl) ?? roles(superuserUrl, 'test_roles');
  rolesReady.set(superuserUrl, ready);
  const urls = await ready;
  const admin = await connect(superuserUrl);
  const owner = escapeIdentifier(ROLES.migrate);
  try {
    await admin.query('SELECT pg_advisory_lock(hashtext($1))', [template]);
    const { rows } = await admin.query<{ finished: boolean }>('SELECT datistemplate AS finished FROM pg_database WHERE datname = $1', [
      template,
    ]);
    if (!rows[0]?.finished) {
      await admin.query(`DROP DATABASE IF EXISTS ${template} WITH (FORCE)`); // left half-made by a preparation that failed
      await admin.query(`CREATE DATABASE ${template} OWNER ${owner}`);
      await letIn(admin, template, ROLES.migrate);
      await prepare?.(into(urls, template));
      await admin.query(`ALTER DATABASE ${template} IS_TEMPLATE true`);
    }
    await admin.query('SELECT pg_advisory_unlock(hashtext($1))', [template]);
    await admin.query(`CREATE DATABASE ${name} OWNER ${owner} TEMPLATE ${template}`);
    await letIn(admin, name, ROLES.migrate);
  } finally {
    await admin.end();
  }
  return {
    name,
    ...into(urls, name),
    drop: async () => {
      const last = await connect(superuserUrl);
      try {
        // Whoever has said goodbye is let go first: cut off by force in that moment, its error would hit whatever test runs next.
        const others = 'SELECT 1 FROM pg_stat_activity WHERE datname = $1 LIMIT 1';
        for (let attempt = 0; attempt < 80 && (await last.query(others, [name])).rows.length > 0; attempt++) await sleep(25);
        await last.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      } finally {
        await last.end();
      }
    },
  };
}
