import { z } from 'zod';
import { localTextSchema } from '../local-text.js';

const code = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'a code in kebab-case');
export const RISK_LEVELS = ['low', 'moderate', 'high'] as const;
export type RiskLevel = (typeof RISK_LEVELS)[number];
const level = z.enum(RISK_LEVELS);
export const PERIODS = ['current', 'past'] as const;
export type Period = (typeof PERIODS)[number];

const answerSchema = z.discriminatedUnion('kind', [
  z.strictObject({ value: code, kind: z.literal('known'), label: localTextSchema, score: z.number().min(0) }),
  /** Not known is not "no": it has no score. */
  z.strictObject({ value: code, kind: z.literal('unknown'), label: localTextSchema }),
]);

const itemSchema = z.strictObject({
  id: code,
  domain: code,
  text: localTextSchema,
  help: localTextSchema.optional(),
  periods: z.array(z.enum(PERIODS)).min(1).default(['current']),
  weight: z.number().positive().default(1),
  /** The level that the highest answer to this item alone suggests, whatever the sum. */
  floor: level.optional(),
});

/** Any instrument as data: SARA, B-SAFER, PATRIARK, DASH and FREDA fit this shape; their texts are imported by those who hold the licence. */
export const instrumentSchema = z
  .strictObject({
    id: code,
    version: z.string().min(1),
    title: localTextSchema,
    description: localTextSchema,
    licence: z.strictObject({ free: z.boolean(), holder: z.string().min(1), text: localTextSchema }),
    /** For demonstration only: the screen says that it is not validated. */
    demonstration: z.boolean().default(false),
    domains: z.array(z.strictObject({ id: code, name: localTextSchema })).min(1),
    items: z.array(itemSchema).min(1),
    answers: z.array(answerSchema).min(2),
    scoring: z.strictObject({
      method: z.enum(['sum', 'weights', 'structured-judgement']),
      /** The least share of known answers for a suggestion below the highest level. */
      minimumKnown: z.number().min(0).max(1).default(0.75),
    }),
    /** From which score each level is suggested; none for a structured judgement, where the assessor judges. */
    bands: z.array(z.strictObject({ level, from: z.number().min(0) })).default([]),
    override: z.strictObject({ allowed: z.boolean(), requiresReason: z.literal(true) }),
    reviewIntervalDays: z.int().positive(),
  })
  .superRefine((instrument, context) => {
    const fail = (message: string) => context.addIssue({ code: 'custom', message: `${instrument.id}: ${message}` });
    const twice = (what: string, values: readonly string[]) => {
      if (new Set(values).size !== values.length) fail(`the same ${what} twice`);
    };
    twice(
      'domain',
      instrument.domains.map(({ id }) => id),
    );
    twice(
      'item',
      instrument.items.map(({ id }) => id),
    );
    twice(
      'answer',
      instrument.answers.map(({ value }) => value),
    );
    for (const item of instrument.items)
      if (!instrument.domains.some(({ id }) => id === item.domain)) fail(`item ${item.id} is in no domain`);
    if (!instrument.answers.some(({ kind }) => kind === 'unknown')) fail('an answer for "unknown" is missing');
    if (!instrument.answers.some((answer) => answer.kind === 'known' && answer.score > 0)) fail('no answer scores');
    if (instrument.scoring.method === 'structured-judgement' && instrument.bands.length > 0) fail('a structured judgement has no bands');
    if (instrument.scoring.method !== 'structured-judgement') {
      if (instrument.bands.map((band) => band.level).join() !== RISK_LEVELS.join()) fail('bands are low, moderate and high, in that order');
      if (instrument.bands[0]?.from !== 0) fail('the lowest band starts at 0');
      if (instrument.bands.some((band, index) => index > 0 && band.from <= (instrument.bands[index - 1]?.from ?? 0)))
        fail('bands must rise');
    }
  });
export type Instrument = Readonly<z.infer<typeof instrumentSchema>>;
export type InstrumentItem = Instrument['items'][number];

/** Answers by question: the item's id, or `item.period` where the item asks about several periods. */
export type InstrumentAnswers = Readonly<Record<string, string>>;

export interface InstrumentQuestion {
  readonly key: string;
  readonly item: InstrumentItem;
  readonly period: Period;
}

/** The questions in order, one for each item and period. */
export const questionsOf = (instrument: Instrument): readonly InstrumentQuestion[] =>
  instrument.items.flatMap((item) =>
    item.periods.map((period) => ({ key: item.periods.length > 1 ? `${item.id}.${period}` : item.id, item, period })),
  );

/** Checks answers as they arrive: a question or an answer that the instrument does not have is an error that names it. */
export const answersSchemaOf = (instrument: Instrument) =>
  z.strictObject(
    Object.fromEntries(questionsOf(instrument).map(({ key }) => [key, z.enum(instrument.answers.map(({ value }) => value)).optional()])),
  );
