import type { ClientBase } from 'pg';

/** A change of a view's row. Values are plain JSON; objects and arrays of objects go to jsonb columns. */
export type RowChange =
  | {
      readonly op: 'put';
      readonly table: string;
      readonly key: Readonly<Record<string, string>>;
      readonly row: Readonly<Record<string, unknown>>;
    }
  | {
      readonly op: 'patch';
      readonly table: string;
      readonly key: Readonly<Record<string, string>>;
      readonly row: Readonly<Record<string, unknown>>;
    }
  | { readonly op: 'remove'; readonly table: string; readonly key: Readonly<Record<string, string>> };

export const put = (table: string, key: Readonly<Record<string, string>>, row: Readonly<Record<string, unknown>>): RowChange => ({
  op: 'put',
  table,
  key,
  row,
});
export const patch = (table: string, key: Readonly<Record<string, string>>, row: Readonly<Record<string, unknown>>): RowChange => ({
  op: 'patch',
  table,
  key,
  row,
});
export const remove = (table: string, key: Readonly<Record<string, string>>): RowChange => ({ op: 'remove', table, key });

/** pg sends arrays as PostgreSQL arrays and objects as JSON; an array of objects is meant as JSON. */
const toParameter = (value: unknown): unknown =>
  Array.isArray(value) && value.some((one) => typeof one === 'object') ? JSON.stringify(value) : (value ?? null);

/** Applies changes in order. `into` redirects a table's name (a rebuild writes to a shadow). Column names come from code, never from input. */
export const applyRowChanges = async (
  client: ClientBase,
  changes: readonly RowChange[],
  into: (table: string) => string = (table) => table,
): Promise<void> => {
  for (const change of changes) {
    const keys = Object.keys(change.key);
    const values = change.op === 'remove' ? [] : Object.entries(change.row).filter(([, value]) => value !== undefined);
    const parameters = [...Object.values(change.key), ...values.map(([, value]) => toParameter(value))];
    const where = keys.map((key, index) => `${key} = $${index + 1}`).join(' AND ');
    const set = values.map(([column], index) => `${column} = $${keys.length + index + 1}`).join(', ');
    const table = into(change.table);
    if (change.op === 'remove') await client.query(`DELETE FROM ${table} WHERE ${where}`, parameters);
    else if (change.op === 'patch') await client.query(`UPDATE ${table} SET ${set} WHERE ${where}`, parameters);
    else {
      const columns = [...keys, ...values.map(([column]) => column)];
      await client.query(
        `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map((_, index) => `$${index + 1}`).join(', ')})
         ON CONFLICT (${keys.join(', ')}) DO ${set ? `UPDATE SET ${set}` : 'NOTHING'}`,
        parameters,
      );
    }
  }
};
