import { Problem, type Bilingual } from './problem.js';

/** What a decider's refusal means to a person: exhaustive for each concept, so that a new refusal does not compile without its sentence. */
export type RefusalTexts<R extends string> = Readonly<Record<R, Bilingual & { readonly status?: 409 | 422 }>>;

/** A refusal as an answer: 409 when the state stands in the way, 422 when the input can't be. */
export const refusalProblem = <R extends string>(refusal: R, texts: RefusalTexts<R>): Problem => {
  const { status = 409, sv, en } = texts[refusal];
  return new Problem(status, refusal, { sv, en });
};
