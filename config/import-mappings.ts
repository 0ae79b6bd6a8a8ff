/** How the columns of an export out of another record system are read, as data: an installation adds its own. */
import { z } from 'zod';

const column = z.string().min(1);
const importMappingSchema = z.strictObject({
  id: z.string().regex(/^[a-z]+(-[a-z]+)*$/),
  name: z.string(),
  delimiter: z.enum([';', ',', '\t']),
  columns: z.strictObject({
    /** The record's own number in the other system: lines with the same one are persons of one record. */
    reference: column,
    name: column,
    role: column,
    personNumber: column.optional(),
    address: column.optional(),
    municipality: column.optional(),
    phone: column.optional(),
    protection: column.optional(),
  }),
  /** What stands in the file, in small letters → what it means. */
  roles: z.record(z.string(), z.enum(['exposed', 'child', 'violence-user'])),
  protections: z.record(z.string(), z.enum(['none', 'secrecy-mark', 'protected-registration', 'fictitious'])).default({}),
});
export type ImportMapping = Readonly<z.infer<typeof importMappingSchema>>;

/** A mapping in a file of its own. @throws with one sentence for each fault */
export const readImportMapping = (value: unknown): ImportMapping => {
  const parsed = importMappingSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new Error(parsed.error.issues.map(({ path, message }) => `The mapping’s ${path.join('.') || 'file'}: ${message}.`).join('\n'));
};

export const importMappings: readonly ImportMapping[] = z.array(importMappingSchema).parse([
  {
    id: 'standard',
    name: 'Standardfil (semikolon)',
    delimiter: ';',
    columns: {
      ...{ reference: 'Aktnummer', name: 'Namn', role: 'Roll', personNumber: 'Personnummer', address: 'Adress', municipality: 'Kommun' },
      ...{ phone: 'Telefon', protection: 'Skydd' },
    },
    roles: { våldsutsatt: 'exposed', barn: 'child', våldsutövare: 'violence-user' },
    protections: { '': 'none', nej: 'none', sekretessmarkering: 'secrecy-mark', 'skyddad folkbokföring': 'protected-registration' },
  },
]);
