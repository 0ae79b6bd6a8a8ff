import { z } from 'zod';
import { DUTIES } from '#libs/shared-kernel';

const returnTo = z.string().max(2000).optional();

export const loginQuery = z.object({ returnTo: z.unknown(), lang: z.unknown() }).partial();
export const startForm = z.strictObject({ person: z.string().max(200).optional(), returnTo, fresh: z.literal('1').optional() }).default({});
export const dutyForm = z.strictObject({ duty: z.enum(DUTIES), returnTo });
export const languageForm = z.strictObject({ lang: z.enum(['sv', 'en']), returnTo });

export type LoginQuery = z.infer<typeof loginQuery>;
export type StartForm = z.infer<typeof startForm>;
export type DutyForm = z.infer<typeof dutyForm>;
export type LanguageForm = z.infer<typeof languageForm>;
