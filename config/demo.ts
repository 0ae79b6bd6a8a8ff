/** Invented people only. Loaded through the same commands that users send, and only into a store stamped as demo. */
export * from './demo/persons.js';
export * from './demo/provisioning.js';
export * from './demo/staff.js';
