export * from './declaration.js';
export * from './facts.js';
export * from './proceeding.decider.js';
export * from './runs-out.js';
export * from './table.js';
