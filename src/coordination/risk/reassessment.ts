import { reassessmentTriggers, type ReassessmentTrigger } from '#config/reassessment';

/** Something that happened, as far as the reader may see it: its type and its day, nothing of what it says. */
export interface Happened {
  readonly type: string;
  /** About whom; null when about nobody in particular. */
  readonly personId: string | null;
  readonly at: string;
}
interface Assessed {
  readonly personId: string;
  /** When the assessment that holds now was entered. */
  readonly recordedAt: string;
}
export interface ReassessmentProposal {
  readonly personId: string;
  readonly trigger: string;
  readonly occasion: ReassessmentTrigger['occasion'];
  readonly text: ReassessmentTrigger['text'];
  /** When it last happened. */
  readonly at: string;
}

/**
 * A new assessment is proposed for each person whose assessment is older than something that makes it out of date. What is about another assessed
 * person concerns that one alone; what is about anybody else, or nobody, concerns all. Pure; a proposal decides nothing, and goes when one has assessed.
 */
export const proposalsFor = (
  assessed: readonly Assessed[],
  happened: readonly Happened[],
  triggers: readonly ReassessmentTrigger[] = reassessmentTriggers,
): readonly ReassessmentProposal[] => {
  const ids = new Set(assessed.map(({ personId }) => personId));
  return assessed.flatMap(({ personId, recordedAt }) =>
    triggers.flatMap(({ id, events, occasion, text }) => {
      const concerns = happened.filter(
        (one) => events.includes(one.type) && one.at > recordedAt && (one.personId === personId || !ids.has(one.personId ?? '')),
      );
      const at = concerns
        .map((one) => one.at)
        .sort()
        .at(-1);
      return at === undefined ? [] : [{ personId, trigger: id, occasion, text, at }];
    }),
  );
};
