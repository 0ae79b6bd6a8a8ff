import { Client } from 'pg';

/** Settings without which an acknowledged event may be lost in a crash. */
const required: Record<string, (value: string) => boolean> = {
  fsync: (value) => value === 'on',
  full_page_writes: (value) => value === 'on',
  synchronous_commit: (value) => value !== 'off',
};

/**
 * Asks the server, as the role of `url`, whether what it acknowledges is durable. Asked per role, since a role may carry settings of its own.
 * @throws Error naming each setting that is off and what to do
 */
export async function assertDurable(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string; setting: string; user: string }>(
      'SELECT name, setting, current_user AS "user" FROM pg_settings WHERE name = ANY($1)',
      [Object.keys(required)],
    );
    const off = rows.filter(({ name, setting }) => !required[name](setting)).map(({ name }) => name);
    if (off.length > 0)
      throw new Error(
        `The database would lose acknowledged facts in a crash: ${off.join(', ')} ${off.length > 1 ? 'are' : 'is'} off for ${rows[0].user}. ` +
          `Turn it on (${off.map((name) => `ALTER SYSTEM RESET ${name}`).join('; ')}; or ALTER ROLE ${rows[0].user} RESET …) and start again.`,
      );
  } finally {
    await client.end();
  }
}
