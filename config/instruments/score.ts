import type { Instrument, InstrumentAnswers, RiskLevel } from './schema.js';
import { questionsOf, RISK_LEVELS } from './schema.js';

/** `professional-judgement`: the instrument has no cut-off, the assessor sets the level. */
export type SuggestedLevel = RiskLevel | 'insufficient' | 'professional-judgement';

export interface InstrumentScore {
  readonly score: number;
  /** What the score would be if every unknown turned out at its worst. */
  readonly highestPossible: number;
  /** Questions answered with something known, and with "unknown". The rest is not answered. */
  readonly answered: number;
  readonly unknown: number;
  readonly suggestedLevel: SuggestedLevel;
  /** An answer to what is unknown could raise the level: the screen says so beside the suggestion. */
  readonly mayBeHigher: boolean;
}

/**
 * Scores answers. Unknown is never "no": it adds nothing, but a low level is suggested only when no answer to the
 * unknown could lift it. A suggestion, never a decision: the assessor may override it with a reason.
 *
 * @throws RangeError for an answer that is not on the instrument's scale.
 */
export function scoreInstrument(instrument: Instrument, answers: InstrumentAnswers): InstrumentScore {
  const { method, minimumKnown } = instrument.scoring;
  const questions = questionsOf(instrument);
  const highest = Math.max(...instrument.answers.map((answer) => (answer.kind === 'known' ? answer.score : 0)));
  let [score, open, answered, unknown] = [0, 0, 0, 0];
  let floor = 0;
  let openFloor = 0;

  for (const { key, item } of questions) {
    const weight = method === 'weights' ? item.weight : 1;
    const value = answers[key];
    const answer = value === undefined ? undefined : instrument.answers.find((candidate) => candidate.value === value);
    if (value !== undefined && !answer) throw new RangeError(`${instrument.id}: "${value}" is no answer to ${key}`);
    const own = item.floor ? RISK_LEVELS.indexOf(item.floor) : 0;
    if (answer?.kind === 'known') {
      answered += 1;
      score += weight * answer.score;
      if (answer.score === highest) floor = Math.max(floor, own);
    } else {
      if (answer) unknown += 1;
      open += weight * highest;
      openFloor = Math.max(openFloor, own);
    }
  }
  const result = { score, highestPossible: score + open, answered, unknown };
  if (method === 'structured-judgement')
    return { ...result, suggestedLevel: answered === 0 ? 'insufficient' : 'professional-judgement', mayBeHigher: open > 0 };

  const rank = (points: number) =>
    Math.max(
      0,
      instrument.bands.findLastIndex(({ from }) => points >= from),
    );
  const known = Math.max(rank(score), floor);
  const worst = Math.max(known, rank(score + open), openFloor);
  const enough = answered >= minimumKnown * questions.length;
  const settled = known === RISK_LEVELS.length - 1 || (enough && (known > 0 || worst === 0));
  return { ...result, suggestedLevel: (settled ? RISK_LEVELS[known] : undefined) ?? 'insufficient', mayBeHigher: worst > known };
}
