import type { FieldClass } from '#libs/shared-kernel';
import { fileName, type AttachmentRow } from '../attachment/index.js';
import { toFileNames, type ChosenFile, type FileNames } from './copied-files.events.js';

/** Why a file of the own record stays. */
export type FileStays = 'not-chosen' | 'unknown' | 'marked-wrong' | 'person-not-chosen' | 'class-not-chosen' | 'protected' | 'earlier';

export interface FileOffered {
  readonly attachmentId: string;
  /** What it is called in the own record. */
  readonly name?: string;
  /** Left out of one that is not in the record: nothing is told of it. */
  readonly class?: FieldClass;
  readonly kind?: string;
  readonly size?: number;
}
export interface FileSelection {
  readonly going: readonly (FileOffered & ChosenFile)[];
  readonly staying: readonly (FileOffered & { readonly because: FileStays })[];
  /** The names that go too: they are free text, and go where free text was chosen. */
  readonly names: { readonly fileNames?: FileNames };
}
export const NO_FILES: FileSelection = { going: [], staying: [], names: {} };

type File = Pick<
  AttachmentRow,
  'attachmentId' | 'contentId' | 'personId' | 'about' | 'kind' | 'mediaType' | 'extension' | 'size' | 'name' | 'keptAt' | 'retractedAt'
>;
export interface FileRequest {
  readonly classes: readonly FieldClass[];
  readonly personIds: readonly string[];
  /** Chosen one by one. No file goes because of what it is about. */
  readonly files: readonly string[];
  readonly factsFrom?: Date;
}

const whyStays = (file: File, { classes, personIds, files, factsFrom }: FileRequest, closed: readonly FieldClass[]): FileStays | null => {
  if (!files.includes(file.attachmentId)) return 'not-chosen';
  if (file.retractedAt !== null) return 'marked-wrong';
  if (!personIds.includes(file.personId)) return 'person-not-chosen';
  if (closed.includes(file.about)) return 'protected';
  if (!classes.includes(file.about)) return 'class-not-chosen';
  return factsFrom !== undefined && file.keptAt < factsFrom ? 'earlier' : null;
};

/**
 * Exactly which files of the own record would go in a copy, and why each other stays: chosen by name, of the chosen persons, of a class that the ground is
 * asked about, and nothing of where a protected person is. The same rules as for fields. Pure: the preview and the decision see the same.
 * @param closed classes that leave in no copy, since somebody in the record is protected
 */
export const selectFiles = (request: FileRequest, rows: readonly File[], closed: readonly FieldClass[]): FileSelection => {
  const offered = rows.map((row) => {
    const { attachmentId, personId, contentId, about, kind, mediaType, extension, size } = row;
    const file = { attachmentId, personId, fileId: contentId, class: about, kind, mediaType, extension, size } as ChosenFile;
    const name = fileName(row);
    return { ...file, ...(name === undefined ? {} : { name }), because: whyStays(row, request, closed) };
  });
  const known = new Set(rows.map(({ attachmentId }) => attachmentId));
  const unknown = request.files.filter((id) => !known.has(id)).map((attachmentId) => ({ attachmentId, because: 'unknown' as const }));
  const going = offered.flatMap(({ because, ...file }) => (because === null ? [file] : []));
  const staying = offered.flatMap(({ because, ...file }) => (because === null ? [] : [{ ...toOffered(file), because }]));
  return { going, staying: [...staying, ...unknown], names: request.classes.includes('free-text') ? toFileNames(going) : {} };
};

/** A file as whoever decides is shown it. */
export const toOffered = ({ attachmentId, name, class: cls, kind, size }: FileOffered): FileOffered => ({
  attachmentId,
  ...(name === undefined ? {} : { name }),
  ...(cls === undefined ? {} : { class: cls }),
  ...(kind === undefined ? {} : { kind }),
  ...(size === undefined ? {} : { size }),
});

/** As the fields of an event: nothing at all where no file goes. */
export const toFiles = ({ going, names }: FileSelection): { files?: ChosenFile[]; fileNames?: FileNames } =>
  going.length === 0 ? {} : { files: going.map(({ name: _, ...file }) => file), ...names };
