import { z } from 'zod';
import { isErased, isSealed, open, sealedPerPerson } from '#libs/shared-kernel';
import { fileDigest, fileFacts } from '../attachment/attachment.events.js';

/** The most files that one copy takes along. */
export const MOST_FILES = 20;

/** A file that was chosen: which one of the sender's record, whom it is about, and where its bytes lie there. */
export const chosenFileSchema = z.strictObject({ attachmentId: z.uuid(), fileId: z.uuid(), personId: z.uuid(), ...fileFacts });
export type ChosenFile = z.infer<typeof chosenFileSchema>;

/** The same file once it is the recipient's: an id, a place and a ciphertext of its own. */
export const receivedFileSchema = z.strictObject({ ...chosenFileSchema.shape, digest: fileDigest });
export type ReceivedFile = z.infer<typeof receivedFileSchema>;

/** What they are called, by file. Somebody's own words, so they go where free text goes, and stay where it stays. */
const names = z.record(z.uuid(), z.string().min(1).max(200)).optional();

/** Part of stored events, since copies take files along: left out of those that take none. The bytes lie outside the events. */
export const chosenFiles = {
  files: open('reference', z.array(chosenFileSchema).max(MOST_FILES).optional()),
  fileNames: sealedPerPerson('free-text', names),
};
export const receivedFiles = {
  files: open('reference', z.array(receivedFileSchema).max(MOST_FILES).optional()),
  fileNames: sealedPerPerson('free-text', names),
};

/** A file of a copy as a list tells of it: that there is one, and of which kind. */
export type FileTold = Pick<ChosenFile, 'attachmentId' | 'class' | 'kind' | 'extension' | 'size'>;

/** Of the stored data of a decision or a receipt. */
export const filesTold = (data: Readonly<Record<string, unknown>>): FileTold[] =>
  ((data['files'] ?? []) as readonly ChosenFile[]).map(({ attachmentId, class: cls, kind, extension, size }) => ({
    ...{ attachmentId, class: cls, kind, extension, size },
  }));

/** By person, then by file. */
export type FileNames = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The names again out of the opened fields of an event, by file alone; what was erased in between is left out. */
export const namesOf = (fileNames: unknown): ReadonlyMap<string, string> =>
  new Map(
    Object.values((fileNames ?? {}) as Record<string, unknown>).flatMap((one) =>
      isErased(one) || isSealed(one) ? [] : Object.entries(one as Record<string, string>),
    ),
  );

/** Names as an event holds them: of each person's files under that person's key. Nothing where no name goes. */
export const toFileNames = (files: readonly { attachmentId: string; personId: string; name?: string }[]): { fileNames?: FileNames } => {
  const fileNames: Record<string, Record<string, string>> = {};
  for (const { attachmentId, personId, name } of files) if (name !== undefined) (fileNames[personId] ??= {})[attachmentId] = name;
  return Object.keys(fileNames).length > 0 ? { fileNames } : {};
};
