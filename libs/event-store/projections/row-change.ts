import type { ClientBase } from 'pg';
import type { Statement } from './transaction.js';

type Key = Readonly<Record<string, string>>;
type Row = Readonly<Record<string, unknown>>;

/** A change of a view's row. Values are plain JSON, read by the column's type: lists go to arrays or jsonb, objects to jsonb, dates to timestamps. */
export type RowChange =
  | { readonly op: 'put'; readonly table: string; readonly key: Key; readonly row: Row }
  | { readonly op: 'patch'; readonly table: string; readonly key: Key; readonly row: Row }
  | { readonly op: 'remove'; readonly table: string; readonly key: Key };

/** The row with this key gets these values; made if there is none. */
export const put = (table: string, key: Key, row: Row): RowChange => ({ op: 'put', table, key, row });
/** All rows with these key values get these values, their key's own columns aside; none is made. */
export const patch = (table: string, key: Key, row: Row): RowChange => ({ op: 'patch', table, key, row });
export const remove = (table: string, key: Key): RowChange => ({ op: 'remove', table, key });

/** What has yet to be done to a row, one after the other; rarely more than one thing. */
interface Step {
  readonly op: RowChange['op'];
  readonly row: Record<string, unknown>;
}

/** Rows that are told apart by the same columns. */
interface Rows {
  readonly table: string;
  readonly keys: readonly string[];
  readonly steps: Map<string, Step[]>;
}

/** Steps of one kind with the same columns: one statement, however many rows. */
interface Group {
  readonly op: RowChange['op'];
  readonly table: string;
  readonly keys: readonly string[];
  readonly columns: readonly string[];
  readonly rows: Row[];
}

/** Rows in one statement: its parameter is one text. */
const MOST_ROWS = 5_000;

/**
 * Collects changes and writes them with the outcome they would have one by one in their order, in few statements: a row that many events change is
 * written once, and changes of different rows are independent, so that like ones go together. Column names come from code, never from input.
 */
export class RowChanges {
  private readonly done: Rows[] = [];
  private readonly open = new Map<string, Rows>();
  /** Rows that are to be written. */
  size = 0;

  add(changes: readonly RowChange[]): void {
    for (const change of changes) {
      const steps = this.stepsOf(change);
      const before = steps.length;
      then(steps, change);
      if (before === 0) this.size += steps.length > 0 ? 1 : 0;
    }
  }

  /** What writes them, in this order. @param into redirects a table's name (a rebuild writes to a shadow) */
  statements(into: (table: string) => string = (table) => table): Statement[] {
    return this.done.flatMap(groupsOf).flatMap((group) => {
      const text = statement(group, into(group.table));
      const name = nameOf(text);
      const parts = Array.from({ length: Math.ceil(group.rows.length / MOST_ROWS) }, (_, part) =>
        group.rows.slice(part * MOST_ROWS, (part + 1) * MOST_ROWS),
      );
      return parts.map((rows) => ({ name, text, values: [JSON.stringify(rows)] }));
    });
  }

  async write(client: ClientBase, into?: (table: string) => string): Promise<void> {
    for (const one of this.statements(into)) await client.query({ ...one, values: [...one.values] });
  }

  private stepsOf({ table, key }: RowChange): Step[] {
    const keys = Object.keys(key);
    let rows = this.open.get(table);
    if (!rows || !same(rows.keys, keys)) {
      // Rows named by other columns may be the same rows: everything before goes first.
      rows = { table, keys, steps: new Map() };
      this.open.set(table, rows);
      this.done.push(rows);
    }
    const name = keys.length === 1 ? key[keys[0]!]! : JSON.stringify(Object.values(key));
    const known = rows.steps.get(name);
    if (known) return known;
    const steps: Step[] = [];
    rows.steps.set(name, steps);
    return steps;
  }
}

/** Adds a change to what is to be done to its row, taking together what comes to the same. */
const then = (steps: Step[], change: RowChange): void => {
  const { op, key } = change;
  const last = steps.at(-1);
  if (op === 'remove') {
    steps.length = 0; // whatever came before is gone with the row
    steps.push({ op, row: { ...key } });
    return;
  }
  const row = defined(change.row);
  if (op === 'patch' && (last?.op === 'remove' || Object.keys(row).every((column) => column in key))) return;
  if (last && last.op !== 'remove' && (last.op === op || last.op === 'put')) Object.assign(last.row, row, key);
  else steps.push({ op, row: { ...row, ...key } });
};

/** First steps before second ones. */
const groupsOf = ({ table, keys, steps }: Rows): Group[] => {
  const rounds: Map<string, Group>[] = [];
  for (const all of steps.values())
    for (const [round, { op, row }] of all.entries()) {
      const groups = (rounds[round] ??= new Map<string, Group>());
      const names = Object.keys(row);
      const kind = `${op} ${names.join(' ')}`;
      let group = groups.get(kind);
      if (!group) groups.set(kind, (group = { op, table, keys, columns: names.filter((name) => !keys.includes(name)), rows: [] }));
      group.rows.push(row);
    }
  return rounds.flatMap((groups) => [...groups.values()]);
};

/** Applies changes at once. @see RowChanges */
export const applyRowChanges = async (
  client: ClientBase,
  changes: readonly RowChange[],
  into?: (table: string) => string,
): Promise<void> => {
  const all = new RowChanges();
  all.add(changes);
  await all.write(client, into);
};

const defined = (row: Row): Row =>
  Object.values(row).includes(undefined) ? Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined)) : row;
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
