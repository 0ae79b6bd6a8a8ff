// sin: data-only-through-the-doors
// A pool of its own.
import { pool } from '#libs/postgres';
export const x = pool;
