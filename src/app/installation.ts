import type { Pool } from 'pg';
import { demoAllowed, type Settings } from '#config/settings';

export type InstallationKind = 'demo' | 'real';

/**
 * Stamps a new store with what it is for, and reads the stamp of an old one. Only an empty store on the embedded database, reached from this
 * machine alone and without a real login service, becomes a demo.
 */
export const stampInstallation = async (pool: Pool, settings: Settings): Promise<InstallationKind> => {
  const wanted: InstallationKind = demoAllowed(settings) ? 'demo' : 'real';
  await pool.query(
    `INSERT INTO installation.stamp (kind) SELECT CASE WHEN $1 = 'demo' AND EXISTS (SELECT 1 FROM es.events) THEN 'real' ELSE $1 END ON CONFLICT DO NOTHING`,
    [wanted],
  );
  const { rows } = await pool.query<{ kind: InstallationKind }>('SELECT kind FROM installation.stamp');
  return rows[0]?.kind ?? 'real';
};
