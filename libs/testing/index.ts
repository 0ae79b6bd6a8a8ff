export * from './given-when-then.js';
export { walks, type Walked } from './walks.js';
