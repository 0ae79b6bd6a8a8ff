import { instruments, questionsOf } from '#config/instruments';
import { riskProblems, toOutcome, type Judgement } from './risk.input.js';
import { readRiskForm, reviewDay, suggestionOf } from './screens/risk-form.js';

const [instrument] = instruments;
const all = (value: string) => Object.fromEntries(questionsOf(instrument!).map(({ key }) => [key, value]));
const judgement: Judgement = {
  instrument: 'norrsken',
  answers: all('no'),
  level: 'low',
  assessedOn: '2026-03-02',
  reviewOn: '2026-04-01',
};
const paths = (change: Partial<Judgement>) =>
  riskProblems({ ...judgement, ...change }, { instrument: change.instrument ? undefined : instrument, today: '2026-03-02' }).map(
    ({ path }) => path,
  );

describe('what an assessment is checked for', () => {
  it('finds nothing in one that can be', () => expect(paths({})).toEqual([]));
  it('names an instrument that does not exist', () => expect(paths({ instrument: 'crystal-ball' })).toEqual(['instrument']));
  it('names a question that the instrument does not have, and an answer that is not on its scale', () =>
    expect(paths({ answers: { fear: 'perhaps', horoscope: 'yes' } }).sort()).toEqual(['answers.fear', 'answers.horoscope']));
  it('names an assessment in the future and a review in the past', () =>
    expect(paths({ assessedOn: '2026-03-03', reviewOn: '2026-03-01' })).toEqual(['assessedOn', 'reviewOn']));
});

describe('the suggestion', () => {
  it('is the instrument’s own, whatever the client judged', () => {
    expect(toOutcome({ ...judgement, level: 'high' }, instrument).outcome).toMatchObject({
      suggestedLevel: 'low',
      level: 'high',
      instrumentVersion: '1',
    });
    expect(toOutcome({ ...judgement, answers: all('yes') }, instrument).outcome.suggestedLevel).toBe('high');
  });
  it('is no calm where nothing is known', () =>
    expect(toOutcome({ ...judgement, answers: all('unknown') }, instrument).outcome.suggestedLevel).toBe('insufficient'));
  it('takes unanswered for unknown, never for no', () =>
    expect(toOutcome({ ...judgement, answers: {} }, instrument).outcome.suggestedLevel).toBe('insufficient'));
  it('tells the decider that a reason is there, not what it says', () =>
    expect(toOutcome({ ...judgement, overrideReason: 'Hon visade meddelanden' }, instrument).override).toEqual({
      hasReason: true,
      mayDiffer: true,
    }));
});

describe('the form', () => {
  it('is read question by question, and what was left empty is no answer', () =>
    expect(readRiskForm({ 'answers.fear': 'yes', 'answers.weapon': '', level: 'high', reviewOn: '' })).toEqual({
      answers: { fear: 'yes' },
      rest: { level: 'high' },
    }));
  it('shows no suggestion on answers that are none', () => {
    expect(suggestionOf(instrument!, { fear: 'perhaps' })).toBeUndefined();
    expect(suggestionOf(instrument!, all('no'))?.suggestedLevel).toBe('low');
  });
  it('proposes the review that the instrument asks for', () => expect(reviewDay(instrument!, '2026-03-02')).toBe('2026-04-01'));
});
