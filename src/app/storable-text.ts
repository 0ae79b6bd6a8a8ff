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

const isUnstorable = (text: string): boolean => LONE_SURROGATE.test(text) || text.includes('\0');

/** Where a text stands that no database keeps: with a NUL, or with half of a character (a lone surrogate). However deep, without recursion. */
const unstorable = (whole: unknown): string[] => {
  const found: string[] = [];
  const waiting: { value: unknown; path: string }[] = [{ value: whole, path: '' }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { value, path } = next;
    if (typeof value === 'string' && isUnstorable(value)) found.push(path);
    if (!isPlain(value)) continue;
    for (const [name, one] of Object.entries(value)) {
      if (isUnstorable(name)) found.push(path);
      // Nobody reads the path of what lies a hundred deep; it must not grow with the body either.
      waiting.push({ value: one, path: path === '' ? name : path.length > 200 ? path : `${path}.${name}` });
    }
  }
  return found;
};

/** Refused once for every route, before any of it is read: no schema has to think of it. */
export const refuseUnstorableText = (server: FastifyInstance): void => {
  server.addHook('preValidation', async ({ body, query }) => {
    const found = [...unstorable(body), ...unstorable(query)].map((path): FieldProblem => ({ path, message: MESSAGE }));
    if (found.length > 0) throw problems.invalid(found);
  });
};
