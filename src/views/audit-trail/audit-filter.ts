import { z } from 'zod';

export const REVIEWED_ACTIONS = [
  'read',
  'list',
  'search',
  'export',
  'print',
  'reveal',
  'break-glass',
  'command',
  'login',
  'logout',
  'login-failed',
] as const;

const chosen = <T extends z.ZodType>(schema: T) => z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

/** What a review is narrowed to. Empty fields of a form mean nothing. */
export const auditFilter = z.strictObject({
  from: chosen(z.iso.date()),
  to: chosen(z.iso.date()),
  staffId: chosen(z.uuid()),
  caseId: chosen(z.uuid()),
  personId: chosen(z.uuid()),
  unitId: chosen(z.string().max(100)),
  outcome: chosen(z.enum(['allowed', 'denied'])),
  action: chosen(z.enum(REVIEWED_ACTIONS)),
  cursor: chosen(z.string().max(500)),
  /** The language choice is part of every address. */
  lang: chosen(z.string().max(5)),
});
export type AuditFilter = Omit<z.infer<typeof auditFilter>, 'lang'>;
