import { z } from 'zod';

const RANDOM = /^[\da-f]{8}-[\da-f]{4}-[47][\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;
export const NEW_ID = 'Id för något nytt, slumpat av klienten: UUID version 4 eller 7, med små bokstäver.';

/**
 * The id that a client gives something new. The system derives ids of its own (version 8, `derivedId`) from parts that others know, and what has such an id must
 * be what the system made: whoever could choose it would take the place of what is to come, or learn that it is there (docs/decisions/0037). So a new thing gets a
 * random id. What refers to something that exists takes any id.
 */
export const newId = z
  .uuid({ abort: true })
  .refine((id) => RANDOM.test(id), {
    message:
      'Ett nytt id ska vara slumpat: UUID version 4 eller 7, med små bokstäver. | A new id must be random: UUID version 4 or 7, in lower case.',
  })
  .describe(NEW_ID);
