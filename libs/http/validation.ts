import { z } from 'zod';
import type { FieldProblem } from './problem.js';

const swedish = z.locales.sv().localeError;
const english = z.locales.en().localeError;
type Issue = Parameters<typeof swedish>[0];

const text = (answer: ReturnType<typeof swedish>, fallback: string): string => (typeof answer === 'string' ? answer : (answer?.message ?? fallback));

/** What is wrong with which field, in both languages. A message that the schema itself gives (`custom`) is both: `Swedish | English`. */
export const fieldProblems = (issues: readonly { readonly message: string; readonly path?: readonly unknown[] | undefined; readonly code?: unknown }[]): FieldProblem[] =>
  issues.map((issue) => {
    const path = (issue.path ?? []).map((part) => String(typeof part === 'object' && part !== null ? (part as { key: unknown }).key : part)).join('.');
    const own = issue.code === 'custom' || issue.code === undefined;
    return {
      path,
      message: own ? bilingual(issue.message) : { sv: text(swedish(issue as unknown as Issue), issue.message), en: text(english(issue as unknown as Issue), issue.message) },
    };
  });

const bilingual = (message: string): { sv: string; en: string } => {
  const [sv = message, en = sv] = message.split(' | ');
  return { sv, en };
};
