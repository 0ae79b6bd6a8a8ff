export * from './codec.js';
export * from './event-store.js';
export * from './leaf-hash.js';
export { EventStore1700000001000 } from './migration.js';
export * from './postgres-event-store.js';
export * from './projection.js';
export * from './row-change.js';
export * from './subscription.js';
export * from './unavailable.js';
