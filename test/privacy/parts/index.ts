import type { Part } from '../part.js';
import { decisions } from './decisions.js';
import { existence } from './existence.js';
import { fuzz } from './fuzz.js';
import { http } from './http.js';
import { mutants } from './mutants.js';
import { mutation } from './mutation.js';
import { races } from './races.js';
import { rows } from './rows.js';
import { worlds } from './worlds.js';

/** In the order they are run. */
export const parts: readonly Part[] = [decisions, rows, http, worlds, fuzz, existence, races, mutants, mutation];
