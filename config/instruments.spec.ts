import fc from 'fast-check';
import type { Instrument, InstrumentAnswers } from './instruments.js';
import { answersSchemaOf, instruments, instrumentSchema, questionsOf, RISK_LEVELS, scoreInstrument } from './instruments.js';

const norrsken = instruments[0]!;
const keys = questionsOf(norrsken).map(({ key }) => key);
const all = (value: string): InstrumentAnswers => Object.fromEntries(keys.map((key) => [key, value]));
const level = (answers: InstrumentAnswers, instrument = norrsken) => scoreInstrument(instrument, answers).suggestedLevel;
const rank = (suggested: string) => RISK_LEVELS.indexOf(suggested as (typeof RISK_LEVELS)[number]);

describe('Norrsken', () => {
  it('has twelve items, each in both languages, and is free', () => {
    expect(norrsken.items).toHaveLength(12);
    expect(norrsken).toMatchObject({ demonstration: true, licence: { free: true } });
  });
  it.each([
    ['all no', all('no'), 'low'],
    ['all yes', all('yes'), 'high'],
    ['nothing known', all('unknown'), 'insufficient'],
    ['nothing answered', {}, 'insufficient'],
    ['strangulation alone', { ...all('no'), strangulation: 'yes' }, 'high'],
    ['strangulation known, nothing else', { ...all('unknown'), strangulation: 'yes' }, 'high'],
    ['fear alone', { ...all('no'), fear: 'yes' }, 'moderate'],
    ['all partly', all('partly'), 'high'],
    ['separation unknown, all else no', { ...all('no'), separation: 'unknown' }, 'low'],
    ['strangulation unknown, all else no', { ...all('no'), strangulation: 'unknown' }, 'insufficient'],
  ])('%s', (_, answers, expected) => expect(level(answers)).toBe(expected));

  it('counts known and unknown apart', () =>
    expect(scoreInstrument(norrsken, { fear: 'yes', weapon: 'unknown' })).toMatchObject({ score: 4, answered: 1, unknown: 1 }));
  it('says when the unknown could raise the level', () => {
    const moderate = { ...all('no'), fear: 'yes' };
    expect(scoreInstrument(norrsken, moderate)).toMatchObject({ suggestedLevel: 'moderate', mayBeHigher: false });
    expect(scoreInstrument(norrsken, { ...moderate, strangulation: 'unknown' })).toMatchObject({
      suggestedLevel: 'moderate',
      mayBeHigher: true,
    });
  });
  it('refuses an answer that is not on the scale', () =>
    expect(() => scoreInstrument(norrsken, { fear: 'maybe' })).toThrow(/"maybe" is no answer to fear/));
});

describe('unknown is not "no"', () => {
  const known = fc.constantFrom('no', 'partly', 'yes');
  const some = fc
    .dictionary(fc.constantFrom(...keys), fc.constantFrom('no', 'partly', 'yes', 'unknown'), { maxKeys: keys.length })
    .map((answers) => ({ ...answers }));
  const resolve = (answers: InstrumentAnswers, with_: readonly string[]) =>
    Object.fromEntries(keys.map((key, index) => [key, answers[key] && answers[key] !== 'unknown' ? answers[key] : with_[index]!]));

  /** Whatever the unknown turns out to be, a suggested level never proves too low for "low", and a known level never sinks. */
  const neverPromisesTooMuch = (score: (answers: InstrumentAnswers) => string) =>
    fc.property(some, fc.array(known, { minLength: keys.length, maxLength: keys.length }), (answers, truth) => {
      const [before, after] = [score(answers), level(resolve(answers, truth))];
      if (before === 'low') return after === 'low';
      return before === 'insufficient' || rank(after) >= rank(before);
    });

  it('never suggests low where an answer to the unknown could lift it', () => fc.assert(neverPromisesTooMuch(level), { numRuns: 2000 }));

  it('is caught by the same property when unknown is read as "no" (negative control)', () => {
    const naive = (answers: InstrumentAnswers) =>
      level(Object.fromEntries(keys.map((key) => [key, answers[key] === 'unknown' ? 'no' : (answers[key] ?? 'no')])));
    expect(fc.check(neverPromisesTooMuch(naive), { numRuns: 2000 }).failed).toBe(true);
  });

  it('never raises: an unknown scores no more than "no"', () =>
    fc.assert(
      fc.property(some, fc.constantFrom(...keys), (answers, key) => {
        const [unknown, no] = [
          scoreInstrument(norrsken, { ...answers, [key]: 'unknown' }),
          scoreInstrument(norrsken, { ...answers, [key]: 'no' }),
        ];
        return (
          unknown.score === no.score &&
          (unknown.suggestedLevel === 'insufficient' || rank(unknown.suggestedLevel) <= Math.max(0, rank(no.suggestedLevel)))
        );
      }),
    ));
});

describe('other shapes of instrument', () => {
  const shape = (change: Partial<Instrument>): Instrument => instrumentSchema.parse({ ...norrsken, ...change });
  it('sums without weights', () =>
    expect(scoreInstrument(shape({ scoring: { method: 'sum', minimumKnown: 0.75 } }), all('yes')).score).toBe(24));
  it('leaves a structured judgement to the assessor', () => {
    const judged = shape({ scoring: { method: 'structured-judgement', minimumKnown: 0 }, bands: [] });
    expect(level(all('yes'), judged)).toBe('professional-judgement');
    expect(level(all('unknown'), judged)).toBe('insufficient');
  });
  it('asks each item for each of its periods', () => {
    const twice = shape({ items: norrsken.items.map((item) => ({ ...item, periods: ['current', 'past'] })) });
    expect(questionsOf(twice)).toHaveLength(24);
    expect(scoreInstrument(twice, { 'fear.past': 'yes' })).toMatchObject({ answered: 1, score: 4 });
  });
  it.each<[string, object, RegExp]>([
    ['no way to say unknown', { answers: norrsken.answers.filter(({ kind }) => kind === 'known') }, /unknown/],
    ['bands that do not rise', { bands: [...norrsken.bands].reverse() }, /bands/],
    ['an item in no domain', { domains: [norrsken.domains[0]] }, /in no domain/],
    ['an item twice', { items: [norrsken.items[0], norrsken.items[0]] }, /item twice/],
    ['a level that may be overridden without a reason', { override: { allowed: true, requiresReason: false } }, /requiresReason/],
  ])('does not import %s', (_, change, message) => expect(() => instrumentSchema.parse({ ...norrsken, ...change })).toThrow(message));
  it('checks answers as they arrive', () => {
    expect(answersSchemaOf(norrsken).safeParse({ fear: 'yes' }).success).toBe(true);
    expect(answersSchemaOf(norrsken).safeParse({ fear: 'oui' }).success).toBe(false);
    expect(answersSchemaOf(norrsken).safeParse({ feer: 'yes' }).success).toBe(false);
  });
});
