import { parse } from 'csv-parse/sync';
import type { ImportMapping } from '#config/import-mappings';
import { fieldProblems, type FieldProblem } from '#libs/http';
import { personInput, type PersonInput } from '#src/people/index';
import type { ImportId } from './import-ids.js';

/** The most lines that one file may have on screen, where an import is looked through by a person. */
export const MOST_LINES = 1000;
/** And at the command line: a whole agency's records. */
export const MOST_LINES_AT_ONCE = 50_000;

/** One line of the file, with what it would make, or what is wrong with it. */
export interface ImportLine {
  /** As an editor counts: the heading is line 1. */
  readonly line: number;
  readonly reference: string;
  readonly person: PersonInput | null;
  readonly faults: readonly FieldProblem[];
}
/** A record that the file would make. */
export interface ImportRecord {
  readonly reference: string;
  readonly recordId: string;
  readonly caseId: string;
  readonly track: 'exposed' | 'violence-user' | 'child';
  readonly persons: readonly PersonInput[];
}
export interface ImportPlan {
  readonly lines: readonly ImportLine[];
  /** Those without a fault in any line. */
  readonly records: readonly ImportRecord[];
}

/** The file as a whole cannot be read. */
export class UnreadableFile extends Error {
  constructor(readonly text: { readonly sv: string; readonly en: string }) {
    super(text.en);
  }
}

const fault = (path: string, sv: string, en: string): FieldProblem => ({ path, message: { sv, en } });

/**
 * What a file would make: each line by itself, then the records that their numbers put together. Pure: ids follow from the record's number and the line's place in
 * the record, so that the same file read again means the same records and persons. Never from a name or a personal number: an id stays when those are erased.
 * @throws UnreadableFile
 */
export const planImport = (bytes: Buffer, mapping: ImportMapping, idOf: ImportId, most = MOST_LINES): ImportPlan => {
  const rows = rowsOf(bytes, mapping, most);
  const places = new Map<string, number>();
  const lines = rows.map(({ record, line }) => {
    const reference = record[mapping.columns.reference] ?? '';
    const place = places.get(reference) ?? 0;
    places.set(reference, place + 1);
    return lineOf(record, line, mapping, idOf('person', reference, String(place)));
  });
  const seen = new Set<string>();
  const judged = lines.map((one): ImportLine => {
    if (!one.person) return one;
    const who = JSON.stringify([one.reference, one.person.personNumber ?? one.person.name]);
    const twice = seen.has(who);
    seen.add(who);
    return twice
      ? {
          ...one,
          person: null,
          faults: [fault(mapping.columns.name, 'Samma person står två gånger i akten.', 'The same person stands twice in the record.')],
        }
      : one;
  });
  const byReference = new Map<string, ImportLine[]>();
  for (const one of judged) if (one.reference !== '') byReference.set(one.reference, [...(byReference.get(one.reference) ?? []), one]);
  const records = [...byReference].flatMap(([reference, own]) => {
    const persons = own.flatMap(({ person }) => person ?? []);
    return persons.length < own.length ? [] : [recordOf(reference, persons, idOf)];
  });
  return { lines: judged, records };
};

interface Row {
  readonly record: Readonly<Record<string, string>>;
  readonly line: number;
}
/** Where a row begins: the parser counts to its end, and empty lines between rows are lines too. */
const rowAt = ({ record, info }: { record: Row['record']; info: { lines: number } }): Row => ({
  record,
  line: info.lines - Object.values(record).join('').split('\n').length + 1,
});

const rowsOf = (bytes: Buffer, { delimiter, columns }: ImportMapping, most: number): readonly Row[] => {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UnreadableFile({ sv: 'Filen är inte text i UTF-8.', en: 'The file is not text in UTF-8.' });
  }
  let rows: Row[];
  try {
    // It counts a break of two characters inside quotes as two lines. Its types know nothing of `info`.
    const parsed = parse(text.replaceAll('\r\n', '\n'), {
      columns: true,
      info: true,
      delimiter,
      bom: true,
      trim: true,
      skip_empty_lines: true,
      relax_quotes: false,
      to: most + 1,
    }) as unknown as Parameters<typeof rowAt>[0][];
    rows = parsed.map(rowAt);
  } catch (error) {
    const line = (error as { lines?: number }).lines;
    throw new UnreadableFile({
      sv: `Filen kan inte läsas som CSV (rad ${line ?? '?'}).`,
      en: `The file cannot be read as CSV (line ${line ?? '?'}).`,
    });
  }
  if (rows.length === 0) throw new UnreadableFile({ sv: 'Filen har inga rader.', en: 'The file has no lines.' });
  if (rows.length > most) throw new UnreadableFile({ sv: `Filen har fler än ${most} rader.`, en: `The file has more than ${most} lines.` });
  const missing = [columns.reference, columns.name, columns.role].filter((name) => !(name in rows[0]!.record));
  if (missing.length > 0)
    throw new UnreadableFile({ sv: `Kolumner saknas: ${missing.join(', ')}.`, en: `Columns are missing: ${missing.join(', ')}.` });
  return rows;
};

const lineOf = (
  row: Readonly<Record<string, string>>,
  line: number,
  { columns, roles, protections }: ImportMapping,
  personId: string,
): ImportLine => {
  const at = (name: keyof typeof columns): string | undefined =>
    columns[name] === undefined ? undefined : row[columns[name]] || undefined;
  const reference = at('reference') ?? '';
  const role = roles[(at('role') ?? '').toLowerCase()];
  const protection = protections[(at('protection') ?? '').toLowerCase()] ?? (at('protection') === undefined ? 'none' : undefined);
  const faults = [
    ...(reference === '' ? [fault(columns.reference, 'Aktens nummer saknas.', 'The record’s number is missing.')] : []),
    ...(role === undefined ? [fault(columns.role, 'Okänd roll.', 'Unknown role.')] : []),
    ...(protection === undefined ? [fault(columns.protection!, 'Okänt skydd.', 'Unknown protection.')] : []),
  ];
  const { name, personNumber, ...rest } = Object.fromEntries(
    (['name', 'personNumber', 'address', 'municipality', 'phone'] as const).flatMap((key) =>
      at(key) === undefined ? [] : [[key, at(key)!]],
    ),
  ) as Record<string, string>;
  const parsed = personInput.safeParse({
    personId,
    role: role ?? 'exposed',
    protection: protection ?? 'none',
    name,
    ...(personNumber ? { personNumber } : {}),
    ...rest,
  });
  const wrong = parsed.success
    ? []
    : fieldProblems(parsed.error.issues).map((one) => ({ ...one, path: columns[one.path as keyof typeof columns] ?? one.path }));
  const all = [...faults, ...wrong];
  return { line, reference, person: parsed.success && all.length === 0 ? parsed.data : null, faults: all };
};

const recordOf = (reference: string, persons: readonly PersonInput[], idOf: ImportId): ImportRecord => {
  const roles = persons.map(({ role }) => role);
  return {
    reference,
    recordId: idOf('record', reference),
    caseId: idOf('case', reference),
    // His record is walled off from hers: a record with her in it is hers.
    track: roles.includes('exposed') ? 'exposed' : roles.includes('violence-user') ? 'violence-user' : 'child',
    persons,
  };
};
