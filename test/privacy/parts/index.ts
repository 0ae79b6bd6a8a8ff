import type { Part } from '../part.js';

/** In the order they are run. */
export const parts: readonly Part[] = [];
