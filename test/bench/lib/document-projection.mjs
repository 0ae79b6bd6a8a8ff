import { put } from './dist.mjs';

/** One document for each case (here: each stream), as the product's own views are: a row that each event puts anew. */
export const documentProjection = {
  name: 'bench:documents',
  version: 1,
  tables: ['bench.documents'],
  project: ({ stream, revision, recordedAt, data }) => [
    put(
      'bench.documents',
      { id: stream },
      { revision, status: data.status, changed_at: recordedAt, body: { kind: data.kind, note: data.note } },
    ),
  ],
};
