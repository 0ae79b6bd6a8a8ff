import type { Client } from 'pg';
import type { LivingKey } from './keys-backup.js';
import { BackupError } from './sealed-file.js';

export interface Applied {
  /** Keys that got the wrapping which the keys' backup knows. */
  readonly rewrapped: number;
  /** Keys whose epoch is gone and which the keys' backup does not know: erased after this moment of the database. They are destroyed again. */
  readonly erased: number;
}

/**
 * Brings the keys of a restored database to what the keys' backup says. Whatever stands under an epoch that no longer is, and is not among the living, was erased
 * since. Keys of persons that the database does not know yet at its moment are not put in.
 * @param client as the schema's owner: rows are changed and deleted
 * @param epochs that the wrapping keys still have
 * @throws BackupError when the keys are older than the database: its living keys would be taken for erased ones
 */
export const applyKeys = async (
  client: Client,
  pages: AsyncIterable<readonly LivingKey[]>,
  epochs: readonly number[],
): Promise<Applied> => {
  const { rows } = await client.query<{ newest: number }>('SELECT coalesce(max(epoch), 0) AS newest FROM privacy.data_keys');
  if (rows[0]!.newest > Math.max(...epochs))
    throw new BackupError(
      'The backup of the keys is older than that of the database: the wrapping key was changed in between. Use the newest backup of the keys.',
    );
  let rewrapped = 0;
  for await (const page of pages)
    for (const [table, name, type] of [
      ['data_keys', 'key_id', 'uuid'],
      ['service_keys', 'name', 'text'],
    ] as const) {
      const { rowCount } = await client.query(
        `UPDATE privacy.${table} k SET wrapped = decode(x.wrapped, 'base64'), epoch = x.epoch
           FROM json_to_recordset($1) AS x("table" text, name ${type}, wrapped text, epoch int)
          WHERE k.${name} = x.name AND k.epoch < x.epoch`,
        [JSON.stringify(page.filter((key) => key.table === table))],
      );
      rewrapped += rowCount ?? 0;
    }
  const { rowCount } = await client.query('DELETE FROM privacy.data_keys WHERE NOT epoch = ANY ($1)', [epochs]);
  await client.query('DELETE FROM privacy.doomed_epochs WHERE NOT epoch = ANY ($1)', [epochs]);
  await client.query('UPDATE privacy.wrapping SET least_epoch = greatest(least_epoch, $1)', [Math.min(...epochs)]);
  return { rewrapped, erased: rowCount ?? 0 };
};
