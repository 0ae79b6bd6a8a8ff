import type { FastifyRequest } from 'fastify';
import { Problem, problems } from '#libs/http';
import type { SentFile } from './file-kinds.js';
import { LARGEST_FILE, tooLarge } from './file-kinds.js';

export interface Upload {
  readonly fields: Readonly<Record<string, string>>;
  readonly file: SentFile;
}
const NO_FILE: SentFile = { name: '', mediaType: '', bytes: Buffer.alloc(0) };
const LIMITS = { files: 1, fileSize: LARGEST_FILE, fields: 20, fieldSize: 2_000, parts: 22, headerPairs: 50 };

const notMultipart = () =>
  new Problem(415, 'media-type-unsupported', {
    sv: 'Skicka filen som multipart/form-data.',
    en: 'Send the file as multipart/form-data.',
  });

/**
 * Reads an uploaded form, once its sender has been let in: fields that were left empty are left out, the file comes whole into memory, and no more of it than
 * may be kept. @throws Problem media-type-unsupported, invalid-input for a file that is too large, malformed-body for anything else that is wrong with it
 */
export const readUpload = async (request: FastifyRequest): Promise<Upload> => {
  if (!request.isMultipart()) throw notMultipart();
  const fields: Record<string, string> = {};
  let file = NO_FILE;
  try {
    for await (const part of request.parts({ limits: LIMITS })) {
      if (part.type === 'file') file = { name: part.filename, mediaType: part.mimetype, bytes: await part.toBuffer() };
      else if (typeof part.value === 'string' && part.value.trim() !== '') fields[part.fieldname] = part.value;
    }
  } catch (error) {
    throw (error as { code?: string }).code === 'FST_REQ_FILE_TOO_LARGE' ? tooLarge() : problems.malformed();
  }
  return { fields, file };
};
