import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import type { TrailLog } from '#src/audit/index';
import type { Random } from '../../privacy/support/random.js';

type Kind = 'text' | 'uuid' | 'list' | 'moment' | 'number' | 'bytes' | 'json' | 'outcome';

/** Where each log lies, what orders it, and every column that a tampering may change. */
export const TABLES: Readonly<
  Record<
    TrailLog,
    { readonly table: string; readonly place: string; readonly id: string; readonly columns: Readonly<Record<string, Kind>> }
  >
> = {
  events: {
    table: 'es.events',
    place: 'position',
    id: 'event_id',
    columns: {
      stream: 'text',
      revision: 'number',
      event_id: 'uuid',
      type: 'text',
      version: 'number',
      data: 'json',
      metadata: 'json',
      occurred_at: 'moment',
      recorded_at: 'moment',
      leaf: 'bytes',
    },
  },
  audit: {
    table: 'audit.records',
    place: 'number',
    id: 'audit_id',
    columns: {
      audit_id: 'uuid',
      at: 'moment',
      action: 'text',
      operation: 'text',
      outcome: 'outcome',
      staff_id: 'text',
      duty: 'text',
      agency_id: 'text',
      unit_id: 'text',
      object_type: 'text',
      object_id: 'text',
      case_id: 'uuid',
      record_id: 'uuid',
      owner_agencies: 'list',
      person_ids: 'list',
      hits: 'list',
      classes: 'list',
      ground: 'text',
      purpose: 'text',
      correlation_id: 'text',
      rule: 'text',
      leaf: 'bytes',
    },
  },
};

/** Another letter at some place of a text. */
const withOtherLetter = (text: string, random: Random): string => {
  if (text === '') return 'x';
  const at = random.below(text.length);
  return text.slice(0, at) + (text[at] === 'x' ? 'y' : 'x') + text.slice(at + 1);
};

const changed = (value: string | null, kind: Kind, random: Random): string => {
  switch (kind) {
    case 'text':
      return withOtherLetter(value ?? '', random);
    case 'uuid':
      return randomUUID();
    case 'list':
      return value === '{}' ? '{x}' : '{}';
    case 'moment':
      return new Date(Date.parse(value!) + 1 + random.below(1_000)).toISOString().replace('Z', `${random.below(900) + 100}Z`);
    case 'number':
      return String(Number(value) + 1_000 + random.below(1_000));
    case 'bytes': {
      const bytes = Buffer.from(value!.slice(2), 'hex');
      bytes[random.below(bytes.length)]! ^= 1 << random.below(8);
      return `\\x${bytes.toString('hex')}`;
    }
    case 'json': {
      // A letter within a quoted value, or a space where none was: the text is no longer what was written.
      if (random.chance(0.2)) return value!.replace('{', '{ ');
      const [, before, word, after] = /^(.*":")([^"]+)(".*)$/s.exec(value!)!;
      return before! + withOtherLetter(word!, random) + after!;
    }
    case 'outcome':
      return value === 'allowed' ? 'denied' : 'allowed';
  }
};

/** Changes one column of one row by as little as can be. @returns the column */
export const changeOne = async (
  client: Client,
  log: TrailLog,
  place: string,
  random: Random,
  columns = Object.keys(TABLES[log].columns),
): Promise<string> => {
  const { table, place: by, columns: kinds } = TABLES[log];
  const column = random.pick(columns);
  const { rows } = await client.query<{ value: string | null }>(`SELECT ${column}::text AS value FROM ${table} WHERE ${by} = $1`, [place]);
  const type = {
    text: 'text',
    uuid: 'uuid',
    list: 'text[]',
    moment: 'timestamptz',
    number: 'bigint',
    bytes: 'bytea',
    json: 'json',
    outcome: 'text',
  }[kinds[column]!];
  await client.query(`UPDATE ${table} SET ${column} = $2::${type} WHERE ${by} = $1`, [
    place,
    changed(rows[0]!.value, kinds[column]!, random),
  ]);
  return column;
};
