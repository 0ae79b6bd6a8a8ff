export * from './consent.decider.js';
