import pg from 'pg';
import type { World } from '../support/world.js';

/** The word itself, as hexadecimal, and as base64 at each of its three offsets. */
export const inEveryEncoding = (words: Readonly<Record<string, string | RegExp>>): Record<string, RegExp> =>
  Object.fromEntries(
    Object.entries(words).map(([name, word]) => {
      if (typeof word !== 'string') return [name, word];
      const base64 = [0, 1, 2].map((offset) => {
        const text = Buffer.from(' '.repeat(offset) + word).toString('base64');
        return text.slice(offset === 0 ? 0 : 4, -4);
      });
      return [name, new RegExp([word, Buffer.from(word).toString('hex'), ...base64].map((one) => one.replace(/[+]/g, '\\+')).join('|'))];
    }),
  );

/** Past the walls: as the role that owns the tables. */
export async function asOwner<T>(world: World, text: string, values: unknown[] = []): Promise<T[]> {
  const client = new pg.Client({ connectionString: world.migrateUrl });
  await client.connect();
  try {
    return (await client.query(text, values)).rows as T[];
  } finally {
    await client.end();
  }
}
