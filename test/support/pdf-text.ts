import { extractText } from 'unpdf';

/** What a reader of the PDF can read; and the same without its spaces, since a word too wide for its column is broken. */
export const pdfText = async (bytes: Uint8Array): Promise<string> => {
  const { text } = await extractText(bytes, { mergePages: true });
  return `${text}\n${text.replaceAll(/\s/g, '')}`;
};
