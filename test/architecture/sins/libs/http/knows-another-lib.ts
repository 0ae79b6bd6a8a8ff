// sin: not-in-allowed
// A lib that needs another lib.
import { pool } from '#libs/postgres';
export const x = pool;
