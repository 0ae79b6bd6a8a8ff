import { createRequire } from 'node:module';

/** The driver that the product itself runs on, whatever else is installed for the bench. */
const { Client } = createRequire(new URL('../../../dist/src/main.js', import.meta.url))('pg');
const SERVES_REQUESTS = ['insatskedja-app', 'insatskedja-reads'];
/** Subscriptions read pages at their own time, on the same pool: no request needs them. */
const BACKGROUND = ['es_read_page', 'es_horizon'];

/**
 * Every statement that requests send while `work` runs, in order: the bare SQL that a request needs, as the product writes it today.
 * @returns {Promise<{ text: string, values: unknown[] }[]>}
 */
export const recordSql = async (work) => {
  const statements = [];
  const original = Client.prototype.query;
  Client.prototype.query = function query(config, values, ...rest) {
    const text = typeof config === 'string' ? config : config?.text;
    if (
      typeof text === 'string' &&
      SERVES_REQUESTS.includes(this.connectionParameters.application_name) &&
      !BACKGROUND.includes(config.name)
    )
      statements.push({ text, values: [...(Array.isArray(values) ? values : (config.values ?? []))].map(plain) });
    return original.call(this, config, values, ...rest);
  };
  try {
    await work();
  } finally {
    Client.prototype.query = original;
  }
  return statements.filter(({ text }) => !text.startsWith('SET TRANSACTION'));
};

/** What is asked twice with the same values is needed once: the bare SQL has it once. What begins, ends and writes stays. */
export const withoutRepeats = (statements) => {
  const asked = new Set();
  return statements.filter(({ text, values }) => {
    const key = JSON.stringify([text, values]);
    const again = values.length > 0 && asked.has(key);
    asked.add(key);
    return !again;
  });
};

/** As it goes to another process: bytes in PostgreSQL's own notation, times as text. */
const plain = (value) => (Buffer.isBuffer(value) ? `\\x${value.toString('hex')}` : value instanceof Date ? value.toISOString() : value);

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
export const uuidsIn = (value) => JSON.stringify(value).match(UUID) ?? [];

/** Statements with other ids in place of some: a command that was recorded once, as if another were sent. */
export const withOtherIds = (statements, ids, make) => {
  if (ids.length === 0) return statements;
  const others = new Map(ids.map((id) => [id, make()]));
  const change = (value) =>
    typeof value === 'string' ? value.replace(UUID, (id) => others.get(id) ?? id) : Array.isArray(value) ? value.map(change) : value;
  return statements.map(({ text, values }) => ({ text, values: values.map(change) }));
};
