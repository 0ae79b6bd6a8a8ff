import type { FastifyReply } from 'fastify';
import type { OpenedFile } from './features/read-attachments.js';

/** Sends a file to be saved, as bytes and nothing more: never shown in the page, never guessed at, never kept by a cache. Its name has its ending. */
export const sendFile = async (reply: FastifyReply, { name, bytes }: OpenedFile): Promise<void> => {
  const plain = name.replace(/[^\w. -]/g, '_');
  await reply
    .header('content-disposition', `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name)}`)
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('cache-control', 'no-store')
    .type('application/octet-stream')
    .send(bytes);
};
