import { z } from 'zod';

/** Whom it is about, each once: somebody named twice would be counted as somebody that the record does not know. */
export const personIdsInput = (most: number) =>
  z
    .array(z.uuid())
    .min(1)
    .max(most)
    .refine(
      (ids) => new Set(ids.map((id) => id.toLowerCase())).size === ids.length,
      'Samma person är vald två gånger. | The same person is chosen twice.',
    );
