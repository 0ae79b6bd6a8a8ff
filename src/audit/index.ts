export type { AuditAction, AuditEntry } from './audit-entry.js';
export { Audit1700000005000 } from './migration.js';
export * from './trail-verifier.js';
