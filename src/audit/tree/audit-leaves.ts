import type { Pool, PoolClient } from 'pg';
import {
  BEFORE_ALL,
  BEGINNING,
  behindHorizon,
  leafOf,
  leavesOf,
  rowsAsText,
  type HashedRecord,
  type LeafLog,
  type LeafPage,
} from '#libs/event-store';
import { canonicalOfColumns, LINE_COLUMNS } from '../line-columns.js';

type Queries = Pick<Pool | PoolClient, 'query'>;

/** The audit trail as its tree is made from it. Numbers are passed in their order, behind the trail's own horizon. */
export class AuditLeaves implements LeafLog {
  constructor(private readonly client: Queries) {}

  async leaves(after: string, limit: number): Promise<LeafPage> {
    const rows = await this.ask(
      'SELECT number, leaf FROM audit.records WHERE number > $1 AND number <= $2 ORDER BY number LIMIT $3',
      after,
      limit,
    );
    return { leaves: leavesOf(rows.map(([, leaf]) => leaf!)), next: rows.at(-1)?.[0] ?? after };
  }

  async records(after: string, limit: number): Promise<HashedRecord[]> {
    const rows = await this.ask(
      `${RECORDS} WHERE number > $1 AND number <= $2 ORDER BY number LIMIT $3`,
      after === BEGINNING ? BEFORE_ALL : after,
      limit,
    );
    return rows.map(hashed);
  }

  async strays(): Promise<HashedRecord[]> {
    const text = `${RECORDS}, audit.numbers s WHERE number > s.last_value ORDER BY number LIMIT 1000`;
    return (await rowsAsText(this.client, text)).map(hashed);
  }

  private ask(text: string, after: string, limit: number): Promise<string[][]> {
    return behindHorizon(this.client, 'audit.horizon()', text, after, limit);
  }
}

const RECORDS = `SELECT number, encode(leaf, 'hex'), ${LINE_COLUMNS} FROM audit.records`;

const hashed = ([number, stored, ...columns]: string[]): HashedRecord => {
  const canonical = canonicalOfColumns(columns);
  return { id: columns[0]!, place: number!, stored: stored!, computed: leafOf(canonical), canonical };
};
