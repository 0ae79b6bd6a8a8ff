import { z } from 'zod';
import { personalNumber } from '../personal-number.js';
import { CORRECTION_REASONS, MERGE_BASES, PERSON_PROTECTIONS, PERSON_ROLES } from './person.events.js';

const text = z.string().trim().min(1).max(300);

/** Where the person's record is: the actor's own agency's. */
export const personPlace = { recordId: z.uuid(), caseId: z.uuid() };

export const safeContactInput = z
  .strictObject({
    way: z.enum(['phone', 'in-person', 'through-someone']).default('phone'),
    number: z.string().trim().min(5).max(40).optional(),
    hours: z
      .string('Ange vilka tider det är säkert att ta kontakt. | Say at what times it is safe to make contact.')
      .trim()
      .min(1)
      .max(300),
    language: z.string('Ange vilket språk kontakten ska ske på. | Say which language to use.').trim().min(1).max(80),
    mayLeaveMessage: z.boolean().default(false),
    neverPost: z.literal(true).default(true),
    note: z.string().trim().max(500).optional(),
  })
  .refine(({ way, number }) => way !== 'phone' || number !== undefined, {
    path: ['number'],
    message: 'Ange numret som är säkert att ringa. | Give the number that is safe to call.',
  });

const personalFields = {
  personNumber: personalNumber.optional(),
  address: text.optional(),
  municipality: text.optional(),
  school: text.optional(),
  workplace: text.optional(),
  phone: text.optional(),
};

/** A person as a form or an API client gives it, without the place: other rooms put it inside their own input. */
export const personInput = z.strictObject({
  personId: z.uuid(),
  role: z.enum(PERSON_ROLES),
  protection: z.enum(PERSON_PROTECTIONS).default('none'),
  /** Left out: a child is a minor, others are not. */
  minor: z.boolean().optional(),
  name: text,
  ...personalFields,
  safeContact: safeContactInput.optional(),
});
export type PersonInput = z.infer<typeof personInput>;

export const registerPersonInput = personInput.extend({ ...personPlace, receivedFrom: z.uuid().optional() });
export type RegisterPersonInput = z.infer<typeof registerPersonInput>;

/** A field that is given replaces; `null` takes a wrong one away; what is left out stays. */
export const correctPersonInput = z.strictObject({
  ...personPlace,
  personId: z.uuid(),
  reason: z.enum(CORRECTION_REASONS),
  role: z.enum(PERSON_ROLES).optional(),
  minor: z.boolean().optional(),
  name: text.optional(),
  ...(Object.fromEntries(Object.entries(personalFields).map(([name, schema]) => [name, schema.nullable()])) as {
    [K in keyof typeof personalFields]: z.ZodNullable<(typeof personalFields)[K]>;
  }),
});
export type CorrectPersonInput = z.infer<typeof correctPersonInput>;

export const changeSafeContactInput = z.strictObject({ ...personPlace, personId: z.uuid(), safeContact: safeContactInput });
export const mergePersonInput = z.strictObject({
  ...personPlace,
  personId: z.uuid(),
  intoPersonId: z.uuid('Välj vem personen är. | Choose who the person is.'),
  basis: z.enum(MERGE_BASES),
});
export const unmergePersonInput = z.strictObject({ ...personPlace, personId: z.uuid() });
export const changeProtectionInput = z.strictObject({ ...personPlace, personId: z.uuid(), protection: z.enum(PERSON_PROTECTIONS) });
