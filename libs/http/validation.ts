import { z } from 'zod';
import type { Bilingual, FieldProblem } from './problem.js';

const swedish = z.locales.sv().localeError;
const english = z.locales.en().localeError;
type Issue = Parameters<typeof swedish>[0];

interface Details {
  readonly code?: unknown;
  readonly input?: unknown;
  readonly format?: string;
  readonly origin?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly keys?: readonly string[];
  readonly message: string;
}

/** The faults that people meet most, in words for people; the rest in the library's. */
const plain = ({ code, message, format, origin, minimum, maximum, keys }: Details): Bilingual | undefined => {
  if (code === 'invalid_type' && message.endsWith('received undefined')) return { sv: 'Fyll i detta.', en: 'Fill this in.' };
  if (code === 'too_small' && origin === 'string' && minimum === 1) return { sv: 'Fyll i detta.', en: 'Fill this in.' };
  if (code === 'too_small' && origin === 'string')
    return { sv: `Skriv minst ${minimum} tecken.`, en: `Write at least ${minimum} characters.` };
  if (code === 'too_big' && origin === 'string')
    return { sv: `Skriv högst ${maximum} tecken.`, en: `Write at most ${maximum} characters.` };
  if (code === 'too_small' && origin === 'array') return { sv: 'Välj minst ett alternativ.', en: 'Choose at least one.' };
  if (code === 'invalid_value') return { sv: 'Välj ett av alternativen.', en: 'Choose one of the alternatives.' };
  if (code === 'invalid_format' && format === 'date')
    return { sv: 'Skriv ett datum som finns, som 2026-03-31.', en: 'Write a date that exists, such as 2026-03-31.' };
  if (code === 'invalid_format' && format === 'datetime')
    return { sv: 'Skriv en tidpunkt som finns, med tidszon.', en: 'Write a moment that exists, with its time zone.' };
  if (code === 'invalid_format' && format === 'uuid') return { sv: 'Det är inget giltigt id.', en: 'That is no valid id.' };
  if (code === 'unrecognized_keys') return { sv: `Okänt fält: ${keys?.join(', ')}.`, en: `Unknown field: ${keys?.join(', ')}.` };
  return undefined;
};

const text = (answer: ReturnType<typeof swedish>, fallback: string): string =>
  typeof answer === 'string' ? answer : (answer?.message ?? fallback);

/** What is wrong with which field, in both languages. A message that the schema itself gives (`custom`) is both: `Swedish | English`. */
export const fieldProblems = (
  issues: readonly { readonly message: string; readonly path?: readonly unknown[] | undefined; readonly code?: unknown }[],
): FieldProblem[] =>
  issues.map((issue) => {
    const path = (issue.path ?? [])
      .map((part) => String(typeof part === 'object' && part !== null ? (part as { key: unknown }).key : part))
      .join('.');
    const own = issue.code === 'custom' || issue.code === undefined;
    return {
      path,
      message:
        plain(issue) ??
        (own
          ? bilingual(issue.message)
          : { sv: text(swedish(issue as unknown as Issue), issue.message), en: text(english(issue as unknown as Issue), issue.message) }),
    };
  });

const bilingual = (message: string): { sv: string; en: string } => {
  const [sv = message, en = sv] = message.split(' | ');
  return { sv, en };
};
