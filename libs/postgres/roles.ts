import { Client, escapeIdentifier, escapeLiteral } from 'pg';
import { connect, databaseOf, withDatabase, withUser } from './connection.js';
import { scramVerifier } from './scram.js';

/** Passwords of the three roles. */
export interface RolePasswords {
  migrate: string;
  app: string;
  projector: string;
}

export interface RoleUrls {
  migrateUrl: string;
  appUrl: string;
  projectorUrl: string;
}

export const ROLES = { migrate: 'insatskedja_migrate', app: 'insatskedja_app', projector: 'insatskedja_projector' } as const;

/** A transaction left open blocks cleaning up and holds locks; a statement that runs for long is a fault, not a page. */
const limits: Record<string, Record<string, string>> = {
  [ROLES.app]: { idle_in_transaction_session_timeout: '30s', statement_timeout: '15s' },
  // An instance that freezes in the midst of a page holds its checkpoint's row: nobody takes its share over before that connection is ended.
  [ROLES.projector]: { idle_in_transaction_session_timeout: '5s' },
};

interface Standing {
  rolname: string;
  rolsuper: boolean;
  rolbypassrls: boolean;
  rolconfig: string[] | null;
}

/** Instances that start at once take turns ("insatsk" in ASCII). */
const turn = '29676314389934955';

/**
 * Sees to it that the database and its three login roles are there: one owns the schemas, one serves requests under row-level security, one builds views.
 * `url` names a superuser, a role that may create roles, or, where all is in place already, the migrate role itself. Safe to repeat and to run from many instances.
 * @throws Error with a sentence that says what to do, when something is missing and may not be created, a password is not accepted, or a role has too much power
 */
export async function ensureRolesAndDatabase(
  url: string,
  { database, passwords }: { database: string; passwords: RolePasswords },
): Promise<RoleUrls> {
  const admin = await connectAnywhere(url);
  try {
    await admin.query('SELECT pg_advisory_lock($1)', [turn]);
    const { rows } = await admin.query<{ name: string; may_create: boolean }>(
      'SELECT current_user AS name, rolsuper OR rolcreaterole AS may_create FROM pg_roles WHERE rolname = current_user',
    );
    const [me] = rows;
    // Whoever may not create roles is the owner of the schemas himself, whatever he is called.
    const migrate = me.may_create ? ROLES.migrate : me.name;
    const migrateUrl = me.may_create ? withDatabase(withUser(url, migrate, passwords.migrate), database) : withDatabase(url, database);
    const urls: RoleUrls = {
      migrateUrl,
      appUrl: withDatabase(withUser(url, ROLES.app, passwords.app), database),
      projectorUrl: withDatabase(withUser(url, ROLES.projector, passwords.projector), database),
    };

    const wanted = [migrate, ROLES.app, ROLES.projector];
    const there = await standings(admin, wanted);
    const missing = wanted.filter((name) => !there.some(({ rolname }) => rolname === name));
    if (missing.length > 0 && !me.may_create) throw new Error(cannotCreate(me.name, missing));
    for (const name of missing) await createRole(admin, name, passwords[roleKey(name)]);
    const all = await standings(admin, wanted);
    refuseTooMuchPower(all);

    await ensureDatabase(admin, database, migrate, me.may_create);
    await setLimits(ROLES.app, urls.appUrl, all);
    await setLimits(ROLES.projector, urls.projectorUrl, all);
    if (me.may_create) await logInAs(migrate, urls.migrateUrl).then((client) => client.end());
    return urls;
  } finally {
    await admin.end();
  }
}

const roleKey = (name: string): keyof RolePasswords => (name === ROLES.app ? 'app' : name === ROLES.projector ? 'projector' : 'migrate');

/** The database of the URL need not exist yet: then the server's own one will do to create it from. */
async function connectAnywhere(url: string): Promise<Client> {
  try {
    return await connect(url);
  } catch (error) {
    if ((error as { code?: string }).code !== '3D000') throw error;
    return connect(withDatabase(url, 'postgres'));
  }
}

async function standings(admin: Client, names: string[]): Promise<Standing[]> {
  const { rows } = await admin.query<Standing>('SELECT rolname, rolsuper, rolbypassrls, rolconfig FROM pg_roles WHERE rolname = ANY($1)', [
    names,
  ]);
  return rows;
}

async function createRole(admin: Client, name: string, password: string): Promise<void> {
  const role = escapeIdentifier(name);
  await admin.query(`CREATE ROLE ${role} LOGIN NOINHERIT PASSWORD ${escapeLiteral(scramVerifier(password))}`);
  if (name === ROLES.migrate) await admin.query(`GRANT ${role} TO CURRENT_USER`); // to create a database that it owns
}

function refuseTooMuchPower(roles: Standing[]): void {
  const strong = roles.filter(({ rolsuper, rolbypassrls }) => rolsuper || rolbypassrls).map(({ rolname }) => rolname);
  if (strong.length > 0)
    throw new Error(
      `Row-level security would not bind ${strong.join(', ')}. Run: ${strong.map((name) => `ALTER ROLE ${name} NOSUPERUSER NOBYPASSRLS;`).join(' ')}`,
    );
}

async function ensureDatabase(admin: Client, database: string, owner: string, mayCreate: boolean): Promise<void> {
  const { rows } = await admin.query<{ owner: string }>('SELECT pg_get_userbyid(datdba) AS owner FROM pg_database WHERE datname = $1', [
    database,
  ]);
  const name = escapeIdentifier(database);
  if (rows.length === 0) {
    if (!mayCreate)
      throw new Error(`There is no database ${database}. Run as an administrator: CREATE DATABASE ${database} OWNER ${owner};`);
    await admin.query(`CREATE DATABASE ${name} OWNER ${escapeIdentifier(owner)} TEMPLATE template0 ENCODING 'UTF8'`);
  } else if (rows[0].owner !== owner) {
    throw new Error(
      `The database ${database} belongs to ${rows[0].owner}. Run as an administrator: ALTER DATABASE ${database} OWNER TO ${owner};`,
    );
  }
  await letIn(admin, database, owner);
}

/** Only the three roles may connect. A database made from a template starts open to all. */
export async function letIn(admin: Client, database: string, owner: string): Promise<void> {
  const name = escapeIdentifier(database);
  const closed = await admin.query<{ open: boolean }>(
    `SELECT datacl IS NULL OR EXISTS (SELECT FROM aclexplode(datacl) WHERE grantee = 0) AS open FROM pg_database WHERE datname = $1`,
    [database],
  );
  if (!closed.rows[0].open) return;
  await admin.query(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`);
  await admin.query(`GRANT CONNECT ON DATABASE ${name} TO ${escapeIdentifier(owner)}, ${ROLES.app}, ${ROLES.projector}`);
  // A rebuild makes its rows beside the live ones, in temporary tables.
  await admin.query(`GRANT TEMPORARY ON DATABASE ${name} TO ${ROLES.projector}`);
}

/** A role may set its own limits, so this needs no administrator; and it shows that the password is right. */
async function setLimits(name: string, url: string, roles: Standing[]): Promise<void> {
  const client = await logInAs(name, url);
  try {
    const set = roles.find(({ rolname }) => rolname === name)?.rolconfig ?? [];
    for (const [setting, value] of Object.entries(limits[name]))
      if (!set.includes(`${setting}=${value}`)) await client.query(`ALTER ROLE CURRENT_USER SET ${setting} = ${escapeLiteral(value)}`);
  } finally {
    await client.end();
  }
}

async function logInAs(name: string, url: string): Promise<Client> {
  try {
    return await connect(url);
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    if (code !== '28P01' && code !== '28000') throw error;
    throw new Error(
      `The database does not let ${name} into ${databaseOf(url)} (${message}). Set ${variableOf[name] ?? 'DATABASE_URL'} to its password, or give the role that password with ALTER ROLE.`,
    );
  }
}

const variableOf: Record<string, string> = {
  [ROLES.migrate]: 'MIGRATE_DB_PASSWORD',
  [ROLES.app]: 'APP_DB_PASSWORD',
  [ROLES.projector]: 'PROJECTOR_DB_PASSWORD',
};

function cannotCreate(me: string, missing: string[]): string {
  return (
    `The database roles ${missing.join(' and ')} do not exist and ${me} may not create them. Run as an administrator: ` +
    `${missing.map((name) => `CREATE ROLE ${name} LOGIN PASSWORD '…';`).join(' ')} and set ${missing.map((name) => variableOf[name]).join(' and ')} to those passwords.`
  );
}
