import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { postmasterOf } from './postgres-processes.js';

type Role = 'superuser' | 'app' | 'projector';
const NAMES: Readonly<Record<Role, string>> = { superuser: 'postgres', app: 'insatskedja_app', projector: 'insatskedja_projector' };

/** The address of a data folder's running database, as one of its roles. */
export const urlOf = (dataDir: string, role: Role, port = postmasterOf(dataDir).port): string => {
  const secrets = JSON.parse(readFileSync(path.join(dataDir, 'secrets.json'), 'utf8')) as Record<Role, string>;
  return `postgres://${NAMES[role]}:${secrets[role]}@127.0.0.1:${port}/insatskedja`;
};

/** A superuser's connection, tried for half a minute: the server may be recovering. It survives the server's end; its next query fails instead. */
export const asSuperuser = async (dataDir: string): Promise<Client> => {
  for (const until = Date.now() + 30_000; ; await sleep(100)) {
    try {
      const client = new Client({ connectionString: urlOf(dataDir, 'superuser') });
      client.on('error', () => undefined);
      await client.connect();
      return client;
    } catch (error) {
      if (Date.now() > until) throw error;
    }
  }
};
