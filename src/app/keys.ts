import { readFileSync } from 'node:fs';
import type { Pool } from 'pg';
import type { Settings } from '#config/settings';
import {
  Keyring,
  KeyringError,
  KeyRotation,
  Pkcs11Keys,
  RememberingKeys,
  settleProvider,
  VaultKeys,
  type WrappingKeys,
} from '#libs/privacy';
import { backUpKeys } from './backup/keys-backup.js';

/**
 * The wrapping keys that the settings name, those of this database. A provider that is asked over a network or a bus is spared the same question twice
 * within half a minute; the file is not.
 * @throws KeyringError with what the operator should do
 */
export const openKeys = async (settings: Pick<Settings, 'keys' | 'keyringFile'>, pool: Pool): Promise<WrappingKeys> => {
  const { rows } = await pool.query<{ sealed: boolean }>('SELECT EXISTS (SELECT FROM privacy.data_keys) AS sealed');
  const keys = await openProvider(settings, !rows[0]!.sealed);
  try {
    await settleProvider(pool, keys);
    return keys;
  } catch (error) {
    await keys.close();
    throw error;
  }
};

/** The holder that the settings name, whatever wrapped this database's keys. @param create whether a keyring that is not there is made */
export const openProvider = async (
  { keys, keyringFile }: Pick<Settings, 'keys' | 'keyringFile'>,
  create: boolean,
): Promise<WrappingKeys> => {
  switch (keys.provider) {
    case 'file':
      return Keyring.open(keyringFile, create);
    case 'vault':
      return new RememberingKeys(new VaultKeys(keys));
    case 'pkcs11':
      return new RememberingKeys(await Pkcs11Keys.open({ ...keys, pin: 'value' in keys.pin ? keys.pin.value : pinFrom(keys.pin.file) }));
  }
};

const pinFrom = (file: string): string => {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    throw new KeyringError('The file of PKCS11_PIN_FILE cannot be read. See that it is there and that this user may read it.');
  }
};

/** The rotation as this installation does it: the backup of the keys is made anew before older epochs go, or earlier backups of the database would open nothing. */
export const rotationOf = (settings: Settings, pool: Pool, keys: WrappingKeys): KeyRotation =>
  new KeyRotation(pool, keys, async () => {
    if (settings.backup) await backUpKeys(pool, keys, settings);
  });
