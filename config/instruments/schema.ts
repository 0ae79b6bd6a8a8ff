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
    // Each fault at the place it stands in, so that an importer can say on which line.
    const fail = (message: string, ...path: (string | number)[]) =>
      context.addIssue({ code: 'custom', message: `${instrument.id}: ${message}`, path });
    const twice = (what: string, values: readonly string[], path: (index: number) => (string | number)[]) => {
      const again = values.findIndex((value, index) => values.indexOf(value) !== index);
      if (again >= 0) fail(`the same ${what} twice: ${values[again]}`, ...path(again));
    };
    const { domains, items, answers, bands, scoring } = instrument;
    const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id);
    twice('domain', ids(domains), (index) => ['domains', index, 'id']);
    twice('item', ids(items), (index) => ['items', index, 'id']);
    const values = answers.map(({ value }) => value);
    twice('answer', values, (index) => ['answers', index, 'value']);
    for (const [index, item] of items.entries())
      if (!domains.some(({ id }) => id === item.domain)) fail(`item ${item.id} is in no domain`, 'items', index, 'domain');
    if (!answers.some(({ kind }) => kind === 'unknown')) fail('an answer for "unknown" is missing', 'answers');
    if (!answers.some((answer) => answer.kind === 'known' && answer.score > 0)) fail('no answer scores', 'answers');
    if (scoring.method === 'structured-judgement') {
      if (bands.length > 0) fail('a structured judgement has no bands', 'bands');
      return;
    }
    if (bands.map((band) => band.level).join() !== RISK_LEVELS.join()) fail('bands are low, moderate and high, in that order', 'bands');
    if (bands[0]?.from !== 0) fail('the lowest band starts at 0', 'bands');
    const fallen = bands.findIndex((band, index) => index > 0 && band.from <= (bands[index - 1]?.from ?? 0));
    if (fallen >= 0) fail('bands must rise', 'bands', fallen);
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
