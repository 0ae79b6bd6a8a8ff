import { z } from 'zod';
import { answersSchemaOf, RISK_LEVELS, scoreInstrument, type Instrument } from '#config/instruments';
import { type FieldProblem, newId } from '#libs/http';
import { CORRECTION_REASONS, OCCASIONS, RETRACTION_REASONS } from './risk.events.js';

const judgement = {
  instrument: z.string().max(100),
  /** Answers by question. What is not known is answered "unknown", never left to mean "no". */
  answers: z.record(z.string().max(100), z.string().max(100)),
  level: z.enum(RISK_LEVELS),
  overrideReason: z.string().trim().max(4000).optional(),
  assessedOn: z.iso.date(),
  reviewOn: z.iso.date(),
};
export const assessRiskInput = z.strictObject({
  assessmentId: newId,
  recordId: z.uuid(),
  caseId: z.uuid(),
  /** About whom: the exposed person or a child. */
  personId: z.uuid(),
  occasion: z.enum(OCCASIONS),
  ...judgement,
});
export type AssessRiskInput = z.infer<typeof assessRiskInput>;
export const correctAssessmentInput = z.strictObject({ reason: z.enum(CORRECTION_REASONS), ...judgement });
export type CorrectAssessmentInput = z.infer<typeof correctAssessmentInput>;
export const retractAssessmentInput = z.strictObject({ reason: z.enum(RETRACTION_REASONS) });

export type Judgement = Pick<AssessRiskInput, keyof typeof judgement>;

const TEXTS = {
  noInstrument: { sv: 'Instrumentet finns inte.', en: 'There is no such instrument.' },
  noQuestion: {
    sv: 'Frågan finns inte i instrumentet, eller svaret finns inte på dess skala.',
    en: 'The instrument has no such question, or its scale no such answer.',
  },
  future: { sv: 'Bedömningen kan inte vara gjord i framtiden.', en: 'The assessment cannot be made in the future.' },
  past: { sv: 'Datumet för ny bedömning har redan passerat.', en: 'The date of the next review has passed already.' },
} as const;

/**
 * Everything in an assessment that cannot be, each at its field. Pure.
 * @param instrument what the agency may assess with under the name given; undefined where there is none
 */
export const riskProblems = (
  { answers, assessedOn, reviewOn }: Judgement,
  { instrument, today }: { instrument: Instrument | undefined; today: string },
): FieldProblem[] => {
  const found: FieldProblem[] = [];
  const wrong = (path: string, text: keyof typeof TEXTS) => found.push({ path, message: TEXTS[text] });
  if (!instrument) wrong('instrument', 'noInstrument');
  else {
    const parsed = answersSchemaOf(instrument).safeParse(answers);
    for (const issue of parsed.error?.issues ?? []) {
      const keys = issue.code === 'unrecognized_keys' ? issue.keys : [String(issue.path[0])];
      for (const key of keys) wrong(`answers.${key}`, 'noQuestion');
    }
  }
  if (assessedOn > today) wrong('assessedOn', 'future');
  if (reviewOn < today) wrong('reviewOn', 'past');
  return found;
};

/** What is stored of a checked judgement, with the instrument's own suggestion. @throws RangeError when it was not checked */
export const toOutcome = (input: Judgement, instrument: Instrument | undefined) => {
  if (!instrument) throw new RangeError(`no instrument ${input.instrument}`);
  return {
    outcome: {
      instrument: instrument.id,
      instrumentVersion: instrument.version,
      answers: input.answers,
      suggestedLevel: scoreInstrument(instrument, input.answers).suggestedLevel as string,
      level: input.level as string,
      ...(input.overrideReason ? { overrideReason: input.overrideReason } : {}),
      assessedOn: input.assessedOn,
      reviewOn: input.reviewOn,
    },
    override: { hasReason: Boolean(input.overrideReason), mayDiffer: instrument.override.allowed },
  };
};
