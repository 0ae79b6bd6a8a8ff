import type { FastifyInstance } from 'fastify';
import { problems, type FieldProblem } from '#libs/http';

const MESSAGE = {
  sv: 'Texten innehåller tecken som inte går att spara. Skriv om den.',
  en: 'The text has characters that cannot be stored. Write it anew.',
};

const LONE_SURROGATE = /\p{Surrogate}/u;

/** What a body is made of; an uploaded file is none of it. */
const isPlain = (value: unknown): value is object =>
  Array.isArray(value) ||
  (typeof value === 'object' && value !== null && [Object.prototype, null].includes(Object.getPrototypeOf(value) as null));

/** Where a text stands that no database keeps: with a NUL, or with half of a character (a lone surrogate). */
const unstorable = (value: unknown, path: readonly string[] = []): string[] => {
  if (typeof value === 'string') return LONE_SURROGATE.test(value) || value.includes('\0') ? [path.join('.')] : [];
  if (!isPlain(value)) return [];
  return Object.entries(value).flatMap(([name, one]) => [
    ...(unstorable(name).length > 0 ? [path.join('.')] : []),
    ...unstorable(one, [...path, name]),
  ]);
};

/** Refused once for every route, before any of it is read: no schema has to think of it. */
export const refuseUnstorableText = (server: FastifyInstance): void => {
  server.addHook('preValidation', async ({ body, query }) => {
    const found = [...unstorable(body), ...unstorable(query)].map((path): FieldProblem => ({ path, message: MESSAGE }));
    if (found.length > 0) throw problems.invalid(found);
  });
};
