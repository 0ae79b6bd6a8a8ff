export { IdempotencyPhases1700000090300 } from './idempotency-phases.migration.js';
export { Http1700000003500 } from './migration.js';
export * from './new-id.js';
export * from './problem.js';
export * from './problems.js';
export * from './refusals.js';
export * from './request-hash.js';
export * from './settings-token.js';
export * from './validation.js';
