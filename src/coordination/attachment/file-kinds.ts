import { fileTypeFromBuffer } from 'file-type';
import { problems } from '#libs/http';

/** The largest file, in bytes. */
export const LARGEST_FILE = 10 * 1024 * 1024;

/**
 * What may be kept, by what its bytes say: documents and pictures that run nothing when they are opened. By media type, the endings that it may have. Not
 * HEIC, as phones write it: what it hides can't be taken out (hidden-data.ts). A browser asked for JPEG makes one of it.
 */
export const FILE_KINDS: Readonly<Record<string, readonly string[]>> = {
  'application/pdf': ['pdf'],
  'image/png': ['png'],
  'image/jpeg': ['jpg', 'jpeg'],
  'image/webp': ['webp'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
  'application/vnd.oasis.opendocument.text': ['odt'],
};
const ENDINGS = [...new Set(Object.values(FILE_KINDS).flat())].join(', ');

const refused = (sv: string, en: string) => problems.invalid([{ path: 'file', message: { sv, en } }]);

/** A file as it was sent: its name is the sender's word, and so is its type. */
export interface SentFile {
  readonly name: string;
  /** What the sender says it is. */
  readonly mediaType: string;
  readonly bytes: Buffer;
}
/** What it is in truth. */
export interface KnownFile {
  readonly name: string;
  readonly mediaType: string;
  readonly extension: string;
  readonly bytes: Buffer;
}

/** No path, no control characters, no quotes: a name is shown, and offered as the name of a download. */
export const cleanName = (name: string): string =>
  (name.split(/[\\/]/).at(-1) ?? '')
    // oxlint-disable-next-line no-control-regex -- control and bidirectional characters make a name look like another
    .replace(/[\u0000-\u001f\u007f"<>\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .trim()
    .slice(-200);

/**
 * Looks at the bytes, and believes nothing else. @throws Problem invalid-input for an empty file, one that is too large, a type that is not on the list, and
 * one whose name or declared type says something else than its bytes
 */
export const recogniseFile = async ({ name, mediaType, bytes }: SentFile): Promise<KnownFile> => {
  if (bytes.length === 0) throw refused('Filen är tom. Välj en fil.', 'The file is empty. Choose a file.');
  if (bytes.length > LARGEST_FILE) throw tooLarge();
  const found = await fileTypeFromBuffer(bytes);
  const endings = found && FILE_KINDS[found.mime];
  if (!endings)
    throw refused(
      `Filer av det här slaget tas inte emot. Tillåtna: ${ENDINGS}.`,
      `Files of this kind are not accepted. Allowed: ${ENDINGS}.`,
    );
  const clean = cleanName(name);
  const ending = /[.]([a-z0-9]+)$/i.exec(clean)?.[1]?.toLowerCase() ?? '';
  const declared = mediaType.split(';')[0]!.trim().toLowerCase();
  // A browser that does not know the type says so in general words.
  if (!endings.includes(ending) || ![found.mime, 'application/octet-stream'].includes(declared))
    throw refused('Filens namn eller typ stämmer inte med innehållet.', 'The file’s name or type does not match its content.');
  return { name: clean, mediaType: found.mime, extension: ending, bytes };
};

export const tooLarge = () => refused('Filen är för stor: högst 10 MB.', 'The file is too large: 10 MB at most.');
