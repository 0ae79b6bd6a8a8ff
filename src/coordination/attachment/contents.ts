/** Where the bytes of files lie: ciphertext, named by the content's id. Bound to it as a sealed field is to its event. */
export const CONTENT_FIELD = 'attachment';
export const WRITE_CONTENT =
  'INSERT INTO attachments.contents (content_id, owner_agency, record_id, case_id, key_id, sealed) VALUES ($1, $2, $3, $4, $5, $6)';
export const READ_CONTENT = 'SELECT key_id AS "keyId", sealed FROM attachments.contents WHERE content_id = $1';
/** Of a file that comes in a copy: the copy is not there yet, so that what no copy came to name can be taken away again. */
export const WRITE_COPIED =
  'INSERT INTO attachments.contents (content_id, owner_agency, record_id, case_id, key_id, sealed, copy_id) VALUES ($1, $2, $3, $4, $5, $6, $7)';
export const SETTLE_COPY = 'SELECT attachments.settle_copy($1, $2)';
/** A row as it lies there. */
export interface ContentRow {
  readonly keyId: string;
  readonly sealed: Buffer;
}
