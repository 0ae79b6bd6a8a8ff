export { Database } from './database.js';
export { PreparingClient } from './preparing-client.js';
export { createPool, watchForSilence, type PoolOptions } from './pool.js';
export { prepareDatabase, type PreparedDatabase, type PrepareOptions } from './prepare.js';
export { startEmbedded, type EmbeddedOptions, type EmbeddedPostgres } from './embedded.js';
export { ensureRolesAndDatabase, type RolePasswords, type RoleUrls } from './roles.js';
export { runMigrations, type Migrations } from './migrations.js';
export { assertDurable } from './durability.js';
export { createTestDatabase, type TestDatabase, type TestDatabaseOptions } from './test-database.js';
