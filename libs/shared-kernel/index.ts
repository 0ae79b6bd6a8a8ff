export * from './actor.js';
export * from './clock.js';
export * from './contract.js';
export * from './decider.js';
export * from './derived-id.js';
export * from './fields.js';
export * from './intervention-lifecycle.js';
export * from './rights.js';
