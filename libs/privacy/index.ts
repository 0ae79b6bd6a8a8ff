export * from './data-keys.js';
export * from './keyring.js';
export { Privacy1700000002000 } from './migration.js';
export * from './seal.js';
export * from './sealer.js';
export * from './search-tokens.js';
export * from './service-keys.js';
