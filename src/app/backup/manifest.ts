import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { BackupError, flush } from './sealed-file.js';

const stored = z.strictObject({ name: z.string(), bytes: z.int().nonnegative(), sha256: z.string().length(64) });
const when = z.iso.datetime();

/** A whole copy of the cluster's files, which is consistent once the log of changes is replayed to `stop`. */
const baseSchema = z.strictObject({
  kind: z.literal('base'),
  id: z.string(),
  startedAt: when,
  /** The earliest moment it can be restored to. */
  finishedAt: when,
  postgres: z.string(),
  system: z.string(),
  timeline: z.int().positive(),
  /** Numbers of the first and the last 16 MB of the log of changes that it needs. */
  firstSegment: z.int().nonnegative(),
  lastSegment: z.int().nonnegative(),
  file: stored,
});
/** 16 MB of the log of changes. */
const segmentSchema = z.strictObject({
  kind: z.literal('segment'),
  system: z.string(),
  timeline: z.int().positive(),
  segment: z.int().nonnegative(),
  /** Every change acknowledged until then lies in this segment or before it. Null where that is known of a later one only. */
  upTo: when.nullable(),
  file: stored,
});
/** The wrapping keys, if they are in a file, and every living key wrapped under the current epoch. */
const keysSchema = z.strictObject({
  kind: z.literal('keys'),
  at: when,
  provider: z.string(),
  epoch: z.int().positive(),
  keys: z.int().nonnegative(),
  file: stored,
});

export type Base = Readonly<z.infer<typeof baseSchema>>;
export type Segment = Readonly<z.infer<typeof segmentSchema>>;
export type KeysManifest = Readonly<z.infer<typeof keysSchema>>;
const manifest = z.discriminatedUnion('kind', [baseSchema, segmentSchema, keysSchema]);
type Manifest = Readonly<z.infer<typeof manifest>>;

const digest = (value: Manifest): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');

/** Written last: a backup without its manifest is none. */
export const writeManifest = async (file: string, value: Manifest): Promise<void> => {
  const handle = await open(`${file}.half`, 'w', 0o600);
  try {
    await handle.writeFile(`${JSON.stringify({ manifest: value, sha256: digest(value) }, null, 2)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(`${file}.half`, file);
  await flush(path.dirname(file));
};

/** @throws BackupError when it was changed since it was written */
const readManifest = (file: string): Manifest => {
  try {
    const { manifest: value, sha256 } = JSON.parse(readFileSync(file, 'utf8')) as { manifest: unknown; sha256: string };
    const parsed = manifest.parse(value);
    if (digest(parsed) === sha256) return parsed;
  } catch {
    // falls through to the sentence
  }
  throw new BackupError(`The manifest ${path.basename(file)} is not as it was written. Use another copy of the backup.`);
};

/** The manifests in a folder, by their files' names. None where the folder is not there. */
export const readManifests = (folder: string): readonly Manifest[] => {
  const names = (() => {
    try {
      return readdirSync(folder);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
  })();
  return names
    .filter((name) => name.endsWith('.json'))
    .toSorted()
    .map((name) => readManifest(path.join(folder, name)));
};

export const bases = (all: readonly Manifest[]): readonly Base[] =>
  all.filter((one) => one.kind === 'base').toSorted((a, b) => Date.parse(a.finishedAt) - Date.parse(b.finishedAt));

/** The segments that follow each other without a gap from the first that a base needs. @throws BackupError when one of those it cannot do without is missing */
export const segmentsOf = (base: Base, all: readonly Manifest[]): readonly Segment[] => {
  const mine = new Map(
    all
      .filter((one) => one.kind === 'segment' && one.system === base.system && one.timeline === base.timeline)
      .map((one) => [(one as Segment).segment, one as Segment]),
  );
  const found: Segment[] = [];
  for (let number = base.firstSegment; mine.has(number); number += 1) found.push(mine.get(number)!);
  if (base.firstSegment + found.length <= base.lastSegment)
    throw new BackupError(
      `The backup ${base.id} lacks a part of its log of changes (${segmentName(base.timeline, base.firstSegment + found.length)}). Use another copy of it, or an earlier backup.`,
    );
  return found;
};

/** The moment until which everything is in the backup. */
export const reaches = (base: Base, segments: readonly Segment[]): string =>
  segments.findLast(({ upTo }) => upTo !== null)?.upTo ?? base.finishedAt;

const hex = (value: number): string => value.toString(16).toUpperCase().padStart(8, '0');
/** PostgreSQL's name for a segment of 16 MB. */
export const segmentName = (timeline: number, segment: number): string =>
  hex(timeline) + hex(Math.floor(segment / 256)) + hex(segment % 256);
