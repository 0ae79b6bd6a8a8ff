export * from './declaration.js';
export * from './fields.js';
export * from './intervention.decider.js';
export * from './told.js';
