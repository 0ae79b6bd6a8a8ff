export type { AuditAction, AuditEntry } from './audit-entry.js';
export { AuditLines } from './audit-lines.js';
export { Audit1700000005000 } from './migration.js';
export * from './trail-verifier.js';
export { AuditTree1700000091000 } from './tree.migration.js';
export { TreeDiffers } from './tree/sequencer.js';
export * from './tree/tree-keeper.js';
export * from './tree/tree-verifier.js';
