import { DOCUMENTATION_KINDS } from '#config/legal-grounds';
import type { FormBody } from '#src/people/index';

/** All values of a name: none, one or several. */
const many = (body: FormBody, name: string): string[] => {
  const value = body[name];
  return (Array.isArray(value) ? value : [value]).filter((item): item is string => typeof item === 'string' && item.trim() !== '');
};
export const one = (body: FormBody, name: string): string | undefined => many(body, name)[0];
/** What was left empty is left out, so that the schema says what is missing. */
const given = (body: FormBody, ...names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.flatMap((name) => (one(body, name) === undefined ? [] : [[name, one(body, name)!]])));

/** The last second of a day in Sweden that is within it in summer and in winter. */
const endOfDay = (date: string): string => (/^\d{4}-\d{2}-\d{2}$/.test(date) ? `${date}T21:59:59Z` : date);

const addressed = (body: FormBody): Record<string, unknown> => {
  const answerBy = one(body, 'answerBy');
  return {
    ...given(body, 'toFunction', 'ground', 'consentId'),
    documentation: Object.fromEntries(
      DOCUMENTATION_KINDS.flatMap((kind) => (one(body, `documentation.${kind}`) ? [[kind, one(body, `documentation.${kind}`)]] : [])),
    ),
    circumstances: many(body, 'circumstances'),
    urgent: one(body, 'urgent') !== undefined,
    ...(answerBy ? { answerBy: endOfDay(answerBy) } : {}),
  };
};

export const draftInput = (body: FormBody, place: { recordId: string; caseId: string }): Record<string, unknown> => ({
  ...place,
  ...given(body, 'fromFunction', 'kind', 'urgency', 'purpose'),
  personIds: many(body, 'personIds'),
  classes: many(body, 'classes'),
  ...addressed(body),
});
export const sendInput = (body: FormBody, place: { recordId: string; caseId: string }): Record<string, unknown> => ({
  ...draftInput(body, place),
  ...given(body, 'referralId', 'message'),
  need: many(body, 'need'),
});
export const sendOnForm = (body: FormBody): Record<string, unknown> => addressed(body);
export const actInput = (body: FormBody, ...names: readonly string[]): Record<string, unknown> => given(body, ...names);
