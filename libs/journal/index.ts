export * from './declaration.js';
export * from './fields.js';
export * from './field-kinds.js';
export * from './shared-notes.js';
export * from './told-words.js';
