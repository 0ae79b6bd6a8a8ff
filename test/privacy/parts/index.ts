import type { Part } from '../part.js';
import { decisions } from './decisions.js';
import { http } from './http.js';
import { rows } from './rows.js';
import { worlds } from './worlds.js';

/** In the order they are run. */
export const parts: readonly Part[] = [decisions, rows, http, worlds];
