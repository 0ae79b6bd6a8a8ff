export * from './consent/index.js';
