export { Database } from './database.js';
export { startEmbedded, type EmbeddedOptions, type EmbeddedPostgres } from './embedded.js';
export { assertDurable } from './durability.js';
export { loadOrCreateSecrets, type DatabaseSecrets } from './secrets.js';
export { createPool, type PoolOptions } from './pool.js';
