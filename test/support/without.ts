import { Client } from 'pg';
import type { World } from './world.js';

/**
 * Does something while a function of the database lacks one of its conditions: the control of a test that rests on it.
 * @param condition what must stand in the function as the database has it
 * @param instead what stands there meanwhile
 */
export const without = async (
  world: World,
  { name, condition, instead }: { name: string; condition: RegExp; instead: string },
  work: () => Promise<void>,
): Promise<void> => {
  const owner = new Client({ connectionString: world.migrateUrl });
  await owner.connect();
  try {
    const { rows } = await owner.query<{ text: string }>('SELECT pg_get_functiondef($1::regproc) AS text', [name]);
    const { text } = rows[0]!;
    expect(text).toMatch(condition);
    await owner.query(text.replace(condition, () => instead));
    try {
      await work();
    } finally {
      await owner.query(text);
    }
  } finally {
    await owner.end();
  }
};
