export * from './checkpoint.js';
export * from './compact-range.js';
export * from './hash.js';
export * from './note.js';
export * from './proofs.js';
export * from './tile-folder.js';
