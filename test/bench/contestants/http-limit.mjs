import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import pg from 'pg';
import { withOtherIds } from '../lib/recorded-sql.mjs';

const { fastify } = createRequire(new URL('../../../dist/src/main.js', import.meta.url))('fastify');

/**
 * The limit of a request: an empty Fastify handler, and one that sends the bare SQL that the product's request needs, prepared, on one connection,
 * and answers with the same body.
 */
let pool;
let server;
const names = new Map();

/** @param {{ appUrl: string, sql: { command: object, view: object }, answer: unknown }} options */
export const open = async ({ appUrl, sql, answer }) => {
  pool = new pg.Pool({ connectionString: appUrl, max: 20 });
  server = fastify();
  server.get('/empty', async () => ({ ok: true }));
  server.get('/view', async () => {
    await play(sql.view);
    return answer;
  });
  server.post('/command', async (_request, reply) => {
    await play(sql.command);
    reply.code(201);
    return { id: 'x', position: 'y', version: 'z', replayed: false };
  });
  await server.listen({ port: 0, host: '127.0.0.1' });
};
export const close = async () => {
  await server.close();
  await pool.end();
};
export const url = () => `http://127.0.0.1:${server.server.address().port}`;

const play = async ({ statements, fresh }) => {
  const client = await pool.connect();
  try {
    for (const { text, values } of withOtherIds(statements, fresh, randomUUID)) await client.query(prepared(text, values));
  } finally {
    client.release();
  }
};

const prepared = (text, values) => {
  if (values.length === 0) return text; // BEGIN, COMMIT
  const name = names.get(text) ?? `bare_${names.size}`;
  names.set(text, name);
  return { name, text, values };
};

let cpu = process.cpuUsage();
export const cpuUs = () => {
  const { user, system } = process.cpuUsage(cpu);
  cpu = process.cpuUsage();
  return user + system;
};
