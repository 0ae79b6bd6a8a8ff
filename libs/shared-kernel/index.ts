export * from './actor.js';
export * from './clock.js';
export * from './decider.js';
export * from './fields.js';
export * from './rights.js';
