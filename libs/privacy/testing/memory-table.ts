import { setImmediate } from 'node:timers/promises';
import type { Pool } from 'pg';

interface Row {
  readonly key_id: string;
  readonly agency_id: string;
  readonly record_id: string;
  readonly person_id: string | null;
  readonly wrapped: Buffer;
  readonly epoch: number;
}
interface Subject {
  readonly agencyId: string;
  readonly recordId: string;
  readonly personId: string | null;
}
type Asked = string | { readonly text: string; readonly values: readonly unknown[] };

/** The table of data keys in memory: for examples of a database that answers with an error, or not with what was just written. */
export class MemoryTable {
  rows: Row[] = [];
  /** What was asked of it, in order, and about how many keys. */
  readonly asked: string[] = [];
  /** Thrown instead of the next answers. */
  readonly faults: Error[] = [];
  /** Takes what is written, and forgets it. */
  forgetful = false;

  readonly pool = {
    query: async (asked: Asked, given: readonly unknown[] = []) => {
      const { text, values } = typeof asked === 'string' ? { text: asked, values: given } : asked;
      const answer = this.answer(text, values[0]);
      await setImmediate();
      const fault = this.faults.shift();
      if (fault) throw fault;
      return { rows: answer() };
    },
  } as unknown as Pick<Pool, 'query'>;

  private answer(text: string, value: unknown): () => readonly object[] {
    if (text.includes('ANY($1)')) {
      const ids = value as readonly string[];
      this.asked.push(`open ${ids.length}`);
      return () => this.rows.filter((row) => ids.includes(row.key_id));
    }
    const subjects = JSON.parse(value as string) as (Subject & { keyId: string; wrapped: string; epoch: number; index: number })[];
    this.asked.push(`${text.includes('INSERT') ? 'write' : 'find'} ${subjects.length}`);
    const stored = (one: Subject) =>
      this.rows.filter((row) => row.agency_id === one.agencyId && row.record_id === one.recordId && row.person_id === one.personId);
    if (!text.includes('INSERT')) return () => subjects.flatMap((one) => stored(one).map((row) => ({ ...row, index: one.index })));
    return () => {
      for (const one of subjects)
        if (!this.forgetful && stored(one).length === 0)
          this.rows.push({
            key_id: one.keyId,
            agency_id: one.agencyId,
            record_id: one.recordId,
            person_id: one.personId,
            wrapped: Buffer.from(one.wrapped, 'hex'),
            epoch: one.epoch,
          });
      return [];
    };
  }
}
