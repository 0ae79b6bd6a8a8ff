/** The doors of the compiled program: what is measured is what runs, never sources through a test runner's loader. */
export * from '../../../dist/libs/event-store/index.js';
export { createPool, createTestDatabase, runMigrations } from '../../../dist/libs/postgres/index.js';
export { DataKeys, Keyring, Sealer } from '../../../dist/libs/privacy/index.js';
export { migrations, rooms } from '../../../dist/src/app/rooms.js';
