import { SingleBar } from 'cli-progress';
import type { Settings } from '#config/settings';
import { MovingKeys, moveProvider } from '#libs/privacy';
import { openKeys, openProvider, rotationOf } from '../keys.js';
import { withDatabase } from './with-database.js';

interface Counted {
  readonly epoch: number;
  readonly data: number;
  readonly service: number;
}

const COUNT = `
  SELECT epoch, (count(*) FILTER (WHERE data))::int AS data, (count(*) FILTER (WHERE NOT data))::int AS service
    FROM (SELECT epoch, true AS data FROM privacy.data_keys UNION ALL SELECT epoch, false FROM privacy.service_keys) k GROUP BY epoch ORDER BY epoch`;

/** Who holds the wrapping keys, how many keys stand under each epoch, and whether an erasure waits for a rotation. */
export const keysStatus = (settings: Settings, say: (line: string) => void): Promise<void> =>
  withDatabase(settings, say, async ({ database: { app } }) => {
    const keys = await openKeys(settings, app);
    try {
      const [epochs, current] = [await keys.epochs(), await keys.currentEpoch()];
      say(`The wrapping keys are in ${keys.holder}.`);
      const counted = (await app.query<Counted>(COUNT)).rows;
      for (const epoch of new Set([...epochs, ...counted.map((one) => one.epoch)].toSorted((a, b) => a - b))) {
        const { data = 0, service = 0 } = counted.find((one) => one.epoch === epoch) ?? {};
        const standing = !epochs.includes(epoch) ? 'GONE: what stands under it cannot be opened' : epoch === current ? 'current' : 'older';
        say(`epoch ${String(epoch).padEnd(4)} ${standing.padEnd(10)} ${data} keys of persons and records, ${service} of the system`);
      }
      const { rows } = await app.query<{ rotated: Date | null; since: Date | null }>(
        'SELECT rotated_at AS rotated, (SELECT min(since) FROM privacy.doomed_epochs) AS since FROM privacy.wrapping',
      );
      say(rows[0]!.rotated ? `Last rotated ${rows[0]!.rotated.toISOString()}.` : 'Not rotated yet.');
      if (rows[0]!.since) say(`An erasure of ${rows[0]!.since.toISOString()} is not final yet: run npm run keys:rotate`);
      else if (epochs.length > 1) say('A rotation was interrupted: npm run keys:rotate carries it on.');
    } finally {
      await keys.close();
    }
  });

/** Changes the wrapping key while the system serves. @param fresh a new epoch even where an interrupted rotation could be carried on */
export const rotateKeys = (settings: Settings, fresh: boolean, say: (line: string) => void): Promise<void> =>
  withDatabase(settings, say, async ({ database: { app } }) => {
    const keys = await openKeys(settings, app);
    const bar = rewrapping();
    try {
      const rotated = await rotationOf(settings, app, keys).rotate({ fresh, onProgress: bar.update });
      bar.stop();
      say(
        `${rotated.resumed ? 'Carried on an interrupted rotation: ' : ''}${rotated.keys} keys were re-wrapped, all stand under epoch ${rotated.epoch}, and the older epochs are destroyed.`,
      );
      say(
        settings.backup
          ? 'The backup of the keys is made anew. Replace the copies of it that lie elsewhere: with an older one what was erased can be opened.'
          : NO_BACKUP,
      );
    } finally {
      bar.stop();
      await keys.close();
    }
  });

const NO_BACKUP =
  'No backup is set (BACKUP_KEYS_DIR). Back up the keyring now: what you kept of it before is no good any more, and earlier backups of the database need their keys from npm run backup:create.';

/**
 * Moves the keys to another holder: every key is re-wrapped by the new one, under an epoch above the old one's. Carried on when it was interrupted.
 * @param target the same settings with the new KEYRING_PROVIDER
 */
export const moveKeys = (settings: Settings, target: Settings, say: (line: string) => void): Promise<void> =>
  withDatabase(settings, say, async ({ database: { app } }) => {
    if (settings.keys.provider === target.keys.provider) throw new Error(`The keys are wrapped by ${settings.keys.provider} already.`);
    const { rows } = await app.query(
      "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND application_name IN ('insatskedja-app', 'insatskedja-projector', 'insatskedja-reads')",
    );
    if (rows.length > 0) throw new Error('The system is running, with the old holder of the keys. Stop it, and run this again.');
    const from = await openKeys(settings, app);
    const keys = await MovingKeys.between(from, await openProvider(target, true));
    const bar = rewrapping();
    try {
      const { keys: count, epoch } = await rotationOf(target, app, keys).rotate({ onProgress: bar.update });
      await moveProvider(app, keys);
      bar.stop();
      say(
        `${count} keys were re-wrapped by ${keys.holder}, under epoch ${epoch}. Start the system with KEYRING_PROVIDER=${target.keys.provider}.`,
      );
      say(
        `When you have seen that all is well, destroy what is in ${from.holder}: with it, backups of the database still open what was erased.`,
      );
    } finally {
      bar.stop();
      await keys.close();
    }
  });

const rewrapping = (): { update: (done: number, total: number) => void; stop: () => void } => {
  const bar = new SingleBar({
    format: 're-wrapping [{bar}] {percentage}%  {value} of {total} keys',
    hideCursor: true,
    noTTYOutput: true,
    notTTYSchedule: 1000,
  });
  let started = false;
  return {
    update: (done, total) => {
      if (!started) bar.start(Math.max(total, 1), 0);
      started = true;
      bar.update(total === 0 ? 1 : done);
    },
    stop: () => bar.stop(),
  };
};
