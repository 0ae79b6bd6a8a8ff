import type { FastifyReply } from 'fastify';
import type { ZodType } from 'zod';
import { fieldProblems, Problem } from '#libs/http';
import type { FormError, Lang } from '#libs/ui';

/** A posted form as it came: flat names (`exposed.safeContact.hours`), texts, or lists where a name was sent more than once. */
export type FormBody = Readonly<Record<string, unknown>>;

const TICKED: Readonly<Record<string, boolean>> = { true: true, false: false };

/** Names into objects and lists, what was left empty left out, ticks and yes/no answers (by their last name) into booleans. */
export const nestForm = (body: FormBody, booleans: readonly string[] = []): Record<string, unknown> => {
  const root: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(body ?? {})) {
    if (typeof value !== 'string' || value.trim() === '') continue;
    const path = name.split('.');
    if (path.some((part) => part === '__proto__' || part === 'constructor')) continue;
    const last = path.pop() ?? name;
    const at = path.reduce<Record<string, unknown> | undefined>((branch, part) => branch && branchOf(branch, part), root);
    // A name that goes on where another already ended is nobody's form.
    if (!at) continue;
    at[last] = booleans.includes(last) && value in TICKED ? TICKED[value] : value;
  }
  return root;
};

const branchOf = (at: Record<string, unknown>, part: string): Record<string, unknown> | undefined => {
  const next = (at[part] ??= {});
  return typeof next === 'object' && next !== null ? (next as Record<string, unknown>) : undefined;
};

/** `{ 0: …, 2: … }` as a list; the form's own numbers are gone, so errors are given back by `indices`. */
export const asList = (value: unknown): { items: unknown[]; indices: string[] } => {
  const entries = Object.entries((value ?? {}) as Record<string, unknown>);
  return { items: entries.map(([, item]) => item), indices: entries.map(([index]) => index) };
};

export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly errors: readonly FormError[] };

export const parseForm = <T>(schema: ZodType<T>, input: unknown, lang: Lang): Parsed<T> => {
  const parsed = schema.safeParse(input);
  if (parsed.success) return { ok: true, value: parsed.data };
  return {
    ok: false,
    errors: fieldProblems(parsed.error.issues).map(({ path, message }) => ({ path, message: message[lang] })),
  };
};

/** What a command refused, as errors of the form it came from. @throws what the form cannot show: it is an answer of its own */
export const refusedForm = (error: unknown, lang: Lang): readonly FormError[] => {
  if (!(error instanceof Problem) || ![400, 409, 412, 422, 428].includes(error.status)) throw error;
  if (error.extra.fields) return error.extra.fields.map(({ path, message }) => ({ path, message: message[lang] }));
  const detail = error.extra.detail ? ` ${error.extra.detail[lang]}` : '';
  return [{ path: '', message: `${error.title[lang]}${detail}` }];
};

export const sendPage = async (reply: FastifyReply, html: string, status = 200): Promise<void> => {
  await reply.status(status).type('text/html; charset=utf-8').send(html);
};

/** After a command: to a page that waits until the views show it. */
export const goTo = async (reply: FastifyReply, path: string, position?: string): Promise<void> => {
  const after = position ? `${path.includes('?') ? '&' : '?'}after=${encodeURIComponent(position)}` : '';
  await reply.redirect(`${path}${after}`, 303);
};
