/** The agencies' own record systems, where a case's own facts are written by copying: how a text looks that is pasted into each. Nothing is sent to them. */
import { z } from 'zod';
import { AGENCY_KINDS } from '#libs/shared-kernel';

const recordSystemSchema = z.strictObject({
  id: z.string().regex(/^[a-z]+(-[a-z]+)*$/),
  name: z.string(),
  /** Kinds of agency that work in it. */
  kinds: z.array(z.enum(AGENCY_KINDS)).min(1),
  /** A heading on a line of its own, or a search word with a colon before its text. */
  headings: z.enum(['line', 'search-word']),
  /** Lines longer than this are broken by the system itself in odd places; null where it wraps. */
  longestLine: z.int().positive().nullable(),
});
export type RecordSystem = Readonly<z.infer<typeof recordSystemSchema>>;

export const recordSystems: readonly RecordSystem[] = z.array(recordSystemSchema).parse([
  { id: 'lifecare', name: 'Lifecare', kinds: ['social-services', 'health-care'], headings: 'line', longestLine: null },
  { id: 'treserva', name: 'Treserva', kinds: ['social-services'], headings: 'line', longestLine: 100 },
  { id: 'cosmic', name: 'Cosmic', kinds: ['health-care'], headings: 'search-word', longestLine: null },
  { id: 'other', name: 'Annat system', kinds: [...AGENCY_KINDS], headings: 'line', longestLine: null },
]);
