import { z } from 'zod';
import { swedishDate } from '#libs/shared-kernel';

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

/** The moment at which a Swedish calendar day begins, in summer and in winter. */
export const startOfSwedishDay = (day: string): Date => {
  const [summer, winter] = ['+02:00', '+01:00'].map((offset) => new Date(`${day}T00:00:00${offset}`));
  return swedishDate(summer!) === day ? summer! : winter!;
};

/** The first moment after a Swedish calendar day. */
export const endOfSwedishDay = (day: string): Date =>
  startOfSwedishDay(new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10));
