// sin: no-pg-in-rows-and-migrations
import pg from 'pg';
export const x = pg;
