import type { FastifyReply } from 'fastify';
import type { ZodType } from 'zod';
import { fieldProblems, Problem } from '#libs/http';
import type { FormError, Lang } from '#libs/ui';

/** A posted form as it came: texts, or lists where a name was sent more than once. */
export type FormBody = Readonly<Record<string, unknown>>;
/** What is shown for a fault in each field: a sentence that says what to enter. */
export type Sentences = Readonly<Record<string, string>>;

export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly errors: readonly FormError[] };

export const listOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : typeof value === 'string' ? [value] : []);
export const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');
/** Left out when empty. */
export const optional = <K extends string>(name: K, value: string): { readonly [P in K]?: string } =>
  (value === '' ? {} : { [name]: value }) as { readonly [P in K]?: string };

export const parseForm = <T>(schema: ZodType<T>, input: unknown, lang: Lang, sentences: Sentences): Parsed<T> => {
  const parsed = schema.safeParse(input);
  if (parsed.success) return { ok: true, value: parsed.data };
  const errors = fieldProblems(parsed.error.issues).map(({ path, message }) => {
    const field = path.split('.')[0] ?? '';
    return { path: field, message: sentences[field] ?? message[lang] };
  });
  return { ok: false, errors: errors.filter(({ path }, index) => errors.findIndex((other) => other.path === path) === index) };
};

/** What a command refused, as errors of the form it came from. @throws what a form cannot show: it is an answer of its own */
export const refusedForm = (error: unknown, lang: Lang): readonly FormError[] => {
  if (!(error instanceof Problem) || ![400, 409, 422].includes(error.status)) throw error;
  if (error.extra.fields) return error.extra.fields.map(({ path, message }) => ({ path, message: message[lang] }));
  return [{ path: '', message: error.title[lang] }];
};

export const sendPage = async (reply: FastifyReply, html: string, status = 200): Promise<void> => {
  await reply.status(status).type('text/html; charset=utf-8').send(html);
};
