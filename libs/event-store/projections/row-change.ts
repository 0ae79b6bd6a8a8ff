import type { ClientBase } from 'pg';

type Key = Readonly<Record<string, string>>;
type Row = Readonly<Record<string, unknown>>;

/** A change of a view's row. Values are plain JSON, read by the column's type: lists go to arrays or jsonb, objects to jsonb, dates to timestamps. */
export type RowChange =
  | { readonly op: 'put'; readonly table: string; readonly key: Key; readonly row: Row }
  | { readonly op: 'patch'; readonly table: string; readonly key: Key; readonly row: Row }
  | { readonly op: 'remove'; readonly table: string; readonly key: Key };

/** The row with this key gets these values; made if there is none. */
export const put = (table: string, key: Key, row: Row): RowChange => ({ op: 'put', table, key, row });
/** All rows with these key values get these values; none is made. */
export const patch = (table: string, key: Key, row: Row): RowChange => ({ op: 'patch', table, key, row });
export const remove = (table: string, key: Key): RowChange => ({ op: 'remove', table, key });

/** Changes of one kind on one table with the same columns: one statement, however many rows. */
interface Group {
  readonly op: RowChange['op'];
  readonly table: string;
  readonly keys: readonly string[];
  readonly columns: readonly string[];
  readonly order: number;
  readonly rows: Map<string, Record<string, unknown>>;
}

/**
 * Applies changes with the outcome they would have one by one in their order, in few statements: changes of different rows are independent, so that
 * like ones go together; changes of one row keep their order. Column names come from code, never from input.
 * @param into redirects a table's name (a rebuild writes to a shadow)
 */
export const applyRowChanges = async (
  client: ClientBase,
  changes: readonly RowChange[],
  into: (table: string) => string = (table) => table,
): Promise<void> => {
  for (const group of grouped(changes)) {
    const text = statement(group, into(group.table));
    await client.query({ name: nameOf(text), text, values: [JSON.stringify([...group.rows.values()])] });
  }
};

/** What is open for more changes of a table, and in which group each row was changed last. */
interface Open {
  readonly keys: readonly string[];
  readonly groups: Map<string, Group>;
  readonly lastOf: Map<string, number>;
}

const grouped = (changes: readonly RowChange[]): Group[] => {
  const done: Group[] = [];
  const tables = new Map<string, Open>();
  for (const change of changes) {
    const { op, table } = change;
    const keys = Object.keys(change.key);
    const row = op === 'remove' ? {} : defined(change.row);
    const columns = Object.keys(row);
    if (op === 'patch' && columns.length === 0) continue;
    let open = tables.get(table);
    // Rows named by other columns may be the same rows: everything before goes first.
    if (!open || !same(open.keys, keys)) tables.set(table, (open = { keys, groups: new Map(), lastOf: new Map() }));
    const kind = `${op} ${columns.join(' ')}`;
    const key = JSON.stringify(Object.values(change.key));
    let group = open.groups.get(kind);
    if (!group || group.order < (open.lastOf.get(key) ?? 0)) {
      group = { op, table, keys, columns, order: done.length, rows: new Map() };
      open.groups.set(kind, group);
      done.push(group);
    }
    group.rows.set(key, { ...change.key, ...row });
    open.lastOf.set(key, group.order);
  }
  return done;
};

const defined = (row: Row): Record<string, unknown> => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined));
const same = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((one, index) => one === b[index]);

/** Statements are few and always the same: each is planned once on a connection. */
const names = new Map<string, string>();
const nameOf = (text: string): string => {
  const name = names.get(text) ?? `rows_${names.size}`;
  names.set(text, name);
  return name;
};

const statement = ({ op, table, keys, columns }: Group, into: string): string => {
  const rows = `json_populate_recordset(NULL::${table}, $1)`;
  const matches = keys.map((key) => `t.${key} = x.${key}`).join(' AND ');
  if (op === 'remove') return `DELETE FROM ${into} t USING ${rows} x WHERE ${matches}`;
  if (op === 'patch')
    return `UPDATE ${into} t SET ${columns.map((column) => `${column} = x.${column}`).join(', ')} FROM ${rows} x WHERE ${matches}`;
  const all = [...keys, ...columns].join(', ');
  const update = columns.length > 0 ? `UPDATE SET ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}` : 'NOTHING';
  return `INSERT INTO ${into} (${all}) SELECT ${all} FROM ${rows} ON CONFLICT (${keys.join(', ')}) DO ${update}`;
};
